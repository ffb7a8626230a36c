"""The folder of a copy: made beside its place and put there whole, so that nobody ever finds half of one."""

import fcntl
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
        self._lock: int | None = None

    def begin(self) -> None:
        """Make the new folder. Raise Unfit where there can be none, or where another run is at work."""
        self._recover()
        if self.target.is_mount():
            inside = self.target / "copy"
            raise Unfit(f"{self.target} is a whole disk: name a folder on it, such as {inside}.")
        if self.target.exists() and not is_free(self.target):
            raise Unfit(f"{self.target} is neither an empty folder nor an earlier copy: choose another one.")
        try:
            self.fresh.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unfit(
                f"A copy is made beside its place, but {self.target.parent} takes nothing: {error.strerror}."
            ) from error
        self._take_over()

    def _take_over(self) -> None:
        """Lock the new folder, and clear away what a run has left there that was broken off and so holds no lock."""
        self._lock = os.open(self.fresh, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._unlock()
            raise Unfit(f"Another run is at work in {self.fresh}.") from None
        for left in self.fresh.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _recover(self) -> None:
        """Bring back the earlier copy where a run ended between taking it away and putting the new one there."""
        if self.former.exists() and self.target.exists():
            shutil.rmtree(self.former)
        elif self.former.exists():
            self.former.rename(self.target)

    def write(self, place: str, content: bytes) -> bool:
        """Put a file into the new folder; ``place`` is its path in there. Tell whether an earlier copy had it not so.

        Raise Unfit for a path that leads out of the folder, FileExistsError for one that has been written.
        """
        path, earlier = self.fresh / place, self.target / place
        if not path.resolve().is_relative_to(self.fresh.resolve()):
            raise Unfit(f"{place} leads out of the folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise FileExistsError(f"{place} is there already, perhaps in other capitals.")
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
        self._unlock()
        shutil.rmtree(self.former, ignore_errors=True)

    def abandon(self) -> None:
        """Take the new folder away; the earlier copy stays as it is."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        self._unlock()


def is_free(folder: Path) -> bool:
    """Whether a copy may take the place of a folder: it is empty, or a copy itself."""
    return folder.is_dir() and ((folder / MARKER).is_file() or not any(folder.iterdir()))


def _has(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False
