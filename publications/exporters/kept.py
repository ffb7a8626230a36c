"""Files that take long to make are made once, and kept in the data folder; whoever clears it away loses nothing."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from publications.exporters.citation import cite
from publications.models import Version

logger = logging.getLogger(__name__)


class Incomplete(bytes):
    """A file that lacks something which may come back, such as a picture: readers get it, and it is not kept."""


def once(
    extension: str, recipe: Callable[[], str], write: Callable[[Version], bytes]
) -> Callable[[Version], bytes]:
    """The same writer, which makes the file of a version when it is first asked for and finds it again from then on.

    It is made anew when it would come out otherwise: when ``recipe`` gives another text, as after an update of the
    site, or when something of the citation has changed that is not frozen, such as the article's address.
    """

    def found_or_made(version: Version) -> bytes:
        place = _place(version, recipe()).with_suffix(f".{extension}")
        with suppress(OSError):
            return place.read_bytes()
        content = write(version)
        if not isinstance(content, Incomplete):
            _try_to_keep(place, content)
        return content

    return found_or_made


def sources(*modules: str) -> str:
    """What stands for the code of modules of this package: another text after a change of theirs."""
    files = (Path(__file__).with_name(f"{module}.py").read_bytes() for module in modules)
    return hashlib.sha256(b"".join(files)).hexdigest()


def _place(version: Version, recipe: str) -> Path:
    digest = hashlib.sha256(f"{recipe}\n{cite(version)!r}".encode()).hexdigest()
    return Path(settings.DATA_DIR) / "files" / str(version.pk) / digest[:24]


def _try_to_keep(place: Path, content: bytes) -> None:
    """A full disk is no reason for the reader to get nothing."""
    try:
        _keep(place, content)
    except OSError as error:
        logger.error("%s is not kept: %s", place, error)


def _keep(place: Path, content: bytes) -> None:
    """Put the file where readers beside it find all of it or nothing, and take away what it replaces.

    Two processes that make the same file put the same bytes into the same place.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(fresh, place)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise
    for old in place.parent.glob(f"*{place.suffix}"):
        if old != place:
            old.unlink(missing_ok=True)
