"""JSON lines of the neutral form, read and held against the shape that docs/corpus.md describes."""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from config.languages import CODES
from publications import neutral
from publications.neutral import LineRefused, Record


@dataclass(frozen=True)
class Problem:
    """A line that was not taken in: its number (0 for a file), the field, and what is wrong."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"Line {self.line}, {self.field}" if self.line else self.field
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class Line:
    """A record with the number of its line."""

    number: int
    record: Record

    @property
    def is_article(self) -> bool:
        return "type" not in self.record


def read_lines(lines: Iterable[str | bytes]) -> Iterator[Line | Problem]:
    """The records of JSON lines, and a problem for each line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            _check(record)
        except LineRefused as error:
            yield Problem(number, error.field, error.message)
        except ValueError as error:
            yield Problem(number, "JSON", str(error))
        else:
            yield Line(number, record)


def _check(record: Any) -> None:
    """Raises LineRefused when a record has not the shape that is described."""
    if not isinstance(record, dict):
        raise LineRefused("JSON", _("It is no object."))
    if "type" in record:
        if record["type"] not in neutral.FORMS | neutral.LAST:
            raise LineRefused("type", _("Nothing is of the type “%s”.") % record["type"])
        return
    _expect(record, "slug", str, needed=True)
    if record.get("date") is not None:
        _expect(record, "date", str)
        record["date"] = _date(record["date"])
    for name in ("topics", "regions", "former"):
        _expect_all(record, name, str)
    for name in ("authors", "old_addresses"):
        _expect_all(record, name, dict)
    if not all(
        isinstance(entry.get("slug") or entry.get("name"), str) for entry in record.get("authors", [])
    ):
        raise LineRefused("authors", _("Each needs a name or an address."))
    _expect(record, "languages", dict, needed=True)
    for code, edition in record["languages"].items():
        _check_edition(code, edition)


def _check_edition(code: str, edition: Any) -> None:
    if code not in CODES or not isinstance(edition, dict):
        raise LineRefused("languages", _("“%s” is no language of the site, or holds no object.") % code)
    for name in neutral.ARTICLE_TEXTS:
        _expect(edition, name, str)
    _expect_all(edition, "versions", dict)
    for version in edition.get("versions", []):
        _check_version(version)
    if "body" in edition:
        return
    _expect_all(edition, "footnotes", str)
    _expect_all(edition, "sections", dict, needed="versions" not in edition and "title" not in edition)
    edition.setdefault("sections", [])
    for section in edition["sections"]:
        _expect(section, "level", int, needed=True)
        _expect(section, "heading", str, needed=True)
        _expect_all(section, "paragraphs", str)


def _check_version(version: Record) -> None:
    """Only what is used to find rows; the workflow looks at the rest."""
    _expect_all(version, "byline", dict)
    for name in neutral.ARTICLE_SETS:
        _expect_all(version, name, str)
    _expect(version, "series", str)


def _expect(record: Record, name: str, kind: type, *, needed: bool = False) -> None:
    if (needed and not record.get(name)) or not isinstance(record.get(name, kind()), kind):
        raise LineRefused(name, _("It is missing, or not of the kind that is described."))


def _expect_all(record: Record, name: str, kind: type, *, needed: bool = False) -> None:
    _expect(record, name, list, needed=needed)
    if not all(isinstance(each, kind) for each in record.get(name, [])):
        raise LineRefused(name, _("It is missing, or not of the kind that is described."))


def _date(value: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise LineRefused("date", str(error)) from error
