"""The readers' pages in a real browser: three languages, light and dark, narrow and wide, on paper, without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from config.languages import CODES, tag
from tests.specimens import WORDS, address, make_site


@pytest.fixture
def site(live_server: object) -> None:
    """A small site with every kind of page that readers can meet."""
    make_site()


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
    expect(page.locator("#top")).to_be_focused()


@pytest.mark.usefixtures("site")
def test_the_first_key_leads_past_the_head_to_the_text(page: Page) -> None:
    page.goto(address("en", "article"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.usefixtures("site")
def test_the_language_that_a_reader_chooses_is_remembered(page: Page) -> None:
    page.goto(address("en", "article"))
    page.get_by_role("navigation", name="Language").get_by_role("link", name="繁體").click()
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
    for shown in ("h1", ".prose", ".notes", "[data-citation] >> nth=0", ".article-foot"):
        expect(page.locator(shown)).to_be_visible()
    alone = [".cite summary", "[data-citation] >> nth=1", ".beside"]
    for hidden in (".languages", ".contents", ".backlinks >> nth=0", ".to-top", *alone):
        expect(page.locator(hidden)).to_be_hidden()
