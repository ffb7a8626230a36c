"""The pictures that come with a file in the neutral form, put where the site keeps its own."""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

from publications.importers.corpus_lines import Problem
from publications.models.file import FORMATS, MOST_PIXELS

_NAME = re.compile(r"(?:figures|portraits)/[\w-]{1,80}\.(?:png|jpg|webp)", re.ASCII)
MOST_BYTES = 50_000_000


def place_all(folder: Path) -> tuple[list[str], list[Problem]]:
    """Copy the pictures of a folder into the site under their names, but those it has.

    Returns the names of what was copied, and what is no picture.
    """
    placed, problems = [], []
    for path in sorted(each for each in folder.glob("*/*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        if default_storage.exists(name):
            continue
        if (
            not _NAME.fullmatch(name)
            or path.stat().st_size > MOST_BYTES
            or not _is_picture(path.read_bytes())
        ):
            problems.append(Problem(0, name, _("It is no picture that the site could show.")))
        else:
            placed.append(default_storage.save(name, ContentFile(path.read_bytes())))
    return placed, problems


def remove_all(names: Iterable[str]) -> None:
    """Take away again what was copied, when nothing shall have happened."""
    for name in names:
        default_storage.delete(name)


def _is_picture(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as picture:
            small = picture.width * picture.height <= MOST_PIXELS
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return small
