import re

import pytest
from hypothesis import given
from hypothesis import settings as generated

from publications import typesetting
from publications.body.render import render
from publications.exporters.media import Picture
from publications.exporters.pieces import Document, breakable
from tests.factories import picture
from tests.publications.body.bodies import bodies
from tests.publications.exporters import printed
from tests.publications.typesetting.facts import FACTS, NOON, made

PAGE = "https://ferrypoint.example/en/articles/tides/"
NOTE = '<span data-footnote="k7x2m9qa">Log.</span>'


def document() -> Document:
    return Document(PAGE, lambda address: None)


def pieces(body: str) -> list:
    return document().body(render(body, "en").html)


def set_in_pages(body: str, language: str = "en") -> bytes:
    """The body as a PDF, with its notes."""
    page, paper = render(body, language), document()
    blocks = paper.body(page.html)
    notes = {
        note.key: {"number": note.number, "text": {"is": "line", "of": paper.line(note.html)}}
        for note in page.notes
    }
    return made(*blocks, notes=notes)


@generated(max_examples=40)
@given(bodies())
def test_whatever_a_body_holds_is_set_with_every_word_and_note(body: str) -> None:
    page = render(body, "en")
    content = set_in_pages(body)
    text = "".join(printed.pages(content))
    for word in re.findall(r"\bw\d+\b", re.sub(r"<[^>]*>", " ", page.html)):
        assert word in text
    assert printed.tags(content)["Note"] == len(page.notes)
    for note in page.notes:
        assert f"[{note.number}]{printed.squeezed(note.text)}" in text


@pytest.mark.parametrize(
    "body",
    [
        "<h2></h2><p></p><ul></ul><ol><li></li></ol><table></table><figure></figure><blockquote></blockquote>",
        f"<h2>{NOTE}</h2>",
        "<blockquote>" * 60 + "<p>deep</p>" + "</blockquote>" * 60,
        "<ul><li>" * 60 + "deep" + "</li></ul>" * 60,
        "<p>" + "<strong><em>" * 60 + "deep" + "</em></strong>" * 60 + "</p>",
        "<p>" + "<span lang='ru'>" * 60 + "deep" + "</span>" * 60 + "</p>",
    ],
)
def test_nothing_is_too_empty_or_too_deep(body):
    text = "".join(printed.pages(set_in_pages(body)))
    assert ("deep" in body) == ("deep" in text)


def test_links_start_from_the_page_and_are_ascii():
    [paragraph] = pieces(
        "<p><a href='/en/'>a</a><a href='../x'>b</a><a href='https://a.example/路?q=中'>c</a></p>"
    )
    assert [each["to"] for each in paragraph["of"]] == [
        "https://ferrypoint.example/en/",
        "https://ferrypoint.example/en/articles/x",
        "https://a.example/%E8%B7%AF?q=%E4%B8%AD",
    ]


def test_a_note_is_written_where_it_is_first_cited():
    [paragraph] = pieces(f"<p>a{NOTE}b<span data-footnote-ref='k7x2m9qa'></span></p>")
    assert [each["first"] for each in paragraph["of"] if isinstance(each, dict)] == [True, False]


def test_an_item_of_one_paragraph_is_a_line():
    [[one], [two]] = (
        pieces("<ul><li><p>a</p></li></ul>")[0]["items"],
        pieces("<ul><li>a</li></ul>")[0]["items"],
    )
    assert one == two == ["a"]


def test_levels_of_headings_have_no_gaps():
    found = pieces("<h3>a</h3><h3>b</h3><h2>c</h2><h3>d</h3>")
    assert [(each["words"], each["level"]) for each in found] == [("a", 1), ("b", 2), ("c", 1), ("d", 2)]


def test_long_runs_may_be_broken_and_lose_nothing():
    address = "https://a.example/" + "x" * 40
    found = breakable(f"See {address}.")
    assert "".join(each for each in found if isinstance(each, str)) == f"See {address}."
    assert found.count({"is": "may-break"}) > 3
    assert breakable("A short one.") == ["A short one."]


def test_a_picture_that_says_nothing_is_set_as_an_ornament():
    paper = Document(PAGE, lambda address: Picture(picture(), "png", 40.0))
    blocks = paper.body(
        '<figure><img src="/media/figures/a.png" alt=""><figcaption>Fig</figcaption></figure><p>x</p>'
    )
    content = typesetting.to_pdf("article", FACTS | {"body": blocks}, paper.pictures, NOON)
    assert "Figx" in "".join(printed.pages(content))
    assert not [each for each in printed.structure(content) if "/Alt" in each]


def test_headings_right_before_a_table_that_is_turned_go_with_it():
    cells = "".join(f"<td>1,234,567.{number}</td>" for number in range(14))
    first, turned, last = pieces(
        f"<p>a</p><h2>Annex</h2><h3>Tolls</h3><table><tr>{cells}</tr></table><p>b</p>"
    )
    assert (first["is"], last["is"]) == ("p", "p")
    assert [each["words"] for each in turned["above"]] == ["Annex", "Tolls"]


def test_a_lost_picture_is_no_paragraph_of_the_text():
    [lost] = pieces("<figure><img src='/media/a.png' alt='A chart'><figcaption>Tolls</figcaption></figure>")
    assert lost == {"is": "lost", "alt": "A chart", "of": ["Tolls"]}


def test_a_lost_picture_without_any_words_is_set_too():
    text = "".join(
        printed.pages(set_in_pages("<p>a</p><figure><img src='/media/a.png' alt=''></figure><p>b</p>"))
    )
    assert "ab" in text
