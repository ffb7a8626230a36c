from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

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
