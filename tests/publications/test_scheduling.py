"""A scheduled edition appears at its moment by itself, and at no address a moment earlier."""

import datetime
import time

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.test.client import RequestFactory
from django.utils import timezone

from authors import portrait_files
from authors.portraits import endings
from config import pagestore
from publications import workflow
from publications.exporters import FORMATS
from publications.exporters.feed import FEEDS
from publications.models import Version
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_portrait,
    make_region,
    make_series,
    make_topic,
    published,
)

pytestmark = pytest.mark.django_db

TICK = datetime.timedelta(microseconds=1)
MOMENT = (timezone.now() + datetime.timedelta(days=3)).replace(hour=9, minute=30, second=0, microsecond=0)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time for everything that asks for it: ``clock(moment)``."""

    def set_to(moment: datetime.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr(time, "time", moment.timestamp)

    return set_to


@pytest.fixture
def scheduled() -> Version:
    """The first article of its author, to come at MOMENT in English, with two pictures."""
    author = make_author(slug="zhou", name_en="Zhou Yan")
    make_portrait(author)
    figure, lead = make_figure(), make_figure()
    article = make_article(
        slug="ports",
        title_en="Ports to come",
        body_en=f'<p>Text.</p><figure><img src="{figure.image.url}" alt="A quay"></figure>',
        lead_figure=lead,
        lead_alt_en="A ship",
        by=[author],
        topics=[make_topic(slug="sea", name_en="Topic to come")],
        regions=[make_region(slug="north", name_en="Region to come")],
        series=make_series(slug="papers", name_en="Series to come"),
    )
    return published(article, at=MOMENT)


def pictures(version: Version) -> list[str]:
    """The addresses of both pictures of the article and of every file of its author's portrait."""
    cut = version.authors.get().portrait_cut
    portraits = [portrait_files.address(cut, ending) for ending in endings()]
    return [figure.image.url for figure in version.figures.all()] + portraits


FILES = [f"/en/articles/ports{number}.{ending}" for number in ("", "/v1") for ending in FORMATS]
OWN = ["/en/articles/ports/", "/en/articles/ports/v1/", "/en/authors/zhou/", *FILES]
LISTS = {
    "/en/": "Ports to come",
    "/en/articles/": "Ports to come",
    "/en/authors/": "Zhou Yan",
    "/en/topics/sea/": "Ports to come",
    "/en/topics/": "Topic to come",
    "/en/regions/north/": "Ports to come",
    "/en/regions/": "Region to come",
    "/en/series/papers/": "Ports to come",
    "/en/series/": "Series to come",
    **{
        f"/en/{place}feed.{ending}": "Ports to come"
        for place in ("", "topics/sea/", "authors/zhou/")
        for ending in FEEDS
    },
}


def test_its_own_addresses_open_at_the_moment_and_not_before(scheduled, clock):
    addresses = [*OWN, *pictures(scheduled)]
    assert len(addresses) == len(OWN) + 2 + len(endings())
    for address in addresses:
        clock(MOMENT - TICK)
        assert Client().get(address).status_code == 404, address
        clock(MOMENT)
        assert Client().get(address).status_code == 200, address


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.usefixtures("scheduled")
def test_lists_name_it_from_the_moment_on(address, clock):
    clock(MOMENT - TICK)
    assert LISTS[address] not in Client().get(address).content.decode()
    clock(MOMENT)
    assert LISTS[address] in Client().get(address).content.decode()


@pytest.mark.usefixtures("scheduled")
def test_no_other_page_says_a_word_of_it_before(clock):
    clock(MOMENT - TICK)
    for address in (*OWN, "/zh-hans/articles/ports/", "/zh-hant/articles/", "/en/articles/ports/v2/"):
        page = Client().get(address).content.decode()
        assert "Ports to come" not in page, address
        assert "Topic to come" not in page, address


def test_a_new_version_takes_the_place_of_the_old_one_at_the_moment(clock):
    article = make_article(slug="ports", title_en="Old title")
    published(article)
    article.title_en = "New title"
    article.save()
    published(article, at=MOMENT, change="correction", note="The title was wrong.")
    for moment, shown, hidden in ((MOMENT - TICK, "Old", "New"), (MOMENT, "New", "Old")):
        clock(moment)
        for address in ("/en/", "/en/articles/", "/en/articles/ports/"):
            page = Client().get(address).content.decode()
            assert f"{shown} title" in page, address
            assert f"{hidden} title" not in page, address
    clock(MOMENT - TICK)
    assert "The title was wrong." not in Client().get("/en/articles/ports/").content.decode()
    assert Client().get("/en/articles/ports/v2/").status_code == 404


def test_a_withdrawn_edition_gives_its_reason_until_it_appears_again(clock):
    article = make_article(slug="ports")
    published(article)
    edition = article.editions.get()
    workflow.withdraw(edition, reason="The survey was wrong.")
    published(article, at=MOMENT)
    clock(MOMENT - TICK)
    answer = Client().get("/en/articles/ports/")
    assert answer.status_code == 410
    assert "The survey was wrong." in answer.content.decode()
    clock(MOMENT)
    assert Client().get("/en/articles/ports/").status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_store_of_pages_gives_way_at_the_moment_and_not_before(scheduled, clock, tmp_path):
    store = pagestore.PageStore(
        get_wsgi_application(), tmp_path, pagestore.row_generation, pagestore.next_change
    )

    def shown(address: str) -> bytes:
        return b"".join(store(RequestFactory().get(address).environ, lambda *_answer: None))

    for address, words in LISTS.items():
        clock(MOMENT - datetime.timedelta(hours=1))
        assert words.encode() not in shown(address)
        clock(MOMENT - TICK)
        assert words.encode() not in shown(address)
        clock(MOMENT)
        assert words.encode() in shown(address)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_pages_that_do_not_exist_yet_are_not_kept(scheduled, clock, tmp_path):
    store = pagestore.PageStore(
        get_wsgi_application(), tmp_path, pagestore.row_generation, pagestore.next_change
    )
    statuses = []
    for moment in (MOMENT - TICK, MOMENT):
        clock(moment)
        for address in OWN:
            environ = RequestFactory().get(address).environ
            b"".join(store(environ, lambda status, *_rest: statuses.append(status[:3])))
    assert statuses == ["404"] * len(OWN) + ["200"] * len(OWN)
