"""Every page of the admin in a real browser: its content policy holds, and axe finds nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from publications import workflow
from publications.models import Edition
from tests.browser.test_admin import sign_in, violations
from tests.factories import make_article, published
from tests.publications.admin.addresses import addresses, made

# These answer a script, sign out, or show the readers' page.
NO_PAGES = (
    *("logout", "login", "autocomplete", "jsi18n", "view_on_site", "anything"),
    *("_figures", "_read", "_step", "desk-act", "_preview", "_link", "_revoke"),
)
# The pages of topics under other names, and addresses that lead to a form; in the dark, pop-ups as well.
ALIKE = ("region", "series", "<path")
ALIKE_IN_THE_DARK = (*ALIKE, "pop-up", "department", "history", "delete")


def kinds(scheme: str) -> list[str]:
    """The addresses to open, with something on each; fewer in the dark, where the same pages only change colour."""
    things = made()
    workflow.submit(Edition.objects.get(article=things["article"], language="en"), by=None)
    broken = '<p>A claim.<span data-footnote="k7x2m9qa"></span></p>'
    published(make_article(title_en="Ports", title_zh_hans="港口", body_zh_hans=broken))
    left = (*NO_PAGES, *(ALIKE if scheme == "light" else ALIKE_IN_THE_DARK))
    return [each.path for each in addresses(things) if not any(word in each.name for word in left)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_admin_keeps_to_its_policy_and_is_accessible(
    new_page: Callable[..., Page], scheme: str
) -> None:
    page = new_page(color_scheme=scheme, locale="en-GB", reduced_motion="reduce")
    sign_in(page, "/admin/")
    found, seen = {}, 0
    for path in kinds(scheme):
        answer = page.goto(path)
        if answer and answer.status == 200:
            seen += 1
            if broken := violations(page):
                found[path] = broken
    assert found == {}
    assert seen > 20


@pytest.mark.parametrize("group", ["Editors", "Translators", "Fellows' staff"])
def test_home_is_accessible_for_whoever_has_signed_in(new_page: Callable[..., Page], group: str) -> None:
    made()
    page = new_page(locale="zh-CN", reduced_motion="reduce")
    sign_in(page, "/admin/", group)
    assert violations(page) == {}


def test_home_and_list_are_walked_with_the_keyboard(page: Page) -> None:
    made()
    sign_in(page, "/admin/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#content a, #content summary").first).to_be_focused()

    page.goto("/admin/publications/article/")
    page.locator("#searchbar").focus()
    page.keyboard.type("港口")
    page.keyboard.press("Tab")
    expect(page.get_by_label("in notes too")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#result_list .field-heading")).to_have_count(1)
    expect(page.get_by_label("in notes too")).to_be_checked()


def test_an_author_is_chosen_for_the_list_by_name(page: Page) -> None:
    article = make_article(title_en="Ports")
    make_article(title_en="Other")
    author = article.authors.get()
    sign_in(page, "/admin/publications/article/")
    page.locator("form.author-filter .select2-selection").click()
    page.locator(".select2-search__field").press_sequentially(author.name_en)
    page.get_by_role("option", name=author.name_en).click()
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator("#result_list .field-heading")).to_have_text(["Ports"])
