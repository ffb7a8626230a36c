import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from publications import workflow
from publications.models import Edition
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_topic,
    picture,
    published,
    withdrawn,
)
from tests.forms import signed_in
from tests.pages import every, links, one, read, words

pytestmark = pytest.mark.django_db

TOMORROW = datetime.timedelta(days=1)


def lists() -> list[str]:
    """The English pages that list articles, of which each test's article would be part."""
    return ["/en/", "/en/articles/", "/en/topics/sea/", "/en/authors/wu/"]


@pytest.fixture
def facts():
    """What puts an article on every list: a topic, and an author who has a page already."""
    author = make_author(slug="wu")
    topic = make_topic(slug="sea", name_zh_hans="海", name_zh_hant="海")
    published(make_article(by=[author], topics=[topic], title_en="Seen by all"))
    return {"by": [author], "topics": [topic]}


# --- What readers see, and what they never see


@pytest.mark.parametrize("address", lists())
def test_lists_show_what_is_published(facts, address):
    version = published(make_article(title_en="A price on silence", summary_en="What quiet costs.", **facts))
    page = read(address)
    assert links(page, "main")["A price on silence"] == f"/en/articles/{version.article.slug}/"
    assert "What quiet costs." in words(page)


@pytest.mark.parametrize("address", lists())
def test_lists_show_neither_drafts_nor_the_scheduled_nor_the_withdrawn(facts, address):
    make_article(title_en="Unseen draft", **facts)
    published(make_article(title_en="Unseen until tomorrow", **facts), at=timezone.now() + TOMORROW)
    withdrawn(make_article(title_en="Unseen again", **facts))
    assert "Seen by all" in words(read(address))
    assert "Unseen" not in words(read(address))


@pytest.mark.parametrize("address", lists())
def test_lists_show_one_language(facts, address):
    published(make_article(title_zh_hant="只有繁體", **facts), "zh-hant")
    assert "只有繁體" in words(read(address.replace("/en/", "/zh-hant/")))
    assert "只有繁體" not in words(read(address))
    assert "只有繁體" not in words(read(address.replace("/en/", "/zh-hans/")))


def test_an_article_that_is_edited_stays_as_it_was_published():
    article = make_article(title_en="As published")
    published(article)
    article.title_en, article.body_en = "As edited since", "<p>Edited since.</p>"
    article.save()
    page = words(read(f"/en/articles/{article.slug}/"), "body")
    assert "As published" in page
    assert "dited since" not in page


def test_a_newer_version_that_waits_for_its_moment_is_not_shown():
    article = make_article(title_en="Now")
    published(article)
    article.title_en = "Tomorrow"
    article.save()
    published(article, at=timezone.now() + TOMORROW)
    assert words(read(f"/en/articles/{article.slug}/"), "h1") == "Now"
    read(f"/en/articles/{article.slug}/v2/", status=404)


@pytest.mark.parametrize("number", ["", "v1/"])
def test_a_draft_and_a_scheduled_article_have_no_address(number):
    draft, scheduled = make_article(), make_article()
    published(scheduled, at=timezone.now() + TOMORROW)
    for article in (draft, scheduled):
        page = read(f"/en/articles/{article.slug}/{number}", status=404)
        assert words(page, "h1") == "Page not found"


def test_a_scheduled_article_that_is_called_off_before_its_moment_was_never_there():
    article = make_article()
    published(article, at=timezone.now() + TOMORROW)
    workflow.cancel(Edition.objects.get(article=article), by=None, note="A secret.")
    assert "A secret." not in words(read(f"/en/articles/{article.slug}/", status=404))


# --- Languages


def test_the_switcher_keeps_what_was_asked_for_but_not_the_page_of_a_list():
    published(make_article(date="2025-03-01", by=[make_author(slug="wu")]))
    narrowed, second = read("/en/articles/?year=2025"), read("/en/authors/wu/?page=2")
    assert links(narrowed, ".languages")["简体"] == "/zh-hans/articles/?year=2025&remember"
    assert links(second, ".languages")["简体"] == "/zh-hans/authors/wu/?remember"


def test_a_topic_named_in_another_language_is_marked():
    topic = make_topic(name_en="Law of the sea", name_zh_hans="海洋法")
    published(make_article(topics=[topic], title_zh_hant="港口"), "zh-hant")
    heading = one(read(topic.get_absolute_url().replace("/en/", "/zh-hant/")), "h1")
    assert (heading.xpath("./span/@lang"), heading.text_content()) == (["zh-Hans"], "海洋法")


# --- Lists


def test_the_newest_article_with_a_picture_leads_the_home_page():
    pictured = make_article(
        title_en="Pictured", date="2026-01-01", lead_figure=make_figure(), lead_alt_en="A quay"
    )
    for article in (pictured, make_article(title_en="Newer", date="2026-02-01")):
        published(article)
    page = read("/en/")
    assert words(page, ".lead-title") == "Pictured"
    assert [title.text_content() for title in every(page, ".entry-title")] == ["Newer"]


def test_a_site_without_articles_has_pages_all_the_same():
    for address in ("/en/", "/en/articles/", "/en/authors/"):
        assert "Nothing has been published here" in words(read(address))


def test_topics_on_the_home_page_are_counted():
    topic = make_topic(name_en="Law of the sea")
    make_topic(name_en="Empty")
    for _ in range(2):
        published(make_article(topics=[topic]))
    assert words(read("/en/"), ".index") == "Law of the sea 2 articles"


# --- Pictures


def test_a_picture_is_shown_once_something_public_shows_it():
    figure = make_figure()
    article = make_article(title_en="Pictured", lead_figure=figure, lead_alt_en="A quay")
    assert Client().get(figure.image.url).status_code == 404
    published(article)
    response = Client().get(figure.image.url)
    assert response.status_code == 200
    assert b"".join(response).startswith(b"\x89PNG")


def test_a_picture_is_offered_small_and_large_and_each_file_is_there():
    figure = make_figure(picture(900, 600))
    body = f'<figure><img src="{figure.image.url}" alt="A quay" width="900" height="600"></figure>'
    version = published(make_article(title_en="Pictured", body_en=body))
    page = read(version.get_absolute_url())
    offered = one(page, "picture")
    assert one(offered, "img").get("loading") == "lazy"
    for source in offered.xpath("./source"):
        for candidate, width in (each.split() for each in source.get("srcset").split(", ")):
            response = Client().get(candidate)
            assert response["Content-Type"] == source.get("type")
            assert response["Cache-Control"] == "public, max-age=31536000, immutable"
            assert f"{Image.open(io.BytesIO(b''.join(response))).width}w" == width


def test_renditions_are_as_public_as_their_picture():
    figure = make_figure()
    stem = figure.image.url.removesuffix(".png")
    article = make_article(title_en="Pictured", lead_figure=figure, lead_alt_en="A quay")
    assert Client().get(f"{stem}-480.avif").status_code == 404
    published(article)
    assert b"".join(Client().get(f"{stem}-480.avif"))
    for name in (f"{stem}-479.avif", f"{stem}-480.gif", f"{stem}-480-480.avif", f"{stem}x-480.avif"):
        assert Client().get(name).status_code == 404


def test_editors_see_pictures_that_are_not_public():
    response = signed_in("Editors").get(make_figure().image.url)
    assert (response.status_code, response["Cache-Control"].startswith("private")) == (200, True)
    assert b"".join(response)


def test_the_fellows_staff_sees_no_picture_that_is_not_public():
    assert signed_in("Fellows' staff").get(make_figure().image.url).status_code == 404


# --- What pages cost


def shelf(several: int) -> None:
    """Articles that share an author, a topic and an earlier version, with a picture each."""
    author, topic = make_author(slug="wu", name_zh_hans="吴"), make_topic(slug="sea")
    for number in range(several):
        article = make_article(
            slug=f"part-{number}",
            by=[author, make_author()],
            topics=[topic],
            title_en="Part",
            title_zh_hans="篇",
            lead_figure=make_figure(),
            lead_alt_en="A quay",
            lead_alt_zh_hans="码头",
        )
        published(article)
        published(article, "zh-hans")
        published(article, change="correction", note="A number.")


QUERIES = {
    "/en/": 7,
    "/en/articles/": 8,
    "/en/topics/sea/": 7,
}


@pytest.mark.parametrize("several", [3, 25])
@pytest.mark.parametrize("address", QUERIES)
def test_a_page_asks_the_database_as_often_for_many_articles_as_for_few(
    django_assert_num_queries, address, several
):
    shelf(several)
    with django_assert_num_queries(QUERIES[address]):
        Client().get(address)


@pytest.mark.parametrize("address", ["/en/", "/en/articles/", "/en/topics/sea/", "/en/authors/wu/"])
def test_lists_leave_the_bodies_in_the_database(address):
    shelf(3)
    with CaptureQueriesContext(connection) as queries:
        read(address)
    # Pages that editors write are left out where they have no body, and it is not read for that.
    asked = " ".join(query["sql"] for query in queries if "publications_page" not in query["sql"])
    assert "publications_version" in asked
    for column in ("body", "body_en", "body_zh_hans", "body_zh_hant", "notes", "contents", "text", "source"):
        assert f'"{column}"' not in asked
