"""Where portraits are kept: the cut ones that pages show, and uploads that wait for the form they came with."""

import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from authors.portraits import endings

FOLDER = "portraits"
WAITING = f"{FOLDER}/waiting"
KEPT_WAITING = timedelta(days=1)
_KEY = re.compile(r"[0-9a-f]{32}")


class Waiting(ContentFile):
    """A checked upload whose form could not be saved yet; ``key`` finds it again when the form comes back."""

    def __init__(self, key: str, content: bytes) -> None:
        super().__init__(content, name=f"{key}.jpg")
        self.key = key


def address(cut: str, ending: str) -> str:
    """The address of one file of a portrait that was cut; ``ending`` is such as ``320.webp``."""
    return default_storage.url(_name(cut, ending))


def keep(cut: str, files: Iterable[tuple[str, bytes]]) -> None:
    """Stores the files of a portrait: pairs of an ending and the content."""
    for ending, content in files:
        # Cut before from the same picture around the same point, it may be there: then it is the same.
        if not default_storage.exists(_name(cut, ending)):
            default_storage.save(_name(cut, ending), ContentFile(content))


def remove_later(original: str, cut: str) -> None:
    """Removes an original and the files cut from it as soon as the transaction is certain; either may be empty."""
    names = [original] if original else []
    names += [_name(cut, ending) for ending in endings()] if cut else []
    transaction.on_commit(partial(_remove, names))


def wait(content: bytes) -> Waiting:
    """Keeps a checked picture until its form is saved, or for a day; what others left longer is removed."""
    upload = Waiting(secrets.token_hex(16), content)
    default_storage.save(_waiting(upload.key), ContentFile(content))
    for name in default_storage.listdir(WAITING)[1]:
        with suppress(FileNotFoundError):  # somebody else's form was saved just now
            if timezone.now() - default_storage.get_modified_time(f"{WAITING}/{name}") > KEPT_WAITING:
                _remove([f"{WAITING}/{name}"])
    return upload


def waiting(key: str) -> Waiting | None:
    """The upload that waits under a key, or None."""
    if not _KEY.fullmatch(key) or not default_storage.exists(_waiting(key)):
        return None
    with default_storage.open(_waiting(key)) as kept:
        return Waiting(key, kept.read())


def arrived(upload: Waiting) -> None:
    """Removes an upload that no longer waits once the transaction is certain."""
    transaction.on_commit(partial(_remove, [_waiting(upload.key)]))


def _name(cut: str, ending: str) -> str:
    return f"{FOLDER}/{cut}-{ending}"


def _waiting(key: str) -> str:
    return f"{WAITING}/{key}.jpg"


def _remove(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)
