import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from publications.exporters import FORMATS, kept
from publications.models import Figure, Version
from tests.factories import make_article, make_figure, picture, published

pytestmark = pytest.mark.django_db


class Writer:
    """Writes files of numbers, and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, version: Version) -> bytes:
        self.made += 1
        return f"file {self.made} of {version.title}".encode()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def version():
    return Version.objects.to_cite().get(pk=published(make_article(slug="tides", title_en="Tides")).pk)


def files(version: Version) -> list[Path]:
    return list((settings.DATA_DIR / "files" / str(version.pk)).iterdir())


def test_a_file_is_made_once(version):
    writer = Writer()
    write = kept.once("pdf", lambda: "recipe", writer)
    assert write(version) == write(version) == b"file 1 of Tides"
    assert writer.made == len(files(version)) == 1


def test_another_recipe_makes_it_anew_in_the_place_of_the_former(version):
    recipe, writer = ["first"], Writer()
    write = kept.once("pdf", lambda: recipe[0], writer)
    write(version)
    recipe[0] = "second"
    assert write(version) == b"file 2 of Tides"
    assert len(files(version)) == 1


def test_another_address_makes_it_anew(version):
    writer = Writer()
    write = kept.once("pdf", lambda: "recipe", writer)
    write(version)
    version.article.slug = "currents"
    assert write(version) == b"file 2 of Tides"


def test_formats_do_not_take_each_others_place(version):
    write = [kept.once(extension, lambda: "recipe", Writer()) for extension in ("pdf", "png")]
    for each in write:
        each(version)
    assert len(files(version)) == 2


def test_a_writer_that_fails_leaves_nothing(version):
    def write(version: Version) -> bytes:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept.once("pdf", lambda: "recipe", write)(version)
    assert not (settings.DATA_DIR / "files" / str(version.pk)).exists()


def test_two_at_once_both_get_a_whole_file(version):
    barrier = threading.Barrier(2)

    def write(version: Version) -> bytes:
        barrier.wait(10)
        return b"x" * 1_000_000

    once, got = kept.once("pdf", lambda: "recipe", write), []
    cited = Version(pk=version.pk)
    cited.__dict__.update(version.__dict__)
    threads = [threading.Thread(target=lambda each=each: got.append(once(each))) for each in (version, cited)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [len(each) for each in got] == [1_000_000, 1_000_000]
    assert len(files(version)) == 1


def test_the_sources_of_modules_tell_one_from_another():
    assert kept.sources("pdf") == kept.sources("pdf") != kept.sources("kept")


def test_a_disk_that_takes_nothing_keeps_nothing_from_the_reader(version, caplog):
    (settings.DATA_DIR / "files").write_bytes(b"not a folder")
    write = kept.once("pdf", lambda: "recipe", Writer())
    assert write(version) == b"file 1 of Tides"
    assert "is not kept" in caplog.text


def test_a_file_that_lacks_something_is_served_and_not_kept(version):
    write = kept.once("pdf", lambda: "recipe", lambda version: kept.Incomplete(b"without a chart"))
    assert write(version) == b"without a chart"
    assert not (settings.DATA_DIR / "files").exists()


@pytest.mark.parametrize("extension", ["pdf", "epub"])
def test_a_file_is_whole_again_when_its_figure_is_back(extension):
    version = published(
        make_article(title_en="Tides", lead_figure=make_figure(picture(7, 5)), lead_alt_en="A chart")
    )
    version = Version.objects.to_cite().get(pk=version.pk)
    write = FORMATS[extension].write
    name = Figure.objects.get().image.name
    with default_storage.open(name) as file:
        content = file.read()
    default_storage.delete(name)
    without = write(version)
    default_storage.save(name, ContentFile(content))
    assert len(write(version)) > len(without)
    assert len(files(version)) == 1
