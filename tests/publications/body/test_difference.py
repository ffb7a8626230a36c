from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.body.clean import clean
from publications.body.difference import Difference, Piece, compare, compare_texts
from tests.publications.body.bodies import bodies, soup, texts

NOTED = '<p>Ships keep to the channel.<span data-footnote="k7x2m9qa">Port law, §4.</span> It is marked.</p>'


def blocks(difference: Difference) -> list[tuple[str, str]]:
    """Each block with what became of it, its pieces as [-removed-] and {+added+}."""
    return [(block.kind, "".join(map(shown, block.pieces))) for block in difference.blocks]


def shown(piece: Piece) -> str:
    text = "".join(token.text + token.space for token in piece.tokens)
    if piece.note:
        text = f"<{piece.note.kind} {text}: {''.join(map(shown, piece.note.pieces))}>"
    return {"removed": f"[-{text}-]", "added": f"{{+{text}+}}"}.get(piece.kind, text)


def body(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


class TestApplying:
    """A difference holds both texts whole, whatever was compared."""

    @given(bodies(), bodies())
    def test_two_bodies_come_back_exactly(self, before: str, after: str) -> None:
        difference = compare(before, after)
        assert (difference.before, difference.after) == (before, after)

    @given(bodies(), st.data())
    def test_a_body_with_a_part_taken_out_comes_back_exactly(self, before: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(before)))
        after = clean(before[:start] + before[data.draw(st.integers(start, len(before))) :])
        difference = compare(before, after)
        assert (difference.before, difference.after) == (before, after)

    @given(soup(), soup())
    def test_html_that_nobody_has_cleaned_comes_back_exactly(self, before: str, after: str) -> None:
        difference = compare(before, after)
        assert (difference.before, difference.after) == (before, after)

    @given(st.text(), st.text())
    def test_two_plain_texts_come_back_exactly(self, before: str, after: str) -> None:
        difference = compare_texts(before, after)
        assert (difference.before, difference.after) == (before, after)

    @given(texts(), texts())
    def test_the_text_of_a_changed_note_comes_back_exactly(self, before: str, after: str) -> None:
        start, end = '<p>Word<span data-footnote="k7x2m9qa">', "</span></p>"
        sides = [clean(start + escape(each) + end) for each in (before, f"{after} and more")]
        [note] = [piece.note for piece in compare(*sides).blocks[0].pieces if piece.note]
        assert start + "".join(piece.before for piece in note.pieces) + end == sides[0]
        assert start + "".join(piece.after for piece in note.pieces) + end == sides[1]

    @given(bodies())
    def test_a_body_differs_in_nothing_from_itself(self, same: str) -> None:
        assert not compare(same, same).changed


class TestWords:
    def test_a_changed_word_is_all_that_is_marked(self) -> None:
        difference = compare(
            body("One.", "Ships keep to the channel."), body("One.", "Boats keep to the channel.")
        )
        assert blocks(difference) == [("same", ""), ("changed", "[-Ships -]{+Boats +}keep to the channel.")]

    def test_chinese_is_compared_character_by_character(self) -> None:
        difference = compare(body("航道有标，船才循航道而行。"), body("航道有标，船必循航道而行。"))
        assert blocks(difference) == [("changed", "航道有标，船[-才-]{+必+}循航道而行。")]

    def test_words_at_the_end_leave_the_word_before_them_alone(self) -> None:
        difference = compare(body("Ships keep."), body("Ships keep to the channel."))
        assert blocks(difference) == [("changed", "Ships keep{+ to the channel+}.")]

    def test_a_space_that_was_put_in_is_marked(self) -> None:
        assert blocks(compare(body("5 km2 wide"), body("5 km 2 wide")))[0][0] == "changed"
        assert blocks(compare_texts("a, b", "a,b")) == [("changed", "a,[- -]b")]

    def test_a_word_that_happens_to_stay_in_a_rewritten_sentence_is_not_picked_out(self) -> None:
        difference = compare_texts(
            "Silver oxen pulled the wagons", "Heavy engines pulled seventeen carriages"
        )
        assert blocks(difference) == [
            ("changed", "[-Silver oxen pulled the wagons-]{+Heavy engines pulled seventeen carriages+}")
        ]

    def test_emphasis_is_a_change_of_the_word(self) -> None:
        difference = compare(body("Ships keep to it."), body("Ships <em>keep</em> to it."))
        assert blocks(difference) == [("changed", "Ships [-keep -]{+keep +}to it.")]
        [added] = [piece for piece in difference.blocks[0].pieces if piece.kind == "added"]
        assert added.tokens[0].marks == ("<em>",)

    def test_another_address_is_a_change_of_the_link(self) -> None:
        [change] = compare(
            body('See <a href="https://a.example/">here</a>.'),
            body('See <a href="https://b.example/">here</a>.'),
        ).blocks
        assert [piece.kind for piece in change.pieces] == ["same", "removed", "added", "same"]

    def test_markup_in_a_plain_text_is_text(self) -> None:
        assert blocks(compare_texts("x &lt; y <b>", "x &lt; z <b>")) == [
            ("changed", "x &lt; [-y -]{+z +}<b>")
        ]


class TestBlocks:
    def test_a_new_paragraph_leaves_its_neighbours_alone(self) -> None:
        difference = compare(body("One.", "Three."), body("One.", "Two.", "Three."))
        assert blocks(difference) == [("same", ""), ("added", "{+Two.+}"), ("same", "")]

    def test_a_removed_paragraph_is_told_from_a_changed_one_beside_it(self) -> None:
        gone, stays = "Fog lay on the estuary all week.", "Pilots board at the outer buoy."
        difference = compare(body(gone, stays), body(stays.replace("outer", "inner")))
        assert [kind for kind, _ in blocks(difference)] == ["removed", "changed"]

    def test_a_paragraph_that_became_a_heading_keeps_its_words(self) -> None:
        [change] = compare("<p>Pilots</p>", "<h2>Pilots</h2>").blocks
        assert (change.kind, change.before.tag, change.after.tag) == ("changed", "p", "h2")
        assert [piece.kind for piece in change.pieces] == ["same"]

    def test_an_item_at_the_end_of_a_list_is_the_only_change(self) -> None:
        difference = compare(
            "<ul><li>One</li></ul><p>End.</p>", "<ul><li>One</li><li>Two</li></ul><p>End.</p>"
        )
        assert [kind for kind, _ in blocks(difference)] == ["same", "added", "same"]

    def test_a_row_of_a_table_is_one_block(self) -> None:
        table = (
            "<table><tbody><tr><td>{}</td><td>12</td></tr><tr><td>Oslo</td><td>9</td></tr></tbody></table>"
        )
        difference = compare(table.format("Turku"), table.format("Åbo"))
        assert [kind for kind, _ in blocks(difference)] == ["changed", "same"]

    def test_another_picture_is_a_change(self) -> None:
        figure = (
            '<figure><img src="/media/figures/{}.png" alt="A map"><figcaption>The bay</figcaption></figure>'
        )
        difference = compare(figure.format("one"), figure.format("two"))
        assert [kind for kind, _ in blocks(difference)] == ["removed", "added", "same"]

    def test_lists_that_were_joined_are_no_change_to_be_seen(self) -> None:
        difference = compare("<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>")
        assert not difference.changed


class TestNotes:
    def test_a_changed_note_is_a_change_in_the_note_and_not_in_its_sentence(self) -> None:
        difference = compare(NOTED, NOTED.replace("§4", "§5"))
        assert blocks(difference) == [
            (
                "changed",
                "Ships keep to the channel.<changed k7x2m9qa: Port law, §[-4-]{+5+}.> It is marked.",
            )
        ]

    def test_a_changed_word_leaves_the_note_alone(self) -> None:
        [(_, text)] = blocks(compare(NOTED, NOTED.replace("Ships", "Boats")))
        assert "<same k7x2m9qa: Port law, §4.>" in text

    def test_a_removed_note_shows_its_text(self) -> None:
        [(_, text)] = blocks(compare(NOTED, body("Ships keep to the channel. It is marked.")))
        assert "[-<removed k7x2m9qa: [-Port law, §4.-]>-]" in text

    def test_an_added_note_shows_its_text(self) -> None:
        [(_, text)] = blocks(compare(body("Ships keep to the channel. It is marked."), NOTED))
        assert "{+<added k7x2m9qa: {+Port law, §4.+}>+}" in text

    def test_a_moved_note_is_visible_at_both_places_and_is_not_taken_for_a_new_one(self) -> None:
        note = '<span data-footnote="k7x2m9qa">Port law, §{}.</span>'
        before = body(
            f"Ships keep to the channel.{note.format(4)} It is marked.", "Pilots board at the buoy."
        )
        after = body("Ships keep to the channel. It is marked.", f"Pilots board at the buoy.{note.format(5)}")
        first, second = blocks(compare(before, after))
        assert "[-<moved k7x2m9qa: >-]" in first[1]
        assert "{+<moved k7x2m9qa: Port law, §[-4-]{+5+}.>+}" in second[1]

    def test_a_note_that_only_got_another_key_is_no_change(self) -> None:
        assert not compare(NOTED, NOTED.replace("k7x2m9qa", "zzzzzzzz")).changed

    def test_notes_carry_the_numbers_of_both_sides(self) -> None:
        first = '<p>First.<span data-footnote="abcdefgh">A.</span></p>'
        difference = compare(NOTED, first + NOTED)
        assert difference.numbers_before == {"k7x2m9qa": 1}
        assert difference.numbers_after == {"abcdefgh": 1, "k7x2m9qa": 2}

    def test_a_further_citation_is_a_change(self) -> None:
        again = NOTED.replace("marked.", 'marked.<span data-footnote-ref="k7x2m9qa"></span>')
        [(_, text)] = blocks(compare(NOTED, again))
        assert text.endswith("{+k7x2m9qa+}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>" + "a b " * 4000 + "</p>", "<p>" + "a c a " * 3000 + "</p>"),
        ("<p>" + "a " * 100 + "</p>" + "<p>b</p>" * 500, ("<p>" + "a b " * 50 + "</p>") * 40),
        ("<p>x</p><p>y</p>" * 400, "<p>y</p><p>y</p><p>x</p>" * 300),
    ],
)
def test_texts_made_of_the_same_few_words_are_compared_all_the_same(before: str, after: str) -> None:
    difference = compare(before, after)
    assert (difference.before, difference.after) == (before, after)
