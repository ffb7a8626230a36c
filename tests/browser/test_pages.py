"""The readers' pages in a real browser: three languages, light and dark, narrow and wide, on paper, without scripts."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from config.languages import CODES, column, tag
from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_fellow,
    make_figure,
    make_portrait,
    make_series,
    make_topic,
    picture,
    published,
    withdrawn,
)

PAGES = {
    "home": "/",
    "list": "/articles/",
    "article": "/articles/charts/",
    "earlier version": "/articles/charts/v1/",
    "missing language": "/articles/single/",
    "withdrawn": "/articles/gone/",
    "topic": "/topics/sea/",
    "authors": "/authors/",
    "author": "/authors/zhou/",
    "nowhere": "/nowhere/",
}
AXE = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}
LONG_ADDRESS = "https://archive.example/" + "a-very-long-part-without-a-place-to-break/" * 4
TABLE = (
    "<table><caption>{0}</caption><thead><tr>"
    + "<th scope='col'>{0}</th>" * 9
    + "</tr></thead><tbody><tr>"
    + "<td>1,234,567</td>" * 9
    + "</tr></tbody></table>"
)
WORDS = {
    "en": ("Two charts of one strait", "Every strait has two charts, and masters trust only one of them."),
    "zh-hans": ("一处海峡，两张海图", "每一处海峡都有两张海图，船长只相信其中一张。"),
    "zh-hant": ("一處海峽，兩張海圖", "每一處海峽都有兩張海圖，船長只相信其中一張。"),
}


def body(title: str, sentence: str) -> str:
    """A text with everything that a page sets: headings, two notes, one of them cited twice, a table, a quotation."""
    note = f'<span data-footnote="k7x2m9qa">Лукин, «Узкие воды», <a href="{LONG_ADDRESS}">{LONG_ADDRESS}</a></span>'
    other = '<span data-footnote="b3c4d5e6">Zhou Yan, <em>Narrow Waters</em>, 2022.</span>'
    again = '<span data-footnote-ref="k7x2m9qa"></span>'
    paragraphs = f"<p>{sentence * 8}</p>" * 8
    return (
        f"<p>{sentence}{note}<em>{sentence}</em></p><h2>{title}</h2>{paragraphs}<blockquote><p>{sentence}</p></blockquote>"
        f"<h3>{title}</h3><ul><li>{sentence}{other}</li><li>{sentence}</li></ul>{TABLE.format(title)}"
        f"<h2>{title}</h2>{paragraphs}<p>{sentence}{again}</p>"
    )


def in_three(field: str, *words: str) -> dict[str, str]:
    """One text per language under the names of the columns."""
    return {column(field, language): text for language, text in zip(CODES, words, strict=True)}


@pytest.fixture
def site(live_server: object) -> None:
    """A small site with every kind of page that readers can meet."""
    fellow = make_fellow(
        make_author(
            slug="zhou",
            website="https://zhou.example/",
            **in_three("name", "Zhou Yan", "周彦", "周彥"),
            **in_three("biography", "She reads charts.", "她读海图。", "她讀海圖。"),
        )
    )
    make_appointment(fellow, **in_three("position", "Fellow", "研究员", "研究員"))
    make_portrait(fellow.author)
    topic = make_topic(slug="sea", **in_three("name", "Sea", "海洋", "海洋"))
    facts = {"by": [fellow.author, make_author()], "topics": [topic], "kind": "report"}
    article = make_article(
        slug="charts",
        series=make_series(**in_three("name", "Waters", "共有之水", "共有之水")),
        series_number=7,
        lead_figure=make_figure(picture(1200, 800)),
        licence="CC-BY-4.0",
        doi="10.1234/charts",
        first_published_url=LONG_ADDRESS,
        **in_three("title", *(title for title, sentence in WORDS.values())),
        **in_three("subtitle", *(sentence for title, sentence in WORDS.values())),
        **in_three("summary", *(sentence * 3 for title, sentence in WORDS.values())),
        **in_three("body", *(body(title, sentence) for title, sentence in WORDS.values())),
        **in_three("lead_alt", "A strait", "海峡", "海峽"),
        **in_three("lead_caption", "At dawn.", "清晨。", "清晨。"),
        **facts,
    )
    gone = make_article(slug="gone", **in_three("title", "Gone", "撤回", "撤回"), **facts)
    for language in CODES:
        published(article, language)
        published(article, language, change="correction", note=WORDS[language][1])
        withdrawn(gone, language, reason=WORDS[language][1])
    for number in range(22):
        published(make_article(slug=f"part-{number}", title_en=f"Part {number}", **facts))
    # In one language only: the others say that it is missing.
    single = make_article(slug="single", **in_three("title", "Elsewhere", "别处", "別處"), **facts)
    published(single, "zh-hant")


def address(language: str, place: str) -> str:
    """Where a kind of page is in a language."""
    return f"/{language}{PAGES[place]}"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", CODES)
def test_marker_and_note_lead_to_each_other_without_scripts(
    new_page: Callable[..., Page], language: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address(language, "article"))
    expect(page.locator("html")).to_have_attribute("lang", tag(language))
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS[language][0])

    page.locator("#ref-k7x2m9qa-2").click()
    expect(page).to_have_url(re.compile("#note-k7x2m9qa$"))
    expect(page.locator("#note-k7x2m9qa")).to_be_in_viewport()

    page.locator("#note-k7x2m9qa [role=doc-backlink]").first.click()
    expect(page).to_have_url(re.compile("#ref-k7x2m9qa$"))
    expect(page.locator("#ref-k7x2m9qa")).to_be_in_viewport()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", CODES)
def test_axe_finds_nothing(new_page: Callable[..., Page], language: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    for place in PAGES:
        page.goto(address(language, place))
        found = Axe().run(page, options=AXE)
        assert not found.violations_count, f"{place}: {found.generate_report()}"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", CODES)
def test_nothing_runs_over_the_edge_of_the_narrowest_phone(
    new_page: Callable[..., Page], language: str
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    for place in PAGES:
        page.goto(address(language, place))
        assert page.evaluate("document.documentElement.scrollWidth") == 320, place


@pytest.mark.usefixtures("site")
def test_a_wide_table_scrolls_in_its_own_box(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(address("en", "article"))
    box = page.locator(".table-scroll")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")


@pytest.mark.usefixtures("site")
def test_back_to_top_moves_the_page_and_the_focus(new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(address("en", "article"))
    page.get_by_role("link", name="Back to top").click()
    page.wait_for_function("scrollY === 0")
    assert page.evaluate("document.activeElement.id") == "top"


@pytest.mark.usefixtures("site")
def test_the_first_key_leads_past_the_head_to_the_text(page: Page) -> None:
    page.goto(address("en", "article"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.usefixtures("site")
def test_the_language_that_a_reader_chooses_is_remembered(page: Page) -> None:
    page.goto(address("en", "article"))
    page.get_by_role("link", name="繁體").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS["zh-hant"][0])

    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


@pytest.mark.usefixtures("site")
def test_the_two_chinese_scripts_have_faces_of_their_own_and_no_italics(page: Page) -> None:
    faces = []
    for language in ("zh-hans", "zh-hant"):
        page.goto(address(language, "article"))
        faces.append(page.locator(".prose p").first.evaluate("p => getComputedStyle(p).fontFamily"))
        assert page.locator(".prose em").first.evaluate("em => getComputedStyle(em).fontStyle") == "normal"
    assert faces[0] != faces[1]


@pytest.mark.usefixtures("site")
def test_paper_shows_the_text_and_its_notes_and_nothing_to_click(page: Page) -> None:
    page.goto(address("en", "article"))
    page.emulate_media(media="print")
    for shown in ("h1", ".prose", ".notes", ".article-foot"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".languages", ".contents", ".backlinks >> nth=0", ".to-top"):
        expect(page.locator(hidden)).to_be_hidden()
