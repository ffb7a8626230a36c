import pytest
from django.test import Client

from tests.factories import (
    make_article,
    make_author,
    make_region,
    make_series,
    make_topic,
    published,
    withdrawn,
)
from tests.pages import read

pytestmark = pytest.mark.django_db


def moved(row, *slugs):
    """The row after it has had each of the addresses in turn."""
    for slug in slugs:
        row.slug = slug
        row.save()
    return row


def leads_to(address, **headers):
    """The status of the answer and where it leads; what is there must be a page."""
    response = Client().get(address, headers=headers)
    assert response.status_code in (301, 302), (address, response.status_code)
    assert Client().get(response["Location"]).status_code == 200
    return response.status_code, response["Location"]


@pytest.fixture
def article():
    """An article that was at ``first`` and ``second`` before it came to ``third``, public in two languages."""
    article = make_article(slug="first", title_en="Ports", title_zh_hant="港口")
    published(article)
    published(article, "zh-hant")
    return moved(article, "second", "third")


@pytest.mark.parametrize("old", ["first", "second"])
@pytest.mark.parametrize("rest", ["", "v1/"])
@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_an_old_address_leads_to_the_present_one_in_one_step(article, old, rest, language):
    address = f"/{language}/articles/third/{rest}"
    assert leads_to(f"/{language}/articles/{old}/{rest}") == (301, address)


@pytest.mark.parametrize("rest", ["", "/v1"])
def test_an_old_address_without_its_slash_leads_there_in_one_step(article, rest):
    assert leads_to(f"/en/articles/first{rest}") == (301, f"/en/articles/third{rest}/")


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("rest", ["", "/v1"])
def test_an_old_address_without_a_language_leads_there_in_one_step(article, slash, rest):
    found = leads_to(f"/articles/first{rest}{slash}", accept_language="zh-TW")
    assert found == (302, f"/zh-hant/articles/third{rest}/")


def test_an_old_address_of_a_file_leads_to_the_file(article):
    assert leads_to("/en/articles/second.ris") == (301, "/en/articles/third.ris")
    assert leads_to("/en/articles/second/v1.ris") == (301, "/en/articles/third/v1.ris")


def test_an_old_address_keeps_what_was_asked_for(article):
    assert leads_to("/en/articles/first/?from=newsletter") == (301, "/en/articles/third/?from=newsletter")


def test_the_old_address_of_a_withdrawn_article_leads_to_what_is_said_of_it():
    moved(withdrawn(make_article(slug="first"), reason="Wrong.").article, "second")
    response = Client().get("/en/articles/first/")
    assert (response.status_code, response["Location"]) == (301, "/en/articles/second/")
    read(response["Location"], status=410)


@pytest.mark.parametrize("address", ["/en/articles/draft/", "/en/articles/draft", "/articles/draft/"])
def test_the_old_address_of_a_draft_tells_nobody_the_present_one(address):
    moved(make_article(slug="draft"), "what-nobody-may-know-yet")
    response = Client().get(address, follow=True)
    assert response.status_code == 404
    assert "what-nobody" not in str(response.redirect_chain)


@pytest.mark.parametrize(
    ("make", "folder"), [(make_topic, "topics"), (make_region, "regions"), (make_series, "series")]
)
@pytest.mark.parametrize("written", ["/en/{}/old/", "/en/{}/old", "/{}/old/", "/{}/old"])
def test_a_topic_a_region_and_a_series_are_found_at_their_old_addresses(make, folder, written):
    moved(make(slug="old"), "new")
    assert leads_to(written.format(folder))[1] == f"/en/{folder}/new/"


def test_an_author_is_found_at_an_old_address():
    author = make_author(slug="zhou")
    published(make_article(by=[author]))
    moved(author, "zhou-yan")
    assert leads_to("/en/authors/zhou/") == (301, "/en/authors/zhou-yan/")


def test_an_author_without_a_page_has_no_old_address_either():
    moved(make_author(slug="zhou"), "zhou-yan")
    read("/en/authors/zhou/", status=404)


def test_an_address_that_another_one_takes_leads_there():
    moved(make_topic(slug="sea"), "ocean")
    newcomer = make_topic(slug="sea", name_en="The sea")
    assert "The sea" in read("/en/topics/sea/").text_content()
    moved(newcomer, "seas")
    assert leads_to("/en/topics/sea/") == (301, "/en/topics/seas/")


def test_an_address_that_is_taken_back_is_an_old_one_no_more():
    moved(make_topic(slug="sea"), "ocean", "sea")
    read("/en/topics/sea/")
    assert leads_to("/en/topics/ocean/") == (301, "/en/topics/sea/")


@pytest.mark.parametrize("address", ["/en/nothing/", "/nothing", "/en/topics/nothing/", "/en/articles/x/y/"])
def test_what_never_was_is_not_found(address):
    response = Client().get(address, follow=True)
    assert response.status_code == 404
