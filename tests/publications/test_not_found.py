import datetime

import pytest
from django.test import Client
from django.utils import timezone

from config import faults
from config.settings import STORAGES
from publications import nearest
from tests.factories import make_article, make_author, make_fellow, published, withdrawn
from tests.pages import every, links, one, read, words

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + datetime.timedelta(days=1)


@pytest.mark.parametrize(
    "address",
    [
        "/en/articles/northern-route-after-the-mel/",
        "/en/articles/the-route-to-the-north-after-northern-melt.html",
        "/en/2024/05/northern_route",
        "/en/articles/Northern-Route-After/",
        "/en/northern%20route",
    ],
)
def test_an_address_that_was_mistyped_finds_the_article(address):
    published(make_article(slug="northern-route-after-the-melt", title_en="The Northern Route"))
    published(make_article(slug="southern-lights"))
    page = read(address, status=404)
    assert [title.text_content().strip() for title in every(page, ".entry-title")] == ["The Northern Route"]


def test_the_likest_comes_first_and_no_more_than_five():
    for number in range(7):
        published(make_article(slug=f"sea-lanes-{number}"))
    published(make_article(slug="sea-lanes-of-the-north", title_en="Best"))
    page = read("/en/articles/sea-lanes-north/", status=404)
    titles = [title.text_content().strip() for title in every(page, ".entry-title")]
    assert titles[0] == "Best"
    assert len(titles) == 5


def test_what_readers_cannot_see_is_not_suggested():
    make_article(slug="sea-lanes-draft")
    published(make_article(slug="sea-lanes-coming"), at=TOMORROW)
    withdrawn(make_article(slug="sea-lanes-gone"))
    published(make_article(slug="sea-lanes-elsewhere", title_zh_hans="航道"), "zh-hans")
    assert not every(read("/en/articles/sea-lanes/", status=404), ".entry")


def test_people_of_a_like_address_are_suggested():
    make_fellow(make_author(slug="zhao-long", name_en="Zhao Long"))
    make_author(slug="zhao-long-2", name_en="Without a page")
    page = read("/en/people/zhao-long-bio", status=404)
    assert links(page, "main")["Zhao Long"] == "/en/authors/zhao-long/"
    assert "Without a page" not in words(page)


@pytest.mark.parametrize(
    ("address", "heading"),
    [("/zh-hans/nowhere/", "zh-Hans"), ("/zh-hant/nowhere/", "zh-Hant"), ("/en/x", "en")],
)
def test_the_page_speaks_the_language_of_the_address(address, heading):
    page = read(address, status=404)
    assert one(page, "html").get("lang") == heading
    assert f"{address.split('nowhere')[0].removesuffix('x')}articles/" in links(page, "main").values()


@pytest.mark.parametrize(
    "path", ["/en/", "/en/%00%ff", "/en/" + "a-b-" * 900, "/en/the-and-for", "/en/%25_'"]
)
def test_no_address_is_too_strange_to_be_looked_at(path):
    published(make_article(slug="sea"))
    assert nearest.articles(path, "en") == []
    assert len(nearest.words_of(path)) <= nearest.MOST_WORDS


@pytest.mark.parametrize("several", [1, 20])
def test_the_page_asks_as_often_for_many_as_for_few(django_assert_num_queries, several):
    for number in range(several):
        author = make_author(slug=f"sea-{number}")
        published(make_article(slug=f"sea-lanes-{number}", by=[author]))
    with django_assert_num_queries(6):
        Client().get("/en/sea-lanes/")


def test_a_withdrawn_article_says_when_and_why_and_where_to_go_on():
    withdrawn(make_article(slug="gone"), reason="The survey was wrong.")
    page = read("/en/articles/gone/", status=410)
    assert words(page, ".reason") == "The survey was wrong."
    today = timezone.localdate()
    assert words(page, ".date") == f"Withdrawn on {today.day} {today:%B %Y}"
    assert links(page, "main")["All articles"] == "/en/articles/"


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/zh-hant/articles/", "出錯了"), ("/zh-hans/", "出错了"), ("/en/", "Something"), ("/x", "Something")],
)
def test_when_all_fails_the_page_speaks_the_language_of_the_address_first(
    rf, django_assert_num_queries, path, heading
):
    with django_assert_num_queries(0):
        response = faults.server_error(rf.get(path))
    assert response.status_code == 500
    page = response.content.decode()
    assert f"<h1>{heading}" in page
    assert all(words[0] in page for words in faults.WORDS.values())


def test_when_all_fails_the_page_is_what_readers_get(monkeypatch):
    monkeypatch.setattr("publications.pages.front", lambda language: 1 / 0)
    response = Client(raise_request_exception=False).get("/zh-hant/")
    assert response.status_code == 500
    assert "出錯了" in response.content.decode()


def test_the_page_needs_no_collected_files(rf, settings):
    settings.STORAGES = STORAGES
    page = faults.server_error(rf.get("/en/")).content.decode()
    assert "Something went wrong" in page
    assert "stylesheet" not in page


def test_what_the_address_says_can_be_searched_for_at_once():
    page = read("/en/articles/Northern-Route-after.html", status=404)
    field = one(page, "form[@role='search']//input[@name='q']")
    assert field.get("value") == "northern route after"
    assert field.get("autofocus") is None
