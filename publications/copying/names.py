"""Paths that hold on every disk, those of sticks and of other people's machines too. Text in, text out."""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, normpath
from unicodedata import normalize

# What FAT, exFAT and NTFS have in no name. Windows drops dots and spaces at its end as well.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f"*:<>?\\|]|[. ]$')
# Windows keeps these for devices, whatever follows a dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[1-9])(\.|$)", re.IGNORECASE)
# Of a name, in bytes, on Linux; others count characters.
_LONGEST = 255


def unfit(path: str) -> str:
    """Why some disk would not take a path; empty where all do."""
    for name in normpath(path).split("/"):
        if len(name.encode()) > _LONGEST:
            return f"the name {name!r} has more than {_LONGEST} bytes"
        if found := _FORBIDDEN.search(name):
            return f"no stick and no Windows takes {found[0]!r} at its place in the name {name!r}"
        if _DEVICE.match(name):
            return f"Windows keeps the name {name!r} for a device"
    return ""


class Taken:
    """The files of a copy so far, as disks see them on which capitals make no difference."""

    def __init__(self) -> None:
        # Of which address a file is, and of which some file in a folder.
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def refused(self, paths: Mapping[str, str]) -> dict[str, str]:
        """Give addresses the files at these paths, the first ones first; tell of each that gets none why."""
        reasons = {address: self.take(address, path) for address, path in paths.items()}
        return {address: reason for address, reason in reasons.items() if reason}

    def take(self, address: str, path: str) -> str:
        """Give an address the file at a path, or tell why it cannot have it."""
        folded = _folded(path)
        above = list(_above(folded))
        if reason := unfit(path) or self._in_the_way(folded, above):
            return reason
        self._files[folded] = address
        self._folders.update(dict.fromkeys(above, address))
        return ""

    def _in_the_way(self, path: str, above: list[str]) -> str:
        if path in self._files:
            return f"where capitals make no difference, its file is that of {self._files[path]}"
        if path in self._folders:
            return f"its file would be a folder with a file of {self._folders[path]}"
        blocking = [self._files[folder] for folder in above if folder in self._files]
        return f"its folder would be the file of {blocking[0]}" if blocking else ""


def _folded(path: str) -> str:
    """What paths have in common that are one on some disk: macOS spells an accent in its own way."""
    return normalize("NFD", normalize("NFD", normpath(path)).casefold())


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in."""
    while path := dirname(path):
        yield path
