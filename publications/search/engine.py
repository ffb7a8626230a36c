"""Asking the index of whichever database holds it."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, connections

from publications.models import SearchEntry
from publications.search import postgres, sqlite
from publications.search.expression import Match

ENGINES = {"sqlite": sqlite, "postgresql": postgres}


def prepare(using: str, **kwargs: Any) -> None:
    """Make the index itself, which no migration knows of.

    Runs after every migration, not within one: SQLite makes a table anew to alter it, and loses its triggers.
    """
    database = connections[using]
    if SearchEntry._meta.db_table not in database.introspection.table_names():
        return
    with database.cursor() as cursor:
        for statement in ENGINES[database.vendor].SETUP:
            cursor.execute(statement)


def newest(match: Match, hidden: Collection[int], most: int) -> list[int]:
    """The keys of the entries that match, newest first, at most so many, without those that are hidden."""
    found, values = _found(match, hidden)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM ({found}) AS found ORDER BY id DESC LIMIT {most:d}", values)  # noqa: S608
        return [key for (key,) in cursor.fetchall()]


def counts(matches: Iterable[Match], hidden: Collection[int]) -> list[int]:
    """How many entries match, for each of several questions, without those that are hidden."""
    parts, values = [], []
    for place, match in enumerate(matches):
        found, own = _found(match, hidden)
        parts.append(f"SELECT {place:d}, count(*) FROM ({found}) AS found")  # noqa: S608
        values += own
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return [count for _place, count in sorted(cursor.fetchall())]


def _found(match: Match, hidden: Collection[int]) -> tuple[str, list[Any]]:
    engine = ENGINES[connection.vendor]
    found, values = engine.FOUND, [engine.expression(match), *hidden]
    if hidden:
        left_out = ", ".join(["%s"] * len(hidden))
        found = f"SELECT id FROM ({found}) AS every WHERE id NOT IN ({left_out})"  # noqa: S608
    return found, values
