import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from publications import workflow
from publications.models import Figure
from tests.factories import make_article, make_figure, picture, published, withdrawn

pytestmark = pytest.mark.django_db


def showing(figure: Figure) -> str:
    return f'<figure><img src="{figure.image.url}" alt="A chart"></figure>'


def test_the_same_picture_is_kept_once():
    content = picture()
    assert Figure.objects.keep(content) == Figure.objects.keep(content)
    assert Figure.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_who_bring_the_same_picture_at_once_are_given_the_same():
    content, together = picture(), threading.Barrier(4)

    def bring(_each: int) -> Figure:
        together.wait()
        try:
            return Figure.objects.keep(content)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        kept = list(people.map(bring, range(4)))
    assert kept == [Figure.objects.get()] * 4
    stem = kept[0].digest[:20]
    names = [each for each in default_storage.listdir("figures")[1] if each.startswith(stem)]
    assert names == [kept[0].image.name.removeprefix("figures/")]
    assert (kept[0].width, kept[0].height) == (60, 40)


def test_a_picture_is_encoded_anew_without_what_a_camera_wrote():
    original = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (40, 30)).save(original, "JPEG", exif=exif)
    assert b"taken at home" in original.getvalue()
    figure = Figure.objects.keep(original.getvalue())
    assert b"taken at home" not in figure.image.read()
    assert (figure.width, figure.height) == (40, 30)


def test_a_picture_is_made_no_wider_than_a_page_shows():
    assert Figure.objects.keep(picture(width=3000, height=300)).width == 2400


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:60]]
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValidationError):
        Figure.objects.keep(content)
    assert not Figure.objects.exists()


def test_a_picture_is_public_while_a_public_version_shows_it():
    shown, hidden, taken_back = make_figure(), make_figure(), make_figure()
    published(make_article(title_en="Harbour", body_en=showing(shown)))
    make_article(title_en="Harbour", body_en=showing(hidden))
    withdrawn(make_article(title_en="Harbour", body_en=showing(taken_back)))
    assert list(Figure.objects.public()) == [shown]


def test_a_picture_of_an_earlier_version_stays_as_long_as_its_page_does():
    article = make_article(title_en="Harbour", body_en=showing(figure := make_figure()))
    published(article)
    article.body_en = "<p>Without a chart.</p>"
    article.save()
    published(article)
    assert list(Figure.objects.public()) == [figure]
    workflow.withdraw(article.editions.get(language="en"), reason="The survey was wrong.")
    assert not Figure.objects.public().exists()


def test_a_lead_figure_is_public_with_its_article():
    figure = make_figure()
    published(make_article(title_en="Harbour", lead_figure=figure, lead_alt_en="A harbour"))
    assert list(Figure.objects.public()) == [figure]
