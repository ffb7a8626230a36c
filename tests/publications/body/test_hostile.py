import re

import pytest

from publications.body.clean import clean
from publications.body.render import render
from publications.body.vocabulary import ATTRIBUTES, KEY, TAGS
from tests.publications.body.bodies import Tree
from tests.publications.body.hostile import PAYLOADS

EVERY = pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
# As a browser looks for the scheme: without white space and control characters.
SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-\x00-\x20]*):", re.IGNORECASE)
RENDERED = {
    "div": {"class", "role", "tabindex", "aria-label"},
    "sup": {"class"},
    "a": {"id", "role"},
    "h2": {"id"},
}


def assert_inert(html: str, also: dict[str, set[str]] | None = None) -> None:
    tree = Tree(html)
    assert tree.well_formed
    for tag, attributes in tree.elements:
        more = (also or {}).get(tag, set())
        assert tag in TAGS or more, f"tag {tag}"
        assert attributes.keys() <= {*ATTRIBUTES.get(tag, ()), *more}, f"attributes of {tag}"
        assert_harmless_values(attributes)


def assert_harmless_values(attributes: dict[str, str | None]) -> None:
    scheme = SCHEME.match(attributes.get("href") or "")
    assert scheme is None or scheme[1].lower() in ("http", "https", "mailto")
    assert re.fullmatch(r"(/media/(?!.*\.\.)[\w./%-]+)?", attributes.get("src") or "")
    assert re.fullmatch(r"[A-Za-z0-9-]*", attributes.get("lang") or "")
    for name in ("data-footnote", "data-footnote-ref"):
        assert name not in attributes or KEY.fullmatch(attributes[name] or "")


@EVERY
def test_hostile_html_comes_out_inert(payload: str) -> None:
    assert_inert(clean(payload))


@EVERY
def test_hostile_html_comes_out_inert_in_the_middle_of_a_text(payload: str) -> None:
    assert_inert(
        clean(
            f'<table><tr><td><p>before <em>{payload}</em></p></td></tr></table><p title="{payload}">after</p>'
        )
    )


@EVERY
def test_hostile_html_comes_out_inert_in_a_note(payload: str) -> None:
    assert_inert(clean(f'<p>text<span data-footnote="bcdefghj">{payload}</span></p>'))


@EVERY
def test_a_second_cleaning_finds_nothing_left_to_do(payload: str) -> None:
    once = clean(payload)
    assert clean(once) == once


@EVERY
def test_the_published_page_of_hostile_html_is_inert(payload: str) -> None:
    also = {
        **RENDERED,
        "h3": {"id"},
        "span": {"class"},
        "img": {"loading", "decoding"},
    }
    page = render(clean(f"<h2>{payload}</h2>{payload}<p>{payload}</p>"), "en")
    assert_inert(page.html, also)
    for note in page.notes:
        assert_inert(note.html)


def test_what_only_looks_like_a_tag_is_kept_as_text() -> None:
    assert clean("&lt;script&gt;x&lt;/script&gt;") == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


def test_the_text_around_an_attack_is_kept() -> None:
    assert (
        clean('<p>one <a href="javascript:x">two</a> <script>x</script>three</p>') == "<p>one two three</p>"
    )


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(set(PAYLOADS.values())) >= 120
