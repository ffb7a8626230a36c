"""The editors' door in a real browser, under the site's own content policy."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect


@pytest.fixture
def publisher(live_server: object) -> User:
    """Somebody who may do everything in the admin."""
    return User.objects.create_superuser("publisher", password="a long enough one")


def test_an_editor_signs_in_without_breaking_the_content_policy(page: Page, publisher: User) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(publisher.username)
    page.get_by_label("Password").fill("a long enough one")
    page.get_by_role("button", name="Log in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Site administration")


def test_the_admin_speaks_the_language_of_the_browser(new_page: Callable[..., Page]) -> None:
    page = new_page(locale="zh-HK")
    page.goto("/admin/")

    expect(page.locator("html")).to_have_attribute("lang", "zh-hant")
