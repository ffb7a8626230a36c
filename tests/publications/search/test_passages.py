"""Where a passage begins and ends, and what is marked in it."""

import pytest

from publications.search import passages
from publications.search.query import parse


def text_of(found: passages.Passage | None) -> str:
    assert found
    return "".join(piece for piece, _ in found.pieces)


@pytest.mark.parametrize(
    ("language", "word", "rest"),
    [("en", "signal", "than to compete over."), ("zh-hans", "信号", "共享都比争夺便宜。")],
)
def test_a_passage_runs_to_the_end_when_a_few_words_are_left(language: str, word: str, rest: str) -> None:
    filling = "of words " * 25 if language == "en" else "水面就宽了，" * 14
    text = f"{word} {filling}{rest}"
    width = passages.WIDTH[passages.is_chinese(language)][0]
    assert width < len(text) < width + 20
    assert text_of(passages.passage(text, parse(word).terms, language)) == text
    assert text_of(passages.opening(text, language)) == text


def test_a_passage_of_a_longer_text_ends_between_words_with_a_sign_that_more_follows() -> None:
    text = "signal " + "of words " * 60
    shown = text_of(passages.passage(text, parse("signal").terms, "en"))
    assert shown.endswith((" of …", " words …"))
    assert len(shown) <= passages.WIDTH[False][0] + 2
