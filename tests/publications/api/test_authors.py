import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_fellow,
    make_portrait,
    make_region,
    make_topic,
    published,
)
from tests.publications.api.asking import ask, problem

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL


def slugs(address="/authors"):
    return [each["slug"] for each in ask(address)["results"]]


def test_whoever_has_a_page_is_in_the_list():
    published(make_article(by=[make_author(slug="wu")]))
    make_article(by=[make_author(slug="draft")])
    make_fellow(make_author(slug="fellow"))
    make_fellow(make_author(slug="hidden"), visible=False)
    assert slugs() == ["fellow", "wu"]
    assert [each["is_fellow"] for each in ask("/authors")["results"]] == [True, False]
    for slug in ("draft", "hidden", "none"):
        problem(f"/authors/{slug}", 404)


def test_an_author_is_told_in_every_language_without_fallback():
    author = make_author(
        slug="wu",
        name_en="Wu Qi",
        name_zh_hans="吴琪",
        biography_en="Counts ships.",
        position_zh_hans="客座",
        institute_en="Harbour Office",
        email="wu@ferrypoint.example",
        website="https://wu.example/",
        orcid="0000-0002-1825-0097",
    )
    make_portrait(author)
    published(make_article(by=[author]))
    told = ask("/authors/wu")
    assert told["name"] == {"en": "Wu Qi", "zh-hans": "吴琪"}
    assert told["biography"] == {"en": "Counts ships."}
    assert told["posts"] == [{"position": {"zh-hans": "客座"}, "institute": {"en": "Harbour Office"}}]
    assert told["urls"]["zh-hant"] == f"{SITE}/zh-hant/authors/wu/"
    assert told["image"].startswith(f"{SITE}/media/portraits/")
    assert (told["website"], told["orcid"]) == ("https://wu.example/", "0000-0002-1825-0097")
    assert "@" not in str(told)
    assert len(ask(told["articles"].removeprefix(f"{SITE}/api"))["results"]) == 1


def test_a_fellow_has_the_posts_that_are_held_today():
    fellow = make_fellow(make_author(slug="wu", position_en="Guest"))
    department = make_department(name_en="Seas", name_zh_hant="海")
    make_appointment(fellow, department=department, position_en="Director")
    make_appointment(fellow, department=department, position_en="Clerk", until="2020-01-01")
    fellow.topics.add(make_topic(slug="sea"))
    fellow.regions.add(make_region(slug="bay"))
    told = ask("/authors/wu")
    assert told["posts"] == [{"position": {"en": "Director"}, "institute": {"en": "Seas", "zh-hant": "海"}}]
    assert (told["topics"], told["regions"]) == (["sea"], ["bay"])


def test_an_author_without_a_post_has_none():
    published(make_article(by=[make_author(slug="wu")]))
    assert ask("/authors/wu")["posts"] == []


def test_the_list_comes_in_pages():
    for slug in ("a", "b", "c"):
        make_fellow(make_author(slug=slug))
    assert slugs("/authors?per_page=2") == ["a", "b"]
    assert slugs("/authors?per_page=2&page=2") == ["c"]
    assert problem("/authors?per_page=2&page=3") == ["page"]
    assert problem("/authors?topic=sea") == ["topic"]


@pytest.mark.parametrize("several", [1, 4])
def test_a_list_of_many_costs_what_one_of_few_costs(several):
    for _ in range(several):
        make_fellow()
    with CaptureQueriesContext(connection) as queries:
        assert len(slugs()) == several
    assert len(queries) == 2
    assert "biography" not in queries[1]["sql"]
