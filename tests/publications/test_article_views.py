import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.languages import CODES
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_series,
    make_topic,
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
    assert links(page, "main")["简体 仍在"] == f"/zh-hans/articles/{article.slug}/"


@pytest.mark.parametrize(
    ("old", "new"), [("first/", "third/"), ("second/", "third/"), ("first/v1/", "third/v1/")]
)
def test_an_old_address_leads_to_the_present_one_in_one_step(old, new):
    article = make_article(slug="first")
    published(article)
    for slug in ("second", "third"):
        article.slug = slug
        article.save()
    response = Client().get(f"/en/articles/{old}")
    assert (response.status_code, response["Location"]) == (301, f"/en/articles/{new}")
    read(response["Location"])


def test_the_old_address_of_an_unpublished_article_does_not_tell_the_present_one():
    article = make_article(slug="working-title")
    article.slug = "what-nobody-may-know-yet"
    article.save()
    read("/en/articles/working-title/", status=404)


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
        "Policy brief Law of the sea A price on silence Quiet harbours and their cost "
        "Zhou Yan, Fellow, Harbour Institute Published 16 June 2022 Harbour Papers, no. 7 1 minute to read "
        "What quiet costs."
    )
    assert links(page, ".kind") == {"Policy brief": "/en/articles/?kind=policy-brief"}
    assert links(page, ".series") == {"Harbour Papers, no. 7": version.series.get_absolute_url()}
    assert links(page, ".topics") == {"Law of the sea": version.article.topics.get().get_absolute_url()}
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
        "https://journal.example/7": "https://journal.example/7",
        "10.1234/harbour.7": "https://doi.org/10.1234/harbour.7",
        "Creative Commons Attribution-NonCommercial 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
        f"http://127.0.0.1:8000/en/articles/{version.article.slug}/v1/": f"/en/articles/{version.article.slug}/v1/",
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
    assert links(read(f"/en/articles/{article.slug}/v1/"), ".byline") == {}


# --- Further reading


def test_related_reading_shares_an_author_or_a_topic_and_is_public_in_this_language():
    author, topic = make_author(), make_topic()
    version = published(make_article(by=[author], topics=[topic], title_en="Here", title_zh_hans="此处"))
    published(version.article, "zh-hans")
    for number, facts in enumerate([{"by": [author]}, {"topics": [topic]}, {}]):
        published(make_article(title_en=f"Other {number}", date=f"2026-01-0{number + 1}", **facts))
    make_article(by=[author], title_en="Draft")
    published(make_article(by=[author], title_zh_hans="中文"), "zh-hans")
    published(make_article(by=[author], title_en="Tomorrow"), at=timezone.now() + TOMORROW)
    page = read(f"/en/articles/{version.article.slug}/")
    assert list(links(page, ".related")) == ["Other 1", "Other 0"]


def test_the_parts_of_a_series_lead_to_one_another():
    series = make_series()
    for number in (1, 2, 3, 5):
        published(
            make_article(
                slug=f"part-{number}", title_en=f"Part {number}", series=series, series_number=number
            )
        )
    assert links(read("/en/articles/part-2/"), ".neighbours") == {
        "Previous in this series Part 1": "/en/articles/part-1/",
        "Next in this series Part 3": "/en/articles/part-3/",
    }
    assert list(links(read("/en/articles/part-3/"), ".neighbours").values()) == [
        "/en/articles/part-2/",
        "/en/articles/part-5/",
    ]
    assert list(links(read("/en/articles/part-5/"), ".neighbours")) == ["Previous in this series Part 3"]


def test_an_article_can_be_shared_without_scripts_and_without_third_parties():
    published(make_article(slug="tolls", title_en="Tolls & fees"))
    page = read("/en/articles/tolls/")
    shown = list(one(page, ".share").xpath("./li[not(@hidden)]//a"))
    assert [link.get("href") for link in shown] == [
        "mailto:?subject=Tolls%20%26%20fees&body=http%3A%2F%2F127.0.0.1%3A8000%2Fen%2Farticles%2Ftolls%2F"
    ]


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
    alternates = {
        link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")
    }
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


# --- What pages cost


def shelf(several: int) -> None:
    """Articles of one series that share an author, a topic and an earlier version, with a picture each."""
    author, topic, series = make_author(slug="wu", name_zh_hans="吴"), make_topic(slug="sea"), make_series()
    for number in range(several):
        article = make_article(
            slug=f"part-{number}",
            by=[author, make_author()],
            topics=[topic],
            series=series,
            series_number=number,
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
    "/en/articles/part-1/": 9,
    "/en/articles/part-1/v1/": 10,
    "/en/articles/part-1/v2/changes/": 5,
    "/en/articles/part-1/parallel/zh-hans/": 4,
    "/zh-hant/articles/part-1/": 7,
}


@pytest.mark.parametrize("several", [3, 25])
@pytest.mark.parametrize("address", QUERIES)
def test_a_page_asks_the_database_as_often_for_many_articles_as_for_few(
    django_assert_num_queries, address, several
):
    shelf(several)
    with django_assert_num_queries(QUERIES[address]):
        assert Client().get(address).status_code in (200, 404)


def test_an_article_page_leaves_the_working_copy_in_the_database():
    shelf(2)
    with CaptureQueriesContext(connection) as queries:
        read("/en/articles/part-1/")
    asked = " ".join(query["sql"] for query in queries if "publications_page" not in query["sql"])
    assert '"body"' in asked
    assert '"body_en"' not in asked


@pytest.mark.parametrize("address", ["", "v1/", "v2/changes/", "parallel/zh-hans/"])
def test_no_page_of_an_article_goes_through_the_archive_to_find_it(address):
    article = make_article(slug="tides", title_en="Tides", title_zh_hans="潮汐")
    for _version in range(2):
        published(article)
    published(article, "zh-hans")
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(f"/en/articles/tides/{address}").status_code == 200
    looking = [query["sql"] for query in queries if "\"slug\" = 'tides'" in query["sql"]]
    assert looking
    for sql in looking:
        assert "date" not in sql.partition("ORDER BY")[2]
