"""Addresses without a language, addresses that name it in the world's way, and the choice that is remembered."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from config.languages import CODES
from tests.factories import make_article, published, withdrawn

pytestmark = pytest.mark.django_db

COOKIE = settings.LANGUAGE_COOKIE_NAME


def reader(accepts: str = "", chose: str = "") -> Client:
    """A reader whose browser sends that header, and who chose that language before."""
    client = Client(headers={"accept-language": accepts} if accepts else {})
    if chose:
        client.cookies[COOKIE] = chose
    return client


def way(client: Client, address: str) -> tuple[int, str]:
    """The status of the answer, and where it leads."""
    response = client.get(address)
    return response.status_code, response.headers.get("Location", "")


def written(*languages: str, slug: str = "charts") -> None:
    """Publishes an article in these languages."""
    titles = {"en": {"title_en": "x"}, "zh-hans": {"title_zh_hans": "甲"}, "zh-hant": {"title_zh_hant": "甲"}}
    article = make_article(
        slug=slug, **{key: text for each in languages for key, text in titles[each].items()}
    )
    for language in languages:
        published(article, language)


@pytest.mark.parametrize(
    ("accepts", "chose", "language"),
    [
        ("en", "zh-hant", "zh-hant"),
        ("zh-TW", "en", "en"),
        ("zh-TW", "zh-CN", "zh-hans"),
        ("zh-TW", "klingon", "zh-hant"),
        ("zh-TW", '"; DROP', "zh-hant"),
        ("fr", "", "en"),
        ("", "", "en"),
        ("*", "", "en"),
        ("en;q=0,*", "", "zh-hans"),
        ("zh" * 5000, "", "en"),
    ],
)
def test_the_reader_s_choice_comes_first_then_the_browser_s_then_the_site_s(accepts, chose, language):
    assert way(reader(accepts, chose), "/authors/") == (302, f"/{language}/authors/")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/", "/en/"),
        ("/?page=2&q=%E6%8A%A4", "/en/?page=2&q=%E6%8A%A4"),
        ("/articles/?page=2", "/en/articles/?page=2"),
        ("/articles", "/en/articles/"),
        ("/articles/charts/v1/?page=2", "/en/articles/charts/v1/?page=2"),
        ("/articles/charts", "/en/articles/charts/"),
    ],
)
def test_one_step_leads_there_and_the_query_stays(address, target):
    written("en")
    assert way(reader("en"), address) == (302, target)


@pytest.mark.parametrize(
    ("exists", "accepts", "language"),
    [
        (["zh-hant"], "en,zh-TW;q=0.5", "zh-hant"),
        (["zh-hans"], "zh-TW", "zh-hans"),
        (["en", "zh-hans"], "zh-TW,en;q=0.8", "zh-hans"),
        (["en", "zh-hans"], "zh-TW,en;q=0.8,zh-CN;q=0.1", "en"),
        (["zh-hans"], "", "zh-hans"),
        (["zh-hans", "zh-hant"], "fr,*;q=0.1", "zh-hans"),
    ],
)
def test_an_article_opens_in_the_first_language_that_it_has_and_the_reader_accepts(exists, accepts, language):
    written(*exists)
    assert way(reader(accepts), "/articles/charts/") == (302, f"/{language}/articles/charts/")


def test_an_article_that_no_accepted_language_has_is_told_of_without_a_step():
    written("zh-hans")
    response = reader("en").get("/articles/charts/")
    assert response.status_code == 404
    assert "/zh-hans/articles/charts/" in response.content.decode()
    assert response["Content-Language"] == "en"


@pytest.mark.parametrize(
    "address", ["/articles/nothing/", "/topics/nothing/", "/nothing/", "/articles/x/v1/"]
)
@pytest.mark.parametrize("accepts", ["", "zh-TW"])
def test_what_no_language_has_is_not_found_without_a_step(address, accepts):
    response = reader(accepts).get(address)
    assert response.status_code == 404
    assert f'lang="{"zh-Hant" if accepts else "en"}"' in response.content.decode()


def test_what_is_yet_to_come_is_not_found():
    published(make_article(slug="coming", title_en="x"), at=timezone.now() + datetime.timedelta(days=1))
    assert way(reader("en"), "/articles/coming/") == (404, "")


def test_a_withdrawal_is_told_in_its_language():
    withdrawn(make_article(slug="gone", title_zh_hans="甲"), "zh-hans")
    assert way(reader("zh-CN"), "/articles/gone/") == (302, "/zh-hans/articles/gone/")


def test_one_step_leads_from_an_old_address_too():
    article = make_article(slug="old", title_zh_hans="甲")
    published(article, "zh-hans")
    article.slug = "new"
    article.save()
    assert way(reader("zh-TW,en"), "/articles/old/?page=2") == (302, "/zh-hans/articles/new/?page=2")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/zh", "/zh-hans/"),
        ("/zh/", "/zh-hans/"),
        ("/zh-cn/articles/?page=2", "/zh-hans/articles/?page=2"),
        ("/zh-TW/articles/charts/", "/zh-hant/articles/charts/"),
        ("/zh_HK/articles/charts", "/zh-hant/articles/charts/"),
        ("/zh-Hant-MO/authors/", "/zh-hant/authors/"),
        ("/ZH-HANS/authors/", "/zh-hans/authors/"),
        ("/en-GB/articles/charts/", "/en/articles/charts/"),
    ],
)
def test_a_language_named_in_the_world_s_way_leads_to_the_site_s_for_good(address, target):
    written(*CODES)
    assert way(reader("en", chose="en"), address) == (301, target)


@pytest.mark.parametrize(
    "address", ["/fr/", "/fr/articles/charts/", "/zh-TW/nothing/", "/zh-TW/articles/nothing/"]
)
def test_other_languages_and_what_they_do_not_have_are_not_found(address):
    written("en")
    assert way(reader("en"), address) == (404, "")


def test_the_way_is_the_reader_s_own():
    written("en")
    for address in ("/", "/articles/charts/", "/articles/nothing/"):
        response = reader("en").get(address)
        assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", ")), address
    assert reader("en").get("/")["Cache-Control"] == "private, no-cache"


def test_pages_of_a_language_are_everybody_s():
    for address in ("/en/", "/en/nothing/"):
        assert not {"Accept-Language", "Cookie"} & set(reader("zh").get(address).get("Vary", "").split(", "))


def test_only_questions_are_led_elsewhere():
    assert reader("en").post("/articles/").status_code == 404
    assert reader("en").head("/articles/").status_code == 302


def test_no_address_leads_to_another_host():
    for address in ("//elsewhere.example/", "/en//elsewhere.example/", "///en/"):
        assert "//" not in way(reader("en"), address)[1][1:4], address


def test_a_choice_in_the_switcher_is_remembered_without_scripts():
    written(*CODES)
    client = reader("en")
    response = client.get("/zh-hant/articles/charts/?page=2&remember")
    assert (response.status_code, response["Location"]) == (302, "/zh-hant/articles/charts/?page=2")
    assert response["Cache-Control"] == "no-store"
    cookie = response.cookies[COOKIE]
    assert (cookie.value, cookie["samesite"], cookie["max-age"]) == ("zh-hant", "Lax", 365 * 24 * 60 * 60)
    assert way(client, "/") == (302, "/zh-hant/")


def test_a_link_that_is_followed_chooses_nothing():
    written(*CODES)
    client = reader("en")
    assert COOKIE not in client.get("/zh-hant/articles/charts/").cookies
    assert way(client, "/") == (302, "/en/")
