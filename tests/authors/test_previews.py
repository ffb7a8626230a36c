"""A profile is looked at before anything of it is saved."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from authors.models import Appointment, Author, Fellow
from tests.factories import make_appointment, make_author, make_department, make_fellow, make_topic, picture
from tests.forms import opened, signed_in, typed
from tests.pages import every, one, words

pytestmark = pytest.mark.django_db

STAFF = "Fellows' staff"


def address(fellow):
    return f"/admin/authors/fellow/{fellow.pk}/change/"


def preview(fellow, language="en", group=STAFF, **changes):
    client = signed_in(group)
    return client.post(address(fellow), typed(client.get(address(fellow)), _preview=language, **changes))


def test_what_the_form_holds_is_shown_as_readers_would_see_it():
    fellow = make_fellow(make_author(name_en="Zhao Long", biography_en="Reads charts."))
    topic, archive = make_topic(name_en="Pilotage"), make_department(name_en="Archive")
    make_appointment(fellow, department=archive, position_en="Chair")
    make_appointment(fellow, department=archive, position_en="Clerk")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    changes = {"appointments-0-until": str(yesterday), "appointments-1-DELETE": "on"}
    page = opened(preview(fellow, biography_en="Reads books.", topics=[topic.pk], **changes))
    assert "Reads books." in words(page, "main")
    assert "Pilotage" in words(page, ".profile-facts")
    assert words(page, ".former") == "Chair, Archive"
    assert "Clerk" not in words(page, "main")
    assert "Nothing of it is saved yet" in words(page, ".preview")


def portraits():
    """The files that are kept, those of other tests among them."""
    return set(default_storage.listdir("portraits")[1]) if default_storage.exists("portraits") else set()


def test_nothing_is_saved_or_left_behind():
    fellow = make_fellow(make_author(name_en="Zhao Long"))
    make_appointment(fellow)
    upload = SimpleUploadedFile("p.png", picture(400, 500))
    before = portraits()
    page = opened(preview(fellow, contact="Room 2", portrait=upload, **{"appointments-0-DELETE": "on"}))
    assert one(page, "picture").xpath(".//img/@src")[0].startswith("data:image/jpeg;base64,")
    assert not Author.objects.get().portrait
    assert not Fellow.objects.get().contact
    assert Appointment.objects.exists()
    assert portraits() == before


def test_it_is_shown_in_the_language_that_was_asked_for():
    fellow = make_fellow(make_author(name_en="Zhao Long", name_zh_hant="趙龍"))
    answer = preview(fellow, "zh-hant", biography_zh_hant="研究航道。")
    assert answer["Content-Language"] == "zh-Hant"
    assert words(opened(answer), "h1") == "趙龍"
    assert "研究航道。" in words(opened(answer), "main")


def test_a_form_with_mistakes_comes_back_with_them():
    fellow = make_fellow()
    upload = SimpleUploadedFile("p.png", picture(400, 500))
    page = opened(preview(fellow, email="wrong", portrait=upload))
    assert len(every(page, ".errorlist")) == 1
    assert one(page, "#id_email").get("value") == "wrong"


def test_who_may_not_change_a_fellow_gets_no_preview_of_changes():
    fellow = make_fellow()
    client = signed_in("Translators")
    assert client.post(address(fellow), {"_preview": "en"}).status_code == 403


def test_a_new_person_has_no_buttons_for_it():
    assert not every(opened(signed_in(STAFF).get("/admin/authors/fellow/add/")), ".preview-buttons")
