import datetime
from pathlib import Path

import pytest
from lxml import etree

from publications.exporters import crossref
from tests.publications.exporters.citations import (
    FERRÁNDIZ,
    INSTITUTE,
    LEE,
    ZHAO,
    citation,
    contributor,
    赵龙,
)

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[2] / "samples" / "crossref-deposit.rng"))
NOW = datetime.datetime(2026, 11, 26, 8, 30, 5, tzinfo=datetime.UTC)
SENDER = crossref.Depositor("Ferry Point", "doi@ferrypoint.example", "Ferry Point Institute", "0317-8471")
KINDS = {"report": crossref.REPORT, "journal-article": crossref.JOURNAL, "commentary": crossref.POSTED}


def deposited(*citations):
    """The one deposit of these records, which is of the schema."""
    [(kind, chosen)] = crossref.sorted_out(citations).items()
    batch = etree.fromstring(crossref.deposit(kind, chosen, SENDER, NOW))
    assert SCHEMA.validate(batch), SCHEMA.error_log
    return batch


def texts(batch, name):
    return ["".join(each.itertext()) for each in batch.iter(f"{{*}}{name}")]


def full(*contributors, **facts):
    whole = {
        "doi": "10.5555/fp.1",
        "kind": "report",
        "subtitle": "A Reckoning",
        "summary": "What the sea owes.\n\nAnd to whom.",
        "series": "Charts",
        "series_number": 3,
        "licence": "CC-BY-4.0",
    }
    return citation(*contributors, **(whole | facts))


@pytest.mark.parametrize(("kind", "element"), KINDS.items())
@pytest.mark.parametrize("bare", [False, True])
def test_every_type_of_content_is_as_the_schema_wants_it(kind, element, bare):
    record = (
        citation(INSTITUTE, doi="10.5555/fp.1", kind=kind) if bare else full(ZHAO, LEE, INSTITUTE, kind=kind)
    )
    batch = deposited(record)
    assert [etree.QName(each).localname for each in batch.find("{*}body")] == [element]
    assert texts(batch, "doi") == ["10.5555/fp.1"]
    assert texts(batch, "resource") == ["https://ferrypoint.example/en/articles/cable/"]
    assert texts(batch, "title") == ["Who Mends the Cable"]


def test_the_record_is_told_whole():
    editor = contributor("Ed Moss", "Moss", "Ed", role="editor")
    author = contributor(
        "Zhao Long", "Zhao", "Long", institute="Harbour Institute", orcid="0000-0002-1825-0097"
    )
    batch = deposited(full(author, editor))
    first, second = batch.iter("{*}person_name")
    assert texts(first, "surname") + texts(first, "given_name") == ["Zhao", "Long"]
    assert texts(first, "institution_name") == ["Harbour Institute"]
    assert texts(first, "ORCID") == ["https://orcid.org/0000-0002-1825-0097"]
    assert (first.get("sequence"), first.get("contributor_role")) == ("first", "author")
    assert (second.get("sequence"), second.get("contributor_role")) == ("additional", "editor")
    assert texts(batch, "subtitle") == ["A Reckoning"]
    assert texts(batch, "p") == ["What the sea owes.", "And to whom."]
    assert (texts(batch, "month"), texts(batch, "day"), texts(batch, "year")) == (["06"], ["16"], ["2022"])
    assert texts(batch, "identifier") == ["3"]
    assert texts(batch, "license_ref") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_editors_without_an_author_are_deposited_as_editors():
    batch = deposited(full(contributor("Ed Moss", "Moss", "Ed", role="editor")))
    [person] = batch.iter("{*}person_name")
    assert (person.get("sequence"), person.get("contributor_role")) == ("first", "editor")


def test_the_head_says_who_sends_it_and_when():
    batch = deposited(full())
    assert texts(batch, "timestamp") == ["20261126083005"]
    assert texts(batch, "email_address") == ["doi@ferrypoint.example"]
    assert texts(batch, "registrant") == ["Ferry Point Institute"]


def test_a_journal_has_its_number():
    batch = deposited(full(kind="journal-article"))
    assert (texts(batch, "issn"), texts(batch, "full_title")) == (["0317-8471"], ["Charts"])


def test_the_number_of_a_journal_is_its_issue():
    batch = deposited(full(kind="journal-article"))
    assert (texts(batch, "issue"), texts(batch, "identifier")) == (["3"], [])
    assert not list(deposited(full(kind="journal-article", series_number=None)).iter("{*}journal_issue"))


def test_a_chinese_name_keeps_its_parts_and_says_its_order():
    batch = deposited(full(赵龙, language="zh-hant"))
    person = next(batch.iter("{*}person_name"))
    assert texts(person, "surname") + texts(person, "given_name") == ["赵", "龙"]
    assert person.get("name-style") == "eastern"
    assert next(batch.iter("{*}report-paper_metadata")).get("language") == "zh"


@pytest.mark.parametrize(
    ("who", "language", "order"),
    [(LEE, "zh-hans", None), (FERRÁNDIZ, "zh-hans", None), (ZHAO, "en", "eastern"), (LEE, "en", None)],
)
def test_the_order_of_a_name_is_its_own(who, language, order):
    person = next(deposited(full(who, language=language)).iter("{*}person_name"))
    assert person.get("name-style") == order


@pytest.mark.parametrize("name", ["Unit 61398", "Who?", "A " + "very " * 13 + "long name"])
def test_a_name_that_the_schema_takes_for_nobody_s_is_kept_as_an_organisation_s(name):
    assert texts(deposited(full(contributor(name))), "organization") == [name]


def test_who_only_interviewed_is_left_out_and_an_article_without_author_is_the_institute_s():
    batch = deposited(full(ZHAO, contributor("In Terviewer", role="interviewer")))
    assert texts(batch, "surname") == ["Zhao"]


def test_a_doi_is_deposited_once_for_the_original():
    english = citation(doi="10.5555/FP.1", translated_from="zh-hans")
    chinese = citation(赵龙, language="zh-hans", doi="10.5555/fp.1")
    batch = deposited(english, chinese)
    assert texts(batch, "resource") == ["https://ferrypoint.example/zh-hans/articles/cable/"]


def test_types_of_content_are_not_mixed():
    records = [citation(doi=f"10.5555/{kind}", kind=kind) for kind in KINDS]
    assert list(crossref.sorted_out(records)) == list(KINDS.values())
    two = deposited(citation(doi="10.5555/a", kind="report"), citation(doi="10.5555/b", kind="policy-brief"))
    assert texts(two, "doi") == ["10.5555/a", "10.5555/b"]
