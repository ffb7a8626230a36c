import datetime

import pytest
from django.test import Client
from django.utils import timezone

from publications.home import front
from publications.models import Version
from tests.factories import (
    make_appointment,
    make_article,
    make_fellow,
    make_figure,
    make_topic,
    pick,
    picture,
    published,
    withdrawn,
)
from tests.pages import every, read, words

pytestmark = pytest.mark.django_db


def make(number: int, **facts):
    """A public article, the newer the higher its number."""
    article = make_article(title_en=f"No. {number}", date=f"2026-01-{number:02}", **facts)
    published(article)
    return article


def titles(versions) -> list[str]:
    return [version.title for version in versions]


def test_picks_come_first_in_their_order_and_the_latest_fill_the_rest():
    made = [make(number) for number in range(1, 8)]
    for order, number in enumerate((2, 5, 1)):
        pick(made[number - 1], order=order)
    found = front("en")
    assert found.lead.title == "No. 2"
    assert titles(found.cards) == ["No. 5", "No. 1", "No. 7"]
    assert titles(found.latest) == ["No. 6", "No. 4", "No. 3"]


def test_without_picks_the_newest_with_a_picture_leads():
    made = [make(1), make(2, lead_figure=make_figure(picture(90, 60)), lead_alt_en="A pier"), make(3)]
    assert front("en").lead.article == made[1]


def test_without_picks_and_pictures_the_newest_leads():
    assert make(2) == front("en").lead.article or make(1)
    assert front("en").lead.title == "No. 2"


def test_a_pick_that_readers_cannot_see_is_passed_over():
    seen = make(1)
    draft, coming, gone = make_article(), make_article(), make_article()
    published(coming, at=timezone.now() + datetime.timedelta(days=1))
    withdrawn(gone)
    for order, article in enumerate((draft, coming, gone, seen)):
        pick(article, order=order)
    assert titles(front("en").shown) == ["No. 1"]


def test_a_pick_for_one_language_is_none_for_another():
    made = make_article(title_en="Both", title_zh_hans="两种", date="2026-01-01")
    newer = make_article(title_en="Newer", title_zh_hans="较新", date="2026-01-02")
    for article in (made, newer):
        published(article)
        published(article, "zh-hans")
    # One article has another place in another language.
    pick(newer, "zh-hans", 1)
    pick(made, "zh-hans", 2)
    pick(newer, "en", 2)
    pick(made, "en", 1)
    assert titles(front("en").shown) == ["Both", "Newer"]
    assert titles(front("zh-hans").shown) == ["较新", "两种"]


@pytest.mark.parametrize(
    ("made", "cards", "latest"), [(0, 0, 0), (1, 0, 0), (2, 0, 1), (3, 0, 2), (4, 3, 0), (6, 3, 2)]
)
def test_a_row_of_cards_is_full_or_not_there(made, cards, latest):
    for number in range(1, made + 1):
        make(number)
    found = front("en")
    assert (len(found.cards), len(found.latest)) == (cards, latest)
    assert len(found.shown) == made


def test_the_page_shows_lead_cards_and_latest():
    for number in range(1, 7):
        make(number)
    page = read("/en/")
    assert words(page, ".lead-title") == "No. 6"
    assert [title.text_content() for title in every(page, ".card-title")] == ["No. 5", "No. 4", "No. 3"]
    assert [title.text_content().strip() for title in every(page, ".entry-title")] == ["No. 2", "No. 1"]


def test_longer_works_that_are_no_longer_among_the_latest_have_a_row_of_their_own():
    for number in range(1, 4):
        make(number, kind="report")
    for number in range(4, 14):
        make(number)
    shelf = read("/en/").xpath("//section[@aria-labelledby='longer']")[0]
    titles = [title.text_content() for title in shelf.xpath(".//h3")]
    assert titles == ["No. 3", "No. 2", "No. 1"]


def test_fellows_of_today_who_wrote_last_stand_first():
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    people = [make_fellow() for _ in range(4)]
    for number, fellow in enumerate(people, 1):
        make_appointment(fellow, until=yesterday if number == 3 else None)
        if number != 4:
            make(number, by=[fellow.author])
    hidden = make_fellow(visible=False)
    make(5, by=[hidden.author])
    names = [name.text_content() for name in every(read("/en/"), ".person-name")]
    assert names == [people[1].author.name_en, people[0].author.name_en]


def test_the_page_of_an_institute_that_has_published_nothing_says_so():
    assert "Nothing has been published" in words(read("/zh-hans/")) or "尚" in words(read("/zh-hans/"))
    assert "Nothing has been published here in this language yet." in words(read("/en/"))


def test_bodies_are_not_read_for_the_home_page():
    make(1)
    assert {"body", "text", "source", "notes"} <= front("en").lead.get_deferred_fields()


@pytest.mark.parametrize("several", [1, 30])
def test_the_page_asks_as_often_for_many_as_for_few(django_assert_num_queries, several):
    topic = make_topic()
    for number in range(several):
        article = make(number % 28 + 1, topics=[topic])
        if number % 3 == 0:
            pick(article, order=number)
    assert Version.objects.public("en").count() == several
    with django_assert_num_queries(8):
        Client().get("/en/")
