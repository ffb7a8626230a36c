import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publications.models import Article, Edition, Revision
from tests.factories import make_article, make_author, make_topic, published, withdrawn
from tests.forms import opened, signed_in
from tests.pages import every, words

pytestmark = pytest.mark.django_db

LIST = "/admin/publications/article/"


def titles(query: str = "", language: str = "en") -> list[str]:
    client = signed_in()
    client.cookies["django_language"] = language
    page = opened(client.get(f"{LIST}{query}"))
    return [each.text_content() for each in every(page, ".field-heading")]


def marks(article: Article) -> str:
    row = opened(signed_in().get(f"{LIST}?q={article.slug}"))
    return words(row, ".field-languages")


def test_an_article_is_listed_by_its_title_in_whichever_language_it_has():
    make_article(title_zh_hant="只有繁體")
    assert titles() == ["只有繁體"]


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
@pytest.mark.parametrize("query", ["Harbour", "港口", "港灣", "周彥"])
def test_searching_finds_titles_and_authors_of_every_language(query, language):
    make_article(title_en="Harbour", by=[make_author(name_zh_hant="周彥")])
    make_article(title_zh_hans="港口", title_zh_hant="港灣", by=[make_author(name_zh_hant="周彥")])
    make_article(title_en="Other")
    expected = {"Harbour": 1, "港口": 1, "港灣": 1, "周彥": 2}
    assert len(titles(f"?q={query}", language)) == expected[query]


def test_an_article_of_two_authors_of_one_name_is_found_once():
    make_article(title_en="Ports", by=[make_author(name_en="Zhou A"), make_author(name_en="Zhou B")])
    assert titles("?q=zhou") == ["Ports"]


def test_each_language_is_marked_with_its_state():
    article = make_article(title_en="A", title_zh_hans="甲", title_zh_hant="乙")
    published(article, "en")
    published(article, "zh-hant", at=timezone.now() + timezone.timedelta(days=1))
    assert marks(article) == "English ●published 简体 ○draft 繁體 ◷scheduled"


def test_a_new_version_that_waits_is_marked_beside_the_public_one():
    article = make_article()
    published(article)
    published(article, at=timezone.now() + timezone.timedelta(days=1))
    assert marks(article) == "English ◑published, a new version is scheduled"


def test_a_withdrawn_edition_is_marked():
    article = make_article()
    withdrawn(article)
    assert marks(article) == "English ✕withdrawn"


def test_articles_are_filtered_by_language_and_state_of_the_same_edition():
    make_article(title_en="Draft")
    published(make_article(title_en="Public", title_zh_hans="公开"))
    assert titles("?language=en&state=published") == ["Public"]
    assert titles("?language=zh-hans&state=published") == []
    assert titles("?state=published") == ["Public"]
    assert titles("?language=zh-hans") == ["Public"]
    assert titles("?language=en&state=draft") == ["Draft"]
    assert titles("?language=zh-hans&state=missing") == ["Draft"]
    assert sorted(titles("?state=missing")) == ["Draft", "Public"]
    assert sorted(titles("?language=no&state=such")) == ["Draft", "Public"]


def test_articles_are_filtered_by_what_is_to_be_done_with_them():
    make_article(title_en="Whole")
    make_article(title_en="Broken", body_en='<p>A claim.<span data-footnote="k7x2m9qa"></span></p>')
    published(make_article(title_en="To come"), at=timezone.now() + timezone.timedelta(days=1))
    stale = make_article(title_en="Stale", title_zh_hans="旧")
    stale.title_en = "Stale."
    stale.save()
    Edition.objects.filter(article=make_article(title_en="Turned", title_zh_hans="转")).update(converted=True)
    found = {
        state: titles(f"?state={state}") for state in ("defective", "scheduled", "outdated", "converted")
    }
    assert found == {
        "defective": ["Broken"],
        "scheduled": ["To come"],
        "outdated": ["Stale."],
        "converted": ["Turned"],
    }


def test_articles_are_filtered_by_topic():
    topic = make_topic()
    make_article(title_en="On it", topics=[topic])
    make_article(title_en="Elsewhere")
    assert titles(f"?topics__id__exact={topic.pk}") == ["On it"]


def test_the_list_never_loads_a_body():
    make_article()
    client = signed_in()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(LIST)
    assert captured.captured_queries
    assert not [query["sql"] for query in captured.captured_queries if "body" in query["sql"]]


@pytest.mark.parametrize("number", [1, 30])
def test_a_longer_list_asks_the_database_no_more(number, django_assert_num_queries):
    for _ in range(number):
        published(make_article(title_en="Ports", title_zh_hans="港口"))
    client = signed_in()
    with django_assert_num_queries(9):
        client.get(LIST)


@pytest.mark.parametrize("number", [1, 30])
def test_searching_and_filtering_a_longer_list_asks_no_more(number, django_assert_num_queries):
    author = make_author()
    for _ in range(number):
        published(make_article(title_en="Ports", date="2024-02-01", by=[author]))
    client = signed_in()
    address = f"{LIST}?q=ports&notes=1&year=2024&author={author.pk}&language=en&state=published&kind__exact=commentary"
    with django_assert_num_queries(12):
        assert "Ports" in words(opened(client.get(address)), "#result_list")


def test_words_are_looked_for_in_different_places_and_each_must_be_found():
    make_article(title_en="Ports of call", slug="first", by=[make_author(name_zh_hans="周彦")])
    make_article(title_en="Ports", slug="second", by=[make_author(name_en="Lin")])
    assert titles("?q=ports+周彦") == ["Ports of call"]
    assert titles('?q="ports of"') == ["Ports of call"]
    assert titles("?q=second") == ["Ports"]
    assert titles("?q=ports+harbours") == []


def test_notes_are_searched_when_that_is_asked_for():
    noted = '<p>A claim.<span data-footnote="k7x2m9qa">See 《航道志》.</span></p>'
    make_article(title_en="Noted", body_en=noted)
    assert titles("?q=航道志") == []
    assert titles("?q=航道志&notes=1") == ["Noted"]
    page = opened(signed_in().get(f"{LIST}?q=航道志&notes=1"))
    assert page.xpath("//form[@id='changelist-search']//input[@name='notes']/@checked")


def test_articles_are_filtered_by_author_and_year_and_both():
    author = make_author(name_en="Zhou Yan")
    make_article(title_en="Early", date="2019-05-01", by=[author, make_author()])
    make_article(title_en="Late", date="2024-05-01", by=[author])
    make_article(title_en="Other", date="2024-06-01")
    assert sorted(titles(f"?author={author.pk}")) == ["Early", "Late"]
    assert sorted(titles("?year=2024")) == ["Late", "Other"]
    assert titles(f"?year=2024&author={author.pk}") == ["Late"]
    assert sorted(titles("?author=nobody&year=never")) == ["Early", "Late", "Other"]


def test_an_article_without_a_date_is_found_by_that():
    make_article(title_en="Undated", date=None)
    make_article(title_en="Dated")
    assert titles("?year=none") == ["Undated"]


def test_choosing_an_author_keeps_the_other_filters():
    author = make_author(name_en="Zhou Yan")
    make_article(by=[author])
    page = opened(signed_in().get(f"{LIST}?q=a&kind__exact=commentary&author={author.pk}"))
    form = page.xpath("//form[contains(@class, 'author-filter')]")[0]
    assert dict(form.form_values()) == {"q": "a", "kind__exact": "commentary", "author": str(author.pk)}
    assert form.xpath(".//option[@selected]")[0].text_content() == "Zhou Yan"


def test_nothing_can_be_done_with_many_articles_at_once():
    article = make_article()
    client = signed_in()
    assert not opened(client.get(LIST)).xpath("//select[@name='action']")
    client.post(LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"})
    assert Article.objects.filter(pk=article.pk).exists()


def test_an_author_is_found_in_whichever_script_the_name_is_known():
    make_article(title_en="Ports", by=[make_author(name_en="Zhao Long")])
    make_article(title_en="Other", by=[make_author(name_en="Maria Lund")])
    assert titles("?q=趙龍") == titles("?q=zhao+long") == ["Ports"]


@pytest.mark.parametrize(
    "query", ['"', "''", '"a', "%00", "\\", "%25_", "a " * 400, "港" * 2000, "' OR 1=1 --", "😀", '""', "%0a"]
)
def test_whatever_is_searched_is_answered(query):
    make_article(title_en="Ports")
    for notes in ("", "&notes=on"):
        assert signed_in().get(f"{LIST}?q={query}{notes}").status_code == 200


def test_your_drafts_are_those_that_you_saved_last():
    mine, theirs = make_article(title_en="Mine"), make_article(title_en="Theirs")
    client = signed_in(username="mei")
    Revision.objects.record(mine, User.objects.get(username="mei"))
    Revision.objects.record(theirs, None)
    rows = every(opened(client.get(f"{LIST}?drafts=mine")), ".field-heading")
    assert [row.text_content() for row in rows] == ["Mine"]
