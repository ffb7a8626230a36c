import pytest

from publications.body.vocabulary import Writer, address, image_source, language_tag, parse


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/",
        "HTTP://example.org/",
        "mailto:a@example.org",
        "/a/",
        "a.html",
        "#s-关系",
        "//x.org/",
        "/a:b",
    ],
)
def test_addresses_that_readers_may_follow(href: str) -> None:
    assert address(href) == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:x",
        " java\nscript:x",
        "\u200bjavascript:x",
        "data:text/html,x",
        "file:///x",
        "draft:0",
        "",
        " ",
    ],
)
def test_addresses_that_readers_must_not_follow(href: str) -> None:
    assert address(href) is None


def test_an_address_is_written_without_line_ends() -> None:
    assert address(" https://example.org/\n a ") == "https://example.org/ a"


@pytest.mark.parametrize("source", ["/media/a.png", "/media/图/地图.png", "/media/a.png?v=2", "draft:12"])
def test_images_of_the_site_and_of_drafts(source: str) -> None:
    assert image_source(source) == source


def test_a_space_in_the_name_of_an_image_is_encoded() -> None:
    assert image_source("/media/a b.png") == "/media/a%20b.png"


@pytest.mark.parametrize(
    "source",
    [
        "",
        "a.png",
        "//x.org/a.png",
        "https://x.org/a.png",
        "/media/../a",
        "/media/.%2E/a",
        "draft:x",
        "data:image/png,x",
    ],
)
def test_images_of_others(source: str) -> None:
    assert image_source(source) is None


@pytest.mark.parametrize(
    ("value", "tag"), [("ru", "ru"), (" zh-Hant-HK ", "zh-Hant-HK"), ("english!", None), ("", None)]
)
def test_language_tags(value: str, tag: str | None) -> None:
    assert language_tag(value) == tag


def test_han_in_an_address_stays_han() -> None:
    html = '<p><a href="/百科?q=中&amp;x=1">a</a></p>'
    assert Writer().inner(parse(html)) == html


def test_only_words_of_the_vocabulary_are_written() -> None:
    assert (
        Writer().inner(parse('<p class="x">a<x-y onclick="b">c</x-y><br clear="all"></p>')) == "<p>ac<br></p>"
    )
