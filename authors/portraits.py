"""Portraits as pictures: what is uploaded is checked and encoded anew, then cut around a point and rendered.

Bytes go in and bytes come out; nothing here knows where they are kept.
"""

import base64
import io
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from config.pixels import PHOTOGRAPH, encoded, in_srgb, on_white

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2400  # pixels kept of an original: enough to cut a small part out of it again
LEAST = (320, 400)
WIDTHS = (160, 320, 640)  # of what pages show, at one and two and more device pixels
RATIO = (4, 5)  # width to height of every portrait on the site
RENDITIONS = {"webp": "WEBP", "jpg": "JPEG"}


def height(width: int) -> int:
    """The height in pixels of a portrait of that width."""
    return width * RATIO[1] // RATIO[0]


def prepare(content: bytes) -> bytes:
    """An uploaded picture as the JPEG file that is kept for cutting.

    It stands upright as EXIF says, in the colours of sRGB, on white where it was transparent, no larger than is
    useful, and with nothing in it but pixels. Raises ValidationError for what is not a picture, or too large or too
    small a one.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %(limit)s MB."),
            code="file_too_large",
            params={"limit": MOST_BYTES // 1024**2},
        )
    picture = _opened(content)
    if picture.width < LEAST[0] or picture.height < LEAST[1]:
        raise ValidationError(
            _("The picture is %(width)s × %(height)s pixels; a portrait needs at least %(least)s."),
            code="picture_too_small",
            params={"width": picture.width, "height": picture.height, "least": f"{LEAST[0]} × {LEAST[1]}"},
        )
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return encoded(picture, "JPEG", **PHOTOGRAPH["JPEG"] | {"quality": 92})


def crop_box(size: tuple[int, int], x: int, y: int) -> tuple[int, int, int, int]:
    """The largest part of the site's shape around a point: left, top, right and bottom in pixels.

    ``x`` and ``y`` are the point in percent of the width and the height of ``size``; the part is moved just as far
    as it takes to lie within the picture.
    """
    whole_width, whole_height = size
    width = min(whole_width, whole_height * RATIO[0] / RATIO[1])
    tall = width * RATIO[1] / RATIO[0]
    left = min(max(whole_width * x / 100 - width / 2, 0), whole_width - width)
    top = min(max(whole_height * y / 100 - tall / 2, 0), whole_height - tall)
    return round(left), round(top), round(left + width), round(top + tall)


def render(content: bytes, x: int, y: int) -> Iterator[tuple[str, bytes]]:
    """Every size and format that pages show of a picture cut around a point: an ending such as ``320.webp``, the file.

    ``content`` is any picture that ``prepare`` would take, ``x`` and ``y`` a point in percent.
    """
    picture = _opened(content)
    box = crop_box(picture.size, x, y)
    for width in WIDTHS:
        sized = picture.resize((width, height(width)), Image.Resampling.LANCZOS, box)
        for extension, kind in RENDITIONS.items():
            yield f"{width}.{extension}", encoded(sized, kind, **PHOTOGRAPH[kind])


def as_address(content: bytes) -> str:
    """A picture that ``prepare`` made as a small ``data:`` address, to be shown before it is saved."""
    picture = Image.open(io.BytesIO(content))
    picture.thumbnail((640, 640))
    return (
        f"data:image/jpeg;base64,{base64.b64encode(encoded(picture, 'JPEG', **PHOTOGRAPH['JPEG'])).decode()}"
    )


def endings() -> list[str]:
    """The endings of all that ``render`` makes."""
    return [f"{width}.{extension}" for width in WIDTHS for extension in RENDITIONS]


def _opened(content: bytes) -> Image.Image:
    """The pixels of a picture file, upright and in RGB; raises ValidationError for anything else."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValidationError(
                    _("The picture has more than %(limit)s million pixels."),
                    code="picture_too_large",
                    params={"limit": MOST_PIXELS // 1_000_000},
                )
            # A JPEG far larger than what is kept is read at a half or a quarter of its size, in as much less memory.
            opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            opened.load()
            return on_white(in_srgb(ImageOps.exif_transpose(opened)))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("This is not a picture in JPEG, PNG or WebP format, or it is damaged."), code="not_a_picture"
        ) from error
