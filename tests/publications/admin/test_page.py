import pytest

from publications.models import Page
from tests.factories import make_page
from tests.forms import opened, send, signed_in, typed
from tests.pages import words

pytestmark = pytest.mark.django_db

ADD = "/admin/publications/page/add/"


def address(page: Page) -> str:
    return f"/admin/publications/page/{page.pk}/change/"


def test_an_editor_writes_a_page_and_shows_it_in_one_language():
    facts = {"title_en": "Our people", "body_en": "<p>We are five.</p>", "shown_en": "on"}
    send(signed_in("Editors"), ADD, **facts)
    page = Page.objects.get()
    assert (page.slug, page.body_en, page.public_in()) == ("our-people", "<p>We are five.</p>", ["en"])


def test_a_language_that_is_shown_must_be_whole():
    response = send(signed_in(), ADD, title_en="About", shown_en="on", body_en="<p> </p>")
    assert "needs a title and a text" in words(opened(response), ".field-body_en")
    assert not Page.objects.exists()


def test_a_page_without_an_english_title_asks_for_an_address():
    response = send(signed_in(), ADD, title_zh_hans="关于")
    assert "Latin letters" in words(opened(response), ".field-slug")


def test_a_page_needs_a_title_in_some_language():
    response = send(signed_in(), ADD, slug="empty")
    assert "Give the page a title" in words(opened(response), ".errorlist")


def test_whoever_comes_second_is_told_and_keeps_what_they_wrote():
    page, browser = make_page(body_en="<p>As it was.</p>"), signed_in(username="li")
    mine = typed(browser.get(address(page)), body_en="<p>Mine.</p>")
    send(browser, address(page), body_en="<p>Theirs.</p>")

    refused = opened(browser.post(address(page), mine))
    assert "Not saved: li saved this" in words(refused, ".errorlist")
    assert "Mine." in words(refused, "#id_body_en")
    assert Page.objects.get().body_en == "<p>Theirs.</p>"

    overwrite = refused.xpath("//button[@name='overwrite']")[0].get("value")
    browser.post(address(page), mine | {"overwrite": overwrite})
    assert Page.objects.get().body_en == "<p>Mine.</p>"


def test_the_list_says_in_which_languages_a_page_is_shown(django_assert_num_queries):
    for _ in range(3):
        make_page(title_en="About", title_zh_hant="關於")
    browser = signed_in()
    with django_assert_num_queries(5):
        listed = opened(browser.get("/admin/publications/page/"))
    assert words(listed, ".field-languages") == "English · 繁體"
