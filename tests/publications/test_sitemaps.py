import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from config.languages import CODES
from publications import sitemaps
from tests.factories import (
    make_article,
    make_author,
    make_fellow,
    make_page,
    make_topic,
    published,
    withdrawn,
)

pytestmark = pytest.mark.django_db

SITE = "https://ferrypoint.example"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def institute(settings):
    settings.SITE_URL = SITE


def read(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def places(address):
    return [loc.text.removeprefix(SITE) for loc in read(address).iter(f"{MAP}loc")]


def test_the_index_names_every_file(monkeypatch):
    monkeypatch.setattr(sitemaps, "IN_A_FILE", 2)
    for _ in range(3):
        published(make_article())
    assert places("/sitemap.xml") == [
        "/sitemap-pages.xml",
        "/sitemap-people-1.xml",
        "/sitemap-people-2.xml",
        "/sitemap-articles-1.xml",
        "/sitemap-articles-2.xml",
    ]
    assert len(places("/sitemap-articles-1.xml")) == 2
    assert len(places("/sitemap-articles-2.xml")) == 1
    assert len(places("/sitemap-people-1.xml")) == 2 * len(CODES)
    assert len(places("/sitemap-people-2.xml")) == len(CODES)
    for nothing in ("articles-3", "articles-0", "people-3", "people-0"):
        assert Client().get(f"/sitemap-{nothing}.xml").status_code == 404


def test_an_article_stands_in_each_of_its_languages_and_names_the_others():
    article = make_article(slug="tides", title_en="Tides", title_zh_hans="潮汐", title_zh_hant="潮汐")
    published(article)
    published(article, "zh-hans")
    first, second = read("/sitemap-articles-1.xml").iter(f"{MAP}url")
    assert first.find(f"{MAP}loc").text == f"{SITE}/en/articles/tides/"
    alternates = {link.get("hreflang"): link.get("href") for link in first.iter(LINK)}
    assert alternates == {
        "en": f"{SITE}/en/articles/tides/",
        "zh-Hans": f"{SITE}/zh-hans/articles/tides/",
    }
    assert {link.get("href") for link in second.iter(LINK)} == set(alternates.values())


def test_it_says_when_a_language_last_changed():
    version = published(make_article())
    [entry] = read("/sitemap-articles-1.xml").iter(f"{MAP}url")
    assert entry.find(f"{MAP}lastmod").text == version.published_at.isoformat(timespec="seconds")


def test_nothing_that_is_not_public_is_named():
    make_article(slug="draft")
    withdrawn(make_article(slug="withdrawn"))
    assert Client().get("/sitemap-articles-1.xml").status_code == 404
    assert not [place for place in places("/sitemap-pages.xml") if "draft" in place]


def test_lists_and_topics_and_people_are_named():
    published(make_article(topics=[make_topic(slug="sea")], by=[make_author(slug="wu")]))
    make_topic(slug="empty")
    make_author(slug="unknown")
    make_fellow(make_author(slug="fellow"))
    found = places("/sitemap-pages.xml") + places("/sitemap-people-1.xml")
    assert {"/en/", "/zh-hant/articles/", "/en/topics/sea/", "/en/authors/wu/", "/en/authors/fellow/"} <= set(
        found
    )
    assert not {"/zh-hans/topics/sea/", "/en/topics/empty/", "/en/authors/unknown/"} & set(found)


def test_pages_that_editors_write_are_named_in_the_languages_that_show_them():
    make_page(slug="about", title_en="About", title_zh_hant="關於")
    make_page(slug="soon", title_en="Soon", shown_en=False)
    found = [place for place in places("/sitemap-pages.xml") if "/pages/" in place]
    assert found == ["/en/pages/about/", "/zh-hant/pages/about/"]


def test_every_address_that_is_named_is_there():
    published(make_article(topics=[make_topic()]))
    for place in [each for file in places("/sitemap.xml") for each in places(file)]:
        assert Client().get(place).status_code == 200, place


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/sitemap.xml", 3), ("/sitemap-articles-1.xml", 1), ("/sitemap-people-1.xml", 1)],
)
def test_a_file_costs_few_queries(address, queries):
    for _ in range(3):
        published(make_article())
    with CaptureQueriesContext(connection) as asked:
        read(address)
    assert len(asked) == queries
