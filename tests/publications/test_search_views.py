from urllib.parse import quote

import pytest
from django.test import Client

from publications.models import Article
from tests.factories import make_article, make_author, make_topic, published
from tests.pages import every, links, one, read, words

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">{}</span>'


def titles(address: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in every(read(address), ".entry-title")]


def two_charts() -> tuple[Article, Article]:
    """Two articles that say chart, of two kinds and topics, by two people, one of them in Chinese as well."""
    sea, trade = make_topic(slug="sea", name_en="Sea"), make_topic(slug="trade", name_en="Trade")
    zhou, lin = make_author(slug="zhou", name_en="Zhou Yan"), make_author(slug="lin", name_en="Lin Mo")
    first = make_article(
        slug="first",
        kind="report",
        title_en="Charts of the strait",
        title_zh_hans="海峡的海图",
        body_zh_hans="<p>深度。</p>",
        body_en=f"<p>Depths.{NOTE.format('Лукин, «Узкие воды».')}</p>",
        by=[zhou],
        topics=[sea],
    )
    second = make_article(
        slug="second",
        kind="speech",
        title_en="Charts of trade",
        body_en="<p>Goods.</p>",
        by=[lin],
        topics=[trade],
    )
    published(first)
    published(first, "zh-hans")
    published(second)
    return first, second


def test_an_empty_search_is_a_field_to_write_into():
    page = read("/en/search/")
    field = one(page, "form[@role='search']//input[@name='q']")
    assert (field.get("value"), field.get("autofocus")) == ("", "")
    assert not every(page, ".entry-title")


def test_what_is_found_has_its_words_marked():
    two_charts()
    page = read("/en/search/?q=chart+strait")
    assert [mark.text for mark in one(page, ".entry-title").iter("mark")] == ["Charts", "strait"]
    assert links(page, "article")["Charts of the strait"] == "/en/articles/first/"


def test_what_is_found_in_a_note_leads_to_it():
    two_charts()
    page = read(f"/en/search/?q={quote('узкие воды')}")
    assert links(page, "article")["Note 1"] == "/en/articles/first/#note-k7x2m9qa"
    assert "«Узкие воды»" in words(page, ".entry-summary")


def test_other_languages_say_how_much_they_have_and_show_it_in_their_script():
    two_charts()
    page = read(f"/en/search/?q={quote('海圖')}")
    assert not every(page, ".entry-title")
    address = links(page, ".search-languages")["简体 1"]
    assert address == f"/en/search/?q={quote('海圖')}&language=zh-hans"
    assert one(read(address), ".entry-words").get("lang") == "zh-Hans"


@pytest.mark.parametrize(
    "wanted", ["kind=report", "topic=sea", "author=zhou", "kind=report&topic=sea&author=zhou"]
)
def test_results_are_narrowed_by_what_the_address_says(wanted):
    two_charts()
    assert (
        titles("/en/search/?q=charts") != titles(f"/en/search/?q=charts&{wanted}") == ["Charts of the strait"]
    )


def test_the_ways_to_narrow_say_what_they_leave_and_each_can_be_taken_back():
    two_charts()
    page = read("/en/search/?q=charts")
    ways = links(page, "aside")
    assert ways["Report"] == "/en/search/?kind=report&q=charts"
    assert ways["Zhou Yan"] == "/en/search/?author=zhou&q=charts"
    assert links(read(ways["Report"]), ".search-chosen")["Report × (remove)"] == "/en/search/?q=charts"


def test_the_second_page_continues_the_first():
    for number in range(12):
        published(make_article(title_en=f"Harbour {number}"))
    first, second = titles("/en/search/?q=harbour"), titles("/en/search/?q=harbour&page=2")
    assert (len(first), len(second)) == (10, 2)
    assert not {*first} & {*second}


def test_where_nothing_is_found_the_page_says_how_to_go_on():
    two_charts()
    page = read("/en/search/?q=chatrs")
    assert links(page, ".search-instead") == {"charts": "/en/search/?q=charts"}
    lost = read("/en/search/?q=zzzzqqqq")
    assert links(lost, ".search-instead")["All articles"] == "/en/articles/"


@pytest.mark.parametrize(
    "asked",
    [
        *("q=%22", "q=%22%22", "q=*", "q=-", "q=%00", "q=%F0%9F%98%80", "q=%ED%A0%80", "q=" + "a" * 5000),
        *(
            "q=a+OR+b",
            "q=NEAR(a+b)",
            "q=title:x",
            "q=';DROP+TABLE+x;--",
            "q=%25%5F",
            "q=%3Cscript%3E",
            "q=&kind=x",
        ),
        *(
            "q=a&page=0",
            "q=a&page=-1",
            "q=a&page=x",
            "q=a&page=99999999999",
            "q=a&page=%C2%B2",
            "q=a&year=%C2%B2",
        ),
        *("q=a&topic=%00", "q=a&author=%00", "q=a&year=99999", "q=a&year=0000", "q=a&language=xx", "q=a&q=b"),
        "q=" + "+".join("abcdefghijklmnopqrstuvwxyz" * 4),
    ],
)
def test_nothing_that_is_asked_breaks_the_page(asked):
    two_charts()
    page = read(f"/en/search/?{asked}")
    assert not every(page, "script[not(@src)]")


def test_results_cost_the_same_however_many_there_are(django_assert_num_queries):
    for number in range(12):
        published(make_article(title_en=f"Harbour {number}", by=[make_author()], topics=[make_topic()]))
    Client().get("/en/search/?q=harbour")
    with django_assert_num_queries(15):
        Client().get("/en/search/?q=harbour")
    for number in range(12, 24):
        published(make_article(title_en=f"Harbour {number}", by=[make_author()], topics=[make_topic()]))
    with django_assert_num_queries(15):
        Client().get("/en/search/?q=harbour")


def test_a_phrase_that_may_stand_further_back_is_not_said_to_be_nowhere(monkeypatch):
    monkeypatch.setattr("publications.search.finding.MOST_CHECKED", 3)
    for number in range(4):
        kind = "speech" if number % 2 else "report"
        published(
            make_article(title_en=f"Charts {number}", body_en="<p>Depths of the harbour.</p>", kind=kind)
        )
    page = read('/en/search/?q="harbour+depths"')
    assert "Older ones were not looked at" in words(page, ".search-instead")
    assert links(page, "aside")["Report"] == "/en/search/?kind=report&q=%22harbour+depths%22"
