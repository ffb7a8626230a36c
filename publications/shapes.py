"""Whether what a line of the neutral form tells has the shape of what it is to become, before anything is looked up.

The last word on values is the models'; here it is told that a number stands where a text must, or that a text is
longer than its column, which a database would find out too late to name the line.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from config.languages import CODES, column

Record = dict[str, Any]
# NUL, and halves of characters: JSON can escape them, no database keeps them.
_UNFIT = re.compile("[\0\ud800-\udfff]")


class LineRefused(Exception):
    """Something told that cannot be taken in: ``field`` says where, the message why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


def expect(record: Record, name: str, kind: type, *, needed: bool = False) -> None:
    """Raises LineRefused when what is told by that name is of another kind, or is needed and not told."""
    if (needed and not record.get(name)) or not isinstance(record.get(name, kind()), kind):
        raise _misshapen(name)


def expect_all(record: Record, name: str, kind: type, *, needed: bool = False) -> None:
    """Raises LineRefused when what is told by that name is no list, or one with anything of another kind."""
    expect(record, name, list, needed=needed)
    if not all(isinstance(each, kind) for each in record.get(name, [])):
        raise _misshapen(name)


def expect_names(model: type[models.Model], name: str, given: Iterable[str]) -> None:
    """Raises LineRefused when a row of ``model`` could not be called by one of the names given."""
    for each in given:
        if not each.strip():
            raise _misshapen(name)
        _expect_column(model, column("name", CODES[0]), each, name)


def expect_columns(model: type[models.Model], names: Iterable[str], record: Record) -> None:
    """Raises LineRefused when what is told of columns would not fit them."""
    for name in names:
        if name in record:
            _expect_column(model, name, record[name], name)


def expect_languages(model: type[models.Model], names: Iterable[str], record: Record) -> None:
    """As ``expect_columns`` for translated ones, which are told as objects by the codes of languages."""
    for name in names:
        given = record.get(name, {})
        if not isinstance(given, dict) or set(given) - set(CODES):
            raise LineRefused(name, _("It must be an object with the codes of languages as its names."))
        for code, value in given.items():
            _expect_column(model, column(name, code), value, name)


def expect_characters(value: Any) -> None:
    """Raises LineRefused when there is a character anywhere that no database keeps."""
    if any(_UNFIT.search(text) for text in _texts(value)):
        raise LineRefused("JSON", _("There is a character in it that is none."))


def _expect_column(model: type[models.Model], name: str, value: Any, field: str) -> None:
    found = model._meta.get_field(name)
    if not isinstance(value, _kind(found)):
        raise _misshapen(field)
    room = getattr(found, "max_length", None)
    if room and isinstance(value, str) and len(value) > room:
        raise LineRefused(field, _("There is room for %d characters.") % room)


def _kind(found: Any) -> type | tuple[type, ...]:
    """What JSON has for a column; days, moments and files are told as text."""
    if isinstance(found, models.BooleanField):
        return bool
    if isinstance(found, models.IntegerField):
        return int
    if isinstance(found, models.FloatField):
        return (float, int)
    return (dict, list) if isinstance(found, models.JSONField) else str


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _misshapen(field: str) -> LineRefused:
    return LineRefused(field, _("It is missing, or not of the kind that is described."))
