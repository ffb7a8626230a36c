import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from authors import portrait_files, portraits
from authors.models import Author
from tests.factories import make_author, make_portrait, picture

SIDES = st.integers(1, 4000)
PERCENT = st.integers(0, 100)


def encoded(image: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **how)
    return output.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def stored() -> set[str]:
    return set(default_storage.listdir("portraits")[1]) if default_storage.exists("portraits") else set()


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class TestPrepare:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_a_picture_of_any_usual_kind_becomes_a_jpeg(self, kind):
        kept = opened(portraits.prepare(encoded(Image.new("RGB", (400, 500), "teal"), kind)))
        assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (400, 500))

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"portrait",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            picture(400, 500)[:300],
            b"GIF89a" + b"0" * 99,
        ],
    )
    def test_what_is_no_picture_is_refused(self, content):
        with pytest.raises(ValidationError, match="not a picture"):
            portraits.prepare(content)

    def test_sixteen_bits_of_grey_stay_grey(self):
        picture = Image.new("I;16", (400, 500), 32_768)
        kept = opened(portraits.prepare(encoded(picture, "PNG")))
        assert abs(kept.getpixel((200, 250))[0] - 128) < 3

    def test_a_photograph_of_thirty_million_pixels_is_read_small(self, monkeypatch):
        read = []
        monkeypatch.setattr(portraits, "in_srgb", lambda image: read.append(image.size) or image)
        kept = opened(portraits.prepare(encoded(Image.new("RGB", (6000, 5000), "teal"))))
        assert (read, kept.size) == ([(3000, 2500)], (2400, 2000))

    def test_a_picture_too_small_for_a_portrait_is_refused_with_both_measures(self):
        with pytest.raises(ValidationError, match="300 × 900 pixels; a portrait needs at least 320 × 400"):
            portraits.prepare(picture(300, 900))

    def test_a_file_that_is_too_large_is_refused_unread(self):
        with pytest.raises(ValidationError, match="larger than 15 MB"):
            portraits.prepare(b"0" * (portraits.MOST_BYTES + 1))

    def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(self):
        with pytest.raises(ValidationError, match="more than 60 million pixels"):
            portraits.prepare(encoded(Image.new("1", (8000, 8000)), "PNG"))

    def test_a_very_large_picture_is_kept_no_larger_than_is_useful(self):
        assert opened(portraits.prepare(picture(3000, 4000))).size == (1800, 2400)

    def test_a_picture_stands_upright_as_the_camera_says(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        assert opened(portraits.prepare(encoded(Image.new("RGB", (500, 400)), exif=exif))).size == (400, 500)

    def test_nothing_but_pixels_is_kept(self):
        exif = Image.Exif()
        exif[0x010F] = "Camera"
        exif.get_ifd(0x8825)[1] = "N"
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        noted = encoded(Image.new("RGB", (400, 500)), exif=exif, icc_profile=profile, comment=b"At home")
        kept = portraits.prepare(noted)
        assert b"At home" in noted
        assert not {"exif", "icc_profile", "comment"} & set(opened(kept).info)
        assert b"Camera" not in kept

    def test_what_was_transparent_is_white(self):
        kept = opened(portraits.prepare(encoded(Image.new("RGBA", (400, 500), (0, 0, 0, 0)), "PNG")))
        assert kept.getpixel((200, 200)) == (255, 255, 255)

    def test_colours_for_print_become_colours_for_screens(self):
        kept = opened(portraits.prepare(encoded(Image.new("CMYK", (400, 500), (255, 0, 0, 0)))))
        assert kept.mode == "RGB"

    def test_a_broken_colour_profile_is_no_reason_to_refuse_a_picture(self):
        assert portraits.prepare(encoded(Image.new("RGB", (400, 500)), icc_profile=b"broken"))


class TestCropBox:
    @pytest.mark.parametrize(
        ("size", "point", "box"),
        [
            ((400, 500), (0, 100), (0, 0, 400, 500)),
            ((800, 500), (50, 50), (200, 0, 600, 500)),
            ((800, 500), (0, 50), (0, 0, 400, 500)),
            ((800, 500), (100, 50), (400, 0, 800, 500)),
            ((400, 1000), (50, 30), (0, 50, 400, 550)),
        ],
    )
    def test_the_part_lies_around_the_point_and_within_the_picture(self, size, point, box):
        assert portraits.crop_box(size, *point) == box

    @given(SIDES, SIDES, PERCENT, PERCENT)
    def test_no_part_reaches_beyond_its_picture(self, width, height, x, y):
        left, top, right, bottom = portraits.crop_box((width, height), x, y)
        assert 0 <= left <= right <= width
        assert 0 <= top <= bottom <= height


def test_every_size_and_format_is_rendered():
    made = dict(portraits.render(picture(800, 500), 50, 50))
    assert list(made) == portraits.endings()
    for ending, content in made.items():
        width, extension = ending.split(".")
        assert opened(content).size == (int(width), int(width) * 5 // 4)
        assert opened(content).format == {"jpg": "JPEG", "webp": "WEBP"}[extension]


def test_another_point_shows_another_part():
    halves = Image.new("RGB", (1600, 500), "black")
    halves.paste("white", (800, 0, 1600, 500))
    shades = [
        opened(dict(portraits.render(encoded(halves, "PNG"), x, 50))["160.jpg"]).getpixel((80, 100))
        for x in (0, 100)
    ]
    assert [shade[0] < 128 for shade in shades] == [True, False]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestFiles:
    def test_a_portrait_is_kept_whole_beside_what_was_cut_from_it(self):
        author = make_author()
        make_portrait(author)
        cut = {f"{author.portrait_cut}-{ending}" for ending in portraits.endings()}
        assert stored() == cut | {author.portrait.name.removeprefix("portraits/")}

    def test_another_point_replaces_what_was_cut_and_keeps_the_picture(self):
        author = make_author()
        make_portrait(author)
        original, before = author.portrait.name, author.portrait_cut
        author.portrait_x = 10
        author.save()
        assert author.portrait.name == original
        assert not any(name.startswith(before) for name in stored())
        assert len(stored()) == 7

    def test_another_picture_replaces_everything(self):
        author = make_author()
        make_portrait(author)
        first = stored()
        author.portrait = ContentFile(picture(400, 500), name="other.png")
        author.save()
        assert not first & stored()
        assert len(stored()) == 7

    @pytest.mark.parametrize(
        "remove", [lambda author: author.delete(), lambda _author: Author.objects.all().delete()]
    )
    def test_the_files_go_with_the_author(self, remove):
        author = make_author()
        make_portrait(author)
        remove(author)
        assert stored() == set()

    def test_a_portrait_that_is_taken_away_leaves_no_file(self):
        author = make_author()
        make_portrait(author)
        author.portrait = ""
        author.save()
        assert (stored(), author.portrait_sources()) == (set(), {})

    def test_saving_anything_else_makes_no_file_anew(self):
        author = make_author()
        make_portrait(author)
        default_storage.delete(f"portraits/{author.portrait_cut}-160.jpg")
        author.website = "https://a.example/"
        author.save()
        assert len(stored()) == 6

    @pytest.mark.parametrize("content", [None, b"damaged"])
    def test_a_picture_that_was_lost_or_damaged_shows_none_and_stops_nothing(self, content):
        author = make_author()
        make_portrait(author)
        default_storage.delete(author.portrait.name)
        if content:
            default_storage.save(author.portrait.name, ContentFile(content))
        author.portrait_x, author.website = 10, "https://a.example/"
        author.save()
        author.refresh_from_db()
        assert (author.website, author.portrait_sources()) == ("https://a.example/", {})

    def test_an_upload_waits_under_a_key_that_nobody_guesses(self):
        upload = portrait_files.wait(b"picture")
        assert portrait_files.waiting(upload.key).read() == b"picture"
        for key in ("", "../" * 3, "0" * 32, f"../waiting/{upload.key}"):
            assert portrait_files.waiting(key) is None

    def test_an_upload_waits_no_longer_than_a_day(self, monkeypatch):
        old = portrait_files.wait(b"old")
        later = timezone.now() + portrait_files.KEPT_WAITING * 2
        monkeypatch.setattr(portrait_files.timezone, "now", lambda: later)
        monkeypatch.setattr(
            default_storage,
            "get_modified_time",
            lambda name: later if old.key not in name else later - portrait_files.KEPT_WAITING * 2,
        )
        new = portrait_files.wait(b"new")
        assert portrait_files.waiting(old.key) is None
        assert portrait_files.waiting(new.key)
