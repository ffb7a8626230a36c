import datetime
import json

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publications import workflow
from publications.models import Edition, Version
from tests.factories import (
    make_article,
    make_author,
    make_region,
    make_series,
    make_topic,
    published,
    sign,
    withdrawn,
)
from tests.pages import one, read

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">Harbour Office, <em>Log</em>, 2025.</span>'


@pytest.fixture(autouse=True)
def institute(settings):
    settings.SITE_URL = "https://ferrypoint.example"


def atom(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    return feed


def json_feed(address):
    answer = Client().get(address)
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(answer.content)


def test_an_entry_holds_the_whole_article():
    author = make_author(name_en="Zhou Yan")
    published(
        make_article(
            by=[author],
            slug="tides",
            title_en="Tides",
            subtitle_en="A Reckoning",
            summary_en="What the sea owes.",
            body_en=f"<p>The tide turns.{NOTE}</p>",
            topics=[make_topic(name_en="Sea")],
        )
    )
    feed = atom("/en/feed.atom")
    [entry] = feed.entries
    assert feed.feed.language == "en"
    assert (entry.title, entry.link) == (
        "Tides: A Reckoning",
        "https://ferrypoint.example/en/articles/tides/",
    )
    assert entry.summary == "What the sea owes."
    assert [each.name for each in entry.authors] == ["Zhou Yan"]
    assert [each.term for each in entry.tags] == ["Sea"]
    [whole] = entry.content
    assert "The tide turns." in whole.value
    assert "<li><span>Harbour Office, <em>Log</em>, 2025.</span>" in whole.value


def test_a_summary_is_no_markup_and_never_empty():
    published(make_article(title_en="Tides", summary_en="Where p < q & <b>."))
    published(make_article(title_en="Straits"))
    bare, told = atom("/en/feed.atom").entries
    assert (told.summary, told.summary_detail.type) == ("Where p < q & <b>.", "text/plain")
    # A reader of feeds takes the text of an entry for its summary where it has none.
    assert b"<summary" not in b"".join(
        part for part in Client().get("/en/feed.atom").content.split(b"<entry") if b"Straits" in part
    )
    assert bare.title == "Straits"


def test_addresses_hold_outside_the_site():
    published(
        make_article(slug="tides", body_en=f'<p>See <a href="/en/articles/">all</a>.{NOTE}</p>', title_en="T")
    )
    html = json_feed("/en/feed.json")["items"][0]["content_html"]
    assert 'href="https://ferrypoint.example/en/articles/"' in html
    assert 'href="https://ferrypoint.example/en/articles/tides/v1/#note-k7x2m9qa"' in html
    assert 'href="#' not in html


def test_the_two_formats_say_the_same():
    author = make_author(name_en="Zhou Yan")
    for title in ("Tides", "Currents"):
        published(make_article(by=[author], title_en=title, body_en=f"<p>Text.{NOTE}</p>"))
    for mine, theirs in zip(atom("/en/feed.atom").entries, json_feed("/en/feed.json")["items"], strict=True):
        assert mine.id == theirs["id"]
        assert mine.title == theirs["title"]
        assert mine.content[0].value == theirs["content_html"]
        assert mine.published[:19] == theirs["date_published"][:19]


def test_a_correction_is_the_same_entry_with_a_later_moment():
    article = make_article(title_en="Tides")
    published(article)
    before = json_feed("/en/feed.json")["items"][0]
    article.title_en = "Tides and Currents"
    article.save()
    published(article, change="correction", note="The title was wrong.")
    [after] = json_feed("/en/feed.json")["items"]
    assert after["id"] == before["id"]
    assert after["date_published"] == before["date_published"]
    assert after["date_modified"] > before["date_modified"]
    assert after["title"] == "Tides and Currents"


def test_each_language_has_its_own():
    article = make_article(title_en="Tides", title_zh_hans="潮汐")
    published(article)
    published(article, "zh-hans")
    feed = atom("/zh-hans/feed.atom")
    assert [entry.title for entry in feed.entries] == ["潮汐"]
    assert feed.feed.language == "zh-Hans"
    assert atom("/zh-hant/feed.atom").entries == []


OWN = [f"/en/{of}/feed.json" for of in ("topics/sea", "regions/bay", "series/charts", "authors/wu")]


@pytest.mark.parametrize("address", ["/en/feed.json", *OWN])
def test_nothing_that_is_not_public_is_in_a_feed(address):
    facts = {
        "by": [make_author(slug="wu")],
        "topics": [make_topic(slug="sea")],
        "regions": [make_region(slug="bay")],
        "series": make_series(slug="charts"),
    }
    published(make_article(title_en="Seen", **facts))
    make_article(title_en="Draft", **facts)
    withdrawn(make_article(title_en="Withdrawn", **facts))
    later = make_article(title_en="Scheduled", **facts)
    workflow.publish(
        Edition.objects.get(article=later, language="en"), at=timezone.now() + datetime.timedelta(days=1)
    )
    assert [item["title"] for item in json_feed(address)["items"]] == ["Seen"]


def test_a_topic_and_an_author_have_only_their_own():
    wu, sea = make_author(slug="wu", name_en="Wu Qi"), make_topic(slug="sea", name_en="Sea")
    published(make_article(title_en="By Wu", by=[wu]))
    published(make_article(title_en="On the sea", topics=[sea]))
    topic, author = json_feed("/en/topics/sea/feed.json"), json_feed("/en/authors/wu/feed.json")
    assert [item["title"] for item in topic["items"]] == ["On the sea"]
    assert [item["title"] for item in author["items"]] == ["By Wu"]
    assert topic["title"].startswith("Sea – ")
    assert author["home_page_url"] == "https://ferrypoint.example/en/authors/wu/"


def test_a_region_and_a_series_have_only_their_own():
    bay, charts = make_region(slug="bay", name_en="Bay"), make_series(slug="charts", name_en="Charts")
    published(make_article(title_en="In the bay", regions=[bay]))
    published(make_article(title_en="Second", series=charts, series_number=2))
    published(make_article(title_en="First", series=charts, series_number=1))
    region, series = json_feed("/en/regions/bay/feed.json"), json_feed("/en/series/charts/feed.json")
    assert [item["title"] for item in region["items"]] == ["In the bay"]
    assert [item["title"] for item in series["items"]] == ["First", "Second"]
    assert series["home_page_url"] == "https://ferrypoint.example/en/series/charts/"
    assert atom("/en/series/charts/feed.atom").feed.title.startswith("Charts – ")


@pytest.mark.parametrize(
    "page",
    ["topics/sea/", "regions/bay/", "series/charts/", "authors/wu/", "articles/?topic=sea"],
)
def test_a_page_with_a_feed_of_its_own_names_it_beside_the_site_s(page):
    published(
        make_article(
            by=[make_author(slug="wu", name_en="Wu Qi")],
            topics=[make_topic(slug="sea")],
            regions=[make_region(slug="bay")],
            series=make_series(slug="charts"),
        )
    )
    named = one(read(f"/en/{page}"), "head").xpath("link[@rel='alternate'][@type]")
    own = "/en/" + page.replace("articles/?topic=sea", "topics/sea/") + "feed"
    assert [each.get("href") for each in named] == [
        *("/en/feed.atom", "/en/feed.json"),
        *(f"{own}.atom", f"{own}.json"),
    ]
    assert all(Client().get(each.get("href")).status_code == 200 for each in named)
    assert all(each.get("title") for each in named)


@pytest.mark.parametrize("extension", ["atom", "json"])
def test_a_reader_who_has_the_feed_gets_nothing(extension):
    published(make_article())
    answer = Client().get(f"/en/feed.{extension}")
    for headers in (
        {"if-none-match": answer["ETag"]},
        {"if-modified-since": answer["Last-Modified"]},
    ):
        again = Client().get(f"/en/feed.{extension}", headers=headers)
        assert (again.status_code, again.content) == (304, b"")


def test_what_is_withdrawn_changes_the_feed_as_what_is_published_does():
    article = make_article()
    published(article)
    versions = Version.objects.filter(article=article)
    came = versions.last_change()
    workflow.withdraw(Edition.objects.get(article=article, language="en"), reason="It was wrong.")
    assert versions.last_change() > came
    workflow.publish(
        Edition.objects.get(article=make_article(), language="en"),
        at=timezone.now() + datetime.timedelta(days=1),
    )
    assert Version.objects.last_change() == versions.last_change()


def test_a_feed_holds_the_latest_and_no_more(monkeypatch):
    monkeypatch.setattr("publications.feeds.ENTRIES", 2)
    topic = make_topic(slug="sea")
    for number in range(3):
        published(make_article(title_en=f"Number {number}", topics=[topic]))
    for address in ("/en/feed.json", "/en/topics/sea/feed.json"):
        assert [item["title"] for item in json_feed(address)["items"]] == ["Number 2", "Number 1"]


def test_an_empty_feed_has_no_moment():
    assert "Last-Modified" not in Client().get("/en/feed.atom")


def test_translators_are_no_authors_of_an_entry():
    article = make_article(by=[make_author(name_en="Writer")])
    sign(article, [make_author(name_en="Translator")], role="translator")
    published(article)
    assert json_feed("/en/feed.json")["items"][0]["authors"] == [{"name": "Writer"}]


def test_no_e_mail_address_is_given_away():
    published(make_article(by=[make_author(email="zhou@ferrypoint.example")]))
    assert b"zhou@" not in Client().get("/en/feed.atom").content


@pytest.mark.parametrize(
    "address",
    [
        *("/en/feed.rss", "/en/topics/none/feed.atom", "/en/authors/none/feed.json"),
        *("/en/regions/none/feed.atom", "/en/series/none/feed.json"),
    ],
)
def test_what_is_not_there_is_not_found(address):
    assert Client().get(address).status_code == 404


def test_a_subject_without_a_page_in_a_language_has_no_feed_there():
    make_topic(slug="sea", name_en="Sea")
    assert Client().get("/en/topics/sea/feed.atom").status_code == 200
    assert Client().get("/zh-hans/topics/sea/feed.atom").status_code == 404


def test_a_feed_of_many_costs_what_one_of_few_costs():
    for _ in range(4):
        published(make_article(topics=[make_topic()]))
    with CaptureQueriesContext(connection) as queries:
        assert len(json_feed("/en/feed.json")["items"]) == 4
    assert len(queries) == 4


def test_a_feed_without_entries_does_not_change_with_the_clock():
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in Client().get("/en/feed.atom").content.decode()
