import datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publications import workflow
from publications.models import Edition
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_region,
    make_series,
    make_topic,
    published,
    sign,
    withdrawn,
)
from tests.publications.api.asking import ask, problem

pytestmark = pytest.mark.django_db

NOTE = (
    '<span data-footnote="k7x2m9qa">Harbour Office, <em>Log</em>, <a href="/en/articles/">there</a>.</span>'
)
SITE = settings.SITE_URL


def titles(address):
    return [each["title"] for each in ask(address)["results"]]


@pytest.fixture
def tides():
    author = make_author(
        slug="zhou",
        name_en="Zhou Yan",
        family_name_en="Zhou",
        given_name_en="Yan",
        orcid="0000-0002-1825-0097",
    )
    article = make_article(
        by=[],
        slug="tides",
        kind="report",
        title_en="Tides",
        title_zh_hans="潮汐",
        subtitle_en="A Reckoning",
        summary_en="What the sea owes.",
        body_en=f"<h2>One</h2><p>The tide turns.{NOTE}</p>",
        date="2022-06-16",
        doi="10.5555/fp.1",
        licence="CC-BY-4.0",
        topics=[make_topic(slug="sea", name_en="Sea")],
        regions=[make_region(slug="bay", name_en="Bay")],
        series=make_series(slug="charts", name_en="Charts"),
        series_number=3,
        lead_figure=make_figure(),
        lead_alt_en="A chart",
        lead_alt_zh_hans="海图",
    )
    sign(article, [author], position_en="Fellow", institute_en="Harbour Institute")
    return article


def test_an_entry_says_what_the_page_says(tides):
    version = published(tides)
    published(tides, "zh-hans")
    [entry] = ask("/articles?language=en")["results"]
    assert entry["url"] == f"{SITE}/en/articles/tides/"
    assert entry["api_url"] == f"{SITE}/api/articles/en/tides"
    assert (entry["title"], entry["subtitle"], entry["summary"]) == (
        "Tides",
        "A Reckoning",
        "What the sea owes.",
    )
    assert entry["byline"] == [
        {
            "name": "Zhou Yan",
            "family_name": "Zhou",
            "given_name": "Yan",
            "role": "author",
            "position": "Fellow",
            "institute": "Harbour Institute",
            "orcid": "0000-0002-1825-0097",
            "author": "zhou",
        }
    ]
    assert (entry["date"], entry["version"], entry["change"]) == ("2022-06-16", 1, "first")
    # To the millisecond, cut off: whoever asks for what has changed since gets it again rather than never.
    late = version.published_at - datetime.datetime.fromisoformat(entry["published_at"])
    assert datetime.timedelta(0) <= late < datetime.timedelta(milliseconds=1)
    assert entry["topics"] == [{"slug": "sea", "name": "Sea"}]
    assert entry["regions"] == [{"slug": "bay", "name": "Bay"}]
    assert (entry["series"], entry["series_number"]) == ({"slug": "charts", "name": "Charts"}, 3)
    assert (entry["doi"], entry["licence"], entry["words"]) == ("10.5555/fp.1", "CC-BY-4.0", version.words)
    assert entry["image"]["url"].startswith(f"{SITE}/media/figures/")
    assert entry["translations"] == [
        {
            "language": "zh-hans",
            "url": f"{SITE}/zh-hans/articles/tides/",
            "api_url": f"{SITE}/api/articles/zh-hans/tides",
        }
    ]
    assert not {"body", "notes"} & set(entry)


def test_an_article_is_told_whole(tides):
    published(tides)
    article = ask("/articles/en/tides")
    assert "The tide turns." in article["body"]
    assert f'href="{SITE}/en/articles/tides/v1/#note-k7x2m9qa"' in article["body"]
    [note] = article["notes"]
    assert (note["number"], note["key"]) == (1, "k7x2m9qa")
    assert note["html"] == f'Harbour Office, <em>Log</em>, <a href="{SITE}/en/articles/">there</a>.'
    assert [(each["level"], each["text"]) for each in article["contents"]] == [(2, "One")]
    assert article["files"]["bib"] == f"{SITE}/en/articles/tides.bib"
    assert Client().get("/en/articles/tides.bib").status_code == 200
    assert {name: article[name] for name in ask("/articles")["results"][0]} == ask("/articles")["results"][0]


def test_a_correction_keeps_the_id_and_is_told(tides):
    published(tides)
    before = ask("/articles/en/tides")
    assert before["corrections"] == []
    published(tides, change="correction", note="The toll was 12.")
    after = ask("/articles/en/tides")
    assert after["id"] == before["id"]
    assert [(each["version"], each["note"]) for each in after["corrections"]] == [(2, "The toll was 12.")]


def test_an_article_that_lacks_everything_is_as_described_too():
    published(make_article(slug="bare", body_en="<p>Text.</p>", title_en="Bare"))
    article = ask("/articles/en/bare")
    assert (article["series"], article["image"], article["topics"]) == (None, None, [])
    assert (article["doi"], article["licence"], article["translated_from"]) == ("", "", None)


@pytest.mark.parametrize(
    "query",
    ["language=en", "kind=report", "topic=sea", "region=bay", "series=charts", "author=zhou", "year=2022"],
)
def test_each_filter_narrows_the_list(tides, query):
    published(tides)
    other = make_article(title_zh_hant="別的", date="2020-01-01")
    published(other, "zh-hant")
    assert titles(f"/articles?{query}") == ["Tides"]
    assert len(titles("/articles")) == 2


def test_filters_narrow_together(tides):
    published(tides)
    assert titles(
        "/articles?language=en&kind=report&topic=sea&region=bay&series=charts&author=zhou&year=2022"
    ) == ["Tides"]
    assert titles("/articles?topic=sea&year=2021") == []


def test_what_has_changed_since_is_what_was_published_or_corrected_since():
    old, new = make_article(title_en="Old"), make_article(title_en="New")
    published(old)
    moment = timezone.now()
    published(new)
    since = moment.isoformat().replace("+00:00", "Z")
    assert titles(f"/articles?changed_since={since}") == ["New"]
    published(old, change="correction", note="It was wrong.")
    assert sorted(titles(f"/articles?changed_since={since}")) == ["New", "Old"]
    assert len(titles(f"/articles?changed_since={timezone.localdate()}")) == 2
    assert titles(f"/articles?changed_since={timezone.localdate() + datetime.timedelta(days=1)}") == []


def test_pages_lead_to_the_pages_beside_them_and_leave_nothing_out():
    for day in range(1, 6):
        published(make_article(title_en=f"Day {day}", date=f"2026-01-0{day}"))
    found, address = [], "/articles?per_page=2&language=en"
    while address:
        page = ask(address)
        assert page["count"] == 5
        found += [each["title"] for each in page["results"]]
        address = page["next"] and page["next"].removeprefix(f"{SITE}/api")
    assert found == ["Day 5", "Day 4", "Day 3", "Day 2", "Day 1"]
    last = ask("/articles?per_page=2&language=en&page=3")
    assert last["next"] is None
    assert last["previous"] == f"{SITE}/api/articles?per_page=2&language=en&page=2"
    assert ask("/articles?per_page=2&page=2")["previous"] == f"{SITE}/api/articles?per_page=2"
    link = Client().get("/api/articles?per_page=2&page=2")["Link"]
    assert (
        link
        == f'<{SITE}/api/articles?per_page=2>; rel="prev", <{SITE}/api/articles?per_page=2&page=3>; rel="next"'
    )


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("language=fr", "language"),
        ("kind=novel", "kind"),
        ("topic=none", "topic"),
        ("region=none", "region"),
        ("series=none", "series"),
        ("author=none", "author"),
        ("author=hidden", "author"),
        ("topic=%00", "topic"),
        ("year=soon", "year"),
        ("year=99999", "year"),
        ("changed_since=yesterday", "changed_since"),
        ("changed_since=0001-01-01T00:00:00%2B14:00", "changed_since"),
        ("page=0", "page"),
        ("page=2", "page"),
        ("per_page=1000", "per_page"),
        ("langauge=en", "langauge"),
        ("page=1&page=1", "page"),
    ],
)
def test_a_parameter_that_cannot_be_answered_is_named(tides, query, parameter):
    published(tides)
    make_article(by=[make_author(slug="hidden")])
    assert problem(f"/articles?{query}") == [parameter]


@pytest.mark.parametrize("address", ["/articles/en/none", "/articles/fr/tides", "/articles/zh-hant/tides"])
def test_what_is_not_there_is_not_found(tides, address):
    published(tides)
    assert problem(address, 404) == []


def test_nothing_that_is_not_public_is_told():
    facts = {"by": [make_author(slug="wu")], "topics": [make_topic(slug="sea")]}
    published(make_article(title_en="Seen", **facts))
    make_article(slug="draft", title_en="Draft", **facts)
    withdrawn(make_article(slug="withdrawn", title_en="Withdrawn", **facts))
    later = make_article(slug="later", title_en="Scheduled", **facts)
    workflow.publish(
        Edition.objects.get(article=later, language="en"), at=timezone.now() + datetime.timedelta(days=1)
    )
    for address in ("/articles", "/articles?author=wu", "/articles?topic=sea&language=en"):
        assert titles(address) == ["Seen"]
    for slug in ("draft", "withdrawn", "later"):
        problem(f"/articles/en/{slug}", 404)


def test_no_e_mail_address_is_told():
    published(make_article(slug="tides", by=[make_author(email="zhou@ferrypoint.example")]))
    for address in ("/api/articles", "/api/articles/en/tides"):
        assert b"@" not in Client().get(address).content


@pytest.mark.parametrize("several", [1, 4])
def test_a_list_of_many_costs_what_one_of_few_costs(several):
    for _ in range(several):
        published(make_article(topics=[make_topic()], regions=[make_region()], series=make_series()))
    with CaptureQueriesContext(connection) as queries:
        assert len(ask("/articles?language=en")["results"]) == several
    # How many, the rows, authors, topics, regions, and the languages of each.
    assert len(queries) == 6
    assert not [query for query in queries if '"publications_version"."body"' in query["sql"]]


def test_an_article_costs_few_queries(tides):
    published(tides)
    with CaptureQueriesContext(connection) as queries:
        ask("/articles/en/tides")
    # The row, authors, topics, regions, its languages, its history.
    assert len(queries) == 6
    assert not [query for query in queries if '"publications_version"."text"' in query["sql"]]
