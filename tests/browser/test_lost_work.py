"""What somebody wrote is never lost: dead servers, closed tabs, expired logins, two people, dropped manuscripts."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from publications.models import Article, Revision
from tests.factories import make_article, make_author, make_user

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DROP = """(target, [content, name]) => {
    const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0))
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([bytes], name))
    target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }))
}"""


def saved(**facts: object) -> Article:
    """An article that was saved once, so that its history knows where forms began."""
    article = make_article(**facts)
    Revision.objects.record(article, None)
    return article


def change(article: Article) -> str:
    return reverse("admin:publications_article_change", args=[article.pk])


def sign_in(page: Page, address: str, username: str = "lin") -> None:
    """Opens an address of the admin as an editor of that name, who has signed in before."""
    user = make_user(username=username, is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "localhost"}
    page.context.add_cookies([session | {"path": "/"}])
    page.goto(address)


def save(page: Page) -> None:
    """Saves the form and stays in it."""
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def write(page: Page, words: str) -> None:
    """Types a summary and a body in English, and waits until the browser has kept them."""
    page.locator("#id_summary_en").fill(words)
    page.locator(".editor-text[lang='en']").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    page.wait_for_function(
        "words => Object.values(localStorage).some((kept) => kept.split(words).length > 2)", arg=words
    )


def expect_written(page: Page, words: str) -> None:
    """The summary and the body in English say these words."""
    expect(page.locator("#id_summary_en")).to_have_value(words)
    expect(page.locator(".editor-text[lang='en']")).to_have_text(words)
    expect(page.locator("#id_body_en")).to_have_value(f"<p>{words}</p>")


class TestDrafts:
    def test_a_closed_tab_loses_nothing_and_a_save_ends_it(self, page: Page) -> None:
        article = saved(title_en="Ports")
        sign_in(page, change(article))
        write(page, "Half done")
        page.close()

        again = page.context.new_page()
        again.goto(change(article))
        offer = again.locator(".draft-offer")
        expect(offer).to_contain_text("You have unsaved text from")
        offer.get_by_text("Show it").click()
        expect(offer.locator("dl")).to_contain_text("Half done")
        offer.get_by_role("button", name="Restore it").click()
        expect(offer).to_be_hidden()
        expect_written(again, "Half done")

        again.get_by_role("button", name="Save", exact=True).click()
        expect(again.locator(".messagelist .success")).to_be_visible()
        assert not again.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('ibid'))")
        article.refresh_from_db()
        assert (article.summary_en, article.body_en) == ("Half done", "<p>Half done</p>")

    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(lambda route: route.abort("connectionrefused"), id="dead"),
            pytest.param(lambda route: route.fulfill(status=500, body="Error"), id="broken"),
            pytest.param(lambda route: route.fulfill(status=413, body="Too large"), id="too-large"),
        ],
    )
    def test_a_server_that_does_not_save_loses_nothing(
        self, page: Page, answer: Callable[[Route], None]
    ) -> None:
        article = saved(title_en="Ports")
        sign_in(page, change(article))
        write(page, "Half done")
        page.route(
            "**/*", lambda route: answer(route) if route.request.method == "POST" else route.continue_()
        )
        page.get_by_role("button", name="Save", exact=True).click(no_wait_after=True)
        page.wait_for_function("() => !document.querySelector('#article_form')")

        page.goto(change(article))
        page.get_by_role("button", name="Restore it").click()
        expect_written(page, "Half done")

    def test_an_expired_login_loses_nothing_and_nobody_else_sees_it(self, page: Page) -> None:
        article = saved(title_en="Ports")
        sign_in(page, change(article))
        make_user(username="ma", is_staff=True, is_superuser=True)
        write(page, "Half done")
        Session.objects.all().delete()
        page.get_by_role("button", name="Save and continue editing").click()

        for name, offers in (("ma", False), ("lin", True)):
            page.get_by_label("Username").fill(name)
            page.get_by_label("Password").fill("password")
            page.get_by_role("button", name="Log in").click()
            expect(page.locator("#id_title_en")).to_have_value("Ports")
            expect(page.locator(".draft-offer")).to_be_visible(visible=offers)
            if not offers:
                Session.objects.all().delete()
                page.reload()
        page.get_by_role("button", name="Restore it").click()
        expect_written(page, "Half done")
        save(page)
        expect(page.locator(".draft-offer")).to_be_hidden()

    def test_a_draft_that_is_older_than_the_saved_article_says_so_and_is_merged(self, page: Page) -> None:
        article = saved(title_en="Ports")
        sign_in(page, change(article))
        write(page, "Mine")
        page.goto("about:blank")
        article.title_en = "Harbours"
        article.save()
        Revision.objects.record(article, make_user(username="ma"))

        page.goto(change(article))
        expect(page.locator(".draft-offer")).to_contain_text("The article has been saved since then")
        page.get_by_role("button", name="Restore it").click()
        expect(page.locator("#id_title_en")).to_have_value("Harbours")
        save(page)
        article.refresh_from_db()
        assert (article.title_en, article.summary_en) == ("Harbours", "Mine")

    def test_rows_of_the_byline_come_back_in_their_order(self, page: Page) -> None:
        make_author(name_en="Zhou Yan")
        article = saved(by=[make_author(name_en="Ada Brun")])
        sign_in(page, change(article))
        page.get_by_role("button", name="Add another Byline entry").click()
        page.locator("#authorships-1 .select2-selection").click()
        page.locator(".select2-search__field").press_sequentially("Zhou")
        page.get_by_role("option", name="Zhou Yan").click()
        page.locator("#id_authorships-1-position_en").fill("Fellow")
        page.get_by_role("button", name="Move up").nth(1).click()
        page.wait_for_function("() => Object.values(localStorage).some((kept) => kept.includes('Fellow'))")
        page.goto("about:blank")

        page.goto(change(article))
        page.get_by_role("button", name="Restore it").click()
        expect(page.locator("#authorships-group .select2-selection__rendered").first).to_contain_text(
            "Zhou Yan"
        )
        save(page)
        assert [entry.author.name_en for entry in article.authorships.all()] == ["Zhou Yan", "Ada Brun"]

    def test_what_is_discarded_is_not_offered_again(self, page: Page) -> None:
        sign_in(page, change(saved()))
        write(page, "Half done")
        page.reload()
        page.get_by_role("button", name="Discard it").click()
        expect(page.locator(".draft-offer")).to_be_hidden()
        page.reload()
        expect(page.locator("#id_title_en")).to_be_visible()
        expect(page.locator(".draft-offer")).to_be_hidden()

    def test_what_was_typed_after_a_refusal_is_offered_when_the_page_is_loaded_anew(self, page: Page) -> None:
        sign_in(page, change(saved(title_en="Ports")))
        page.locator("#id_doi").evaluate("input => input.removeAttribute('maxlength')")
        page.locator("#id_doi").fill("x" * 200)
        page.get_by_role("button", name="Save and continue editing").click()
        expect(page.locator(".errornote")).to_be_visible()
        expect(page.locator(".draft-offer")).to_be_hidden()
        write(page, "Typed since")
        page.reload()

        expect(page.locator(".errornote")).to_be_visible()
        page.get_by_role("button", name="Restore it").click()
        expect_written(page, "Typed since")
        expect(page.locator(".draft-offer")).to_be_hidden()

    def test_a_browser_without_room_says_so(self, page: Page) -> None:
        sign_in(page, change(saved()))
        page.evaluate(
            "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }"
        )
        page.locator("#id_summary_en").fill("Half done")
        expect(page.get_by_text("This browser has no room left")).to_be_visible()

    def test_leaving_with_changes_asks_first_also_after_a_refusal(self, page: Page) -> None:
        sign_in(page, change(saved()))
        page.locator("#id_doi").fill("not one")
        page.locator("#id_doi").evaluate("input => input.removeAttribute('maxlength')")
        page.locator("#id_doi").fill("x" * 200)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".errornote")).to_be_visible()
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.locator("#id_doi").click()
        page.close(run_before_unload=True)
        expect(page.locator("#id_doi")).to_be_visible()
        page.wait_for_timeout(200)
        assert asked == ["beforeunload"]


def test_two_people_on_one_article(new_page: Callable[..., Page]) -> None:
    article = saved(title_en="Ports", title_zh_hans="港口")
    lin, ma = new_page(locale="en-GB"), new_page(locale="en-GB")
    sign_in(lin, change(article), "lin")
    sign_in(ma, change(article), "ma")
    lin.locator("#id_title_en").fill("Harbours")
    lin.locator("#id_doi").fill("10.1000/1")
    save(lin)

    ma.locator("#id_title_en").fill("Quays")
    ma.locator("#id_summary_en").fill("On quays")
    ma.get_by_role("button", name="Save and continue editing").click()
    expect(ma.locator(".conflicts")).to_contain_text("Title (English): lin")
    expect(ma.locator("#id_title_en")).to_have_value("Quays")
    expect(ma.locator("#id_summary_en")).to_have_value("On quays")

    ma.get_by_role("button", name="Save mine instead").click()
    expect(ma.locator(".messagelist .warning")).to_contain_text("DOI: lin")
    article.refresh_from_db()
    assert (article.title_en, article.summary_en, article.doi) == ("Quays", "On quays", "10.1000/1")


class TestManuscript:
    def drop(self, page: Page, name: str, content: bytes) -> None:
        page.locator("#id_summary_en").evaluate(DROP, [base64.b64encode(content).decode(), name])

    def test_a_dropped_word_file_fills_the_open_language_and_one_click_brings_the_former_text_back(
        self, page: Page
    ) -> None:
        article = saved(title_en="Ports", title_zh_hans="港口")
        former = article.body_en
        sign_in(page, change(article))
        self.drop(page, "libreoffice.docx", (SAMPLES / "libreoffice.docx").read_bytes())
        report = page.locator(".manuscript-report")
        expect(report.get_by_role("heading")).to_have_text("libreoffice.docx, read into English")
        expect(report).to_be_focused()
        expect(page.locator("#id_body_en")).to_have_value(
            # The note has come with its text.
            re.compile("data-footnote=")
        )
        article.refresh_from_db()
        assert article.body_en == former

        report.get_by_role("button", name="Put the former text back").click()
        expect(page.locator("#id_body_en")).to_have_value(former)
        expect(page.locator("#id_title_en")).to_have_value("Ports")

    def test_a_file_is_chosen_with_the_keyboard_and_its_findings_are_listed_until_it_is_saved(
        self, page: Page
    ) -> None:
        article = saved(title_en="Ports")
        sign_in(page, change(article))
        chooser = page.get_by_label("Import a file into English…")
        expect(page.locator(".editor-text[lang='en']")).to_be_visible()
        with page.expect_file_chooser() as opened:
            chooser.press("Enter")
        opened.value.set_files(SAMPLES / "article.txt")
        expect(page.locator(".manuscript-report")).to_contain_text("Notes: 5")
        expect(page.locator(".manuscript-report .finding").first).to_be_visible()
        save(page)
        assert article.footnotes.filter(language="en").count() == 5
        last = Revision.objects.filter(article_id=article.pk).first()
        assert last.comment == "Imported from article.txt"

    def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(
        self, page: Page, faults: list[str]
    ) -> None:
        sign_in(page, change(saved(title_en="Ports")))
        self.drop(page, "letter.pdf", b"%PDF-1.7 ...")
        expect(page.locator(".manuscript-status")).to_contain_text("PDF")
        expect(page.locator("#id_title_en")).to_have_value("Ports")
        faults[:] = [fault for fault in faults if not fault.startswith("422: ")]
