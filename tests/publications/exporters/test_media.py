import io

import pytest
from PIL import Image

from publications import typesetting
from publications.exporters import media
from tests.publications.typesetting.facts import FACTS, NOON


def picture(mode: str, kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    output = io.BytesIO()
    Image.new(mode, size).save(output, kind)
    return output.getvalue()


def printable(monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> media.Picture | None:
    monkeypatch.setattr(media, "stored", lambda address: content)
    return media.printable("/media/figures/a.png")


@pytest.mark.parametrize(
    ("mode", "kind", "extension"),
    [
        *((mode, "PNG", "png") for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
        ("RGB", "JPEG", "jpg"),
        ("L", "JPEG", "jpg"),
        ("CMYK", "JPEG", "jpg"),
        ("RGBA", "WEBP", "jpg"),
        ("P", "GIF", "jpg"),
    ],
)
def test_any_kind_of_picture_can_be_printed(monkeypatch, mode, kind, extension):
    found = printable(monkeypatch, picture(mode, kind))
    assert found.extension == extension
    name = f"a.{found.extension}"
    block = {"is": "figure", "file": name, "width": found.points, "alt": "x", "of": []}
    assert typesetting.to_pdf("article", FACTS | {"body": [block]}, {name: found.content}, NOON)


@pytest.mark.parametrize(
    "content", [None, b"", b"x", picture("RGB", "JPEG")[:-20], picture("RGB", "PNG")[:-25]]
)
def test_what_is_lost_or_damaged_is_none(monkeypatch, content):
    assert printable(monkeypatch, content) is None


def test_no_picture_is_wider_or_higher_than_a_page(monkeypatch):
    wide = printable(monkeypatch, picture("L", "PNG", (2400, 100)))
    tall = printable(monkeypatch, picture("L", "PNG", (100, 2400)))
    small = printable(monkeypatch, picture("L", "PNG", (100, 100)))
    assert wide.points == 447
    assert tall.points * 24 == pytest.approx(520)
    assert small.points == 48
