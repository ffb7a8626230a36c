import datetime

import pytest

from tests.factories import (
    make_appointment,
    make_article,
    make_fellow,
    make_region,
    make_series,
    make_topic,
    published,
)
from tests.pages import every, links, read, words
from tests.publications.lists import alternates, facet, fill_shelf, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    fill_shelf()


def test_a_topic_says_what_it_is_and_who_works_on_it():
    topic = make_topic(slug="sea", name_en="Sea", description_en="Who may sail.")
    working, former, hidden = make_fellow(), make_fellow(), make_fellow(visible=False)
    make_appointment(working, position_en="Head of Charts")
    make_appointment(former, until=datetime.date(2020, 1, 1))
    make_appointment(hidden)
    for fellow in (working, former, hidden):
        fellow.topics.set([topic])
    page = read("/en/topics/sea/")
    assert words(page, ".head") == "Topics Sea Who may sail. 0 articles"
    assert links(page, ".workers") == {str(working.author): f"/en/authors/{working.author.slug}/"}
    assert "Head of Charts" in words(page, ".workers")


def test_a_region_lists_what_is_public_on_it(shelf):
    page = read("/en/regions/north/")
    assert titles(page) == ["B", "C"]
    assert facet(page, "kind") == {"Report": 1, "Speech": 1}
    assert titles(read("/en/regions/north/?kind=speech")) == ["C"]


@pytest.mark.parametrize("folder", ["topics", "regions", "series"])
def test_an_index_lists_what_has_anything_public(shelf, folder):
    page = read(f"/en/{folder}/")
    expected = {
        "topics": {"Sea": "/en/topics/sea/", "Trade": "/en/topics/trade/"},
        "regions": {"Asia": "/en/regions/asia/", "North": "/en/regions/north/"},
        "series": {"Briefs": "/en/series/briefs/"},
    }
    assert links(page, ".subjects") == expected[folder]
    assert every(read(f"/zh-hans/{folder}/"), ".nothing")


def test_an_index_says_how_much_there_is_and_how_new(shelf):
    assert "2 articles latest 1 March 2026" in words(read("/en/topics/"), ".subjects")


@pytest.mark.parametrize(
    ("make", "folder"), [(make_topic, "topics"), (make_region, "regions"), (make_series, "series")]
)
def test_a_subject_has_a_page_in_the_languages_of_its_name_and_its_articles(make, folder):
    named = {"topics": "topics", "regions": "regions", "series": "series"}[folder]
    row = make(slug="sea", name_en="Sea")
    read(f"/zh-hant/{folder}/sea/", status=404)
    belongs = {named: row if named == "series" else [row]}
    published(make_article(title_zh_hant="港口", **belongs), "zh-hant")
    page = read(f"/zh-hant/{folder}/sea/")
    neutral = f"/{folder}/sea/"
    assert alternates(page) == {
        "en": f"/en{neutral}",
        "zh-Hant": f"/zh-hant{neutral}",
        "x-default": neutral,
    }
    assert alternates(read(f"/en/{folder}/sea/")) == alternates(page)
    read(f"/zh-hans/{folder}/sea/", status=404)


# --- Series


@pytest.fixture
def briefs():
    """A series with the parts 2, 10 and 11, one without a number, and a gap."""
    series = make_series(slug="briefs", name_en="Briefs")
    for title, number, date in (
        ("Ten", 10, "2026-03-01"),
        ("Two", 2, "2026-04-01"),
        ("Extra", None, "2020-01-01"),
        ("Eleven", 11, "2026-01-01"),
    ):
        published(make_article(title_en=title, series=series, series_number=number, date=date))
    make_article(title_en="Draft", series=series, series_number=3)
    return series


def test_a_series_shows_its_issn_where_it_has_one(briefs):
    assert words(read("/en/series/briefs/"), ".count") == "4 articles"
    briefs.issn = "2434-561X"
    briefs.save()
    assert words(read("/en/series/briefs/"), ".count") == "4 articles · ISSN 2434-561X"


def test_a_series_shows_its_parts_in_order(briefs):
    page = read("/en/series/briefs/")
    assert titles(page) == ["Two", "Ten", "Eleven", "Extra"]
    assert [part.text for part in every(page, ".part")] == ["No. 2", "No. 10", "No. 11"]


def test_a_part_leads_to_the_parts_beside_it_across_gaps(briefs):
    ten = briefs.versions.get(title="Ten")
    page = read(f"/en/articles/{ten.article.slug}/")
    two, eleven = (briefs.versions.get(title=title).article.slug for title in ("Two", "Eleven"))
    assert links(page, ".neighbours") == {
        "Previous in this series Two": f"/en/articles/{two}/",
        "Next in this series Eleven": f"/en/articles/{eleven}/",
    }
