import datetime
import io

import pytest
from django.test import Client
from PIL import Image

from authors.models import SpokenLanguage
from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_fellow,
    make_portrait,
    make_region,
    make_topic,
    make_user,
    published,
    sign,
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


def test_the_list_says_how_much_each_has_published_in_this_language():
    author = make_author()
    published(make_article(by=[author]))
    both = make_article(by=[author], title_en="Ports", title_zh_hans="港口")
    for language in ("en", "zh-hans"):
        published(both, language)
    published(both, change="minor")
    make_article(by=[author])
    assert words(read("/en/authors/"), ".name") == f"{author.name_en} 2 articles"
    assert words(read("/zh-hans/authors/"), ".name").startswith(f"{author.name_en} 1")


def test_the_list_goes_by_family_names():
    for name, family in (("Yan Zhou", "Zhou"), ("Berg, A.", "Berg"), ("Zoe Lu", "Lu")):
        published(make_article(by=[make_author(name_en=name, family_name_en=family)]))
    names = [name.text_content() for name in every(read("/en/authors/"), ".name")]
    assert [" ".join(name.split()[:2]) for name in names] == ["Berg, A.", "Zoe Lu", "Yan Zhou"]


def heads(address: str) -> dict[str, list[str]]:
    """The names under each head of the list of authors."""
    return {
        part.xpath("string(./h2)"): part.xpath("./ul/li/a//text()")
        for part in read(address).xpath("//section[@class='letter']")
    }


def test_each_language_has_its_own_order_and_heads():
    people = (
        ("Yan Zhou", "Zhou", "周彦", "周彥"),
        ("Xue Shan", "Shan", "单雪", "單雪"),
        ("Lars Berg", "Berg", "", ""),
    )
    for name, family, hans, hant in people:
        author = make_author(name_en=name, family_name_en=family, name_zh_hans=hans, name_zh_hant=hant)
        article = make_article(by=[author], title_en="Ports", title_zh_hans="港口", title_zh_hant="港口")
        for language in ("en", "zh-hans", "zh-hant"):
            published(article, language)
    assert heads("/en/authors/") == {"B": ["Lars Berg"], "S": ["Xue Shan"], "Z": ["Yan Zhou"]}
    assert heads("/zh-hans/authors/") == {"B": ["Lars Berg"], "S": ["单雪"], "Z": ["周彦"]}
    by_strokes = heads("/zh-hant/authors/")
    assert list(by_strokes.values()) == [["周彥"], ["單雪"], ["Lars Berg"]]
    assert list(by_strokes) == ["8畫", "12畫", "A–Z"]


def test_the_heads_are_an_index_of_the_list():
    for name in ("Berg", "Lu"):
        published(make_article(by=[make_author(name_en=name)]))
    page = read("/en/authors/")
    assert links(page, ".letters") == {"B": "#part-b", "L": "#part-l"}
    assert {head.get("id") for head in every(page, ".letter-name")} == {"part-b", "part-l"}


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
    other = make_author(name_en="Berg", position_en="Clerk")
    published(make_article(by=[author, other], title_en="Late", date="2026-01-01"))
    page = read(author.get_absolute_url())
    assert [title.text_content() for title in every(page, ".entry-title")] == ["Late", "Early"]
    assert [post.text_content() for post in every(page, ".entry-byline")] == [
        f"{author.name_en} and Berg",
        "Director, Harbour Institute",
        "Fellow, Harbour Institute",
    ]


def test_roles_are_told_apart_and_counted():
    author = make_author()
    published(make_article(by=[author], title_en="Written"))
    translated = make_article(by=[make_author()], title_en="Translated")
    sign(translated, [author], role="translator")
    published(translated)
    both = make_article(by=[author], title_en="Both")
    sign(both, [author], role="editor")
    published(both)
    page = read(author.get_absolute_url())
    assert [" ".join(link.split()) for link in links(page, ".standings")] == [
        "All 3",
        "Author 2",
        "Editor 1",
        "Translator 1",
    ]
    shown = read(f"{author.get_absolute_url()}?role=translator")
    assert [title.text_content() for title in every(shown, ".entry-title")] == ["Translated"]
    assert words(shown, ".role").startswith("Translator")
    assert len(every(read(f"{author.get_absolute_url()}?role=nobody"), ".entry")) == 3


def test_whoever_only_writes_has_no_roles_to_choose_from():
    author = make_author()
    published(make_article(by=[author]))
    assert not every(read(author.get_absolute_url()), ".standings")


def test_the_pages_of_one_role_follow_each_other():
    author = make_author()
    for number in range(22):
        article = make_article(by=[make_author()], date=f"2026-01-{number + 1:02}", title_en=f"No. {number}")
        sign(article, [author], role="translator")
        published(article)
    published(make_article(by=[author]))
    page = read(f"{author.get_absolute_url()}?role=translator&page=2")
    assert [title.text_content() for title in every(page, ".entry-title")] == ["No. 1", "No. 0"]
    assert "role=translator" in page.xpath("//a[@rel='prev']")[0].get("href")


def test_the_page_says_on_what_somebody_writes_and_how_much_there_is_in_other_languages():
    author, sea, law = make_author(), make_topic(name_en="Sea"), make_topic(name_en="Law")
    published(make_article(by=[author], topics=[sea]))
    both = make_article(by=[author], topics=[sea, law], title_en="Ports", title_zh_hant="港口")
    for language in ("en", "zh-hant"):
        published(both, language)
    page = read(author.get_absolute_url())
    topics = [" ".join(row.text_content().split()) for row in every(page, ".index")[0]]
    assert topics == ["Sea 2 articles", "Law 1 article"]
    assert words(page, ".elsewhere") == "繁體 1 article"
    assert links(page, ".elsewhere") == {"繁體": f"/zh-hant/authors/{author.slug}/"}


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
    shown = author.portrait_sources()["src"]
    assert Client().get(shown).status_code == 404
    published(make_article(by=[author]))
    response = Client().get(shown)
    assert response.status_code == 200
    with Image.open(io.BytesIO(b"".join(response))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (320, 400))


def test_readers_never_get_the_picture_that_a_portrait_was_cut_from():
    author = make_author()
    make_portrait(author)
    published(make_article(by=[author]))
    assert Client().get(author.portrait.url).status_code == 404


@pytest.mark.parametrize("ending", ["", "-320.png", "-321.jpg", "-320.jpg/"])
def test_no_other_file_is_served_as_a_portrait(ending):
    author = make_author()
    make_portrait(author)
    published(make_article(by=[author]))
    assert Client().get(f"/media/portraits/{author.portrait_cut}{ending}").status_code == 404


def test_a_page_offers_the_portrait_in_two_formats_and_three_sizes():
    author = make_author()
    make_portrait(author)
    published(make_article(by=[author]))
    make_fellow(author)
    for address in (author.get_absolute_url(), "/en/fellows/"):
        page = read(address)
        for offered in (one(page, "source"), page.xpath("//picture//img")[0]):
            files = [candidate.split() for candidate in offered.get("srcset").split(",")]
            assert [width for _address, width in files] == ["160w", "320w", "640w"]
            assert {Client().get(address).status_code for address, _width in files} == {200}


def test_editors_see_every_portrait_and_what_it_was_cut_from():
    author = make_author()
    make_portrait(author)
    client = Client()
    client.force_login(make_user(is_staff=True))
    for address in (author.portrait_sources()["src"], author.portrait.url):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, "private")
        assert b"".join(response)


def test_a_fellow_shows_the_profile_and_the_posts_of_before():
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    topic = make_topic(name_en="Pilotage", slug="pilotage")
    facts = {
        "education_en": "PhD, Delft",
        "contact": "press@x.example",
    }
    fellow = make_fellow(make_author(email="unseen@x.example"), **facts)
    fellow.topics.set([topic])
    fellow.regions.set([make_region(name_en="Baltic")])
    fellow.languages.set(SpokenLanguage.objects.filter(code__in=["nl", "en"]))
    make_appointment(
        fellow, position_en="Clerk", department=make_department(name_en="Archive"), until=yesterday
    )
    page = read(fellow.author.get_absolute_url())
    assert words(page, ".profile-facts") == (
        "Formerly Clerk, Archive Topics Pilotage Regions Baltic Languages English · Dutch Education PhD, Delft "
        "Contact press@x.example"
    )
    assert links(page, ".profile-facts") == {"Pilotage": "/en/topics/pilotage/"}
    assert "unseen" not in words(page, "body")


def test_a_hidden_fellow_who_has_published_shows_nothing_of_the_profile():
    fellow = make_fellow(visible=False, contact="UNSEEN")
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    make_appointment(fellow, position_en="UNSEEN", since=yesterday, until=yesterday)
    published(make_article(by=[fellow.author]))
    assert "UNSEEN" not in words(read(fellow.author.get_absolute_url()), "body")


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [(None, 0, "Fellow, Archive"), (None, -1, ""), (1, None, ""), (0, None, "Fellow, Archive")],
)
def test_what_a_fellow_is_follows_from_the_day(since, until, held):
    today = datetime.date.today()
    days = {"since": since, "until": until}
    dates = {
        name: today + datetime.timedelta(days=number) for name, number in days.items() if number is not None
    }
    fellow = make_fellow()
    make_appointment(fellow, department=make_department(name_en="Archive"), **dates)
    assert words(read(fellow.author.get_absolute_url()), ".posts") == held


@pytest.mark.parametrize("several", [3, 25])
@pytest.mark.parametrize(
    ("address", "queries"), [("/en/authors/", 4), ("/en/authors/wu/", 11), ("/en/fellows/", 12)]
)
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
