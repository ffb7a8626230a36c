"""The translation desk in a real browser: from a changed source to a translation that is up to date again."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from publications import workflow
from publications.models import Article, Edition, Revision
from tests.browser.test_admin import sign_in, violations
from tests.factories import make_article, published

DESK = reverse("desk")


def outdated() -> Article:
    """An article in three languages of which the English has changed since it was translated."""
    article = make_article(
        title_en="The channel is marked",
        body_en="<h2>Pilots</h2><p>Ships keep to the channel.</p><p>Fog lay on the estuary.</p>",
        title_zh_hans="航道有标",
        body_zh_hans="<h2>引航</h2><p>船循航道而行。</p><p>河口起雾。</p>",
    )
    published(article)
    Revision.objects.record(article, None)
    article.body_en = article.body_en.replace("Fog", "Thick fog")
    article.save()
    Revision.objects.record(article, None)
    return article


def test_a_translation_is_looked_through_and_found_still_valid(page: Page) -> None:
    article = outdated()
    sign_in(page, DESK, "Editors")
    page.get_by_label("State").select_option("Outdated")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="The channel is marked, 简体").click()

    expect(page.locator(".difference ins").first).to_contain_text("Thick fog")
    expect(page.locator(".desk-difference td").last).to_have_text("河口起雾。")
    page.get_by_label("Note for your colleagues").fill("The fog was thick already.")
    page.get_by_role("button", name="It says what its source says now").click()

    expect(page.locator(".messagelist .success")).to_contain_text("is up to date")
    expect(page.get_by_label("State")).to_have_value("outdated")
    assert not Edition.objects.outdated().exists()
    assert article.editions.get(language="zh-hans").steps.get().note == "The fog was thick already."


def test_a_missing_script_is_drafted_and_read_beside_its_source(page: Page) -> None:
    article = make_article(title_zh_hans="战略伙伴", body_zh_hans="<p>皇后与后天。</p>")
    sign_in(page, DESK, "Editors")
    page.get_by_role("button", name="Draft from 简体").click()

    expect(page.locator("#id_title_zh_hant")).to_have_value("戰略夥伴")
    expect(page.locator("#id_title_zh_hant")).to_be_focused()
    expect(page.locator("#id_title_zh_hans")).to_be_visible()
    expect(page.locator("#id_title_en")).to_be_hidden()
    article.refresh_from_db()
    assert article.body_zh_hant == "<p>皇后與後天。</p>"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: Callable[..., Page], scheme: str) -> None:
    article = outdated()
    workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
    missing = make_article(title_zh_hans="港口")
    page = new_page(color_scheme=scheme, locale="en-GB", reduced_motion="reduce")
    sign_in(page, f"{DESK}?state=all", "Editors")
    for address in (
        f"{DESK}?state=all",
        f"{DESK}?state=scheduled",
        reverse("desk-translation", args=[article.pk, "zh-hans"]),
        reverse("desk-translation", args=[article.pk, "zh-hant"]),
        reverse("desk-translation", args=[missing.pk, "en"]),
        reverse("desk-convert", args=[article.pk, "zh-hant"]),
        reverse("admin:publications_scriptoverride_changelist"),
        reverse("admin:publications_scriptoverride_add"),
    ):
        page.goto(address)
        assert violations(page) == {}, address
