import datetime
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from authors.directory import PER_PAGE
from publications import sitemaps
from publications.copying.plan import IN_A_SITEMAP, kind, plan
from publications.models import Home, OldAddress
from tests.factories import (
    attach,
    make_appointment,
    make_article,
    make_author,
    make_document,
    make_fellow,
    make_figure,
    make_page,
    make_series,
    make_topic,
    picture,
    published,
    withdrawn,
)
from tests.specimens import PAGES, make_site

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_is_kept_but_those_that_are_endless_or_ask_something():
    make_site()
    kept = plan().held
    asking = ("narrowed list", "unknown list", "search", "found", "found in Chinese", "nothing found")
    for name, place in PAGES.items():
        expected = name not in (*asking, "missing language", "nowhere")
        assert bool(kept(f"/en{place}")) == expected, name


def test_whatever_the_sitemaps_name_is_kept():
    make_site()
    kept = plan().held
    for place in ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-people-1.xml", "/sitemap-articles-1.xml"):
        assert kept(place)
        found = etree.fromstring(Client().get(place).content).iter("{*}loc")
        addresses = [loc.text.removeprefix(settings.SITE_URL) for loc in found]
        assert addresses
        assert [each for each in addresses if not kept(each)] == []


def test_as_many_sitemaps_are_kept_as_there_are():
    assert IN_A_SITEMAP == sitemaps.IN_A_FILE


def test_an_article_is_kept_with_its_versions_what_they_changed_and_their_files():
    article = make_article(slug="tides", title_en="Tides", title_zh_hans="潮汐")
    for _version in range(2):
        published(article)
    published(article, "zh-hans")
    addresses = {each for each in plan().addresses if each.startswith("/en/articles/tides")}
    files = ("pdf", "epub", "md", "xml", "bib", "ris", "json")
    assert addresses == {
        "/en/articles/tides/",
        "/en/articles/tides/parallel/zh-hans/",
        "/en/articles/tides/v1/",
        "/en/articles/tides/v2/",
        "/en/articles/tides/v2/changes/",
        *(f"/en/articles/tides.{extension}" for extension in files),
        *(f"/en/articles/tides/v1.{extension}" for extension in (*files, "png")),
        "/en/articles/tides/v2.png",
    }


def test_lists_are_kept_page_by_page():
    topic, author, series = make_topic(slug="sea"), make_author(slug="zhou"), make_series(slug="waters")
    for _number in range(41):
        published(make_article(topics=[topic], by=[author], series=series, kind="report", date="2024-05-06"))
    lists = ("articles/", "topics/sea/", "authors/zhou/", "series/waters/")
    for place in lists:
        assert [bool(plan().held(f"/en/{place}?page={number}")) for number in (2, 3, 4)] == [
            True,
            True,
            False,
        ]
    for query in ("kind=report", "year=2024"):
        kept = [bool(plan().held(f"/en/articles/?{query}&page={number}")) for number in (2, 3, 4)]
        assert kept == [True, True, False]
    assert not plan().held("/zh-hans/articles/?page=2")


def test_the_directory_of_fellows_is_kept_page_by_page():
    for number in range(PER_PAGE + 1):
        make_appointment(make_fellow())
        if number:
            make_appointment(make_fellow(), until=datetime.date(2001, 2, 3))
    for query, expected in (("", [True, False]), ("standing=former&", [False, False])):
        kept = [bool(plan().held(f"/en/fellows/?{query}page={number}")) for number in (2, 3)]
        assert kept == expected
    assert plan().held("/en/fellows/?standing=former")


def test_a_list_of_one_topic_is_the_page_of_the_topic():
    published(make_article(topics=[make_topic(slug="sea", name_en="Sea")]))
    assert plan().held("/en/articles/?topic=sea") == "/en/topics/sea/"
    assert plan().held("/en/articles/?topic=sky") is None


def test_what_readers_never_saw_is_not_named():
    topic = make_topic(slug="secret", name_en="Secret")
    make_article(slug="draft", topics=[topic], by=[make_author(slug="nobody")])
    make_fellow(make_author(slug="hidden"), visible=False)
    make_page(slug="soon", shown_en=False, shown_zh_hans=False, shown_zh_hant=False)
    told = [
        each
        for each in plan().addresses
        for word in ("secret", "draft", "nobody", "hidden", "soon")
        if word in each
    ]
    assert told == []


def test_former_addresses_and_withdrawn_articles_are_kept():
    moved, gone = make_article(slug="ebb"), make_article(slug="gone")
    published(moved)
    moved.slug = "tides"
    moved.save()
    withdrawn(gone)
    kept = plan().held
    assert kept("/en/articles/ebb/")
    assert not kept("/zh-hans/articles/ebb/")
    assert kept("/en/articles/gone/")
    assert not kept("/en/articles/gone.bib")


def test_former_addresses_of_withdrawn_articles_lead_to_what_is_said_of_them():
    article = make_article(slug="ebb")
    withdrawn(article)
    article.slug = "tides"
    article.save()
    assert plan().held("/en/articles/ebb/")


def test_pages_that_some_disk_could_not_keep_apart_are_problems():
    for slug in ("Tides", "tides", "winds"):
        published(make_article(slug=slug))
    make_page(slug="con")
    found = plan()
    assert "/en/articles/Tides/" in found.problems["/en/articles/tides/"]
    assert "/en/articles/Tides.pdf" in found.problems["/en/articles/tides.pdf"]
    assert "device" in found.problems["/en/pages/con/"]
    assert found.held("/en/articles/Tides/")
    assert not found.held("/en/articles/tides/")
    assert not [each for each in found.problems if "winds" in each]
    assert found.dropped == {}
    assert "/en/articles/tides.pdf" not in plan(frozenset({"pdf"})).problems


def test_addresses_that_only_lead_on_give_way():
    article = make_article(slug="Tides")
    published(article)
    article.slug = "currents"
    article.save()
    published(make_article(slug="tides"))
    paths = (
        "/what?",
        "/old.html/gallery",
        "/OLD.html",
        "/" + "潮" * 90,
        "/ibid-copy.json",
        "/2019/tides",
        "/2019/Tides",
    )
    for path in paths:
        OldAddress.objects.create(path=path, language="en", article=article)
    found = plan()
    assert found.problems == {}
    assert found.held("/en/articles/tides/")
    assert found.dropped.keys() == {
        "/en/articles/Tides/",
        "/what%3F/",
        "/old.html/gallery/",
        f"/{quote('潮' * 90)}/",
        "/ibid-copy.json/",
        "/2019/tides/",
    }


def test_paths_of_the_site_before_are_kept_where_they_lead_to_something():
    article, draft = make_article(slug="tides"), make_article(slug="draft")
    published(article)
    for path in ("/2019/潮汐", "/old.html", "/index.html", "/../up", "?p=7"):
        OldAddress.objects.create(path=path, language="en", article=article)
    OldAddress.objects.create(path="/draft", language="en", article=draft)
    OldAddress.objects.create(path="/elsewhere", language="zh-hans", article=article)
    before = {each for each in plan().addresses if not each.startswith(("/en/", "/zh-"))}
    assert before == {
        *("/", "/404.html", "/robots.txt", "/favicon.ico"),
        *("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-people-1.xml", "/sitemap-articles-1.xml"),
        *("/2019/%E6%BD%AE%E6%B1%90/", "/old.html"),
    }


def test_old_lists_lead_on_and_old_files_are_kept_where_they_lay():
    figure = make_figure(picture())
    topic = make_topic(slug="sea", name_en="Sea")
    article = make_article(slug="tides", topics=[topic], lead_figure=figure, lead_alt_en="Tides")
    attached = attach(article).document
    published(article)
    for path, owner in (
        ("/category/sea", {"topic": topic}),
        ("?cat=4", {"topic": topic}),
        ("/category/none", {"topic": make_topic(slug="none", name_en="None")}),
        ("/wp-content/uploads/tides.png", {"figure": figure}),
        ("/tides/picture", {"figure": figure}),
        ("/wp-content/uploads/tides.csv", {"document": attached}),
        ("/wp-content/uploads/unseen.csv", {"document": make_document("unseen.csv")}),
        ("/", {"home": (home := Home.objects.create())}),
        ("/zh", {"home": home}),
    ):
        OldAddress.objects.create(path=path, language="en", **owner)
    old = {each for each in plan().addresses if each.startswith(("/category", "/wp", "/tides", "/zh/", "//"))}
    files = {f"/wp-content/uploads/tides.{extension}" for extension in ("png", "csv")}
    assert old == {"/category/sea/", *files, "/tides/picture/", "/zh/"}


def test_what_is_left_out_is_not_held():
    published(make_article(slug="tides"))
    found = plan(frozenset({"pdf", "feeds"}))
    assert found.held("/en/articles/tides.bib")
    for address in ("/en/articles/tides.pdf", "/en/feed.atom"):
        assert found.held(address) is None
        assert found.is_left_out(address)
        assert address not in found.kept()


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/en/articles/tides.pdf", "pdf"),
        ("/en/articles/tides/v1.png", "png"),
        ("/en/topics/sea/feed.json", "feeds"),
        ("/en/articles/tides/", ""),
        ("/media/figures/a.png", ""),
        ("/robots.txt", ""),
    ],
)
def test_an_address_tells_its_kind(address, named):
    assert kind(address) == named


def test_an_archive_for_repec_is_kept_where_there_is_one(settings):
    assert not [each for each in plan().addresses if "repec" in each]
    settings.REPEC_ARCHIVE = "fpi"
    for address in plan().addresses:
        if "repec" in address:
            assert Client().get(address).status_code == 200
    assert plan().held("/repec/fpi/wpaper/papers.redif")


def test_many_articles_take_as_many_queries_as_one():
    def counted():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            plan()
        return len(queries)

    published(make_article(by=[make_author()]))
    few = counted()
    for _number in range(3):
        published(make_article(by=[make_author()]))
    assert counted() == few
