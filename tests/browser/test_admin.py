"""The editors' door in a real browser, under the site's own content policy."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from publications.models import Article, Authorship, Version
from tests.factories import make_article, make_author, make_figure, make_topic, make_user, published

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # Axe would otherwise read the style sheets by putting inline styles into the page.
    "preload": False,
}
NOTED = '<p>A claim.<span data-footnote="k7x2m9qa">See <a href="https://a.example/">a</a>.</span></p>'


def sign_in(page: Page, address: str, group: str = "Publishers") -> None:
    """Opens an address of the admin as somebody of that group who has signed in before."""
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "localhost"}
    page.context.add_cookies([session | {"path": "/"}])
    page.goto(address)


def change(article: Article) -> str:
    return reverse("admin:publications_article_change", args=[article.pk])


def test_a_publisher_imports_a_manuscript_reads_the_findings_publishes_and_opens_the_page(page: Page) -> None:
    user = make_user(username="lin", is_staff=True)
    user.groups.add(Group.objects.get(name="Publishers"))
    page.goto("/admin/")
    page.get_by_label("Username").fill("lin")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()

    page.get_by_role("link", name="Articles", exact=True).first.click()
    page.get_by_role("link", name="Import a manuscript").click()
    page.get_by_label("Manuscript").set_input_files(SAMPLES / "article.txt")
    page.get_by_role("button", name="Import").click()

    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("Notes5")
    page.get_by_role("link", name="Go to the article").click()
    page.get_by_role("link", name="Publish… (English)").click()
    page.get_by_role("button", name="Publish").click()
    page.locator(".messagelist a").click()

    version = Version.objects.public("en").get()
    expect(page.get_by_role("heading", level=1)).to_have_text(version.title)
    expect(page.locator("li[id^='note-']")).to_have_count(5)


def test_an_article_only_in_traditional_chinese_is_written_under_an_english_admin(page: Page) -> None:
    sign_in(page, "/admin/publications/article/add/")
    page.get_by_role("button", name="繁體").last.click()
    page.get_by_label("Title (繁體)", exact=False).first.fill("航道")
    page.get_by_label("Body (繁體)").fill("航道有標。")
    page.get_by_role("button", name="Save and continue editing").click()

    expect(page.locator(".panel-language").nth(2)).to_contain_text("2 things block publishing")
    assert Article.objects.get().title_zh_hant == "航道"


class TestLanguageSwitch:
    def test_one_language_is_shown_at_a_time_and_all_of_them_side_by_side(self, page: Page) -> None:
        sign_in(page, change(make_article(title_en="Ports", title_zh_hans="港口")))
        switch = page.get_by_role("group", name="Language of the fields")
        english, simplified = page.locator("#id_body_en"), page.locator("#id_body_zh_hans")

        expect(english).to_be_visible()
        expect(simplified).to_be_hidden()
        switch.get_by_role("button", name="简体").click()
        expect(english).to_be_hidden()
        expect(simplified).to_be_visible()
        expect(page.locator("#id_authorships-0-position_zh_hans")).to_be_visible()
        expect(page.locator("#id_authorships-0-position_en")).to_be_hidden()
        switch.get_by_role("button", name="Side by side").click()
        left, right = english.bounding_box(), simplified.bounding_box()
        assert left
        assert right
        assert left["x"] + left["width"] <= right["x"]
        assert abs(left["y"] - right["y"]) < 2

    def test_the_switch_counts_what_is_filled_while_somebody_types(self, page: Page) -> None:
        sign_in(page, change(make_article(title_en="Ports")))
        english = page.get_by_role("group", name="Language of the fields").get_by_role(
            "button", name="English"
        )
        expect(english).to_have_accessible_name("English , 2 of 6 fields filled")
        page.locator("#id_subtitle_en").fill("And their pilots")
        expect(english).to_have_accessible_name("English , 3 of 6 fields filled")

    def test_an_article_of_one_language_opens_in_it(self, page: Page) -> None:
        sign_in(page, change(make_article(title_zh_hant="港口")))
        expect(page.locator("#id_title_zh_hant")).to_be_visible()
        expect(page.locator("#id_title_en")).to_be_hidden()

    def test_errors_are_counted_at_their_language_which_is_shown_first(self, page: Page) -> None:
        sign_in(page, change(make_article(title_en="Ports")))
        page.evaluate("document.querySelector('#id_title_zh_hans').removeAttribute('maxlength')")
        page.get_by_role("button", name="简体").last.click()
        page.locator("#id_title_zh_hans").fill("港" * 301)
        page.get_by_label("Body (简体)").fill("还没写完")
        page.get_by_role("button", name="English").last.click()
        page.get_by_role("button", name="Save", exact=True).click()

        expect(page.locator("#id_title_zh_hans")).to_be_visible()
        expect(page.locator("#id_body_zh_hans")).to_have_value("<p>还没写完</p>")
        switch = page.get_by_role("group", name="Language of the fields")
        expect(switch.get_by_role("button", name="简体")).to_have_accessible_name(
            "简体 , 2 of 6 fields filled, errors: 1"
        )

    def test_a_finding_leads_to_its_field_in_a_hidden_language(self, page: Page) -> None:
        sign_in(page, change(make_article(title_en="Ports", body_zh_hans="<p>港口</p>")))
        page.locator(".panel").get_by_role("link", name="The title is missing.").click()
        expect(page.locator("#id_title_zh_hans")).to_be_focused()

    def test_without_javascript_every_field_is_there_with_the_name_of_its_language(
        self, new_page: Callable[..., Page]
    ) -> None:
        page = new_page(java_script_enabled=False, locale="en-GB")
        sign_in(page, change(make_article(title_en="Ports")))
        for label in ("Title (English)", "Title (简体)", "Title (繁體)"):
            expect(page.get_by_label(label, exact=False).first).to_be_visible()
        expect(page.locator("#id_authorships-0-order")).to_be_visible()
        expect(page.get_by_role("button", name="Side by side")).to_be_hidden()


class TestByline:
    def test_buttons_move_an_author_and_the_order_is_saved(self, page: Page) -> None:
        article = make_article(by=[make_author(name_en="First"), make_author(name_en="Second")])
        sign_in(page, change(article))
        page.get_by_role("button", name="Move up").nth(1).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Move up").first).to_be_focused()
        page.get_by_role("button", name="Save and continue editing").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        order = Authorship.objects.filter(article=article).values_list("author__slug", flat=True)
        assert list(order) == list(order.order_by("-author__pk"))

    def test_an_author_is_found_by_a_name_in_any_language_and_added(self, page: Page) -> None:
        author = make_author(name_en="Zhou Yan", name_zh_hans="周彦")
        article = make_article(by=[])
        sign_in(page, change(article))
        page.get_by_role("button", name="Add another Byline entry").click()
        page.locator("#authorships-0 .select2-selection").click()
        page.locator(".select2-search__field").press_sequentially("周彦")
        page.get_by_role("option", name="Zhou Yan").click()
        page.get_by_role("button", name="Save and continue editing").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        assert article.authorships.get().author == author


def test_the_calendar_a_popup_and_the_chooser_of_pictures_keep_to_the_content_policy(page: Page) -> None:
    make_figure()
    article = make_article()
    sign_in(page, change(article))
    page.get_by_role("link", name="Choose a Date").click()
    page.locator(".calendarbox").get_by_role("link", name="15", exact=True).click()
    expect(page.locator("#id_date")).to_have_value("2026-09-15")

    with page.expect_popup() as opened:
        page.locator("#add_id_series").click()
    opened.value.get_by_label("Name (English)").fill("Ports")
    with opened.value.expect_event("close"):
        opened.value.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#id_series option:checked")).to_have_text("Ports")

    with page.expect_popup() as opened:
        page.locator("#lookup_id_lead_figure").click()
    opened.value.locator("#result_list a").last.click()
    expect(page.locator("#id_lead_figure")).not_to_have_value("")


def test_the_save_buttons_stay_in_sight(page: Page) -> None:
    sign_in(page, change(make_article()))
    save = page.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_in_viewport()
    page.mouse.wheel(0, 900)
    expect(save).to_be_in_viewport()


def test_the_panel_warns_of_changes_that_are_not_saved(page: Page) -> None:
    sign_in(page, change(make_article()))
    page.locator("#id_title_en").fill("Other")
    expect(page.locator("body.has-unsaved-changes .panel-unsaved")).to_be_visible()


def test_the_admin_speaks_the_language_of_the_browser_until_somebody_chooses_another(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(locale="zh-HK")
    page.goto("/admin/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hant")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_label("Username")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: Callable[..., Page], scheme: str) -> None:
    article = make_article(title_en="Ports", body_en=NOTED, title_zh_hant="港口", topics=[make_topic()])
    published(article)
    blocked = make_article(title_zh_hans="缺文", body_zh_hans="")
    page = new_page(color_scheme=scheme, locale="en-GB", reduced_motion="reduce")
    page.goto("/admin/login/")
    assert violations(page) == {}
    sign_in(page, "/admin/")
    for address in (
        "/admin/",
        "/admin/publications/article/",
        change(article),
        change(blocked),
        reverse("admin:publications_article_import"),
        reverse("admin:publications_article_import_language", args=[article.pk, "en"]),
        reverse("admin:publications_article_publish", args=[article.pk, "en"]),
        reverse("admin:publications_article_withdraw", args=[article.pk, "en"]),
        reverse("admin:publications_article_history", args=[article.pk]),
        "/admin/publications/figure/add/",
        "/admin/publications/version/",
        "/admin/authors/author/",
        "/admin/authors/fellow/add/",
    ):
        page.goto(address)
        assert violations(page) == {}, address


def violations(page: Page) -> dict[str, list[str]]:
    """The rules of WCAG 2.2 A and AA that the open page breaks, each with the elements that break it."""
    # A page that a click leads to is looked at only when its styles have arrived.
    page.wait_for_load_state()
    found = Axe().run(page, options=AXE).response["violations"]
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found}
