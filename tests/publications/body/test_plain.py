import re

import pytest
from hypothesis import given

from publications.body.plain import count_words, plain
from tests.publications.body.bodies import Tree, bodies


def test_blocks_are_separated_by_a_blank_line_and_markers_left_out() -> None:
    body = (
        '<h2>One<span data-footnote="abcdefgh">note</span></h2><p>a &amp; <em>b</em><br>c'
        '<span data-footnote-ref="abcdefgh"></span>.</p><ul><li>d<ul><li>e</li></ul></li></ul>'
        "<blockquote><p>f</p><p>g</p></blockquote>"
    )
    assert plain(body) == "One\n\na & b\nc.\n\nd\n\ne\n\nf\n\ng"


def test_what_was_typed_in_place_of_a_missing_note_is_a_marker_too() -> None:
    assert plain('<p>a<span data-footnote-ref="abcdefgh">[21]</span>b</p>') == "ab"


def test_the_cells_of_a_row_are_separated_by_a_tab() -> None:
    head = "<thead><tr><th>a</th><th>b</th></tr></thead>"
    rows = "<tbody><tr><td><p>c</p><p>d</p></td><td></td></tr></tbody>"
    assert plain(f"<table><caption>T</caption>{head}{rows}</table>") == "T\n\na\tb\n\nc d"


def test_a_figure_leaves_its_caption() -> None:
    assert (
        plain('<p>a</p><figure><img src="/media/x.png" alt="X"><figcaption>b</figcaption></figure><hr>')
        == "a\n\nb"
    )


@given(bodies())
def test_the_text_of_a_body_has_no_tags_and_no_notes_in_it(body: str) -> None:
    without = re.sub(r"<span data-footnote[^>]*>.*?</span>", "", body)
    assert "".join(plain(body).split()) == "".join(Tree(without).text.split())


COUNTED = {
    "": 0,
    "one two-three it’s 3,000 U.S.": 5,
    "中俄关系": 4,
    "2022年，G20与WTO": 5,
    "かな and 한국 말": 5,
    "— … ！": 0,
    "U.S.A.-wide, e.g. 3.5 km-long; a..b _x_ ' -": 8,
}


@pytest.mark.parametrize("text", COUNTED)
def test_words_and_han_characters_are_counted(text: str) -> None:
    assert count_words(text) == COUNTED[text]


@pytest.mark.parametrize("text", ["a.b.c.d", "A,b'c-d.e", "--a--", "", ".", "x" * 300 + ".y", "1\t2\n3.\n.4"])
def test_ascii_is_counted_as_any_other_text(text: str) -> None:
    assert count_words(text) == count_words(f"{text} é") - 1
