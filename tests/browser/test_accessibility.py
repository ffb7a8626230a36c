"""Every kind of page that readers meet, for those who see, hear, reach or enlarge it differently.

One visit to a page serves all that is asked of it: the rules of WCAG 2.2 A and AA and the contrast of AAA, by axe; what
depends on colours again in the dark and on the narrowest telephone; nothing that must be scrolled sideways.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from config.languages import CODES
from tests.specimens import address, addresses, make_mixed, make_site

DESK, TELEPHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = ["color-contrast", "color-contrast-enhanced", "target-size", "link-in-text-block"]
# Axe would load styles again to look for one rule, and from the wrong folder those that they import.
EVERYTHING = {
    "preload": False,
    "runOnly": TAGS,
    "rules": {name: {"enabled": True} for name in SEEN},
    "resultTypes": ["violations"],
}
WHAT_IS_SEEN = {"preload": False, "runOnly": SEEN, "resultTypes": ["violations"]}
# What keys have not reached of all that they should: names of elements; what only doubles another is left out by them.
MISSED = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']"
)].filter(each => !each.disabled && each.tabIndex >= 0 && !each.dataset.walked)
    .filter(each => each.checkVisibility({ visibilityProperty: true }))
    .map(each => each.outerHTML.slice(0, 120))"""
# What has the focus, as a reader sees it.
FOCUSED = """() => {
    const focused = document.activeElement
    if (focused === document.body) return null
    const style = getComputedStyle(focused), box = focused.getBoundingClientRect()
    const middle = focused.getClientRects()[0] ?? box
    const top = document.elementFromPoint(middle.x + middle.width / 2, middle.y + middle.height / 2)
    focused.dataset.walked = Number(focused.dataset.walked ?? 0) + 1
    return {
        name: focused.outerHTML.slice(0, 120),
        again: focused.dataset.walked > 1 && !focused.closest("[popover]"),
        marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: !(top && (focused.contains(top) || top.contains(focused))),
    }
}"""


@pytest.fixture
def site(live_server: object) -> None:
    """A small site with every kind of page that readers can meet."""
    make_site()
    make_mixed()


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe, which the page has loaded, finds against its rules, and where."""
    answer = page.evaluate("options => axe.run(options)", options)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in answer["violations"] for node in rule["nodes"]]


def faults(page: Page) -> list[str]:
    """What is wrong with the open page in light and dark, on a desk and on a telephone."""
    page.evaluate(Axe().axe_script)
    found = [f"desk, light: {fault}" for fault in violations(page, EVERYTHING)]
    page.emulate_media(color_scheme="dark")
    found += [f"desk, dark: {fault}" for fault in violations(page, WHAT_IS_SEEN)]
    page.set_viewport_size(TELEPHONE)
    found += [f"telephone, dark: {fault}" for fault in violations(page, WHAT_IS_SEEN)]
    page.emulate_media(color_scheme="light")
    found += [f"telephone, light: {fault}" for fault in violations(page, WHAT_IS_SEEN)]
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > TELEPHONE["width"]:
        found.append(f"telephone: {wide} pixels wide")
    page.set_viewport_size(DESK)
    return found


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", CODES)
def test_every_page_is_accessible(new_page: Callable[..., Page], language: str) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    found = []
    for place, path in addresses(language).items():
        page.goto(path)
        found += [f"{place}: {fault}" for fault in faults(page)]
    assert not found, "\n".join(dict.fromkeys(found))


def focuses(page: Page) -> Iterator[dict[str, Any]]:
    """What has the focus after each press of the tabulator, until it has left the page or comes back.

    The popover, in which each note is shown, is met once for each marker.
    """
    page.keyboard.press("Tab")
    while (focused := page.evaluate(FOCUSED)) and not focused["again"]:
        yield focused
        page.keyboard.press("Tab")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_keys_reach_everything_in_the_article_once_and_show_where_they_are(
    new_page: Callable[..., Page], size: dict[str, int]
) -> None:
    page = new_page(viewport=size, reduced_motion="reduce")
    page.goto(address("en", "article"))
    walked = list(focuses(page))
    for focused in walked:
        assert focused["marked"], f"no mark: {focused['name']}"
        assert focused["inView"] and not focused["covered"], f"out of sight: {focused['name']}"  # noqa: PT018
    assert page.evaluate(MISSED) == []
