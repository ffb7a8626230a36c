import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publications.models import Figure
from tests.factories import make_article, make_figure, picture
from tests.forms import opened, signed_in
from tests.pages import one

pytestmark = pytest.mark.django_db


def door() -> str:
    return reverse("admin:publications_article_figures")


def upload(content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"picture": SimpleUploadedFile("a.png", content)}


def test_an_editor_uploads_a_picture_and_is_told_where_it_is():
    answer = signed_in("Editors").post(door(), upload(picture(60, 40)))
    figure = Figure.objects.get()
    assert answer.json() == {
        "src": figure.image.url,
        "width": 60,
        "height": 40,
        "name": figure.image.name.removeprefix("figures/"),
    }


def test_the_pictures_are_listed_newest_first_a_page_at_a_time():
    made = [make_figure() for _number in range(14)]
    client = signed_in("Translators")
    first, second = client.get(door()).json(), client.get(door(), {"page": 2}).json()
    assert [each["src"] for each in first["figures"] + second["figures"]] == [
        figure.image.url for figure in reversed(made)
    ]
    assert (first["next"], second["next"]) == (2, None)


def test_a_file_that_is_no_picture_is_refused_with_the_reason():
    answer = signed_in("Editors").post(door(), upload(b"<svg/>"))
    assert answer.status_code == 400
    assert "This is not a picture" in answer.json()["error"]


def test_a_request_without_a_file_is_refused_with_the_reason():
    answer = signed_in("Editors").post(door())
    assert (answer.status_code, answer.json()) == (400, {"error": "No file has arrived."})


def test_who_may_not_add_pictures_may_still_choose_one():
    answer = signed_in("Translators").post(door(), upload(picture()))
    assert answer.status_code == 403
    assert answer.json()["error"].startswith("You may choose pictures")
    assert not Figure.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_work_on_articles_is_shown_the_door(method):
    assert getattr(signed_in("Fellows' staff"), method)(door()).status_code == 403


def test_the_textarea_says_where_pictures_are_and_the_page_carries_the_words():
    page = opened(signed_in().get(reverse("admin:publications_article_change", args=[make_article().pk])))
    assert one(page, "#id_body_zh_hant").get("data-figures") == door()
    assert "A note needs a text." in one(page, "#editor-words").text


def test_the_words_of_the_editor_are_in_the_language_of_the_admin():
    address = reverse("admin:publications_article_add")
    page = opened(signed_in().get(address, headers={"accept-language": "zh-hans"}))
    assert json.loads(one(page, "#editor-words").text)["close"] == "关闭"
