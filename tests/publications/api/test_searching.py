import pytest
from django.conf import settings

from tests.factories import make_article, make_author, make_topic, published
from tests.publications.api.asking import ask, problem

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">Harbour log of the lighthouse.</span>'


def test_an_article_is_found_by_its_words_and_notes():
    published(make_article(slug="tides", title_en="Tides", body_en=f"<p>The tide turns.{NOTE}</p>"))
    published(make_article(title_en="Other"))
    [found] = ask("/search?q=tide+turns&language=en")["results"]
    assert found["article"]["slug"] == "tides"
    assert found["passage"] == "The <mark>tide</mark> <mark>turns</mark>.[1]".replace("[1]", "")
    assert found["note"] is None
    [found] = ask("/search?q=lighthouse&language=en")["results"]
    assert found["note"] == 1


def test_other_languages_are_counted():
    published(make_article(title_zh_hant="潮汐"), "zh-hant")
    told = ask("/search?q=潮汐&language=zh-hans")
    assert told["count"] == 0
    assert told["elsewhere"]["zh-hant"] == 1


def test_results_are_narrowed_and_come_in_pages():
    wu, sea = make_author(slug="wu"), make_topic(slug="sea")
    for number in range(12):
        published(
            make_article(title_en=f"Tide {number}", date="2024-01-01", kind="report", by=[wu], topics=[sea])
        )
    published(make_article(title_en="Tide", date="2020-01-01"))
    query = "/search?q=tide&language=en"
    assert ask(query)["count"] == 13
    narrow = ask(f"{query}&kind=report&topic=sea&author=wu&year=2024")
    assert narrow["count"] == 12
    second = ask(narrow["next"].removeprefix(f"{settings.SITE_URL}/api"))
    assert (len(narrow["results"]), len(second["results"])) == (10, 2)
    assert (second["next"], narrow["previous"]) == (None, None)


def test_nothing_that_is_not_public_is_found():
    make_article(title_en="Tides")
    assert ask("/search?q=tides&language=en")["results"] == []


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("language=en", ["q"]),
        ("q=&language=en", ["q"]),
        ("q=tide", ["language"]),
        ("q=tide&language=en&topic=none", ["topic"]),
        ("q=tide&language=en&page=9", ["page"]),
        ("q=tide&language=en&per_page=5", ["per_page"]),
    ],
)
def test_a_parameter_that_cannot_be_answered_is_named(query, parameters):
    assert problem(f"/search?{query}") == parameters
