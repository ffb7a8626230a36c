import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from config.languages import CODES
from publications import workflow
from publications.models import Edition
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_series,
    make_topic,
    make_user,
    picture,
    published,
    sign,
    withdrawn,
)
from tests.pages import every, links, one, read, words

pytestmark = pytest.mark.django_db

TOMORROW = datetime.timedelta(days=1)
NOTE = '<span data-footnote="k7x2m9qa">Harbour Office, <em>Log</em>, 2025.</span>'
AGAIN = '<span data-footnote-ref="k7x2m9qa"></span>'
RUSSIAN = '<span data-footnote="b3c4d5e6">Лукин, «Узкие воды», 2022.</span>'


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


def test_a_scheduled_article_that_is_withdrawn_before_its_moment_was_never_there():
    article = make_article()
    published(article, at=timezone.now() + TOMORROW)
    workflow.withdraw(Edition.objects.get(article=article), reason="A secret.")
    assert "A secret." not in words(read(f"/en/articles/{article.slug}/", status=404))


# --- An address without an edition


def test_a_missing_language_is_404_and_leads_to_those_that_exist():
    article = make_article(title_en="In English", title_zh_hant="繁體版")
    published(article)
    published(article, "zh-hant")
    page = read(f"/zh-hans/articles/{article.slug}/", status=404)
    assert one(page, "html").get("lang") == "zh-Hans"
    assert links(page, "main") == {
        "English In English": f"/en/articles/{article.slug}/",
        "繁體 繁體版": f"/zh-hant/articles/{article.slug}/",
    }
    assert [element.get("lang") for element in every(page, ".entry-title")] == ["en", "zh-Hant"]


def test_the_numbered_version_of_a_missing_language_is_404_too():
    article = make_article(title_en="In English")
    published(article)
    assert "English In English" in links(read(f"/zh-hans/articles/{article.slug}/v1/", status=404), "main")


@pytest.mark.parametrize("number", ["", "v1/"])
def test_a_withdrawn_article_is_410_and_says_why(number):
    edition = withdrawn(make_article(), reason="The survey was wrong.")
    page = read(f"/en/articles/{edition.article.slug}/{number}", status=410)
    assert "The survey was wrong." in words(page)


def test_an_article_that_is_withdrawn_in_one_language_leads_to_the_others():
    article = make_article(title_en="Gone", title_zh_hans="仍在")
    published(article, "zh-hans")
    withdrawn(article)
    page = read(f"/en/articles/{article.slug}/", status=410)
    assert links(page, "main") == {"简体 仍在": f"/zh-hans/articles/{article.slug}/"}


# --- The page of an article


def test_the_page_says_everything_that_was_published():
    author = make_author(name_en="Zhou Yan", position_en="Fellow", institute_en="Harbour Institute")
    figure = make_figure(picture(600, 400))
    version = published(
        make_article(
            by=[author],
            topics=[make_topic(name_en="Law of the sea")],
            kind="policy-brief",
            date="2022-06-16",
            title_en="A price on silence",
            subtitle_en="Quiet harbours and their cost",
            summary_en="What quiet costs.",
            body_en="<h2>Cost</h2><p>It is not cheap.</p>",
            series=make_series(name_en="Harbour Papers"),
            series_number=7,
            lead_figure=figure,
            lead_alt_en="A harbour",
            lead_caption_en="At dawn.",
            licence="CC-BY-NC-4.0",
            doi="10.1234/harbour.7",
            first_published_url="https://journal.example/7",
        )
    )
    page = read(f"/en/articles/{version.article.slug}/")
    assert words(page, ".head") == (
        "Policy brief Harbour Papers, no. 7 A price on silence Quiet harbours and their cost "
        "Zhou Yan, Fellow, Harbour Institute 16 June 2022 What quiet costs."
    )
    assert one(page, "time").get("datetime") == "2022-06-16"
    assert one(page, "img").attrib == {
        "src": figure.image.url,
        "width": "600",
        "height": "400",
        "alt": "A harbour",
        "fetchpriority": "high",
    }
    assert words(page, "figcaption") == "At dawn."
    assert links(page, ".article-foot") == {
        "Law of the sea": version.article.topics.get().get_absolute_url(),
        "https://journal.example/7": "https://journal.example/7",
        "10.1234/harbour.7": "https://doi.org/10.1234/harbour.7",
        "Creative Commons Attribution-NonCommercial 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
        "Version 1": f"/en/articles/{version.article.slug}/v1/",
    }


def test_markers_and_notes_lead_to_each_other():
    article = make_article(title_en="Noted", body_en=f"<p>One{NOTE}, two{RUSSIAN}, one again{AGAIN}.</p>")
    published(article)
    page = read(f"/en/articles/{article.slug}/")
    text = one(page, ".prose").text_content().strip()
    assert text == "One[1], two[2], one again[1]."
    assert list(links(page, ".notes").items()) == [
        ("a Back to the text at note 1", "#ref-k7x2m9qa"),
        ("b Back to the text at note 1", "#ref-k7x2m9qa-2"),
        ("↩\ufe0e Back to the text at note 2", "#ref-b3c4d5e6"),
    ]
    assert [note.get("id") for note in one(page, ".notes").xpath(".//li")] == [
        "note-k7x2m9qa",
        "note-b3c4d5e6",
    ]


def test_every_fragment_of_a_page_leads_to_one_place():
    body = "".join(
        f"<h2>Part {number}</h2><p>Words{NOTE if number == 1 else AGAIN}.</p>" for number in range(1, 5)
    )
    article = make_article(title_en="Noted", body_en=body)
    published(article)
    page = read(f"/en/articles/{article.slug}/")
    ids = page.xpath("//@id")
    fragments = page.xpath("//a[starts-with(@href, '#')]/@href")
    assert len(ids) == len(set(ids))
    assert len(fragments) > 10
    assert {fragment[1:] for fragment in fragments} <= set(ids)


def test_a_note_in_another_script_is_marked_but_its_back_link_is_not():
    article = make_article(title_en="Noted", body_en=f"<p>One{RUSSIAN}.</p>")
    published(article)
    note = one(read(f"/en/articles/{article.slug}/"), "#note-b3c4d5e6")
    assert note.xpath("./span[1]/descendant-or-self::*/@lang") == ["ru"]
    assert not note.xpath(".//a[@role='doc-backlink']/ancestor-or-self::*[@lang='ru']")


def test_contents_stand_in_long_articles_only():
    long = make_article(title_en="Long", body_en="".join(f"<h2>{part}</h2><p>Words.</p>" for part in "ABC"))
    short = make_article(title_en="Short", body_en="<h2>A</h2><p>Words.</p>")
    for article in (long, short):
        published(article)
    assert links(read(f"/en/articles/{long.slug}/"), ".contents") == {"A": "#s-a", "B": "#s-b", "C": "#s-c"}
    assert not every(read(f"/en/articles/{short.slug}/"), ".contents")


BYLINES = {
    "en": "Zhou Yan, Fellow, Harbour Institute",
    "zh-hans": "周彦 港湾研究院研究员",
    "zh-hant": "周彥 港灣研究院研究員",
}


@pytest.mark.parametrize("language", CODES)
def test_a_byline_follows_the_grammar_of_its_language(language):
    author = make_author(
        name_en="Zhou Yan",
        name_zh_hans="周彦",
        name_zh_hant="周彥",
        position_en="Fellow",
        position_zh_hans="研究员",
        position_zh_hant="研究員",
        institute_en="Harbour Institute",
        institute_zh_hans="港湾研究院",
        institute_zh_hant="港灣研究院",
    )
    article = make_article(by=[author], title_en="Ports", title_zh_hans="港口", title_zh_hant="港口")
    published(article, language)
    assert words(read(f"/{language}/articles/{article.slug}/"), ".byline") == BYLINES[language]


def test_a_name_in_another_script_is_marked():
    article = make_article(by=[make_author(name_zh_hans="周彦")], title_en="Ports")
    published(article)
    assert one(read(f"/en/articles/{article.slug}/"), ".byline").xpath(".//span[@lang]/text()") == ["周彦"]


def test_other_roles_are_named():
    article = make_article(by=[make_author(name_en="Zhou Yan")], title_en="Ports")
    sign(article, [make_author(name_en="Lu Min")], role="translator")
    published(article)
    page = read(f"/en/articles/{article.slug}/")
    assert words(page, ".byline") == "Zhou Yan Translator Lu Min"
    assert words(read("/en/articles/"), ".entry-byline") == "Zhou Yan"


def test_a_byline_stays_as_published_while_its_link_follows_the_author():
    author = make_author(slug="old", name_en="Zhou Yan", position_en="Fellow")
    version = published(make_article(by=[author]))
    author.slug, author.name_en, author.position_en = "new", "Zhou Yan-Berg", "Director"
    author.save()
    page = read(f"/en/articles/{version.article.slug}/")
    assert words(page, ".byline") == "Zhou Yan, Fellow"
    assert links(page, ".byline") == {"Zhou Yan": "/en/authors/new/"}


def test_an_author_without_a_page_is_named_without_a_link():
    article = make_article(by=[make_author(name_en="Zhou Yan")])
    published(article)
    article.authorships.all().delete()
    sign(article, [make_author(name_en="Lu Min")])
    published(article)
    assert links(read(f"/en/articles/{article.slug}/v1/"), ".head") == {}


# --- Versions


def test_an_earlier_version_says_so_and_leads_to_the_newest():
    article = make_article(title_en="First words")
    published(article)
    article.title_en = "Better words"
    article.save()
    published(article)
    page = read(f"/en/articles/{article.slug}/v1/")
    assert words(page, "h1") == "First words"
    assert list(links(page, ".earlier").values()) == [f"/en/articles/{article.slug}/"]
    newest = read(f"/en/articles/{article.slug}/v2/")
    assert not every(newest, ".earlier")
    assert one(newest, "link[@rel='canonical']").get("href").endswith(f"/en/articles/{article.slug}/")


def test_a_version_that_never_was_is_404():
    article = make_article()
    published(article)
    read(f"/en/articles/{article.slug}/v2/", status=404)


def test_a_correction_is_noted_at_the_article_with_its_date_and_a_small_change_below_it():
    article = make_article()
    published(article)
    published(article, change="correction", note="The toll was 12, not 21.")
    published(article, change="minor", note="A comma.")
    page = read(f"/en/articles/{article.slug}/")
    assert len(every(page, ".correction")) == 1
    assert words(page, ".correction").endswith("The toll was 12, not 21.")
    assert one(page, ".correction").xpath(".//time/@datetime") == [timezone.localdate().isoformat()]
    assert [" ".join(item.text_content().split()).split(",")[0] for item in one(page, ".versions")] == [
        "Version 3",
        "Version 2",
        "Version 1",
    ]
    assert "A comma." in words(page, ".versions")


def test_an_earlier_version_does_not_carry_the_correction_that_came_after_it():
    article = make_article()
    published(article)
    published(article, change="correction", note="The toll was 12, not 21.")
    assert not every(read(f"/en/articles/{article.slug}/v1/"), ".correction")


# --- Languages


def test_the_switcher_leads_to_the_same_article_and_says_which_language_is_missing():
    article = make_article(title_en="Ports", title_zh_hant="港口")
    published(article)
    published(article, "zh-hant")
    page = read(f"/en/articles/{article.slug}/")
    assert links(page, ".languages") == {"繁體": f"/zh-hant/articles/{article.slug}/?remember"}
    assert words(page, ".languages") == "English 简体 (not available) 繁體"
    assert one(page, ".present").text == "English"


def test_the_head_names_each_language_that_exists():
    article = make_article(title_en="Ports", title_zh_hant="港口")
    published(article)
    published(article, "zh-hant")
    page = read(f"/zh-hant/articles/{article.slug}/")
    alternates = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate']")}
    assert alternates == {
        "en": f"http://127.0.0.1:8000/en/articles/{article.slug}/",
        "zh-Hant": f"http://127.0.0.1:8000/zh-hant/articles/{article.slug}/",
        "x-default": f"http://127.0.0.1:8000/articles/{article.slug}/",
    }
    assert one(page, "html").get("lang") == "zh-Hant"
    assert one(page, "link[@rel='canonical']").get("href") == alternates["zh-Hant"]


def test_an_earlier_version_stands_for_itself_and_for_no_other_language():
    article = make_article(title_en="Ports", title_zh_hant="港口")
    for language in ("en", "zh-hant", "en"):
        published(article, language)
    page = read(f"/en/articles/{article.slug}/v1/")
    assert one(page, "link[@rel='canonical']").get("href").endswith(f"/en/articles/{article.slug}/v1/")
    assert not page.xpath("//link[@rel='alternate'][@hreflang]")


def test_the_switcher_keeps_what_was_asked_for_but_not_the_page_of_a_list():
    page = read("/en/articles/?year=2025&page=2")
    assert links(page, ".languages")["简体"] == "/zh-hans/articles/?year=2025&remember"


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
    client = Client()
    client.force_login(make_user(is_staff=True))
    response = client.get(make_figure().image.url)
    assert (response.status_code, response["Cache-Control"].startswith("private")) == (200, True)
    assert b"".join(response)


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
    "/en/": 3,
    "/en/articles/": 9,
    "/en/topics/sea/": 7,
    "/en/articles/part-0/": 5,
    "/en/articles/part-0/v1/": 6,
    "/zh-hant/articles/part-0/": 4,
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
    asked = " ".join(query["sql"] for query in queries)
    assert "publications_version" in asked
    for column in ("body", "body_en", "body_zh_hans", "body_zh_hant", "notes", "contents", "text", "source"):
        assert f'"{column}"' not in asked


def test_an_article_page_leaves_the_working_copy_in_the_database():
    shelf(1)
    with CaptureQueriesContext(connection) as queries:
        read("/en/articles/part-0/")
    asked = " ".join(query["sql"] for query in queries)
    assert '"body"' in asked
    assert '"body_en"' not in asked
