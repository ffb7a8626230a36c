import pytest

from publications.exporters import metadata
from tests.publications.exporters.citations import INSTITUTE, LEE, ZHAO, citation, contributor, 赵龙

TRANSLATOR = contributor("Ed Moss", "Moss", "Ed", role="translator")


def values(pairs, name):
    return [value for each, value in pairs if each == name]


def test_each_author_has_a_tag_with_the_institute_behind_it():
    first = contributor("Anna Lee", "Lee", "Anna", institute="Harbour Institute")
    tags = metadata.highwire(citation(first, ZHAO, TRANSLATOR))
    authors = [pair for pair in tags if pair[0].startswith("citation_author")]
    assert authors == [
        ("citation_author", "Lee, Anna"),
        ("citation_author_institution", "Harbour Institute"),
        ("citation_author", "Zhao, Long"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
    ]


def test_an_author_with_an_accent_is_named_as_any_other():
    lucia = contributor("Lucía Ferrándiz", "Ferrándiz", "Lucía")
    assert values(metadata.highwire(citation(lucia)), "citation_author") == ["Ferrándiz, Lucía"]


def test_an_article_has_its_place_in_a_series():
    told = metadata.json_ld(citation(series="Papers", series_number=4), [], [])
    assert told["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "Papers"}
    assert told["position"] == 4


def test_a_series_with_an_issn_is_a_periodical_and_known_by_it():
    cited = citation(series="Papers", issn="2434-561X")
    told = metadata.json_ld(cited, [], [])
    assert told["isPartOf"] == {"@type": "Periodical", "name": "Papers", "issn": "2434-561X"}
    assert values(metadata.highwire(cited), "citation_issn") == ["2434-561X"]
    assert values(metadata.dublin_core(cited), "DC.relation") == ["urn:ISSN:2434-561X"]


def test_dates_are_as_google_scholar_wants_them():
    assert values(metadata.highwire(citation()), "citation_publication_date") == ["2022/06/16"]


def test_the_pdf_is_named_on_the_same_host():
    [address] = values(metadata.highwire(citation()), "citation_pdf_url")
    assert address == "https://ferrypoint.example/en/articles/cable.pdf"
    encodings = metadata.json_ld(citation(), [], [])["encoding"]
    assert [each["contentUrl"] for each in encodings] == [address, address.replace(".pdf", ".epub")]


@pytest.mark.parametrize("kind", ["report", "policy-brief", "working-paper"])
def test_a_paper_names_its_institution_and_number(kind):
    tags = metadata.highwire(citation(kind=kind, series="Papers", series_number=4))
    assert values(tags, "citation_technical_report_institution") == ["Ferry Point Institute"]
    assert values(tags, "citation_technical_report_number") == ["4"]


def test_an_article_of_a_journal_names_it_and_its_issue():
    tags = metadata.highwire(citation(kind="journal-article", series="Harbour Review", series_number=4))
    assert values(tags, "citation_journal_title") + values(tags, "citation_issue") == ["Harbour Review", "4"]
    assert not values(tags, "citation_series_title")


def test_no_value_is_empty():
    bare = citation(INSTITUTE)
    for pairs in (
        metadata.highwire(bare),
        metadata.dublin_core(bare),
        metadata.open_graph(bare, "Commentary", []),
    ):
        assert all(value for _name, value in pairs)
    assert all(metadata.json_ld(bare, [], []).values())


def test_dublin_core_tells_authors_from_others():
    tags = metadata.dublin_core(citation(LEE, TRANSLATOR, licence="CC-BY-4.0", doi="10.5555/fp.1"))
    assert values(tags, "DC.creator") == ["Anna Maria Lee"]
    assert values(tags, "DC.contributor") == ["Ed Moss"]
    assert values(tags, "DC.rights") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "https://doi.org/10.5555/fp.1" in values(tags, "DC.identifier")


def test_a_page_that_is_shared_names_its_languages():
    tags = metadata.open_graph(citation(赵龙, language="zh-hans"), "评论", ["en", "zh-hant"])
    assert values(tags, "og:locale") == ["zh_CN"]
    assert values(tags, "og:locale:alternate") == ["en_GB", "zh_TW"]


def test_a_page_that_is_shared_shows_the_card_of_its_version():
    tags = dict(
        metadata.open_graph(citation(number=2, version_address="https://a.example/v2/"), "Report", [])
    )
    assert tags["og:image"] == "https://a.example/v2.png"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image:alt"] == "Who Mends the Cable – Ferry Point Institute"


def test_a_translation_names_the_work_it_was_made_from():
    chinese = citation(赵龙, language="zh-hans", translated_from="en")
    works = metadata.json_ld(chinese, ["en", "zh-hant"], [])
    assert works["translationOfWork"] == {"@id": "https://ferrypoint.example/en/articles/cable/"}
    assert "workTranslation" not in works


def test_an_original_names_its_translations():
    assert metadata.json_ld(citation(), ["zh-hans"], [])["workTranslation"] == [
        {"@id": "https://ferrypoint.example/zh-hans/articles/cable/"}
    ]


def test_a_source_that_is_not_public_is_not_named():
    works = metadata.json_ld(citation(赵龙, language="zh-hans", translated_from="en"), ["zh-hant"], [])
    assert not {"translationOfWork", "workTranslation"} & set(works)


def test_corrections_are_told_with_their_day():
    found = metadata.json_ld(citation(), [], [("2022-07-01", "The tonnage was wrong.")])
    assert found["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2022-07-01", "text": "The tonnage was wrong."}
    ]


def test_people_are_told_with_the_post_of_then_and_institutes_as_such():
    first = contributor("Anna Lee", "Lee", "Anna", position="Fellow", institute="Harbour Institute")
    authors = metadata.json_ld(citation(first, INSTITUTE, kind="report"), [], [])["author"]
    assert authors[0]["jobTitle"] == "Fellow"
    assert authors[0]["affiliation"] == {"@type": "Organization", "name": "Harbour Institute"}
    assert authors[1]["@type"] == "Organization"


def test_whoever_asked_is_told_as_a_contributor():
    moss = contributor("Ed Moss", "Moss", "Ed", role="interviewer")
    told = metadata.json_ld(citation(ZHAO, moss, kind="interview"), [], [])
    assert [each["name"] for each in told["contributor"]] == ["Ed Moss"]
    assert "contributor" not in metadata.json_ld(citation(moss, kind="interview"), [], [])


def test_editors_without_an_author_are_told_once_as_editors():
    moss = contributor("Ed Moss", "Moss", "Ed", role="editor")
    told = metadata.json_ld(citation(moss), [], [])
    assert [each["name"] for each in told["editor"]] == ["Ed Moss"]
    assert "author" not in told
    # Google Scholar takes in nothing that has no author.
    assert values(metadata.highwire(citation(moss)), "citation_author") == ["Moss, Ed"]
