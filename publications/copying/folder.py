"""The folder of a copy: made beside its place and put there whole, so that nobody ever finds half of one."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

MARKER = "ibid-copy.json"


class Unfit(Exception):
    """The folder cannot be written to; the message says why."""


class Folder:
    """A new copy at ``target``, which may hold an earlier one.

    What an earlier copy has with the same bytes is taken from it with its date; what is not written any more is gone.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        self.fresh = self.target.with_name(f".{self.target.name}.part")
        self.former = self.target.with_name(f".{self.target.name}.former")

    def begin(self) -> None:
        """Make the new folder. Raise Unfit where something else is in its place, or where another run is at work."""
        self._recover()
        if self.target.exists() and not is_free(self.target):
            raise Unfit(f"{self.target} is neither an empty folder nor an earlier copy: choose another one.")
        self.target.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.fresh.mkdir()
        except FileExistsError:
            raise Unfit(
                f"{self.fresh} is there: another run is at work, or was broken off; then remove it."
            ) from None

    def _recover(self) -> None:
        """Bring back the earlier copy where a run ended between taking it away and putting the new one there."""
        if self.former.exists() and self.target.exists():
            shutil.rmtree(self.former)
        elif self.former.exists():
            self.former.rename(self.target)

    def write(self, place: str, content: bytes) -> bool:
        """Put a file into the new folder; ``place`` is its path in there. Tell whether an earlier copy had it not so.

        Raise Unfit for a path that leads out of the folder.
        """
        path, earlier = self.fresh / place, self.target / place
        if not path.resolve().is_relative_to(self.fresh.resolve()):
            raise Unfit(f"{place} leads out of the folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
        if not _has(earlier, content):
            path.write_bytes(content)
            return True
        try:
            os.link(earlier, path)
        except OSError:
            # The sticks' file systems know no second name for one file.
            shutil.copy2(earlier, path)
        return False

    def finish(self, facts: dict[str, Any]) -> None:
        """Put the new folder into its place, marked as a copy of which ``facts`` are true."""
        (self.fresh / MARKER).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
        if self.target.exists():
            self.target.rename(self.former)
        self.fresh.rename(self.target)
        shutil.rmtree(self.former, ignore_errors=True)

    def abandon(self) -> None:
        """Take the new folder away; the earlier copy stays as it is."""
        shutil.rmtree(self.fresh, ignore_errors=True)


def is_free(folder: Path) -> bool:
    """Whether a copy may take the place of a folder: it is empty, or a copy itself."""
    return folder.is_dir() and ((folder / MARKER).is_file() or not any(folder.iterdir()))


def _has(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False
