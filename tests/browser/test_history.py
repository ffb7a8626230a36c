"""The history of an article in a real browser."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from publications.models import Article, Revision
from tests.browser.test_admin import NOTED, sign_in, violations
from tests.factories import make_article, published


def history(article: Article) -> str:
    return reverse("admin:publications_article_history", args=[article.pk])


def make_past() -> Article:
    """An article with three revisions and a published version between them."""
    article = make_article(title_en="Ports", body_en=NOTED, title_zh_hans="港口")
    Revision.objects.record(article, None)
    published(article)
    article.title_en, article.body_zh_hans = "Pilots", "<p>引航员在外浮标处登船。</p>"
    article.save()
    Revision.objects.record(article, None)
    article.body_en = NOTED.replace("claim", "finding").replace("See", "Compare") + "<p>New.</p>" * 4
    article.save()
    Revision.objects.record(article, None, "after review")
    return article


def test_an_editor_compares_two_revisions_and_brings_the_older_one_back(page: Page) -> None:
    article = make_past()
    sign_in(page, history(article), "Editors")
    page.get_by_role("radio", name="Compare revision 1 …").check()
    page.get_by_role("button", name="Compare the two chosen").click()
    expect(page.get_by_role("heading", name="Revisions 1 and 3")).to_be_visible()
    expect(page.get_by_role("insertion").filter(has_text="引航员")).to_be_visible()
    expect(page.get_by_role("deletion").filter(has_text="Ports")).to_be_visible()

    page.get_by_role("link", name="Restore revision 1…").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".messagelist")).to_contain_text("Revision 1 was brought back as revision 4.")
    expect(page.locator("#id_title_en")).to_have_value("Ports")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_history(new_page: Callable[..., Page], scheme: str) -> None:
    article = make_past()
    gone = make_article()
    deleted = gone.pk
    Revision.objects.record(gone, None)
    gone.delete()
    page = new_page(color_scheme=scheme, locale="en-GB", reduced_motion="reduce")
    sign_in(page, history(article), "Editors")
    for address in (
        history(article),
        reverse("admin:publications_article_compare", args=[article.pk]),
        reverse("admin:publications_article_restore", args=[article.pk, 1]),
        reverse("admin:publications_article_deleted"),
        reverse("admin:publications_article_restore", args=[deleted, 1]),
        reverse("admin:publications_article_delete", args=[article.pk]),
    ):
        page.goto(address)
        assert violations(page) == {}, address
