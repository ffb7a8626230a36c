"""What a site consists of besides its articles, in the neutral form in which it moves: one JSON object for each thing.

``FORMS`` says for each kind which columns are told as they are, which per language, and which lead to other things.
Relations are told by the other's own name in the world (its address, its code), never by its key. docs/corpus.md
describes the form.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from authors.models import Appointment, Author, Department, Fellow, SpokenLanguage
from config.languages import CODES, column
from publications.models import Document, Figure, Home, OldAddress, Page, Pick, Region, Series, Topic
from publications.shapes import (
    LineRefused,
    Record,
    expect,
    expect_all,
    expect_columns,
    expect_languages,
)


@dataclass(frozen=True)
class Form:
    """How one kind of thing is told. ``named`` is the lookup of what it is known by; several make it together."""

    model: type[models.Model]
    named: tuple[str, ...]
    plain: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    former: str = ""
    # What a new row needs besides.
    around: Callable[[], Record] = dict

    @property
    def has_old_addresses(self) -> bool:
        """Whether addresses of the site that was before lead to things of this kind."""
        return hasattr(self.model, "old_addresses")


_SUBJECT: dict[str, Any] = {
    "named": ("slug",),
    "plain": ("slug", "order"),
    "translated": ("name", "description"),
    "former": "former_slugs",
}

# In an order in which nothing comes before what it refers to; articles come between these and LAST.
FORMS: dict[str, Form] = {
    "topic": Form(Topic, **_SUBJECT),
    "region": Form(Region, **_SUBJECT),
    "series": Form(Series, **{**_SUBJECT, "plain": (*_SUBJECT["plain"], "issn")}),
    "figure": Form(Figure, ("image",), ("image", "digest", "width", "height")),
    "document": Form(Document, ("file",), ("file", "size")),
    "language": Form(SpokenLanguage, ("code",), ("code", "order"), ("name",)),
    "department": Form(Department, ("slug",), ("slug", "order"), ("name",), ("parent",)),
    "author": Form(
        Author,
        ("slug",),
        (
            *("slug", "is_organisation", "email", "website", "orcid"),
            *("portrait", "portrait_x", "portrait_y"),
        ),
        ("name", "family_name", "given_name", "position", "institute", "biography"),
        former="former_slugs",
    ),
    "fellow": Form(
        Fellow,
        ("author",),
        ("contact", "visible"),
        ("education",),
        ("author",),
        ("topics", "regions", "languages"),
    ),
    "appointment": Form(
        Appointment,
        ("fellow", "department", "since", "until"),
        ("since", "until", "order"),
        ("position",),
        ("fellow", "department"),
    ),
    "page": Form(
        Page, ("slug",), ("slug", "place", "order"), ("title", "body", "shown"), former="former_addresses"
    ),
    # There is one.
    "home": Form(Home, ()),
}
LAST: dict[str, Form] = {
    "pick": Form(
        Pick,
        ("language", "article"),
        ("language", "order"),
        single=("article",),
        around=lambda: {"home": Home.objects.first() or Home.objects.create()},
    ),
}
# Of an article, its editions and its versions: what is told as it is, and what per language.
ARTICLE_SETS = {"topics": Topic, "regions": Region}
ARTICLE_PLAIN = ("slug", "date", "kind", "series_number", "doi", "licence", "first_published_url")
ARTICLE_TEXTS = ("title", "subtitle", "summary", "lead_alt", "lead_caption", "body")
EDITION_FACTS = (
    *("state", "withdrawal_note", "translated_from", "checked_digest", "converted"),
    *("changed_at", "outdated_since"),
)
VERSION_FACTS = (
    *("number", "published_at", "public_until", "change", "note", "kind", "date", "title", "subtitle"),
    *("summary", "lead", "attachments", "source", "series_number", "doi", "licence", "first_published_url"),
    "translated_from",
)
# Of an address of the site that was before.
_OLD = ("path", "language", "guid")
# The column in which a kind names its file.
FILES = {"figure": "image", "author": "portrait", "document": "file"}
# By what a thing is known that others refer to.
_NAMES: dict[type[models.Model], Callable[[Any], str]] = {
    Fellow: lambda fellow: fellow.author.slug,
    SpokenLanguage: lambda language: language.code,
    Figure: lambda figure: figure.image.name,
    Document: lambda document: document.file.name,
}
_LOOKUPS = {Fellow: "author__slug", SpokenLanguage: "code", Figure: "image", Document: "file"}


def name_of(row: models.Model) -> str:
    """What a row is known by in the world."""
    return _NAMES.get(type(row), lambda row: row.slug)(row)


def find(model: type[models.Model], name: str, field: str) -> models.Model:
    """The row of that name. Raises LineRefused, naming ``field``, when there is none."""
    found = model._default_manager.filter(**{_LOOKUPS.get(model, "slug"): name}).first()
    if found is None:
        raise LineRefused(
            field, _("There is no %(kind)s “%(name)s”.") % {"kind": model.__name__, "name": name}
        )
    return found


def told(kind: str, form: Form) -> Iterator[Record]:
    """Every row of a kind in the neutral form, in the order in which they were made."""
    related = [name for name in form.single if name != "parent"]
    rows = form.model._default_manager.select_related(*related).order_by("pk")
    further = (form.former, "old_addresses" if form.has_old_addresses else "")
    prefetched = [*form.several, *filter(None, further)]
    for row in _parents_first(rows) if "parent" in form.single else _in_pieces(rows, prefetched):
        yield {"type": kind, **_facts(row, form)}


def per_language(row: models.Model, field: str) -> Record:
    """A translated field by the codes of the languages that have it."""
    values = {code: getattr(row, column(field, code)) for code in CODES}
    return {code: value for code, value in values.items() if value}


def without_empty(record: Record) -> Record:
    """A record without what says nothing."""
    return {name: value for name, value in record.items() if value not in ("", None, [], {})}


def plain(value: Any) -> Any:
    """A value of a column as JSON has it: dates and moments in ISO 8601, files by name."""
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    return value.isoformat() if hasattr(value, "isoformat") else value


def take(form: Form, record: Record) -> models.Model | None:
    """Save a thing told in the neutral form, unless something is known by its name already: then None.

    Raises LineRefused, and saves nothing, when it is not whole or refers to what is not there.
    """
    _expect(form, record)
    single = {name: _related(form, name, record[name]) for name in form.single if record.get(name)}
    known = {name: single.get(name, record.get(name)) for name in form.named}
    if _is_known(form, known):
        if form.model is Home:
            # Opening its form has made it, and said nothing.
            remember_old(Home.objects.get(), record.get("old_addresses", ()))
        return None
    row = form.model(**single, **form.around())
    for name in form.plain:
        if name in record and not _is_lost(form, name, record[name]):
            setattr(row, name, record[name])
    for name in form.translated:
        for code, value in record.get(name, {}).items():
            setattr(row, column(name, code), value)
    several = {name: _several(form, name, record) for name in form.several}
    _save(row)
    for name, rows in several.items():
        getattr(row, name).set(rows)
    if form.former:
        remember(row, form.former, record.get("former", ()))
    if form.has_old_addresses:
        remember_old(row, record.get("old_addresses", ()))
    return row


def old_addresses(row: Any) -> list[Record]:
    """The addresses that a row had on the site that was before."""
    rows = sorted(row.old_addresses.all(), key=lambda old: old.path)
    return [without_empty({name: getattr(old, name) for name in _OLD}) for old in rows]


def remember_old(row: models.Model, told: Iterable[Record]) -> None:
    """Let addresses of the site that was before lead to a row, but those that lead somewhere already."""
    for facts in told:
        if not OldAddress.objects.filter(path=facts.get("path", "")).exists():
            given = {name: facts[name] for name in _OLD if name in facts}
            _save(OldAddress(**given, **{row._meta.model_name or "": row}))


def _is_lost(form: Form, name: str, value: Any) -> bool:
    """Whether a column names a file that is not there. What needs one is refused then, and the rest goes without."""
    column = form.model._meta.get_field(name)
    if not isinstance(column, models.FileField):
        return False
    try:
        return not column.storage.exists(value)
    except SuspiciousFileOperation:
        return True


def remember(row: models.Model, relation: str, addresses: Iterable[str]) -> None:
    """Let former addresses lead to a row, but those that lead somewhere already."""
    former = row._meta.get_field(relation)
    for slug in addresses:
        if not former.related_model._default_manager.filter(slug=slug).exists():
            _save(former.related_model(slug=slug, **{former.field.name: row}))


def _facts(row: models.Model, form: Form) -> Record:
    facts = {name: plain(getattr(row, name)) for name in form.plain}
    facts |= {name: per_language(row, name) for name in form.translated}
    related = {name: getattr(row, name) for name in form.single}
    facts |= {name: name_of(other) for name, other in related.items() if other is not None}
    facts |= {name: sorted(map(name_of, getattr(row, name).all())) for name in form.several}
    if form.former:
        facts["former"] = sorted(old.slug for old in getattr(row, form.former).all())
    if form.has_old_addresses:
        facts["old_addresses"] = old_addresses(row)
    return without_empty(facts)


def _in_pieces(rows: models.QuerySet[Any], prefetched: list[str]) -> Iterable[models.Model]:
    return rows.prefetch_related(*prefetched).iterator(chunk_size=200)


def _parents_first(rows: models.QuerySet[Any]) -> Iterator[models.Model]:
    waiting = list(rows.select_related("parent"))
    given: set[int | None] = {None}
    while waiting:
        ready = [row for row in waiting if row.parent_id in given] or waiting[:1]
        yield from ready
        given |= {row.pk for row in ready}
        waiting = [row for row in waiting if row.pk not in given]


def _related(form: Form, name: str, value: Any) -> models.Model:
    return find(form.model._meta.get_field(name).related_model, value, name)


def _several(form: Form, name: str, record: Record) -> list[models.Model]:
    return [_related(form, name, each) for each in record.get(name, ())]


def _is_known(form: Form, known: Record) -> bool:
    """Whether there is a row by that name. Raises LineRefused when its parts are none, such as a day that never was."""
    lookups = {
        f"{name}__isnull" if value is None else name: True if value is None else value
        for name, value in known.items()
    }
    try:
        return form.model._default_manager.filter(**lookups).exists()
    except ValidationError as error:
        raise LineRefused(", ".join(form.named), " ".join(error.messages)) from error


def _expect(form: Form, record: Record) -> None:
    """Raises LineRefused when a record has not the shape of its form."""
    expect_columns(form.model, form.plain, record)
    expect_languages(form.model, form.translated, record)
    for name in form.single:
        expect(record, name, str)
    for name in (*form.several, "former"):
        expect_all(record, name, str)
    expect_old(record)


def expect_old(record: Record) -> None:
    """Raises LineRefused when old addresses are not told as they are."""
    expect_all(record, "old_addresses", dict)
    for facts in record.get("old_addresses", ()):
        expect_columns(OldAddress, _OLD, facts)


def _save(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise LineRefused(field, " ".join(messages)) from error
    row.save()


def folder_of(file: Path) -> Path:
    """Where the pictures of a file of JSON lines lie: ``site.jsonl`` has them in ``site-files``."""
    return file.with_name(f"{file.stem}-files")
