import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.search.query import LONGEST, MOST_TERMS, parse


def asked(text: str) -> list[str]:
    """The terms of a query as they would be typed, the excluded ones with their minus."""
    query = parse(text)
    return [term.spelt() for term in query.terms] + [f"-{term.spelt()}" for term in query.excluded]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Caspian  Sea", ["Caspian", "Sea"]),
        ('"strategic partnership" sea', ['"strategic partnership"', "sea"]),
        ("“一帶一路”", ['"一帶一路"']),
        ("「一帶一路」倡議", ['"一帶一路"', "倡議"]),
        ("G20峰會", ["G20", "峰會"]),
        ("relat* sea", ["relat*", "sea"]),
        ("aukus -quad", ["aukus", "-quad"]),
        ('aukus -"quad talks"', ["aukus", '-"quad talks"']),
        ("re-coordination", ["re", "coordination"]),
        ("the future of the sea", ["future", "sea"]),
        ("the of", ["the", "of"]),
        ('"to be"', ['"to be"']),
        ("sea sea", ["sea"]),
        ("Zhao's", ["Zhao"]),
    ],
)
def test_a_query_is_read_as_its_reader_means_it(text: str, terms: list[str]) -> None:
    assert asked(text) == terms


@pytest.mark.parametrize(
    "text",
    ["", "   ", '"', '""', "*", "-", "'", "“", "“”", "...", "%", "😀", "\x00", "\ud83d", "<->", "(((", "&|!"],
)
def test_signs_alone_ask_for_nothing(text: str) -> None:
    assert not parse(text).terms


@given(st.text(max_size=300))
def test_whatever_is_asked_is_a_query_of_letters_and_digits(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= LONGEST
    assert len(query.terms) <= MOST_TERMS
    for term in (*query.terms, *query.excluded):
        assert term.tokens()
        for token, _is_prefix in term.tokens():
            assert not set(token) & set("\"'\\ *:&|!()<>\x00ˑ")
            token.encode()


def test_long_queries_are_cut() -> None:
    assert len(parse("a" * 10_000).text) == LONGEST
    assert len(parse("关系 " * 5000).terms) == 1
