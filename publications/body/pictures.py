"""The pictures that a body shows, and how a page offers each in the sizes that screens need."""

import re
from html import escape

from publications.body.vocabulary import parse

# In pixels: a telephone's column and the widest column of a page, at one and two and more device pixels.
WIDTHS = (480, 800, 1200, 1800)
# Best first: the extension of a name, and the type that a browser knows.
FORMATS = {"avif": "image/avif", "webp": "image/webp"}
# Markup never stands in texts or attributes unescaped, so what looks like an image is one.
_IMAGE = re.compile(r'<img src="([^"]*)"[^>]*? width="(\d+)"[^>]*>')


def pictures(body: str) -> list[str]:
    """The addresses of the pictures of a body, which is as ``clean`` writes it, in reading order."""
    if "<img" not in body:
        return []
    return [source for image in parse(body).iter("img") if (source := image.get("src"))]


def with_renditions(html: str, folder: str, sizes: str) -> str:
    """HTML with each image that lies in ``folder`` and tells its width within a ``picture`` of all its renditions.

    ``folder`` is the beginning of an address that ends in a slash, ``sizes`` tells the width that the page gives to
    pictures, as the attribute of that name does.
    """

    def offered(image: re.Match[str]) -> str:
        address, width = image[1], int(image[2])
        if not address.startswith(folder):
            return image[0]
        sources = "".join(
            f'<source type="{kind}" srcset="{srcset(address, width, extension)}" sizes="{escape(sizes)}">'
            for extension, kind in FORMATS.items()
        )
        return f"<picture>{sources}{image[0]}</picture>"

    return _IMAGE.sub(offered, html)


def srcset(address: str, width: int, extension: str) -> str:
    """The renditions of the picture at an address, ``width`` pixels wide itself, up to the first that shows it whole.

    They are named by rule, so that no page has to ask which there are: ``a.png`` gives ``a-480.avif``.
    """
    stem = address.rpartition(".")[0]
    enough = next((each for each in WIDTHS if each >= width), WIDTHS[-1])
    return ", ".join(f"{stem}-{each}.{extension} {min(each, width)}w" for each in WIDTHS if each <= enough)


def rendition_of(name: str) -> tuple[str, int, str] | None:
    """The stem, the width and the extension that the name of a rendition tells, or None for any other name."""
    stem, _, ending = name.rpartition("-")
    width, _, extension = ending.partition(".")
    known = extension in FORMATS and width in map(str, WIDTHS)
    return (stem, int(width), extension) if stem and known else None
