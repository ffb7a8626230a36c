import io

import pytest
from PIL import Image, ImageCms

from config.pixels import in_srgb, on_white, rendition
from tests.factories import picture


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def written(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **how)
    return output.getvalue()


@pytest.mark.parametrize("kind", ["AVIF", "WEBP"])
def test_a_rendition_has_the_width_that_was_asked_for_and_the_shape_of_the_picture(kind):
    made = opened(rendition(picture(width=600, height=300), 480, kind))
    assert (made.format, made.size) == (kind, (480, 240))


@pytest.mark.parametrize("kind", ["AVIF", "WEBP"])
def test_a_line_of_one_pixel_stays_one(kind):
    assert opened(rendition(picture(width=600, height=1), 60, kind)).size == (60, 1)


@pytest.mark.parametrize("kind", ["AVIF", "WEBP"])
def test_transparent_parts_stay_so_and_palettes_are_read(kind):
    clear = Image.new("RGBA", (40, 20), (200, 0, 0, 0))
    assert opened(rendition(written(clear), 20, kind)).convert("RGBA").getpixel((10, 5))[3] == 0
    palette = Image.new("RGB", (40, 20), (200, 0, 0)).convert("P")
    red, green, blue = opened(rendition(written(palette), 20, kind)).convert("RGB").getpixel((10, 5))
    assert red > 190
    assert max(green, blue) < 10


@pytest.mark.parametrize("kind", ["AVIF", "WEBP"])
def test_nothing_but_pixels_goes_along(kind):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    content = rendition(written(Image.new("RGB", (40, 30)), "JPEG", exif=exif), 20, kind)
    assert b"taken at home" not in content


def test_the_colours_of_a_profile_become_those_of_the_web():
    wide = Image.new("RGBA", (4, 4), (10, 200, 10, 128))
    wide.info["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert in_srgb(wide).getpixel((1, 1)) == (10, 200, 10, 128)
    wide.info["icc_profile"] = b"broken"
    assert in_srgb(wide).mode == "RGBA"


def test_a_picture_on_white_has_no_holes():
    assert on_white(Image.new("RGBA", (4, 4), (0, 0, 0, 0))).getpixel((1, 1)) == (255, 255, 255)
