import datetime
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publications.archive import PER_PAGE
from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_fellow,
    make_region,
    make_series,
    make_topic,
    published,
)
from tests.pages import every, links, one, read, words
from tests.publications.lists import SITE, alternates, facet, fill_shelf, titles

pytestmark = pytest.mark.django_db


def robots(page):
    return page.xpath("string(//meta[@name='robots']/@content)")


def canonical(page):
    return page.xpath("string(//link[@rel='canonical']/@href)").removeprefix(SITE)


@pytest.fixture
def shelf():
    fill_shelf()


# --- Narrowing


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ABCD"),
        ("?kind=report", "AB"),
        ("?topic=sea", "AB"),
        ("?region=north", "BC"),
        ("?series=briefs", "D"),
        ("?year=2025", "BC"),
        ("?kind=report&topic=sea&region=asia&year=2026", "A"),
        ("?kind=speech&topic=sea", ""),
    ],
)
def test_a_list_is_narrowed_by_all_that_its_address_says(shelf, query, found):
    page = read(f"/en/articles/{query}")
    assert titles(page) == list(found)
    number = "1 article" if len(found) == 1 else f"{len(found)} articles"
    assert words(page, ".head") == f"Articles {number}"


def test_what_can_be_chosen_is_counted_among_what_readers_see(shelf):
    page = read("/en/articles/")
    assert facet(page, "kind") == {"Commentary": 1, "Report": 2, "Speech": 1}
    assert facet(page, "topic") == {"Sea": 2, "Trade": 2}
    assert facet(page, "region") == {"Asia": 2, "North": 2}
    assert facet(page, "series") == {"Briefs": 1}
    assert facet(page, "year") == {"2026": 1, "2025": 2, "2023": 1}


def test_counts_follow_the_other_choices_and_not_their_own(shelf):
    page = read("/en/articles/?kind=report&year=2025")
    assert facet(page, "kind") == {"Report": 1, "Speech": 1}
    assert facet(page, "year") == {"2026": 1, "2025": 1}
    assert facet(page, "topic") == {"Sea": 1}


def test_every_choice_leads_to_as_many_articles_as_it_says(shelf):
    for start in ("/en/articles/", "/en/articles/?topic=trade", "/en/articles/?kind=report&year=2025"):
        for item in read(start).xpath("//nav[@class='facets']//li[not(a/@aria-current)]"):
            page = read(item.xpath("string(a/@href)"))
            assert len(titles(page)) == int(item.xpath("string(span[@class='count'])"))


def test_a_choice_can_be_taken_back_alone_or_with_all_others(shelf):
    page = read("/en/articles/?kind=report&topic=sea&year=2025")
    chosen = links(page, ".chosen")
    assert chosen["Kind Report × (remove)"] == "/en/articles/?topic=sea&year=2025"
    assert chosen["Remove all"] == "/en/articles/"
    current = page.xpath("//nav[@class='facets']//a[@aria-current='true']/@href")
    assert current == [
        "/en/articles/?topic=sea&year=2025",
        "/en/articles/?kind=report&year=2025",
        "/en/articles/?kind=report&topic=sea",
    ]


def test_the_last_choice_that_is_taken_back_leads_to_the_whole_list(shelf):
    assert links(read("/en/articles/?kind=report"), ".chosen") == {"Kind Report × (remove)": "/en/articles/"}


def test_the_form_offers_the_same_choices(shelf):
    page = read("/en/articles/?topic=sea")
    form = one(page, "form")
    options = {
        select.get("name"): [option.get("value") for option in select.xpath("option")]
        for select in form.xpath(".//select")
    }
    assert options == {
        "kind": ["", "report"],
        "topic": ["", "sea", "trade"],
        "region": ["", "asia", "north"],
        "year": ["", "2026", "2025"],
    }
    assert form.xpath(".//option[@selected]/@value") == ["sea"]
    assert not form.xpath(".//label[not(@for = //select/@id)]")


def test_entries_stand_under_their_years(shelf):
    page = read("/en/articles/")
    shelves = {
        section.xpath("string(h2)"): section.xpath(".//h3/a/text()")
        for section in every(page, ".archive-list")[0].xpath("section")
    }
    assert shelves == {"2026": ["A"], "2025": ["B", "C"], "2023": ["D"]}


def test_nothing_that_answers_to_all_choices_is_said_in_words(shelf):
    page = read("/en/articles/?kind=speech&topic=sea")
    assert "Nothing in this language answers to all of this together." in words(page)
    assert "/en/articles/?topic=sea" in links(page, ".chosen").values()


# --- One list, one address


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("?kind=&topic=sea&region=&series=&year=", "?topic=sea"),
        ("?year=2025&kind=report", "?kind=report&year=2025"),
        ("?kind=speech&kind=report", "?kind=report"),
        ("?page=1", ""),
        ("?kind=report&page=1", "?kind=report"),
        ("?kind=", ""),
        ("?topic=old-sea", "?topic=sea"),
    ],
)
def test_an_address_written_otherwise_leads_to_the_one_of_the_list(shelf, given, kept):
    from publications.models import Topic

    topic = Topic.objects.get(slug="sea")
    for topic.slug in ("old-sea", "sea"):
        topic.save()
    response = Client().get(f"/en/articles/{given}")
    assert (response.status_code, response["Location"]) == (302, f"/en/articles/{kept}")


def test_what_the_site_does_not_know_of_is_left_alone(shelf):
    assert titles(read("/en/articles/?kind=report&utm_source=letter")) == ["A", "B"]


@pytest.mark.parametrize(
    "query",
    [
        "kind=novel",
        "kind=Report",
        "topic=nowhere",
        "topic=%00",
        "topic=" + "x" * 5000,
        "region=" + quote("北京"),
        "series=1'--",
        "year=20255",
        "year=0000",
        "year=" + quote("٢٠٢٥"),
        "page=0",
        "page=99",
        "page=-1",
        "page=two",
        "page=" + "9" * 5000,
        "page=1e9",
    ],
)
def test_what_is_not_known_is_left_out_and_said(shelf, query):
    page = read(f"/en/articles/?{query}", status=404)
    assert titles(page) == ["A", "B", "C", "D"]
    assert "is not known here and was left out" in words(page, ".notice")
    assert (robots(page), canonical(page), alternates(page)) == ("noindex", "", {})


def test_beside_what_is_not_known_the_rest_holds(shelf):
    page = read("/en/articles/?kind=report&topic=nowhere", status=404)
    assert titles(page) == ["A", "B"]
    assert links(page, ".chosen") == {"Kind Report × (remove)": "/en/articles/"}
    assert words(page, ".notice") == "Topic: “nowhere” is not known here and was left out."


def test_what_is_not_known_is_shown_as_text(shelf):
    page = read("/en/articles/?topic=" + quote("<script>x</script>"), status=404)
    assert not one(page, ".notice").xpath(".//script")


# --- Search engines


def test_a_list_of_one_kind_or_year_is_a_page_of_its_own_in_every_language(shelf):
    page = read("/en/articles/?kind=report")
    assert (robots(page), canonical(page)) == ("", "/en/articles/?kind=report")
    assert alternates(page) == {
        "en": "/en/articles/?kind=report",
        "zh-Hans": "/zh-hans/articles/?kind=report",
        "zh-Hant": "/zh-hant/articles/?kind=report",
        "x-default": "/articles/?kind=report",
    }
    assert one(page, "title").text == "Report – Articles – Ferry Point Institute for International Studies"


def test_a_list_of_one_topic_is_the_page_of_the_topic(shelf):
    page = read("/en/articles/?topic=sea")
    assert (robots(page), canonical(page)) == ("", "/en/topics/sea/")
    assert alternates(page) == alternates(read("/en/topics/sea/"))


@pytest.mark.parametrize(
    "address",
    [
        "/en/articles/?kind=report&year=2025",
        "/en/articles/?kind=interview",
        "/en/topics/sea/?kind=report",
        "/en/articles/?kind=speech&topic=sea",
    ],
)
def test_combinations_and_empty_lists_are_not_for_search_engines(shelf, address):
    page = read(address)
    assert (robots(page), alternates(page)) == ("noindex", {})


def test_the_switcher_keeps_what_the_list_is_narrowed_by(shelf):
    assert links(read("/en/articles/?kind=report&year=2025"), ".languages") == {
        "简体": "/zh-hans/articles/?kind=report&year=2025&remember",
        "繁體": "/zh-hant/articles/?kind=report&year=2025&remember",
    }


# --- Pages


def test_pages_lead_to_one_another_and_keep_the_choice():
    author, first = make_author(), datetime.date(2026, 1, 1)
    for number in range(2 * PER_PAGE + 5):
        facts = {"title_en": f"Part {number}", "date": first + datetime.timedelta(number)}
        published(make_article(by=[author], kind="report", **facts))
    page = read("/en/articles/?kind=report&page=2")
    assert words(page, ".count") == "45 articles"
    assert titles(page)[0] == f"Part {PER_PAGE + 4}"
    assert len(titles(page)) == PER_PAGE
    assert links(page, ".pages") == {
        "Previous page": "/en/articles/?kind=report",
        "1": "/en/articles/?kind=report",
        "3": "/en/articles/?kind=report&page=3",
        "Next page": "/en/articles/?kind=report&page=3",
    }
    head = {
        link.get("rel"): link.get("href") for link in page.xpath("//head/link[@rel='prev' or @rel='next']")
    }
    assert head == {"prev": "/en/articles/?kind=report", "next": "/en/articles/?kind=report&page=3"}
    assert canonical(page) == "/en/articles/?kind=report&page=2"
    last = read("/en/articles/?kind=report&page=3")
    assert len(titles(last)) == 5
    assert "Next page" not in links(last, ".pages")
    assert alternates(last) == {}


# --- What lists cost


QUERIES = {
    "/en/articles/": 9,
    "/en/articles/?kind=report": 9,
    "/en/articles/?kind=report&topic=sea&year=2026": 10,
    "/en/topics/": 2,
    "/en/topics/sea/": 6,
    "/en/regions/asia/": 6,
    "/en/series/": 2,
    "/en/series/briefs/": 3,
    "/en/topics/nothing/": 5,
}


@pytest.mark.parametrize("several", [1, PER_PAGE + 2])
def test_lists_ask_the_database_as_often_for_many_as_for_few_and_never_for_a_body(several):
    names = {"name_zh_hans": "名", "name_zh_hant": "名"}
    topic, region = make_topic(slug="sea", **names), make_region(slug="asia", **names)
    series, author = make_series(slug="briefs", **names), make_author()
    for number in range(several):
        article = make_article(
            by=[author], kind="report", date="2026-01-01", series=series, series_number=number
        )
        article.topics.set([topic, make_topic()])
        article.regions.set([region, make_region()])
        published(article)
        fellow = make_fellow()
        make_appointment(fellow)
        fellow.topics.set([topic])
        fellow.regions.set([region])
    assert {address: cost(address) for address in QUERIES} == QUERIES


def cost(address):
    """How often a page asks the database, which must not be for anything long; its frame asks once besides."""
    with CaptureQueriesContext(connection) as queries:
        Client().get(address)
    queries = [query for query in queries if "publications_page" not in query["sql"]]
    asked = " ".join(query["sql"] for query in queries)
    for column in ("body", "body_en", "notes", "contents", "text", "source"):
        assert f'"{column}"' not in asked
    return len(queries)
