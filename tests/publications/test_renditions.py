from http import HTTPStatus
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from publications import renditions
from tests.factories import make_article, make_figure, picture, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept() -> list[str]:
    return sorted(default_storage.listdir("figures")[1])


def test_a_rendition_is_made_once_when_it_is_first_asked_for():
    figure = make_figure(picture(600, 400))
    name = figure.image.name.removeprefix("figures/").replace(".png", "-480.webp")
    with renditions.opened(figure, name) as first:
        content = first.read()
    assert len(kept()) == 2
    with renditions.opened(figure, name) as second:
        assert second.read() == content
    assert len(kept()) == 2


def test_two_that_make_the_same_at_once_leave_one():
    figure = make_figure(picture(600, 400))
    place = figure.image.name.replace(".png", "-480.webp")
    for _reader in range(2):
        renditions.make(figure, place, 480, "webp")
    assert len(kept()) == 2


def test_the_command_makes_what_pages_offer_of_public_pictures_and_nothing_twice():
    published(make_article(title_en="x", lead_figure=make_figure(picture(600, 400)), lead_alt_en="A quay"))
    make_figure()
    said = [StringIO(), StringIO()]
    for output in said:
        call_command("render_figures", stdout=output)
    assert [output.getvalue() for output in said] == ["4 made.\n", "0 made.\n"]
    assert len(kept()) == 6


def test_a_picture_that_the_disk_has_lost_is_not_found():
    figure = make_figure()
    published(make_article(title_en="Ports", lead_figure=figure, lead_alt_en="A quay"))
    address, name = figure.image.url, figure.image.name
    figure.image.storage.delete(name)
    for place in (address, f"{address.rpartition('.')[0]}-480.webp"):
        assert Client().get(place).status_code == HTTPStatus.NOT_FOUND
