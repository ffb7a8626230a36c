"""What differs between two revisions of an article: named in a few words, or shown in full, field by field."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from config.languages import CODES, LANGUAGES, Language, column, label
from publications.body.difference import compare, compare_texts, compare_values
from publications.body.notes import extract
from publications.differences import written
from publications.languages import post
from publications.models import Article, Authorship, Document, Figure, Region, Revision, Series, Topic
from publications.models.article import Kind, Licence
from publications.models.revision import NEUTRAL, TRANSLATED

POSTS = tuple(column(name, code) for name in ("position", "institute") for code in CODES)
LABELS = tuple(column("label", code) for code in CODES)
CHOICES: dict[str, type[Kind] | type[Licence]] = {"kind": Kind, "licence": Licence}
# What is compared line by line; each is a method of _Lines.
LISTS: dict[str, str | Promise] = {
    "byline": _("Byline"),
    "attachments": _("Attachments"),
    "topics": _("Topics"),
    "regions": _("Regions"),
    "reviewed": _("Source checked"),
}


@dataclass(frozen=True)
class Change:
    """A field that differs, and how, as HTML."""

    label: str | Promise
    html: SafeString


@dataclass(frozen=True)
class Section:
    """The changed fields of one language, or of none."""

    language: Language | None
    changes: list[Change]


def summary(old: Revision | None, new: Revision) -> list[str]:
    """The fields that differ, each with its languages: "Body (English, 繁體)". No text is read for it.

    ``old`` is None for the first revision: then there is nothing to compare.
    """
    if old is None:
        return []
    changed = _changed(old, new)
    told = []
    for name in TRANSLATED:
        languages = [label(code) for code in CODES if column(name, code) in changed]
        if languages:
            told.append(f"{_name(name)} ({', '.join(languages)})")
    told += [_name(name) for name in NEUTRAL if name in changed]
    return [*told, *(str(title) for name, title in LISTS.items() if name in changed)]


def sections(old: Revision, new: Revision) -> list[Section]:
    """What differs, in full: each language first, then what all of them share."""
    changed = _changed(old, new)
    lines = _Lines(old, new)
    shown = [
        Section(
            language, [_text(name, code, old, new) for name in TRANSLATED if column(name, code) in changed]
        )
        for code, language in LANGUAGES.items()
    ]
    facts = [Change(_name(name), lines.fact_change(name)) for name in NEUTRAL if name in changed]
    lists = [Change(title, lines.change(name)) for name, title in LISTS.items() if name in changed]
    return [section for section in [*shown, Section(None, facts + lists)] if section.changes]


def _changed(old: Revision, new: Revision) -> set[str]:
    before, after = _facts(old), _facts(new)
    return {name for name in after if before.get(name) != after[name]}


def _facts(revision: Revision) -> dict[str, Any]:
    """What a revision holds in a form that can be compared; long texts by their digests."""
    content = revision.content
    byline = sorted(content["authorships"], key=lambda row: row["order"])
    return {
        **{name: value or "" for name, value in content["fields"].items()},
        "byline": [[row["author_id"], row["role"], *(row[name] or "" for name in POSTS)] for row in byline],
        "attachments": [
            [row["document_id"], row["language"], *(row[name] or "" for name in LABELS)]
            for row in revision.attachments
        ],
        **{name: sorted(content[name]) for name in ("topics", "regions", "reviewed")},
    }


def _name(field: str) -> str:
    return str(capfirst(Article._meta.get_field(field).verbose_name))


def _text(name: str, code: str, old: Revision, new: Revision) -> Change:
    before, after = (revision.field(column(name, code)) or "" for revision in (old, new))
    difference = compare(before, after) if name == "body" else compare_texts(before, after)
    return Change(_name(name), written(difference))


class _Lines:
    """What two revisions refer to, in words: by its name of today, or by the one it had when it was there."""

    def __init__(self, old: Revision, new: Revision) -> None:
        self.old, self.new = old, new
        revisions = (old, new)
        fields = [revision.content["fields"] for revision in revisions]
        rows = [row for revision in revisions for row in revision.content["authorships"]]
        self.names: dict[str, dict[int, Any]] = {
            "author": Author.objects.in_bulk({row["author_id"] for row in rows}),
            "topic": Topic.objects.in_bulk({key for each in revisions for key in each.content["topics"]}),
            "region": Region.objects.in_bulk({key for each in revisions for key in each.content["regions"]}),
            "series": Series.objects.in_bulk({each["series_id"] for each in fields} - {None}),
            "figure": Figure.objects.in_bulk({each["lead_figure_id"] for each in fields} - {None}),
            "document": Document.objects.in_bulk(
                {row["document_id"] for revision in revisions for row in revision.attachments}
            ),
        }

    def name(self, revision: Revision, kind: str, key: int) -> str:
        """What it is called; its number where nothing else is known of it."""
        row = self.names[kind].get(key)
        return str(row) if row else revision.name_of(kind, key) or f"({key})"

    def change(self, kind: str) -> SafeString:
        """The difference of the lines that the method ``kind`` gives for the two revisions."""
        before, after = ("\n".join(getattr(self, kind)(revision)) for revision in (self.old, self.new))
        return written(compare_texts(before, after))

    def fact_change(self, name: str) -> SafeString:
        """The difference of a field that all languages share."""
        return written(compare_values(self.fact(self.old, name), self.fact(self.new, name)))

    def fact(self, revision: Revision, name: str) -> str:
        """The value of such a field; nothing where it is empty."""
        value = revision.field(name)
        return self._fact(revision, name, value) if value not in (None, "") else ""

    def _fact(self, revision: Revision, name: str, value: Any) -> str:
        if name == "date":
            return date_format(datetime.date.fromisoformat(value), "DATE_FORMAT")
        if name in CHOICES:
            return str(dict(CHOICES[name].choices).get(value, value))
        kind = {"series_id": "series", "lead_figure_id": "figure"}.get(name)
        return self.name(revision, kind, value) if kind else str(value)

    def byline(self, revision: Revision) -> list[str]:
        """A line for each entry, and one for its post in each language."""
        return list(self._byline(revision))

    def _byline(self, revision: Revision) -> Iterator[str]:
        for row in sorted(revision.content["authorships"], key=lambda row: row["order"]):
            role = dict(Authorship.Role.choices).get(row["role"], row["role"])
            yield f"{self.name(revision, 'author', row['author_id'])} ({role})"
            for code in CODES:
                held = post(row[column("position", code)] or "", row[column("institute", code)] or "", code)
                if held:
                    yield f"{label(code)}: {held}"

    def attachments(self, revision: Revision) -> list[str]:
        """A line for each file, and one for what it is called in each language."""
        return list(self._attachments(revision))

    def _attachments(self, revision: Revision) -> Iterator[str]:
        for row in revision.attachments:
            only = f" ({label(row['language'])})" if row["language"] else ""
            yield f"{self.name(revision, 'document', row['document_id'])}{only}"
            yield from (
                f"{label(code)}: {row[name]}" for code, name in zip(CODES, LABELS, strict=True) if row[name]
            )

    def topics(self, revision: Revision) -> list[str]:
        return sorted(self.name(revision, "topic", key) for key in revision.content["topics"])

    def regions(self, revision: Revision) -> list[str]:
        return sorted(self.name(revision, "region", key) for key in revision.content["regions"])

    def reviewed(self, revision: Revision) -> list[str]:
        """The notes whose source was checked, with their numbers and words as they are in the newer revision."""
        told = []
        for code in CODES:
            keys = {key for language, key in revision.content["reviewed"] if language == code}
            bodies = (each.field(column("body", code)) or "" for each in (self.old, self.new)) if keys else ()
            notes = {note.key: note for body in bodies for note in extract(body, code)}
            known = sorted((note for key, note in notes.items() if key in keys), key=lambda note: note.number)
            told += [f"{label(code)} [{note.number}] {note.text}" for note in known]
        return told
