import datetime

import pytest
from django.test import Client

from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_fellow,
    make_portrait,
    make_user,
    published,
)
from tests.pages import every, links, one, read, words

pytestmark = pytest.mark.django_db


def test_the_list_names_those_with_something_public_in_this_language():
    article = make_article(
        by=[make_author(slug="zhou", name_en="Zhou Yan", name_zh_hans="周彦")], title_en="Ports"
    )
    published(article)
    make_article(by=[make_author(name_en="Not Yet")])
    assert links(read("/en/authors/"), "main") == {"Zhou Yan": "/en/authors/zhou/"}
    assert links(read("/zh-hans/authors/"), "main") == {}


def test_the_list_goes_by_family_names():
    for name, family in (("Yan Zhou", "Zhou"), ("Berg, A.", "Berg"), ("Zoe Lu", "Lu")):
        published(make_article(by=[make_author(name_en=name, family_name_en=family)]))
    names = [name.text_content() for name in every(read("/en/authors/"), ".person-name")]
    assert names == ["Berg, A.", "Zoe Lu", "Yan Zhou"]


def test_the_page_says_who_the_author_is():
    author = make_author(
        name_en="Zhou Yan",
        position_en="Professor",
        institute_en="Harbour University",
        biography_en="She reads charts.",
        website="https://zhou.example/",
        orcid="0000-0002-1825-0097",
    )
    make_portrait(author)
    published(make_article(by=[author]))
    page = read(author.get_absolute_url())
    assert words(page, ".profile") == (
        "Zhou Yan Professor, Harbour University She reads charts. Website ORCID 0000-0002-1825-0097"
    )
    assert links(page, ".profile")["Website"] == "https://zhou.example/"
    assert one(page, ".portrait").get("alt") == "Portrait of Zhou Yan"


def test_a_fellow_shows_the_posts_of_today_and_a_hidden_one_only_the_profile():
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    fellow = make_fellow(make_author(position_en="Professor", institute_en="Harbour University"))
    department = make_department(name_en="Centre for Ports")
    make_appointment(fellow, position_en="Director", department=department)
    make_appointment(fellow, position_en="Assistant", department=department, until=yesterday)
    published(make_article(by=[fellow.author]))
    assert words(read(fellow.author.get_absolute_url()), ".posts") == "Director, Centre for Ports"
    fellow.visible = False
    fellow.save()
    assert words(read(fellow.author.get_absolute_url()), ".posts") == "Professor, Harbour University"


def test_a_post_in_another_language_keeps_its_own_grammar_and_is_marked():
    author = make_author(position_en="Professor", institute_en="Harbour University")
    published(make_article(by=[author], title_zh_hans="港口"), "zh-hans")
    posts = one(read(author.get_absolute_url().replace("/en/", "/zh-hans/")), ".posts")
    assert posts.xpath("./span[@lang='en']/text()") == ["Professor, Harbour University"]


def test_everything_written_stands_with_the_post_of_then():
    author = make_author(position_en="Fellow", institute_en="Harbour Institute")
    published(make_article(by=[author], title_en="Early", date="2020-01-01"))
    author.position_en = "Director"
    author.save()
    published(make_article(by=[author, make_author(position_en="Clerk")], title_en="Late", date="2026-01-01"))
    page = read(author.get_absolute_url())
    assert [title.text_content() for title in every(page, ".entry-title")] == ["Late", "Early"]
    assert [post.text_content() for post in every(page, ".entry-byline")] == [
        "Director, Harbour Institute",
        "Fellow, Harbour Institute",
    ]


def test_an_author_of_drafts_has_no_page_and_a_visible_fellow_has():
    author = make_author()
    make_article(by=[author])
    read(author.get_absolute_url(), status=404)
    read(make_fellow().author.get_absolute_url())
    read(make_fellow(visible=False).author.get_absolute_url(), status=404)


def test_an_author_who_writes_in_another_language_has_a_page_in_this_one():
    author = make_author(name_zh_hant="周彥")
    published(make_article(by=[author], title_zh_hant="港口"), "zh-hant")
    page = read(author.get_absolute_url())
    assert one(page, "h1").xpath("./span[@lang='zh-Hant']/text()") == ["周彥"]
    assert "Nothing has been published here" in words(page)


def test_a_portrait_is_shown_once_its_author_has_a_page():
    author = make_author()
    make_portrait(author)
    assert Client().get(author.portrait.url).status_code == 404
    published(make_article(by=[author]))
    response = Client().get(author.portrait.url)
    assert response.status_code == 200
    assert b"".join(response).startswith(b"\x89PNG")


def test_editors_see_every_portrait():
    author = make_author()
    make_portrait(author)
    client = Client()
    client.force_login(make_user(is_staff=True))
    response = client.get(author.portrait.url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private")
    assert b"".join(response)


@pytest.mark.parametrize("several", [3, 25])
@pytest.mark.parametrize(("address", "queries"), [("/en/authors/", 2), ("/en/authors/wu/", 4)])
def test_a_page_asks_the_database_as_often_for_many_as_for_few(
    django_assert_num_queries, address, queries, several
):
    author = make_author(slug="wu")
    make_appointment(make_fellow(author))
    for _ in range(several):
        fellow = make_fellow()
        make_appointment(fellow)
        published(make_article(by=[author, fellow.author]))
    with django_assert_num_queries(queries):
        Client().get(address)
