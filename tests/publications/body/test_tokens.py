from hypothesis import given
from hypothesis import strategies as st

from publications.body.tokens import blocks, keys, lines, notes, tokenise, with_keys
from tests.publications.body.bodies import bodies, soup

NOTE = '<span data-footnote="k7x2m9qa">See <span lang="ru">да</span>.</span>'
NOTED = f'<p>A{NOTE} b<span data-footnote-ref="k7x2m9qa"></span></p>'


@given(st.one_of(bodies(), soup(), st.text()))
def test_blocks_and_their_tokens_joined_give_the_body(body: str) -> None:
    found = blocks(body)
    assert "".join(block.source for block in found) == body
    assert "".join(token.whole for block in found for token in block.words()) == body
    assert "".join(token.whole for block in found for token in block.passages()) == body


@given(st.text())
def test_lines_and_their_tokens_joined_give_the_text(text: str) -> None:
    assert "".join(token.whole for line in lines(text) for token in line.words()) == text


def test_a_block_knows_what_it_stands_in() -> None:
    found = blocks('<h2>One</h2><ol start="4"><li>Two<ul><li>Three</li></ul></li></ol><hr><p>Four</p>')
    assert [(block.tag, block.content) for block in found] == [
        ("h2", "One"),
        ("li", "Two"),
        ("li", "Three"),
        ("hr", "<hr>"),
        ("p", "Four"),
    ]
    assert found[1].path == ('<ol start="4">', "<li>")


def test_a_row_is_one_block_with_its_cells() -> None:
    [row] = blocks("<table><tbody><tr><td>One</td><td><p>Two</p></td></tr></tbody></table>")
    assert [token.name for token in row.words()] == ["td", "word", "td", "p", "word"]


def test_words_carry_their_marks_and_the_space_behind_them() -> None:
    tokens = tokenise("Ships <em>keep to</em> 航道, don’t they?")
    assert [token.text for token in tokens if token.text.strip()] == [
        *("Ships", "keep", "to", "航", "道", ",", "don’t", "they", "?")
    ]
    assert [token.text for token in tokens if token.marks] == ["keep", "to"]
    assert tokens[0].space == " "


def test_a_note_is_one_token_whatever_stands_in_it() -> None:
    names = [token.name for token in tokenise(NOTED.removeprefix("<p>").removesuffix("</p>"))]
    assert names == ["word", "note", "word", "word", "citation"]


def test_notes_are_found_by_key_and_can_be_given_others() -> None:
    assert notes(NOTED) == {"k7x2m9qa": 'See <span lang="ru">да</span>.'}
    assert keys(NOTED) == ["k7x2m9qa", "k7x2m9qa"]
    assert keys(with_keys(NOTED, {"k7x2m9qa": "zzzzzzzz"})) == ["zzzzzzzz", "zzzzzzzz"]
