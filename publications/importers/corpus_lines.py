"""JSON lines of the neutral form, read and held against the shape that docs/corpus.md describes."""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from authors.models import Author
from config.languages import CODES
from publications import neutral
from publications.models import Article, Attachment, Authorship, Edition, Series, Version
from publications.shapes import (
    LineRefused,
    Record,
    expect,
    expect_all,
    expect_characters,
    expect_columns,
    expect_languages,
    expect_names,
)


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
            record = _record(line)
            _check(record)
        except LineRefused as error:
            yield Problem(number, error.field, error.message)
        except (ValueError, RecursionError) as error:
            yield Problem(number, "JSON", str(error))
        else:
            yield Line(number, record)


def _record(line: str | bytes) -> Any:
    """What a line tells, without nulls: nothing is told by them. Raises ValueError and LineRefused."""
    text = line.decode() if isinstance(line, bytes) else line
    record = json.loads(text, object_pairs_hook=_told)
    # Characters that are none can be told by escapes alone.
    if "\\u" in text:
        expect_characters(record)
    return record


def _told(pairs: list[tuple[str, Any]]) -> Record:
    return {name: value for name, value in pairs if value is not None}


def _check(record: Any) -> None:
    """Raises LineRefused when a record has not the shape that is described."""
    if not isinstance(record, dict):
        raise LineRefused("JSON", _("It is no object."))
    if "type" in record:
        expect(record, "type", str)
        if record["type"] not in neutral.FORMS | neutral.LAST:
            raise LineRefused("type", _("Nothing is of the type “%s”.") % record["type"])
        return
    expect(record, "slug", str, needed=True)
    expect_columns(Article, neutral.ARTICLE_PLAIN, record)
    if "date" in record:
        record["date"] = _date(record["date"])
    _check_belongings(record)
    expect(record, "lead_figure", str)
    expect_all(record, "former", str)
    neutral.expect_old(record)
    expect_all(record, "authors", dict)
    for entry in record.get("authors", []):
        _check_signature(entry)
    expect_all(record, "attachments", dict)
    for entry in record.get("attachments", []):
        _check_attachment(entry)
    _check_once(
        "attachments", [(each["file"], each.get("language", "")) for each in record.get("attachments", [])]
    )
    expect(record, "languages", dict, needed=True)
    for code, edition in record["languages"].items():
        _check_edition(code, edition)


def _check_belongings(record: Record) -> None:
    for name, model in neutral.ARTICLE_SETS.items():
        expect_all(record, name, str)
        expect_names(model, name, record.get(name, ()))
    expect(record, "series", str)
    expect_names(Series, "series", [record["series"]] if record.get("series") else ())


def _check_signature(entry: Record) -> None:
    name = entry.get("slug") or entry.get("name")
    if not isinstance(name, str):
        raise LineRefused("authors", _("Each needs a name or an address."))
    expect_names(Author, "authors", [name])
    for name in ("role", "affiliation"):
        expect(entry, name, str)
    expect_languages(Authorship, ("institute",), {"institute": {"en": entry.get("affiliation", "")}})
    expect_languages(Authorship, ("position", "institute"), entry)


def _check_attachment(entry: Record) -> None:
    expect(entry, "file", str, needed=True)
    expect_languages(Attachment, ("label",), entry)
    if entry.get("language", "") not in ("", *CODES):
        raise LineRefused("language", _("“%s” is no language of the site.") % entry["language"])


def _check_once(name: str, told: list[Any]) -> None:
    if len(set(told)) < len(told):
        raise LineRefused(name, _("The same is told twice."))


def _check_edition(code: str, edition: Any) -> None:
    if code not in CODES or not isinstance(edition, dict):
        raise LineRefused("languages", _("“%s” is no language of the site, or holds no object.") % code)
    for name in neutral.ARTICLE_TEXTS:
        expect(edition, name, str)
    expect_all(edition, "reviewed", str)
    expect_columns(Edition, neutral.EDITION_FACTS, edition)
    expect_all(edition, "versions", dict)
    for version in edition.get("versions", []):
        _check_version(version)
    if "body" in edition:
        return
    expect_all(edition, "footnotes", str)
    expect_all(edition, "sections", dict, needed="versions" not in edition and "title" not in edition)
    edition.setdefault("sections", [])
    for section in edition["sections"]:
        expect(section, "level", int, needed=True)
        expect(section, "heading", str, needed=True)
        expect_all(section, "paragraphs", str)


def _check_version(version: Record) -> None:
    """Only the kinds of things; whether a version could have been published is the workflow's to say."""
    expect_columns(Version, neutral.VERSION_FACTS, version)
    expect_all(version, "byline", dict)
    for entry in version.get("byline", []):
        for name in entry:
            expect(entry, name, str)
    _check_belongings(version)


def _date(value: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise LineRefused("date", str(error)) from error
