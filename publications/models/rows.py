"""Many rows at once, where making an instance of the model for each would cost more than writing it."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection, models

BATCH = 500


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of ``model`` in the present transaction: of each the values of the fields ``names``, in that order.

    Values are what the columns hold: keys for relations, text for JSON. Nothing is filled in and nothing told to
    anybody: the caller knows every column, and no signal is sent.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    statement = f"INSERT INTO {table} ({columns}) VALUES"
    places = f"({', '.join(['%s'] * len(names))})"
    rows = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            if connection.vendor == "sqlite":
                cursor.executemany(f"{statement} {places}", batch)
                continue
            # Elsewhere each statement of executemany would wait for an answer.
            cursor.execute(
                f"{statement} {', '.join([places] * len(batch))}", list(chain.from_iterable(batch))
            )
