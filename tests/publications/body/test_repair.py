from hypothesis import given

from publications.body.clean import clean
from publications.body.notes import extract
from publications.body.vocabulary import KEY
from tests.publications.body.bodies import Tree, soup

NOTE = '<span data-footnote="abcdefgh">{}</span>'
AGAIN = '<span data-footnote-ref="abcdefgh">{}</span>'


def test_a_link_around_a_note_is_closed_before_it_and_opened_again_after_it() -> None:
    html = '<p><a href="/x">a' + NOTE.format('b <a href="/y">c</a> d') + "e</a>f</p>"
    assert clean(html) == (
        '<p><a href="/x">a</a>' + NOTE.format('b <a href="/y">c</a> d') + '<a href="/x">e</a>f</p>'
    )


def test_a_link_around_a_note_without_a_link_does_not_reach_the_marker() -> None:
    html = '<p><a href="/x">' + NOTE.format("a") + "</a></p>"
    assert clean(html) == "<p>" + NOTE.format("a") + "</p>"


def test_emphasis_around_a_note_does_not_reach_the_marker() -> None:
    html = "<p><em>a" + NOTE.format("b") + "c</em></p>"
    assert clean(html) == "<p><em>a</em>" + NOTE.format("b") + "<em>c</em></p>"


def test_paragraphs_in_a_note_become_lines_of_it() -> None:
    html = "<p>a" + NOTE.format("<p>b</p>\n<p>c</p>") + "d</p>"
    assert clean(html) == "<p>a" + NOTE.format("b<br>c") + "d</p>"


def test_a_list_in_a_note_in_a_cell_becomes_lines_of_it() -> None:
    html = "<table><tr><td>a" + NOTE.format("b<ul><li>c</li><li>d</li></ul>e") + "</td></tr></table>"
    assert NOTE.format("b<br>c<br>d<br>e") in clean(html)


def test_a_note_that_is_not_closed_does_not_swallow_the_next_paragraph() -> None:
    html = '<p>a<span data-footnote="abcdefgh">b</p><p>c <span>d</span></span></p>'
    assert clean(html) == "<p>a" + NOTE.format("b") + "</p><p>c d</p>"


def test_a_note_in_a_note_leaves_its_text_there() -> None:
    html = "<p>" + NOTE.format('a <span data-footnote="bcdefghj">b</span> c') + "</p>"
    assert clean(html) == "<p>" + NOTE.format("a b c") + "</p>"


def test_a_note_without_text_is_kept() -> None:
    assert clean("<p>a" + NOTE.format(" ") + "</p>") == "<p>a" + NOTE.format("") + "</p>"


def test_a_paragraph_of_nothing_but_a_marker_is_kept() -> None:
    assert clean("<p>" + NOTE.format("") + "</p>") == "<p>" + NOTE.format("") + "</p>"


def test_a_note_that_stands_twice_is_one_note_cited_twice() -> None:
    assert (
        clean("<p>" + NOTE.format("a") * 2 + "</p>") == "<p>" + NOTE.format("a") + AGAIN.format("") + "</p>"
    )


def test_notes_with_the_same_key_and_another_text_are_two_notes() -> None:
    notes = extract(clean("<p>" + NOTE.format("a") + NOTE.format("b") + NOTE.format("b") + "</p>"), "en")
    assert [(note.text, note.cited) for note in notes] == [("a", 1), ("b", 2)]
    assert notes[0].key == "abcdefgh"


def test_notes_with_the_same_text_and_another_address_are_two_notes() -> None:
    body = clean("<p>" + NOTE.format('<a href="/1">a</a>') + NOTE.format('<a href="/2">a</a>') + "</p>")
    assert [note.links for note in extract(body, "en")] == [("/1",), ("/2",)]


def test_an_invalid_key_is_replaced_and_its_citations_follow() -> None:
    body = clean('<p>a<span data-footnote="Note 1">b</span>c<span data-footnote-ref="Note 1">[1]</span></p>')
    [note] = extract(body, "en")
    assert KEY.fullmatch(note.key)
    assert note.cited == 2


def test_notes_without_keys_are_notes_of_their_own_even_with_the_same_text() -> None:
    body = clean('<p><span data-footnote="">Ibid.</span><span data-footnote="">Ibid.</span></p>')
    assert len({note.key for note in extract(body, "en")}) == 2


def test_new_keys_are_the_same_every_time() -> None:
    html = '<p><span data-footnote="1">a</span><span data-footnote="2">b</span></p>'
    assert clean(html) == clean(html)


def test_what_was_typed_as_a_marker_goes_once_its_note_is_there() -> None:
    html = "<p>" + AGAIN.format("[21]") + NOTE.format("a") + "</p>"
    assert clean(html) == "<p>" + AGAIN.format("") + NOTE.format("a") + "</p>"


def test_what_was_typed_as_a_marker_stays_while_its_note_is_missing() -> None:
    html = "<p>a" + AGAIN.format("[21]") + "。</p>"
    assert clean(html) == html


def test_a_marker_that_was_not_closed_does_not_swallow_the_text_after_it() -> None:
    html = "<p>" + NOTE.format("a") + '<span data-footnote-ref="abcdefgh">and the rest of it</p>'
    assert clean(html) == "<p>" + NOTE.format("a") + AGAIN.format("") + "and the rest of it</p>"


def test_no_space_is_added_beside_a_marker() -> None:
    html = "<p>中俄关系" + NOTE.format("注") + "。后文" + AGAIN.format("") + "，</p>"
    assert clean(html) == html


def test_the_space_beside_a_marker_stays_as_it_was_typed() -> None:
    html = "<p>a " + NOTE.format("n") + " b</p>"
    assert clean(html) == html


@given(soup())
def test_keys_of_notes_are_valid_and_stand_once(html: str) -> None:
    keys = Tree(clean(html)).values("data-footnote")
    assert len(keys) == len(set(keys))
    assert all(KEY.fullmatch(key) for key in keys)
