import json

from publications.exporters import csl
from tests.publications.exporters.citations import INSTITUTE, LEE, citation, contributor, 赵龙


def read(cited):
    [item] = json.loads(csl.write(cited))
    return item


def test_it_says_who_what_and_when():
    item = read(citation(LEE, contributor("Ed Moss", "Moss", "Ed", role="editor"), kind="report"))
    assert item["type"] == "report"
    assert item["author"] == [{"family": "Lee", "given": "Anna Maria"}]
    assert item["editor"] == [{"family": "Moss", "given": "Ed"}]
    assert item["issued"] == {"date-parts": [[2022, 6, 16]]}
    assert item["language"] == "en"


def test_a_series_is_named_with_its_issn():
    item = read(citation(series="Harbour Papers", issn="2434-561X"))
    assert (item["collection-title"], item["ISSN"]) == ("Harbour Papers", "2434-561X")


def test_a_journal_contains_its_articles():
    facts = {"series": "Harbour Review", "series_number": 4, "issn": "2434-561X"}
    item = read(citation(kind="journal-article", **facts))
    assert (item["container-title"], item["issue"], item["ISSN"]) == ("Harbour Review", 4, "2434-561X")
    assert "collection-title" not in item


def test_an_institute_and_a_name_without_parts_stay_whole():
    item = read(citation(INSTITUTE, contributor("Plato")))
    assert item["author"] == [{"literal": "Ferry Point Institute"}, {"literal": "Plato"}]


def test_han_is_written_as_it_is():
    assert "赵" in csl.write(citation(赵龙, language="zh-hans"))


def test_what_is_not_known_is_not_written():
    assert not {"DOI", "abstract", "collection-title", "editor"} & set(read(citation()))


def test_editors_without_an_author_are_editors():
    item = read(citation(contributor("Ed Moss", "Moss", "Ed", role="editor")))
    assert item["editor"] == [{"family": "Moss", "given": "Ed"}]
    assert "author" not in item


def test_what_nobody_signed_is_the_institutes_own_as_in_every_other_format():
    assert read(citation(contributors=()))["author"] == [{"literal": "Ferry Point Institute"}]


def test_who_asked_is_named_once():
    item = read(citation(LEE, contributor("Ed Moss", "Moss", "Ed", role="interviewer"), kind="interview"))
    assert (len(item["author"]), len(item["interviewer"])) == (1, 1)
    alone = read(citation(contributor("Ed Moss", "Moss", "Ed", role="interviewer"), kind="interview"))
    assert alone["author"] == [{"family": "Moss", "given": "Ed"}]
    assert "interviewer" not in alone


def test_a_commentary_is_a_page_of_the_web():
    # An "article" of CSL is a preprint to Zotero.
    item = read(citation())
    assert (item["type"], item["container-title"]) == ("webpage", "Ferry Point Institute")
    assert "publisher" not in item
    assert read(citation(kind="report"))["publisher"] == "Ferry Point Institute"


def test_only_a_later_version_is_numbered():
    assert "version" not in read(citation())
    assert read(citation(number=2))["version"] == "2"
