import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.body.clean import clean
from publications.body.render import Rendered, render
from tests.publications.body.bodies import Tree, bodies

LANGUAGES = st.sampled_from(["en", "zh-hans", "zh-hant"])
NOTE = '<span data-footnote="abcdefgh">{}</span>'
AGAIN = '<span data-footnote-ref="abcdefgh"></span>'


def marker(number: int, key: str = "abcdefgh", citation: str = "") -> str:
    link = f'<a id="ref-{key}{citation}" href="#note-{key}" role="doc-noteref">[{number}]</a>'
    return f'<sup class="note-ref">{link}</sup>'


def markers(page: Rendered) -> list[tuple[str, str, str]]:
    """Each marker of a page: its id, its address, its number."""
    return re.findall(r'<a id="(ref-[^"]+)" href="#(note-[^"]+)" role="doc-noteref">\[(\d+)\]</a>', page.html)


@given(bodies(), LANGUAGES)
def test_rendering_gives_the_same_bytes_every_time(body: str, language: str) -> None:
    first = render(body, language)
    assert render(body, language) == first
    assert render(body, language) == first


@given(bodies(), LANGUAGES)
def test_markers_and_notes_always_agree(body: str, language: str) -> None:
    page = render(body, language)
    found = [(identifier, target, int(number)) for identifier, target, number in markers(page)]
    listed = [(back, f"note-{note.key}", note.number) for note in page.notes for back in note.backlinks]
    assert sorted(found) == sorted(listed)
    assert [note.number for note in page.notes] == list(range(1, len(page.notes) + 1))
    assert len(found) + page.html.count('class="note-missing"') == len(re.findall("data-footnote", body))


@given(bodies(), LANGUAGES)
def test_notes_are_numbered_in_the_order_in_which_their_first_markers_are_read(
    body: str, language: str
) -> None:
    numbers = [int(number) for _id, _target, number in markers(render(body, language))]
    assert list(dict.fromkeys(numbers)) == sorted(set(numbers))


@given(bodies(), LANGUAGES)
def test_all_ids_of_a_page_are_different(body: str, language: str) -> None:
    page = render(body, language)
    identifiers = [*Tree(page.html).values("id"), *(f"note-{note.key}" for note in page.notes)]
    assert len(identifiers) == len(set(identifiers))
    assert all(identifiers)


@given(bodies(), LANGUAGES)
def test_the_contents_lead_to_the_headings(body: str, language: str) -> None:
    page = render(body, language)
    headings = re.findall(r'<h([23]) id="([^"]*)"', page.html)
    assert [(str(heading.level), heading.id) for heading in page.contents] == headings


@given(bodies(), LANGUAGES)
def test_no_space_is_added_beside_a_marker_nor_taken_away(body: str, language: str) -> None:
    page = Tree(render(body, language).html).text
    stored = re.sub(r'<span data-footnote(-ref)?="[^"]*">.*?</span>', "[*]", body)
    assert re.sub(r"\[(\d+|\?)\]", "[*]", page) == Tree(stored).text


@given(bodies(), LANGUAGES)
def test_a_page_is_well_formed(body: str, language: str) -> None:
    assert Tree(render(body, language).html).well_formed


def test_a_marker_is_literal_and_the_full_stop_follows_it_directly() -> None:
    page = render(f"<p>中俄关系{NOTE.format('注')}。</p>", "zh-hans")
    assert page.html == f"<p>中俄关系{marker(1)}。</p>"


def test_a_note_cited_three_times_has_one_number_and_three_ways_back() -> None:
    page = render(f"<p>a{NOTE.format('x')}</p><p>b{AGAIN}, c{AGAIN}</p>", "en")
    assert page.html == (
        f"<p>a{marker(1)}</p><p>b{marker(1, citation='-2')}, c{marker(1, citation='-3')}</p>"
    )
    [note] = page.notes
    assert note.backlinks == ("ref-abcdefgh", "ref-abcdefgh-2", "ref-abcdefgh-3")


def test_a_citation_before_its_note_is_its_first_marker() -> None:
    page = render(f"<p>{AGAIN}</p><p>{NOTE.format('x')}</p>", "en")
    assert page.html == f"<p>{marker(1)}</p><p>{marker(1, citation='-2')}</p>"
    assert page.notes[0].text == "x"


def test_a_marker_without_a_note_can_be_seen() -> None:
    page = render(
        '<p>a<span data-footnote-ref="abcdefgh"></span>b<span data-footnote-ref="zzzzzzzz">[21]</span></p>',
        "en",
    )
    assert page.html == '<p>a<span class="note-missing">[?]</span>b<span class="note-missing">[21]</span></p>'
    assert page.notes == []


def test_a_note_without_text_still_has_its_place_in_the_list() -> None:
    assert [note.text for note in render(f"<p>{NOTE.format('')}</p>", "en").notes] == [""]


def test_a_published_note_shows_its_links_as_they_are() -> None:
    html = '<em>Title</em>, <a href="https://example.org/文?a=1&amp;b=2">https://example.org/文</a>.'
    [note] = render(f"<p>{NOTE.format(html)}</p>", "zh-hans").notes
    assert note.html == html
    assert note.links == ("https://example.org/文?a=1&b=2",)


def test_eight_threads_render_the_same_bytes() -> None:
    blocks = (f"<h2>第{n}节 Part {n}</h2><p>a{NOTE.format(f'Россия {n}')}b{AGAIN}</p>" for n in range(40))
    body = clean("".join(blocks))
    expected = render(body, "en")
    with ThreadPoolExecutor(8) as threads:
        pages = list(threads.map(lambda _: (clean(body), render(body, "en")), range(64)))
    assert len(expected.notes) == 40
    assert all(page == (body, expected) for page in pages)


HEADINGS = {
    "A “Stress Test”: Relations": "s-a-stress-test-relations",
    "中俄关系的独立价值": "s-中俄关系的独立价值",
    "战略“稳定”与 G20": "s-战略-稳定-与-g20",
    "Россия в мире": "s-россия-в-мире",
    "……！": "s-section",
    "<em>One</em> & two": "s-one-two",
    "ref-abcdefgh": "s-ref-abcdefgh",
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_id_of_a_heading_is_made_of_its_words(heading: str) -> None:
    page = render(clean(f"<h2>{heading}</h2>"), "en")
    assert page.contents[0].id == HEADINGS[heading]
    assert page.html.startswith(f'<h2 id="{HEADINGS[heading]}">')


def test_headings_with_the_same_words_have_different_ids() -> None:
    page = render("<h2>A</h2><h3>A 2</h3><h3>A</h3><h3>A</h3><h2>？</h2><h2>！</h2>", "en")
    assert [heading.id for heading in page.contents] == [
        "s-a",
        "s-a-2",
        "s-a-3",
        "s-a-4",
        "s-section",
        "s-section-2",
    ]


def test_the_id_of_a_heading_does_not_change_with_what_comes_before_it() -> None:
    assert (
        render("<h2>New</h2><p>a</p><h2>Old</h2>", "en").contents[1]
        == render("<h2>Old</h2>", "en").contents[0]
    )


def test_markers_are_left_out_of_contents_and_ids() -> None:
    page = render(f"<h2>Energy{NOTE.format('x')} trade</h2>", "en")
    assert page.html == f'<h2 id="s-energy-trade">Energy{marker(1)} trade</h2>'
    assert [(heading.level, heading.text) for heading in page.contents] == [(2, "Energy trade")]


def test_a_heading_keeps_its_language() -> None:
    page = render('<h2 lang="de">Lage</h2>', "en")
    assert page.html == '<h2 id="s-lage" lang="de">Lage</h2>'


@pytest.mark.parametrize(("language", "label"), [("en", "Table"), ("zh-hans", "表格"), ("zh-hant", "表格")])
def test_a_table_can_be_scrolled_with_the_keyboard(language: str, label: str) -> None:
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert render(table, language).html == (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">{table}</div>'
    )


def test_a_table_is_named_by_its_caption() -> None:
    caption = f"<caption>Trade &amp; <em>aid</em>{NOTE.format('x')}</caption>"
    page = render(f"<table>{caption}<tbody><tr><td>1</td></tr></tbody></table>", "en")
    assert ' aria-label="Trade &amp; aid">' in page.html


def test_images_are_fetched_when_they_come_into_sight() -> None:
    page = render('<figure><img src="/media/a.png" alt="Map" width="4" height="3"></figure>', "en")
    assert page.html == (
        '<figure><img src="/media/a.png" alt="Map" width="4" height="3" loading="lazy" decoding="async"></figure>'
    )


def test_a_note_in_another_script_carries_its_language() -> None:
    page = render(f"<p>a{NOTE.format('Кто мы, <em>где мы</em>, 11.04.2022')}</p>", "en")
    assert page.notes[0].lang == "ru"
    assert page.notes[0].html == "Кто мы, <em>где мы</em>, 11.04.2022"


def test_a_passage_in_a_note_carries_its_language() -> None:
    page = render(f"<p>a{NOTE.format('Quoted by Dmitri Trenin in the weekly Звезда, page 4.')}</p>", "en")
    assert page.notes[0].lang is None
    assert page.notes[0].html.endswith('weekly <span lang="ru">Звезда</span>, page 4.')


def test_a_passage_in_the_text_carries_its_language() -> None:
    assert render("<p>The word 关系 means relations.</p>", "en").html == (
        '<p>The word <span lang="zh">关系</span> means relations.</p>'
    )


def test_where_an_editor_has_named_the_language_nothing_is_marked() -> None:
    body = (
        '<blockquote lang="ja"><p>国際関係</p></blockquote>'
        '<p>a <span lang="zh-Hant">關係</span> <em lang="yue">佢哋</em></p>'
    )
    assert render(body, "en").html == body


def test_after_a_passage_that_an_editor_has_named_marking_goes_on() -> None:
    assert render('<p><span lang="bg">Съвет</span> Совет</p>', "en").html == (
        '<p><span lang="bg">Съвет</span> <span lang="ru">Совет</span></p>'
    )


def test_a_chinese_note_that_begins_in_english_says_so_of_its_beginning() -> None:
    note = "On the division of maintenance see 卓慕白：《樓梯是誰的：多業權樓宇公共通道的維修責任》，《城市更新研究》。"
    (published,) = render(f'<p>x<span data-footnote="k7x2m9qa">{note}</span></p>', "en").notes
    assert published.lang == "zh"
    assert published.html.startswith('<span lang="en">On the division of maintenance see</span> 卓慕白')
