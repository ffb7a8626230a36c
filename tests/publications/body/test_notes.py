import pytest

from publications.body.clean import clean
from publications.body.notes import extract, linkify, new_key
from publications.body.vocabulary import KEY

A = '<span data-footnote="abcdefgh">{}</span>'
B = '<span data-footnote="bcdefghj">{}</span>'
B_AGAIN = '<span data-footnote-ref="bcdefghj"></span>'


def test_a_key_follows_from_its_seed() -> None:
    assert new_key("Note 1") == new_key("Note 1")
    assert new_key("Note 1") != new_key("Note 2")


def test_a_key_is_eight_characters_that_cannot_be_mistaken_for_one_another() -> None:
    assert all(KEY.fullmatch(new_key(str(seed))) for seed in range(500))


def test_a_key_that_is_taken_is_not_given_again() -> None:
    first = new_key("a")
    second = new_key("a", {first})
    assert len({first, second, new_key("a", [first, second])}) == 3


def test_notes_are_numbered_by_their_first_citation() -> None:
    body = f"<p>{B_AGAIN}{A.format('first')}{B.format('second')}</p>"
    assert [(note.number, note.text, note.cited) for note in extract(body, "en")] == [
        (1, "second", 2),
        (2, "first", 1),
    ]


def test_a_body_without_notes_has_none() -> None:
    assert extract("<p>a</p>", "en") == []
    assert extract("", "en") == []


def test_a_note_keeps_its_marks_links_and_lines() -> None:
    html = 'See <em>“中”</em> &amp; <a href="/百科">b</a>,<br><a href="https://x.org/">c</a>, <a href="/百科">d</a>.'
    [note] = extract(f"<p>{A.format(html)}</p>", "en")
    assert note.html == html
    assert note.text == "See “中” & b, c, d."
    assert note.links == ("/百科", "https://x.org/")


def test_a_marker_without_a_note_is_no_note() -> None:
    assert extract(f"<p>{B_AGAIN}</p>", "en") == []


def test_a_note_knows_the_language_of_its_script() -> None:
    body = f"<p>{A.format('Дмитрий Тренин, Кто мы, где мы, https://globalaffairs.ru/articles/')}</p>"
    assert extract(body, "en")[0].lang == "ru"


def test_the_language_that_an_editor_gave_a_note_wins() -> None:
    body = '<p><span data-footnote="abcdefgh" lang="bg">Съвет</span></p>'
    assert extract(body, "en")[0].lang == "bg"


LINKED = {
    "See https://example.org/a.": ("https://example.org/a", "."),
    "(https://example.org/a)": ("https://example.org/a", ")"),
    "https://example.org/Rome_(city), Italy": ("https://example.org/Rome_(city)", ", Italy"),
    "见https://example.org/a。另见": ("https://example.org/a", "。另见"),
    "https://example.org/a的报告": ("https://example.org/a", "的报告"),
    "《https://example.org/a》": ("https://example.org/a", "》"),
    "“https://example.org/a,” he said": ("https://example.org/a", ",” he said"),
    "https://example.org/?a=1&b=2#c;": ("https://example.org/?a=1&amp;b=2#c", ";"),
    "HTTP://EXAMPLE.ORG/A!": ("HTTP://EXAMPLE.ORG/A", "!"),
    "https://пример.рф/статья…": ("https://пример.рф/статья", "…"),
    "<https://example.org/a>": ("https://example.org/a", "&gt;"),
}


@pytest.mark.parametrize("text", LINKED)
def test_an_address_in_a_text_becomes_a_link_without_the_punctuation_after_it(text: str) -> None:
    href, rest = LINKED[text]
    assert linkify(text).endswith(f'<a href="{href}">{href}</a>{rest}')


def test_every_address_of_a_text_becomes_a_link() -> None:
    assert linkify("https://a.org/、https://b.org/; http://c.org").count("<a href=") == 3


@pytest.mark.parametrize(
    "text", ["https://", "https://...", "http:/x", "ftp://example.org", "example.org", ""]
)
def test_what_is_no_web_address_is_not_linked(text: str) -> None:
    assert linkify(text) == text


def test_text_is_escaped_when_it_is_linked() -> None:
    assert linkify('<b> & "quoted"') == '&lt;b&gt; &amp; "quoted"'


def test_linked_text_is_clean_as_it_is() -> None:
    html = f"<p>{linkify('a < b, https://example.org/?a=1&b=“2”')}</p>"
    assert clean(html) == html
