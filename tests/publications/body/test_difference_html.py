from collections.abc import Callable

import pytest
from hypothesis import example, given
from lxml import html

from publications.body.difference import Difference, compare, compare_texts, compare_values
from publications.body.difference_html import Phrases, write
from tests.publications.body.bodies import Tree, bodies, soup

PHRASES = Phrases(
    added="added",
    removed="removed",
    moved="moved",
    note=lambda number: f"Note {number}",
    unchanged=lambda count: f"{count} unchanged paragraphs",
    picture=lambda told: f"Picture: {told}",
    blocks={"p": "Paragraph", "h2": "Heading"},
    became=lambda former, present: f"{former} became {present}",
    rearranged="The words are the same.",
)
NOTED = '<p>Ships keep to the channel.<span data-footnote="k7x2m9qa">Port law, §4.</span> It is marked.</p>'


def shown(before: str, after: str, of: Callable[[str, str], Difference] = compare) -> html.HtmlElement:
    return html.fragment_fromstring(write(of(before, after), PHRASES), create_parent="div")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_what_came_and_went_is_told_in_words_and_by_elements_that_say_so():
    page = shown("Ships keep", "Boats keep", compare_texts)
    assert [words(each) for each in page.iter("del", "ins")] == ["[removed: Ships ]", "[added: Boats ]"]
    assert page.xpath("//del/span/@class") == ["visually-hidden", "visually-hidden"]


def test_a_long_stretch_without_change_is_folded_but_for_its_edges():
    before = [f"Paragraph number {number} stays." for number in range(12)]
    page = shown(paragraphs(*before), paragraphs("New.", *before))
    [fold] = page.iter("details")
    assert words(fold.find("summary")) == "11 unchanged paragraphs"
    assert len(fold.findall("div")) == 11


def test_a_single_paragraph_is_not_worth_folding():
    assert not list(shown(paragraphs("A.", "B."), paragraphs("New.", "A.", "B.")).iter("details"))


def test_a_changed_note_stands_below_its_paragraph_with_its_number():
    page = shown(NOTED, NOTED.replace("§4", "§5"))
    assert [words(each) for each in page.iter("li")] == ["Note [1] Port law, §[removed: 4][added: 5]."]
    assert "channel.[1] It is marked." in words(page.find("div/p"))


def test_a_removed_note_has_the_number_it_had():
    first = '<p>First.<span data-footnote="abcdefgh">A.</span></p>'
    page = shown(first + NOTED, first + paragraphs("Ships keep to the channel. It is marked."))
    assert "[removed: [2]]" in words(page)


def test_a_marker_whose_note_is_missing_shows_what_was_typed():
    page = shown(paragraphs("See."), '<p>See.<span data-footnote-ref="k7x2m9qa">[21]</span></p>')
    assert "[added: [21]]" in words(page)


def test_the_address_of_a_changed_link_is_told_unless_the_words_tell_it():
    page = shown(
        paragraphs("See it."),
        paragraphs(
            'See <a href="https://a.example/">it</a>.', '<a href="https://b.example/">https://b.example/</a>'
        ),
    )
    assert [words(each) for each in page.iter("span") if each.get("class") == "difference-hint"] == [
        "(https://a.example/)"
    ]


def test_a_block_of_another_kind_is_named():
    assert "Paragraph became Heading" in words(shown("<p>Pilots</p>", "<h2>Pilots</h2>"))


@pytest.mark.parametrize(("alternative", "told"), [("A &amp; B", "A & B"), ("", "one.png")])
def test_a_picture_is_told_by_its_alternative_text_or_else_its_file(alternative, told):
    page = shown("", f'<figure><img src="/media/figures/one.png" alt="{alternative}"></figure>')
    assert words(page) == f"[added: Picture: {told}]"


def test_values_are_replaced_as_wholes():
    page = shown("14 September 2026", "1 November 2026", compare_values)
    assert [words(each) for each in page] == ["[removed: 14 September 2026]", "[added: 1 November 2026]"]


def test_texts_that_differ_in_nothing_visible_say_so():
    page = shown("<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>")
    assert words(page) == "The words are the same."


@given(bodies(), bodies())
def test_the_page_is_well_formed_and_brings_no_link_and_no_picture(before: str, after: str) -> None:
    tree = Tree(write(compare(before, after), PHRASES))
    assert tree.well_formed
    assert not {tag for tag, _ in tree.elements} & {"a", "img"}


@given(soup(), soup())
@example("", "<body> ")
def test_html_that_nobody_has_cleaned_does_no_harm(before: str, after: str) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="y"><p onclick="z">w</p>'
    tree = Tree(write(compare(before + hostile, after), PHRASES))
    assert tree.well_formed
    allowed = {
        "div",
        "p",
        "ul",
        "li",
        "span",
        "ins",
        "del",
        "details",
        "summary",
        "br",
        "em",
        "strong",
        "sub",
    }
    assert {tag for tag, _ in tree.elements} <= allowed | {"sup", "code"}
    assert {name for _, attributes in tree.elements for name in attributes} <= {
        "class",
        "lang",
        "aria-hidden",
    }
