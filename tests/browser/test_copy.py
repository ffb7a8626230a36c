"""The copy of the site in a browser that opens it from a disk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.specimens import make_site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    make_site()
    call_command("export_site", tmp_path / "copy", processes=1, without=["pdf", "epub", "png"])
    return tmp_path / "copy"


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page that may load nothing but files; whatever fails makes the test fail."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def failed(request: Request) -> None:
        # Whoever goes on before a page is there breaks off what it loads.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{request.failure}: {request.url}")

    def opened(**options: object) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", lambda each: each.url.startswith("file:") or faults.append(each.url))
        context.on("requestfailed", failed)
        context.on("console", lambda each: each.type == "error" and faults.append(each.text))
        context.on("weberror", lambda each: faults.append(str(each.error)))
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert not faults


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_finds_everything_on_a_stick(copy, open_page, scripts):
    page = open_page(java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    page.goto((copy / "index.html").as_uri())
    page.locator("a[hreflang=en]").click()
    # The styles are there, and those that they import.
    expect(page.locator(".masthead ul").first).to_have_css("list-style-type", "none")
    page.get_by_role("link", name="Articles").first.click()
    page.get_by_role("link", name="Next page").click()
    assert page.url == (copy / "en/articles/page-2.html").as_uri()
    page.get_by_role("link", name="Two charts of one strait").first.click()
    picture = page.locator(".article-figure img")
    picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    if scripts:
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    page.locator(".prose .note-ref a").first.click()
    if not scripts:
        assert page.url.endswith("/en/articles/charts/index.html#note-k7x2m9qa")
    page.locator(".languages a[hreflang=zh-Hans]").click()
    assert page.url.startswith((copy / "zh-hans/articles/charts/index.html").as_uri())
    expect(page.locator("h1")).to_have_text("一处海峡，两张海图")
    page.locator(".byline a").first.click()
    assert page.url == (copy / "zh-hans/authors/zhou/index.html").as_uri()
    page.goto((copy / "en/fellows/zhou/index.html").as_uri())
    page.wait_for_url((copy / "en/authors/zhou/index.html").as_uri())


def test_scripts_help_without_a_server(copy, open_page):
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto((copy / "en/articles/charts/index.html").as_uri())
    page.locator(".prose .note-ref a").first.click()
    expect(page.locator("[popover]:popover-open")).to_contain_text("Лукин")
