"""The files that come with a file in the neutral form, put where the site keeps its own."""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

from publications.importers.corpus_lines import Problem
from publications.models import document
from publications.models.document import FOLDER
from publications.models.file import FORMATS, MOST_PIXELS

_NAME = re.compile(r"(?:figures|portraits)/[\w-]{1,80}\.(?:png|jpg|webp)", re.ASCII)
MOST_BYTES = 50_000_000


def place_all(folder: Path) -> tuple[list[str], list[Problem]]:
    """Copy the files of a folder into the site under their names, but those it has.

    Returns the names of what was copied, and what is no file that the site would keep.
    """
    placed, problems = [], []
    for path in sorted(each for each in folder.glob("**/*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        if default_storage.exists(name):
            continue
        if wrong := _wrong(name, path):
            problems.append(Problem(0, name, wrong))
        else:
            with path.open("rb") as file:
                placed.append(default_storage.save(name, File(file)))
    return placed, problems


def _wrong(name: str, path: Path) -> str:
    """What keeps a file from being placed, empty if nothing does."""
    if name.startswith(f"{FOLDER}/"):
        return _wrong_document(name, path)
    is_picture = (
        _NAME.fullmatch(name) and path.stat().st_size <= MOST_BYTES and _is_picture(path.read_bytes())
    )
    return "" if is_picture else _("It is no picture that the site could show.")


def _wrong_document(name: str, path: Path) -> str:
    """As ``_wrong``, for what is attached to an article: it must lie in the folder of its content."""
    with path.open("rb") as opened:
        file = File(opened)
        if name != document.place(path.name, file):
            return _("It is not what it was when the site was exported.")
        try:
            document.check(path.name, file)
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


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
