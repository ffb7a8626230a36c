"""Two who work on one profile at the same time: nothing that either of them wrote is lost."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from authors.models import Appointment, Author, Fellow
from tests.factories import make_appointment, make_author, make_department, make_fellow, make_topic, picture
from tests.forms import opened, signed_in, typed
from tests.pages import every, one, words

pytestmark = pytest.mark.django_db

STAFF = "Fellows' staff"


def address(fellow: Fellow) -> str:
    return f"/admin/authors/fellow/{fellow.pk}/change/"


def both_open(fellow: Fellow) -> tuple[Client, HttpResponse, Client, HttpResponse]:
    """Two members of the staff, each with the form as it stands now."""
    mine, theirs = signed_in(STAFF, username="mei"), signed_in(STAFF, username="lin")
    return mine, mine.get(address(fellow)), theirs, theirs.get(address(fellow))


def save(client: Client, page: HttpResponse, fellow: Fellow, **changes: Any) -> HttpResponse:
    return client.post(address(fellow), typed(page, **changes))


def errors(page: HttpResponse, place: str) -> str:
    """What is said to be wrong with a field."""
    lists = (each.xpath(".//ul[contains(@class, 'errorlist')]") for each in every(opened(page), f".{place}"))
    return " ".join(each.text_content() for several in lists for each in several)


class TestFields:
    def test_what_each_changed_alone_is_kept_and_told(self):
        fellow = make_fellow(make_author(name_en="Zhao Long", biography_en="Reads\nbooks."))
        ports, rails = make_topic(name_en="Ports"), make_topic(name_en="Rails")
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, biography_en="Reads charts.", topics=[ports.pk], visible=None)
        answer = save(mine, my_page, fellow, website="https://a.example/", biography_zh_hans="读海图。")
        author, fellow = Author.objects.get(), Fellow.objects.get()
        assert (author.biography_en, author.biography_zh_hans) == ("Reads charts.", "读海图。")
        assert author.website == "https://a.example/"
        assert list(fellow.topics.all()) == [ports]
        assert not fellow.visible
        said = words(opened(mine.get(answer.url)), ".messagelist")
        assert "last lin," in said
        assert "Biography (English), Topics, Shown to readers" in said
        assert rails not in fellow.topics.all()

    def test_what_both_changed_is_refused_once_with_who_when_and_into_what(self):
        fellow = make_fellow(make_author(name_en="Zhao Long"))
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, contact="Room 2", education_en="MA")
        refused = save(mine, my_page, fellow, contact="Room 3")
        assert Fellow.objects.get().contact == "Room 2"
        error = errors(refused, "field-contact")
        assert error.startswith("Changed meanwhile into: “Room 2”. Saved last by lin, ")
        assert one(opened(refused), "#id_contact").get("value") == "Room 3"
        save(mine, refused, fellow)
        assert (Fellow.objects.get().contact, Fellow.objects.get().education_en) == ("Room 3", "MA")

    def test_boxes_that_both_ticked_are_refused_once(self):
        fellow, first, second = make_fellow(), make_topic(name_en="Ports"), make_topic(name_en="Rails")
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, topics=[first.pk])
        refused = save(mine, my_page, fellow, topics=[second.pk])
        assert "into: “Ports”" in errors(refused, "field-topics")
        save(mine, refused, fellow)
        assert list(Fellow.objects.get().topics.all()) == [second]

    def test_the_same_change_by_both_is_no_conflict(self):
        fellow = make_fellow()
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, contact="Room 2")
        assert save(mine, my_page, fellow, contact="Room 2").status_code == 302

    def test_two_portraits_are_not_put_over_each_other_in_silence(self):
        fellow = make_fellow()
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, portrait=SimpleUploadedFile("a.png", picture(400, 500)))
        kept = Author.objects.get().portrait.name
        upload = SimpleUploadedFile("b.png", picture(500, 600))
        refused = save(mine, my_page, fellow, portrait=upload)
        assert Author.objects.get().portrait.name == kept
        assert "by lin" in errors(refused, "field-portrait")
        save(mine, refused, fellow, portrait=None)
        assert Author.objects.get().portrait.name != kept

    def test_a_portrait_that_somebody_uploaded_stays_when_another_changes_a_word(self):
        fellow = make_fellow()
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, portrait=SimpleUploadedFile("a.png", picture(400, 500)))
        save(mine, my_page, fellow, contact="Room 2", portrait=None)
        assert Author.objects.get().portrait_sources()

    def test_the_form_of_the_author_and_that_of_the_fellow_know_of_each_other(self):
        fellow = make_fellow(make_author(name_en="Zhao Long", slug="long"))
        mine, my_page, theirs, _ = both_open(fellow)
        author = f"/admin/authors/author/{fellow.author.pk}/change/"
        theirs.post(author, typed(theirs.get(author), biography_en="Reads charts."))
        refused = save(mine, my_page, fellow, biography_en="Reads books.")
        assert "by lin" in errors(refused, "field-biography_en")


class TestAppointments:
    def test_rows_that_each_changed_alone_are_kept(self):
        fellow = make_fellow()
        first, second = (make_appointment(fellow, position_en=name) for name in ("Fellow", "Clerk"))
        mine, my_page, theirs, their_page = both_open(fellow)
        save(
            theirs,
            their_page,
            fellow,
            **{"appointments-0-until": "2025-01-31", "appointments-1-position_en": "X"},
        )
        save(mine, my_page, fellow, **{"appointments-0-position_en": "Chair"})
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.position_en, first.until) == ("Chair", datetime.date(2025, 1, 31))
        assert second.position_en == "X"

    def test_a_date_that_both_changed_is_refused_once(self):
        fellow = make_fellow()
        make_appointment(fellow, position_en="Fellow")
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, **{"appointments-0-until": "2025-01-31"})
        refused = save(mine, my_page, fellow, **{"appointments-0-until": "2026-01-31"})
        assert "by lin" in errors(refused, "field-until")
        save(mine, refused, fellow)
        assert Appointment.objects.get().until == datetime.date(2026, 1, 31)

    def test_a_row_that_somebody_added_stays(self):
        fellow, department = make_fellow(), make_department()
        mine, my_page, theirs, their_page = both_open(fellow)
        row = {"appointments-TOTAL_FORMS": "1", "appointments-0-department": department.pk}
        save(theirs, their_page, fellow, **row)
        save(mine, my_page, fellow, **row)
        assert Appointment.objects.count() == 2

    def test_a_row_that_somebody_removed_stays_away_when_i_left_it_alone(self):
        fellow = make_fellow()
        make_appointment(fellow)
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, **{"appointments-0-DELETE": "on"})
        assert save(mine, my_page, fellow, contact="Room 2").status_code == 302
        assert not Appointment.objects.exists()
        assert Fellow.objects.get().contact == "Room 2"

    def test_the_other_rows_stand_in_their_places_when_one_is_gone(self):
        fellow = make_fellow()
        for name in ("Fellow", "Clerk"):
            make_appointment(fellow, position_en=name)
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, **{"appointments-0-DELETE": "on"})
        refused = save(mine, my_page, fellow, email="wrong", **{"appointments-1-position_en": "Chair"})
        save(mine, refused, fellow, email="")
        assert Appointment.objects.get().position_en == "Chair"

    def test_a_row_that_somebody_removed_while_i_changed_it_is_told_once(self):
        fellow = make_fellow()
        make_appointment(fellow, position_en="Fellow")
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, **{"appointments-0-DELETE": "on"})
        refused = save(mine, my_page, fellow, **{"appointments-0-position_en": "Chair"})
        assert "This row was removed meanwhile. Saved last by lin" in words(
            opened(refused), "#appointments-group"
        )
        assert one(opened(refused), "#id_appointments-0-position_en").get("value") == "Chair"
        assert save(mine, refused, fellow).status_code == 302

    def test_a_row_that_somebody_changed_is_deleted_only_when_asked_again(self):
        fellow = make_fellow()
        make_appointment(fellow, position_en="Fellow")
        mine, my_page, theirs, their_page = both_open(fellow)
        save(theirs, their_page, fellow, **{"appointments-0-position_en": "Chair"})
        refused = save(mine, my_page, fellow, **{"appointments-0-DELETE": "on"})
        assert Appointment.objects.exists()
        assert "was changed meanwhile. Saved last by lin" in words(opened(refused))
        save(mine, refused, fellow)
        assert not Appointment.objects.exists()


def test_a_form_without_what_it_was_opened_with_is_saved_as_it_is():
    fellow = make_fellow(make_author(name_en="Zhao Long"))
    client = signed_in(STAFF)
    sent = typed(client.get(address(fellow)), contact="Room 2")
    bare = {name: value for name, value in sent.items() if not name.startswith("initial-")}
    client.post(address(fellow), bare)
    assert Fellow.objects.get().contact == "Room 2"


def test_a_new_form_keeps_nothing_beside_its_inputs():
    page = opened(signed_in(STAFF).get("/admin/authors/fellow/add/"))
    assert not [each for each in every(page, "input") if (each.get("name") or "").startswith("initial-")]
