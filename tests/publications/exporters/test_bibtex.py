import pytest
from pybtex.database import parse_string

from publications.exporters import bibtex
from tests.publications.exporters.citations import (
    FERRÁNDIZ,
    INSTITUTE,
    LEE,
    ZHAO,
    citation,
    contributor,
    赵龙,
)


def read(cited):
    [entry] = parse_string(bibtex.write(cited), "bibtex").entries.values()
    return entry


def test_it_reads_back_whole():
    entry = read(
        citation(
            ZHAO,
            LEE,
            contributor("Ed Moss", "Moss", "Ed", role="editor"),
            kind="report",
            subtitle="Cables at Sea",
            series="Harbour Papers",
            series_number=4,
            issn="2434-561X",
            doi="10.5555/fp_12",
            summary="What it costs.",
        )
    )
    assert entry.type == "techreport"
    assert [str(person) for person in entry.persons["author"]] == ["Zhao, Long", "Lee, Anna Maria"]
    assert [str(person) for person in entry.persons["editor"]] == ["Moss, Ed"]
    assert entry.fields["title"] == "{Who Mends the Cable: Cables at Sea}"
    assert (entry.fields["year"], entry.fields["month"]) == ("2022", "June")
    assert (entry.fields["series"], entry.fields["number"]) == ("Harbour Papers", "4")
    assert entry.fields["issn"] == "2434-561X"
    assert entry.fields["doi"] == "10.5555/fp_12"
    assert entry.fields["url"] == "https://ferrypoint.example/en/articles/cable/"


def test_an_article_of_a_journal_names_it():
    entry = read(citation(kind="journal-article", series="Sea & Air", series_number=4))
    assert (entry.type, entry.fields["journal"], entry.fields["number"]) == ("article", r"Sea \& Air", "4")
    assert "series" not in entry.fields


def test_an_institute_stays_in_one_piece():
    assert read(citation(INSTITUTE)).persons["author"][0].last_names == ["{Ferry Point Institute}"]


@pytest.mark.parametrize("who", [赵龙, FERRÁNDIZ])
def test_chinese_names_are_not_turned_round(who):
    [person] = read(citation(who, language="zh-hans")).persons["author"]
    assert person.last_names == [f"{{{who.name}}}"]


def test_a_name_with_an_accent_is_sorted_by_its_family_name():
    lucia = contributor("Lucía Ferrándiz", "Ferrándiz", "Lucía")
    assert read(citation(lucia)).persons["author"][0].last_names == ["Ferrándiz"]


def test_what_latex_reads_as_code_is_escaped():
    title = read(citation(title="100 % of {R&D} at #1: a_b ~ \\x^2")).fields["title"]
    assert (
        title == r"{100 \% of \{R\&D\} at \#1: a\_b \textasciitilde{} \textbackslash{}x\textasciicircum{}2}"
    )


@pytest.mark.parametrize("title", ["a } b { c", "half {open", "shut}"])
def test_braces_that_are_not_in_pairs_leave_the_entry_whole(title):
    # BibTeX counts a brace behind a backslash as well.
    assert read(citation(title=title)).fields["url"] == "https://ferrypoint.example/en/articles/cable/"


def test_a_particle_belongs_to_the_family_name():
    [person] = read(citation(contributor("Ludwig van der Berg", "van der Berg", "Ludwig"))).persons["author"]
    assert (person.prelast_names, person.last_names) == (["van", "der"], ["Berg"])


def test_what_is_not_known_is_not_written():
    assert not {"doi", "series", "number", "abstract", "keywords"} & set(read(citation()).fields)


def test_what_has_no_authors_is_known_by_its_editors():
    entry = read(citation(contributor("Ed Moss", "Moss", "Ed", role="editor")))
    assert [str(person) for person in entry.persons["editor"]] == ["Moss, Ed"]
    assert "author" not in entry.persons
