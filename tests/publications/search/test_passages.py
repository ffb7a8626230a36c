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


def test_a_passage_ends_with_a_sentence_that_ends_near() -> None:
    text = f"信号{'水面就宽了，' * 13}共享便宜。争夺{'更贵，' * 20}"
    assert text_of(passages.passage(text, parse("信号").terms, "zh-hans")).endswith("共享便宜。 …")
    assert "争夺" in text_of(passages.passage(text, parse("信号 争夺").terms, "zh-hans"))


def test_blocks_of_chinese_text_follow_each_other_without_a_space() -> None:
    text = "信号灯亮了。\n\n船走了\n海 fog"
    assert text_of(passages.passage(text, parse("信号").terms, "zh-hans")) == "信号灯亮了。船走了\n海 fog"
