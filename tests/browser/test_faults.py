"""What a page may not do without failing its test."""

import pytest
from playwright.sync_api import Error, Page


def add_to_page(page: Page, html: str) -> None:
    """Puts HTML into the open page, scripts and all."""
    page.evaluate("html => document.body.append(document.createRange().createContextualFragment(html))", html)


def test_a_request_to_another_host_is_a_fault(page: Page, faults: list[str]) -> None:
    with pytest.raises(Error):
        page.goto("http://elsewhere.example/")

    assert faults == ["request to another host: http://elsewhere.example/"]
    faults.clear()


@pytest.mark.parametrize(
    "html",
    [
        "<script>document.title = 'taken over'</script>",
        "<p style='color: red'>styled in place</p>",
        "<img src='http://elsewhere.example/pixel.png' alt=''>",
        "<script src='http://elsewhere.example/count.js'></script>",
    ],
)
def test_what_the_content_policy_forbids_is_a_fault(page: Page, faults: list[str], html: str) -> None:
    page.goto("/admin/login/")
    with page.expect_event("console"):
        add_to_page(page, html)

    assert any("Content Security Policy" in fault for fault in faults)
    faults.clear()


def test_a_missing_file_is_a_fault(page: Page, faults: list[str]) -> None:
    page.goto("/admin/login/")
    with page.expect_event("requestfinished"):
        add_to_page(page, "<img src='/media/nowhere.png' alt=''>")

    assert any(fault.startswith("404: ") and fault.endswith("/media/nowhere.png") for fault in faults)
    faults.clear()


def test_an_error_in_a_script_is_a_fault(page: Page, faults: list[str]) -> None:
    page.goto("/admin/login/")
    with page.expect_event("pageerror"):
        page.evaluate("queueMicrotask(() => { throw new Error('broken') })")

    assert any("broken" in fault for fault in faults)
    faults.clear()
