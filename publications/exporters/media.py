"""The files of the pictures that a version shows, and how they are printed."""

import io
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from PIL import Image

from config.pixels import PHOTOGRAPH, encoded, in_srgb, on_white

# In points: the width of a text and what one picture may take of a page's height; pixels are printed at 150 an inch.
_WIDTH, _HEIGHT, _PIXEL = 447.0, 520.0, 72 / 150
_DAMAGED = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
_AS_THEY_ARE = {"PNG": "png", "JPEG": "jpg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fit for paper: a PNG or JPEG file, and how wide it is printed, in points."""

    content: bytes
    extension: str
    points: float


def stored(address: str) -> bytes | None:
    """The file behind the address of a picture, as bodies name it; None where it is lost."""
    try:
        with default_storage.open(address.removeprefix(settings.MEDIA_URL)) as file:
            return bytes(file.read())
    except (OSError, SuspiciousFileOperation):
        return None


def intact(address: str) -> bytes | None:
    """The file behind the address of a picture; None where it is lost or damaged."""
    content = stored(address)
    if content is None:
        return None
    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.load()
    except _DAMAGED:
        return None
    return content


def printable(address: str) -> Picture | None:
    """The picture at an address as paper takes it; None where its file is lost or damaged."""
    content = stored(address)
    if content is None:
        return None
    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.load()
            kind, (width, height) = opened.format or "", opened.size
            if kind not in _AS_THEY_ARE or opened.mode == "CMYK":
                content, kind = encoded(on_white(in_srgb(opened)), "JPEG", **PHOTOGRAPH["JPEG"]), "JPEG"
    except _DAMAGED:
        return None
    return Picture(content, _AS_THEY_ARE[kind], min(width * _PIXEL, _WIDTH, _HEIGHT * width / height))
