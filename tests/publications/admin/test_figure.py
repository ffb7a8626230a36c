import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publications.models import Figure
from tests.factories import make_article, make_figure, picture, published
from tests.forms import opened, send, signed_in
from tests.pages import one, words

pytestmark = pytest.mark.django_db

ADD = "/admin/publications/figure/add/"


def delete(figure: Figure) -> str:
    return reverse("admin:publications_figure_delete", args=[figure.pk])


def test_a_picture_is_uploaded_and_shown():
    client = signed_in("Editors")
    send(client, ADD, picture=SimpleUploadedFile("chart.png", picture(60, 40)))
    figure = Figure.objects.get()
    page = opened(client.get(reverse("admin:publications_figure_change", args=[figure.pk])))
    assert one(page, ".figure-preview").get("src") == figure.image.url


def test_the_same_picture_twice_is_kept_once():
    content = picture()
    for _time in range(2):
        send(signed_in("Editors"), ADD, picture=SimpleUploadedFile("chart.png", content))
    assert Figure.objects.count() == 1


def test_a_file_that_is_no_picture_is_refused():
    answer = send(signed_in("Editors"), ADD, picture=SimpleUploadedFile("chart.svg", b"<svg onload='x()'/>"))
    assert "This is not a picture" in words(opened(answer))
    assert not Figure.objects.exists()


def test_a_picture_that_a_version_shows_cannot_be_deleted():
    figure = make_figure()
    article = make_article(
        title_en="T", body_en=f'<p>A</p><figure><img src="{figure.image.url}" alt="Chart"></figure>'
    )
    published(article)
    article.body_en = "<p>A</p>"
    article.save()
    assert signed_in("Editors").post(delete(figure), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh_hant"])
def test_a_picture_that_a_working_copy_shows_cannot_be_deleted(language):
    figure = make_figure()
    body = f'<figure><img src="{figure.image.url}" alt="Chart"></figure>'
    make_article(**{f"title_{language}": "T", f"body_{language}": body})
    assert signed_in("Editors").post(delete(figure), {"post": "yes"}).status_code == 403


def test_a_picture_that_nothing_uses_can_be_deleted():
    figure = make_figure()
    signed_in("Editors").post(delete(figure), {"post": "yes"})
    assert not Figure.objects.exists()
