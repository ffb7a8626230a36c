import datetime

import pytest
from django.db import IntegrityError, transaction

from authors.models import Appointment, Author, Post
from publications.models import Version
from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_fellow,
    published,
    withdrawn,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 6, 15)


def days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=number)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY + days(1), None, False),
        (None, DAY - days(1), False),
    ],
)
def test_an_appointment_is_current_between_its_days(since, until, held):
    make_appointment(make_fellow(), since=since, until=until)
    assert Appointment.objects.current(DAY).exists() is held


def test_former_follows_from_the_last_day():
    make_appointment(make_fellow(), until=DAY - days(1))
    make_appointment(make_fellow(), until=DAY)
    assert Appointment.objects.former(DAY).count() == 1


def test_an_appointment_cannot_end_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_appointment(make_fellow(), since=DAY, until=DAY - days(1))


def test_the_post_of_a_day_is_the_appointment_held_then():
    author = make_author(position_en="Director", institute_en="Institute")
    fellow = make_fellow(author)
    centre = make_department(name_en="Centre for Ports")
    make_appointment(fellow, department=centre, position_en="Research Fellow", until=DAY)
    assert author.post_on(DAY, "en") == Post("Research Fellow", "Centre for Ports")


def test_without_an_appointment_the_post_is_that_of_the_profile():
    author = make_author(position_zh_hans="院长", institute_zh_hans="研究院")
    assert author.post_on(DAY, "zh-hans") == Post("院长", "研究院")


def test_a_post_never_comes_from_another_language():
    author = make_author(position_en="Director", institute_en="Institute")
    assert author.post_on(DAY, "zh-hant") == Post("", "")


def test_published_authors_are_those_with_something_public_in_the_language():
    shown, elsewhere, gone, unpublished = (make_author() for _ in range(4))
    published(make_article(by=[shown]))
    published(make_article(by=[elsewhere], title_zh_hans="航道"), "zh-hans")
    withdrawn(make_article(by=[gone]))
    make_article(by=[unpublished])
    assert list(Author.objects.published("en")) == [shown]


def test_authors_stand_by_family_name_of_the_language():
    ye = make_author(name_en="Ye An", family_name_en="Ye", family_name_zh_hans="叶")
    bao = make_author(name_en="Bao Zi", family_name_en="Bao")
    assert list(Author.objects.by_name("en")) == [bao, ye]
    # Letters and sounds stand in one order there.
    assert list(Author.objects.by_name("zh-hans")) == [bao, ye]


def test_a_hidden_fellow_without_publications_has_no_public_page():
    fellow = make_fellow(visible=False)
    assert not fellow.author.has_public_page()
    published(make_article(by=[fellow.author]))
    assert Version.objects.public().exists()
    assert fellow.author.has_public_page()


@pytest.mark.parametrize(
    ("position", "department", "words"),
    [
        ("Chair", "Archive", "Chair, Archive"),
        ("", "Archive", "Archive"),
        ("Chair", None, "Chair"),
        ("", None, ""),
    ],
)
def test_an_appointment_is_called_by_what_is_known_of_it(position, department, words):
    department = department and make_department(name_en=department)
    assert str(Appointment(position_en=position, department=department)) == words


def test_an_appointment_ends_soon_within_two_months():
    for until in (DAY, DAY + days(60)):
        make_appointment(make_fellow(), until=until)
    for until in (DAY - days(1), DAY + days(61), None):
        make_appointment(make_fellow(), until=until)
    assert [each.until for each in Appointment.objects.ending(DAY)] == [DAY, DAY + days(60)]
