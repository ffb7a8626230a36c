import pytest
from django.db import IntegrityError
from django.test import Client

from publications import workflow
from publications.models import Home, OldAddress
from publications.models.old_address import LONGEST, normal
from tests.factories import (
    attach,
    make_article,
    make_author,
    make_document,
    make_figure,
    make_page,
    make_topic,
    picture,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/2019/05/ports/", "/2019/05/ports"),
        ("/2019/05/ports", "/2019/05/ports"),
        ("https://old.example/2019/ports/?utm_source=x", "/2019/ports"),
        ("/?p=123", "?p=123"),
        ("/?page_id=9&preview=true", "?p=9"),
        ("/blog/?p=123", "/blog?p=123"),
        ("/?attachment_id=8", "?p=8"),
        ("/?cat=4&paged=2", "?cat=4"),
        ("/blog/?author=2", "/blog?author=2"),
        ("/?tag=%E6%B8%AF", "?tag=港"),
        ("/%E6%B8%AF%E5%8F%A3/", "/港口"),
        ("/", ""),
    ],
)
def test_an_address_is_kept_in_one_form(address, kept):
    assert normal(address) == kept


@pytest.mark.parametrize("asked", ["/2019/05/ports/", "/2019/05/ports", "/2019/05/ports/?utm_source=x"])
def test_an_address_of_the_site_before_leads_to_the_article(asked):
    article = make_article(slug="ports", title_zh_hans="港口", body_zh_hans="<p>港口。</p>")
    published(article, "zh-hans")
    OldAddress.objects.create(path="/2019/05/ports", language="zh-hans", article=article)
    response = Client().get(asked)
    assert (response.status_code, response["Location"]) == (301, "/zh-hans/articles/ports/")


def test_the_number_of_a_post_leads_to_it_from_the_home_address():
    published(article := make_article(slug="ports"))
    OldAddress.objects.create(path="?p=12", language="en", article=article)
    assert Client().get("/?p=12")["Location"] == "/en/articles/ports/"


def test_a_page_of_the_site_before_leads_to_the_page():
    page = make_page(slug="about", title_en="About", body_en="<p>Who we are.</p>")
    OldAddress.objects.create(path="/about-us", language="en", page=page)
    assert Client().get("/about-us/")["Location"] == "/en/pages/about/"


def test_nobody_is_told_of_what_was_never_public():
    OldAddress.objects.create(path="/secret", language="en", article=make_article(slug="plans"))
    assert Client().get("/secret").status_code == 404


@pytest.mark.parametrize("asked", ["/a%00b", "/" + "a" * (LONGEST + 1), "/%ff", "/?p=%00", "/?p="])
def test_addresses_that_no_site_ever_had_lead_nowhere(asked):
    assert Client().get(asked).status_code in (302, 404)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/blog/?p=12", "/en/articles/ports/"),
        ("/blog/?p=13", "/en/articles/piers/"),
        ("/blog/", "/en/articles/piers/"),
    ],
)
def test_a_number_leads_to_its_text_in_a_folder_as_well(asked, leads_to):
    published(ports := make_article(slug="ports"))
    published(piers := make_article(slug="piers"))
    OldAddress.objects.create(path="/blog?p=12", language="en", article=ports)
    OldAddress.objects.create(path="/blog", language="en", article=piers)
    assert Client().get(asked)["Location"] == leads_to


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/category/sea/ports/", "/en/topics/ports/"),
        ("/category/sea/ports/page/2/", "/en/topics/ports/"),
        ("/category/sea/ports/?paged=3", "/en/topics/ports/"),
        ("/category/sea/ports/feed/", "/en/topics/ports/feed.atom"),
        ("/category/sea/ports/feed/rss2", "/en/topics/ports/feed.atom"),
        ("/category/sea/ports/?feed=rss", "/en/topics/ports/feed.atom"),
        ("/?cat=4", "/en/topics/ports/"),
        ("/?cat=4&feed=rss2", "/en/topics/ports/feed.atom"),
    ],
)
def test_the_list_of_a_topic_its_pages_and_its_feed_lead_to_the_topic(asked, leads_to):
    topic = make_topic(slug="ports", name_en="Ports")
    for path in ("/category/sea/ports", "?cat=4"):
        OldAddress.objects.create(path=path, language="en", topic=topic)
    response = Client().get(asked)
    assert (response.status_code, response["Location"]) == (301, leads_to)
    assert Client().get(leads_to).status_code == 200


def test_an_author_is_led_to_once_there_is_a_page():
    author = make_author(slug="zhou")
    OldAddress.objects.create(path="/author/zhou-yan", language="zh-hans", author=author)
    assert Client().get("/author/zhou-yan/").status_code == 404
    published(make_article(by=[author]))
    assert Client().get("/author/zhou-yan/page/3/")["Location"] == "/zh-hans/authors/zhou/"
    assert Client().get("/author/zhou-yan/feed/")["Location"] == "/zh-hans/authors/zhou/feed.atom"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/feed/", "/en/feed.atom"),
        ("/feed/atom/", "/en/feed.atom"),
        ("/?feed=rss2", "/en/feed.atom"),
        ("/page/2/", "/en/articles/"),
        ("/?paged=2", "/en/articles/"),
        ("/zh/", "/zh-hans/"),
        ("/zh/feed", "/zh-hans/feed.atom"),
    ],
)
def test_the_feed_and_the_pages_of_the_site_lead_to_those_of_this_one(asked, leads_to):
    home = Home.objects.create()
    OldAddress.objects.create(path="/", language="en", home=home)
    OldAddress.objects.create(path="/zh", language="zh-hans", home=home)
    response = Client().get(asked)
    assert (response.status_code, response["Location"]) == (301, leads_to)
    assert Client().get(leads_to).status_code == 200


def test_the_home_page_is_led_nowhere_by_the_site_before():
    OldAddress.objects.create(path="/", language="zh-hant", home=Home.objects.create())
    assert (
        Client().get("/?utm_source=x", headers={"accept-language": "en"})["Location"] == "/en/?utm_source=x"
    )


def test_the_comments_of_an_article_are_no_feed():
    published(article := make_article(slug="ports"))
    OldAddress.objects.create(path="/2019/ports", language="en", article=article)
    assert Client().get("/2019/ports/feed/").status_code == 404


@pytest.mark.parametrize("name", ["mole.png", "mole-300x200.png", "mole-scaled.png"])
@pytest.mark.parametrize("kept", ["mole.png", "mole-scaled.png"])
def test_a_picture_in_any_size_leads_to_where_it_is_now(name, kept):
    figure = make_figure(picture())
    published(make_article(lead_figure=figure, lead_alt_en="A mole"))
    OldAddress.objects.create(path=f"/wp-content/uploads/2019/05/{kept}", language="en", figure=figure)
    assert Client().get(f"/wp-content/uploads/2019/05/{name}")["Location"] == figure.image.url


def test_a_picture_that_nothing_public_shows_is_led_to_by_nothing():
    figure = make_figure(picture())
    OldAddress.objects.create(path="/wp-content/uploads/mole.png", language="en", figure=figure)
    assert Client().get("/wp-content/uploads/mole.png").status_code == 404


def test_an_old_address_of_a_picture_costs_one_question(django_assert_num_queries):
    figure = make_figure(picture())
    published(make_article(lead_figure=figure, lead_alt_en="A mole"))
    OldAddress.objects.create(path="/wp-content/uploads/mole.png", language="en", figure=figure)
    with django_assert_num_queries(1):
        assert OldAddress.objects.present("/wp-content/uploads/mole.png") == figure.image.url


def test_a_document_is_led_to_while_something_public_offers_it(django_assert_num_queries):
    document = make_document("港口.csv")
    old = "/wp-content/uploads/2020/05/ports.csv"
    OldAddress.objects.create(path=old, language="en", document=document)
    attach(article := make_article(), document)
    assert Client().get(old).status_code == 404
    edition = published(article).edition
    assert Client().get(old)["Location"] == document.file.url
    assert Client().get(document.file.url).status_code == 200
    with django_assert_num_queries(1):
        assert OldAddress.objects.present(old) == document.file.url
    workflow.withdraw(edition, reason="Wrong throughout.")
    assert Client().get(old).status_code == 404


@pytest.mark.parametrize("owners", [(), ("article", "page"), ("article", "page", "topic")])
def test_an_old_address_leads_to_exactly_one_thing(owners):
    made = {"article": make_article, "page": make_page, "topic": make_topic}
    with pytest.raises(IntegrityError):
        OldAddress.objects.create(path="/x", language="en", **{name: made[name]() for name in owners})
