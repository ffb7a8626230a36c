"""The way of an edition to its readers, in a real browser, with every click and key counted."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from publications import workflow
from publications.models import Article, PreviewLink, Step, Version
from tests.browser.test_admin import change, sign_in, violations
from tests.factories import make_article, make_figure, make_topic, make_user, published
from tests.publications.importers.word_files import notes, paragraph, reference, run, word_file

# Counts what somebody does, over all the pages of a window; clicks that a script makes do not count.
COUNT = """
for (const kind of ["click", "keydown"]) {
  addEventListener(kind, (event) => {
    if (event.isTrusted) sessionStorage.setItem(kind, Number(sessionStorage.getItem(kind) ?? 0) + 1)
  }, true)
}
"""
NOTED = '<h2>Quays</h2><p>A claim.<span data-footnote="k7x2m9qa">See <a href="https://a.example/">a</a>.</span></p>'


def manuscript(count: int) -> bytes:
    """A Word file with title, byline, date line and so many footnotes, one to a paragraph."""
    document = Document()
    document.add_heading("The Keeper’s Book", 0)
    document.add_paragraph("Maren Holt, Senior Fellow, Institute of Coastal Studies")
    document.add_paragraph("16 June 2022")
    text = [
        paragraph(f"The entry of day {number} names the wind and the ships that passed.", reference(number))
        for number in range(1, count + 1)
    ]
    sources = {
        number: [paragraph(run(f"Log of the light, page {number}."))] for number in range(1, count + 1)
    }
    return word_file(*text, document=document, footnotes=notes("footnote", sources))


def test_a_manuscript_with_sixty_notes_is_published_with_six_clicks_and_no_key(page: Page) -> None:
    page.add_init_script(COUNT)
    sign_in(page, "/admin/")
    page.get_by_role("link", name="Articles", exact=True).first.click()
    page.get_by_role("link", name="Import a manuscript").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Manuscript").click()
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    chooser.value.set_files({"name": "keeper.docx", "mimeType": word, "buffer": manuscript(60)})
    page.get_by_role("button", name="Import").click()
    expect(page.locator(".facts")).to_contain_text("Notes60")
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Published in English, version 1")

    counted = page.evaluate("[sessionStorage.getItem('click'), sessionStorage.getItem('keydown')]")
    assert counted == ["6", None]
    assert len(Version.objects.public("en").get().notes) == 60


def test_a_text_is_reviewed_with_a_remark_and_sent_back(page: Page) -> None:
    article = make_article(title_en="Ports", body_en=NOTED)
    workflow.submit(article.editions.get(), by=make_user(username="wei"))
    sign_in(page, change(article), "Editors")
    panel = page.get_by_role("group", name="English")
    panel.get_by_label("For your colleagues").fill("Note 1 needs a page.")
    panel.get_by_role("button", name="Send back").click()
    expect(panel).to_contain_text("Note 1 needs a page.")
    expect(panel.get_by_role("heading")).to_contain_text("draft")
    panel.get_by_text("Log: 2 steps").click()
    expect(panel.get_by_role("listitem").filter(has_text="Sent for review, wei")).to_be_visible()


def test_a_step_does_not_lose_what_is_typed_below(page: Page) -> None:
    article = make_article(title_en="Ports")
    sign_in(page, change(article), "Editors")
    page.locator("#id_title_en").fill("Harbours")
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Send for review (English)").click()
    expect(page.locator("#id_title_en")).to_have_value("Harbours")
    assert not Step.objects.exists()


def test_a_link_is_copied_and_read_without_an_account_until_it_is_revoked(
    new_page: Callable[..., Page],
) -> None:
    figure = make_figure()
    body = f'{NOTED}<figure><img src="{figure.image.url}" width="60" height="40" alt="A quay"></figure>'
    article = make_article(title_en="Ports", body_en=body)
    page = new_page(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, change(article), "Editors")
    panel = page.get_by_role("group", name="English")
    panel.get_by_text("0 links for readers").click()
    panel.get_by_label("Works for").press("Enter")
    panel.get_by_role("button", name="Make a link (English)").click()
    panel.get_by_role("button", name="Copy").click()
    expect(panel.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert not Step.objects.exists()

    reader = new_page(locale="zh-CN")
    reader.goto(link)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Ports")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    expect(reader.locator("article img")).to_have_js_property("naturalWidth", 60)
    assert violations(reader) == {}

    panel.get_by_role("button", name="Revoke").click()
    expect(page.locator(".messagelist")).to_contain_text("opens nothing any more")
    reader.reload()
    expect(reader.get_by_role("heading", level=1)).not_to_have_text("Ports")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_way_to_readers(new_page: Callable[..., Page], scheme: str) -> None:
    article = make_article(title_en="Ports", body_en=NOTED, title_zh_hans="港口", topics=[make_topic()])
    published(article)
    published(article, at=timezone.now() + datetime.timedelta(days=1))
    workflow.submit(article.editions.get(language="zh-hans"), by=make_user(), note="请看。")
    workflow.convert(Article.objects.get(), "zh-hans", "zh-hant", variant="tw", by=None)
    PreviewLink.objects.create(edition=article.editions.get(language="en"))
    page = new_page(color_scheme=scheme, locale="en-GB", reduced_motion="reduce")
    sign_in(page, change(article))
    page.evaluate("document.querySelectorAll('.panel details').forEach((each) => (each.open = true))")
    assert violations(page) == {}
    page.get_by_role("link", name="Preview (简体)").click()
    assert violations(page) == {}
    page.goto("/preview/nothing/")
    assert violations(page) == {}


def sign_in_again(page: Page, username: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()


def test_a_login_that_runs_out_while_somebody_publishes_costs_no_word(page: Page) -> None:
    article = make_article(title_en="Ports")
    published(article)
    sign_in(page, change(article))
    username = page.locator("#user-tools strong").text_content()
    page.get_by_role("link", name="Correction with a note… (English)").click()
    page.get_by_label("Note for readers").fill("The year of the survey was wrong.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Publish").click()
    sign_in_again(page, username)
    expect(page.get_by_label("Note for readers")).to_have_value("The year of the survey was wrong.")
    page.get_by_role("button", name="Publish").dblclick()
    expect(page.locator(".messagelist .success")).to_contain_text("Published in English, version 2")
    expect(page.locator(".messagelist .error")).to_have_count(0)
    assert Version.objects.public("en").get().note == "The year of the survey was wrong."

    workflow.submit(article.editions.get(), by=None)
    page.reload()
    remark = page.get_by_role("group", name="English").get_by_label("For your colleagues")
    remark.fill("Note 1 needs a page.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Send back (English)").click()
    sign_in_again(page, username)
    expect(page.locator(".messagelist")).to_contain_text("Please press the button again.")
    expect(remark).to_have_value("Note 1 needs a page.")
    page.reload()
    expect(remark).to_have_value("")
