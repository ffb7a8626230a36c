"""The page of an article in a real browser: its notes, its contents, its ways to be shared, two languages at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.specimens import address, make_site

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 900, "height": 700}
MARKER, AGAIN, OTHER = "#ref-k7x2m9qa", "#ref-k7x2m9qa-2", "#ref-b3c4d5e6"
# Where notes begin and end, and their left edge.
BOXES = """notes => notes.map(note => {
  const box = note.getBoundingClientRect();
  return [box.top, box.bottom, box.left];
})"""
SHIFTS = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 500);
})"""


@pytest.fixture
def site(live_server: object) -> None:
    make_site()


@pytest.mark.usefixtures("site")
def test_notes_stand_in_the_margin_where_there_is_room_and_are_read_once(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    page.goto(address("zh-hant", "article"))
    notes = page.locator(".margin-note")
    expect(notes).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == WIDE["width"]
    boxes = notes.evaluate_all(BOXES)
    text = page.locator(".prose").bounding_box()
    assert all(left > text["x"] + text["width"] for top, bottom, left in boxes)
    assert boxes[0][1] <= boxes[1][0]
    line = page.locator(MARKER).evaluate("marker => marker.getBoundingClientRect().top")
    assert abs(boxes[0][0] - line) < 8
    assert page.locator(".margin-notes").get_attribute("aria-hidden") == "true"
    assert page.locator(".margin-notes a:not([tabindex='-1'])").count() == 0
    expect(page.get_by_role("listitem").filter(has_text="Лукин")).to_have_count(1)

    page.locator(MARKER).click()
    expect(page.locator("#note-k7x2m9qa")).to_be_in_viewport()

    page.set_viewport_size(NARROW)
    expect(notes).to_have_count(0)


@pytest.mark.usefixtures("site")
def test_a_note_opens_beside_its_marker_and_gives_the_focus_back(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=NARROW, reduced_motion="reduce")
    page.goto(address("en", "article"))
    note = page.get_by_role("dialog")

    page.locator(MARKER).click()
    expect(note).to_be_focused()
    expect(note).to_have_accessible_name("Note 1")
    expect(note).to_contain_text("Узкие воды")
    expect(note.locator("[lang=ru]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(page.locator(MARKER)).to_be_focused()
    assert "#" not in page.url

    # The first press on the marker of an open note closes it, the next one opens it again.
    page.locator(MARKER).click()
    page.locator(MARKER).click()
    expect(note).to_be_hidden()
    page.locator(MARKER).click()
    note.get_by_role("button", name="Close").click()
    expect(page.locator(MARKER)).to_be_focused()

    page.locator(MARKER).click()
    note.get_by_role("link", name="In the list").click()
    expect(page.locator("#note-k7x2m9qa")).to_be_in_viewport()
    expect(note).to_be_hidden()


@pytest.mark.usefixtures("site")
def test_a_note_shows_itself_to_the_keyboard_and_lets_it_go_on(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=NARROW, reduced_motion="reduce")
    page.goto(address("zh-hans", "article"))
    note = page.get_by_role("dialog")
    page.locator("[data-print]").focus()
    page.keyboard.press("Tab")
    expect(page.locator(MARKER)).to_be_focused()
    expect(note).to_have_accessible_name("注释 1")

    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(page.locator(MARKER)).to_be_focused()

    page.keyboard.press("Enter")
    expect(note).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.locator(OTHER)).to_be_focused()
    expect(note).to_have_accessible_name("注释 2")
    expect(note).to_be_visible()


@pytest.mark.usefixtures("site")
def test_contents_mark_the_section_that_is_read(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    page.goto(address("zh-hans", "article"))
    marked = page.locator(".contents [aria-current]")
    expect(marked).to_have_count(0)
    page.locator(".prose h2").nth(1).evaluate("heading => heading.scrollIntoView()")
    expect(marked).to_have_count(1)
    heading = page.locator(".prose h2").nth(1).get_attribute("id")
    assert marked.evaluate("link => decodeURIComponent(link.hash)") == f"#{heading}"
    page.locator("#notes").evaluate("heading => heading.scrollIntoView()")
    expect(marked).to_have_text("注释")
    page.evaluate("scrollTo(0, 0)")
    expect(marked).to_have_count(0)


@pytest.mark.usefixtures("site")
def test_the_address_is_copied_with_a_word_on_it(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address('en', 'article')}#notes")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-shared]")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(address("en", "article"))
    assert page.get_by_role("button", name="Print").is_visible()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("language", "name", "said"),
    [("en", "Copy: APA", "Copied: APA"), ("zh-hant", "複製: APA", "已複製: APA")],
)
def test_a_citation_is_copied_by_keys_alone(
    new_page: Callable[..., Page], language: str, name: str, said: str
) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, permissions=["clipboard-read", "clipboard-write"])
    page.goto(address(language, "article"))
    page.locator(".cite summary").focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name=name)
    shown = button.locator("xpath=preceding-sibling::*[@data-citation]").inner_text()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cite [role=status]")).to_have_text(said)
    expect(button).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == shown
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("viewport", [WIDE, {"width": 390, "height": 800}])
def test_nothing_moves_while_the_page_comes(new_page: Callable[..., Page], viewport: dict[str, int]) -> None:
    page = new_page(viewport=viewport)
    page.goto(address("en", "article"))
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.usefixtures("site")
def test_a_back_link_keeps_to_the_last_word_of_its_note(page: Page) -> None:
    page.goto(address("en", "article"))
    item = page.locator(".notes li").first
    words, link = item.locator(".note-text"), item.locator(".backlinks a").first
    words.evaluate("text => text.textContent = 'Narrow '.repeat(6) + 'waters.'")
    # One pixel less than the text and its link need: the last word goes down with the link.
    width = link.evaluate("link => link.getBoundingClientRect().right") - item.bounding_box()["x"]
    item.evaluate("(item, width) => item.style.maxInlineSize = `${width - 1}px`", width)
    ends = words.evaluate("text => Math.max(...[...text.getClientRects()].map(line => line.bottom))")
    assert link.bounding_box()["y"] < ends


@pytest.mark.usefixtures("site")
def test_links_to_a_language_and_to_two_side_by_side_are_told_apart_by_ear(page: Page) -> None:
    page.goto(address("en", "article"))
    expect(page.get_by_role("link", name="繁體", exact=True)).to_have_count(1)
    page.get_by_role("link", name="Side by side with 繁體").click()
    expect(page.locator(".parallel")).to_be_visible()


@pytest.mark.usefixtures("site")
def test_two_languages_stand_side_by_side_or_below_one_another(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=WIDE)
    page.goto(address("en", "article"))
    page.locator(".facts").get_by_role("link", name="繁體").click()
    sides = page.locator(".parallel-section .prose")
    left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert (left["y"], right["x"] > left["x"] + left["width"]) == (right["y"], True)
    assert [sides.nth(place).get_attribute("lang") for place in (0, 1)] == ["en", "zh-Hant"]

    page.locator("#zh-hant-ref-k7x2m9qa").click()
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 320, "height": 640})
    left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert right["y"] >= left["y"] + left["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == 320
