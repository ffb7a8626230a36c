from hypothesis import given

from publications.body.defects import Defect, defects
from tests.publications.body.bodies import bodies

EMPTY = '<span data-footnote="abcdefgh"></span>'
NOTE = '<span data-footnote="bcdefghj">x</span>'
MISSING = '<span data-footnote-ref="zzzzzzzz">[21]</span>'


def test_a_sound_body_has_no_defects() -> None:
    assert defects(f'<p>a{NOTE}</p><figure><img src="/media/a.png" alt="Map"></figure>', "en") == []
    assert defects("", "en") == []


def test_a_marker_without_a_note_is_found_under_its_heading() -> None:
    body = f"<p>a</p><h2>Trade{NOTE}</h2><p>b</p><p>Growth slowed{MISSING}, they said.</p>"
    assert defects(body, "en") == [Defect("marker-without-note", "Trade", 2, "Growth slowed[21], they said.")]


def test_a_marker_with_nothing_typed_is_shown_as_a_question_mark() -> None:
    [defect] = defects('<p>a<span data-footnote-ref="zzzzzzzz"></span>b</p>', "en")
    assert (defect.heading, defect.block, defect.words) == ("", 1, "a[?]b")


def test_a_note_without_text_is_found_by_its_number() -> None:
    [defect] = defects(f"<p>a{NOTE}b{EMPTY}c</p>", "en")
    assert (defect.kind, defect.note, defect.words) == ("note-without-text", 2, "ab[2]c")


def test_a_note_without_text_is_reported_once_however_often_it_is_cited() -> None:
    assert len(defects(f'<p>{EMPTY}<span data-footnote-ref="abcdefgh"></span></p>', "en")) == 1


def test_an_image_without_a_description_is_found_by_its_caption() -> None:
    [defect] = defects(
        '<figure><img src="/media/a.png" alt=""><figcaption>Trade, 2021</figcaption></figure>', "en"
    )
    assert (defect.kind, defect.words) == ("image-without-alt", "Trade, 2021")


def test_an_image_without_a_caption_is_found_by_the_text_around_it() -> None:
    [defect] = defects('<p>before</p><figure><img src="/media/a.png" alt=" "></figure><p>after</p>', "en")
    assert (defect.block, defect.words) == (2, "before […] after")


def test_a_defect_of_a_heading_is_counted_after_the_heading_before_it() -> None:
    [defect] = defects(f"<h2>One</h2><p>a</p><h2>Two{MISSING}</h2>", "en")
    assert (defect.heading, defect.block, defect.words) == ("One", 2, "Two[21]")


def test_long_texts_are_cut_at_whole_words() -> None:
    [defect] = defects(f"<p>{'growth ' * 20}here{MISSING} and {'decline ' * 20}</p>", "en")
    assert defect.words == "…growth growth growth growth growth here[21] and decline decline decline decline…"


def test_long_chinese_texts_are_cut_anywhere() -> None:
    [defect] = defects(f"<p>{'战略伙伴' * 20}{MISSING}{'，关系' * 20}</p>", "zh-hans")
    assert defect.words == f"…{'战略伙伴' * 10}[21]{('，关系' * 14)[:40]}…"


def test_the_words_are_those_of_the_item_or_cell() -> None:
    body = f"<ul><li>a</li><li>b{MISSING}</li></ul><table><tbody><tr><td>c</td><td>d{MISSING}</td></tr></tbody></table>"
    assert [(defect.block, defect.words) for defect in defects(body, "en")] == [(1, "b[21]"), (2, "d[21]")]


@given(bodies())
def test_every_marker_without_a_note_is_found(body: str) -> None:
    notes = {
        key for key in ("abcdefgh", "k7x2m9qa", "zzzzzzzz", "22222222") if f'data-footnote="{key}"' in body
    }
    missing = sum(
        body.count(f'data-footnote-ref="{key}"')
        for key in {"abcdefgh", "k7x2m9qa", "zzzzzzzz", "22222222"} - notes
    )
    assert sum(defect.kind == "marker-without-note" for defect in defects(body, "en")) == missing
