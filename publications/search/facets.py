"""What results can be narrowed to: the kinds, topics, authors and years of what was found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from authors.models import Author
from publications.models import Topic, Version
from publications.search import engine
from publications.search.finding import Results, public

# Of so many results, the newest, the choices are gathered; where there are more, they are shown without counts.
MOST_COUNTED = 500
MOST_CHOICES = 8


@dataclass(frozen=True)
class Choice:
    """One way to narrow results; ``count`` is None when there are too many results to count."""

    value: Any
    count: int | None


@dataclass(frozen=True)
class Facets:
    """The choices of each filter, most frequent first, years newest first. ``value`` is a code, a row or a year."""

    kinds: list[Choice]
    topics: list[Choice]
    authors: list[Choice]
    years: list[Choice]


def facets(results: Results) -> Facets:
    """What these results can be narrowed to."""
    search = results.search
    if search is None:
        return Facets([], [], [], [])
    keys = engine.newest(search.match(results.language), search.hidden, MOST_COUNTED + 1)
    is_counted = len(keys) <= MOST_COUNTED
    found = public(keys[:MOST_COUNTED]).order_by().values_list("pk", "kind", "date")
    versions, kinds, dates = zip(*found, strict=True) if found else ((), (), ())
    topics = Version.topics.through.objects.filter(version__in=versions).values_list("topic", flat=True)
    authors = Version.authors.through.objects.filter(version__in=versions).values_list("author", flat=True)
    years = Counter(date.year for date in dates)
    return Facets(
        _choices(Counter(kinds).most_common(), is_counted),
        _choices(_rows(Topic, Counter(topics)), is_counted),
        _choices(_rows(Author, Counter(authors)), is_counted),
        _choices(sorted(years.items(), reverse=True), is_counted),
    )


def _rows(model: type[Topic] | type[Author], counter: Counter[int]) -> list[tuple[Any, int]]:
    common = counter.most_common(MOST_CHOICES)
    rows = model.objects.in_bulk([key for key, _count in common])
    return [(rows[key], count) for key, count in common]


def _choices(counted: Iterable[tuple[Any, int]], is_counted: bool) -> list[Choice]:
    return [Choice(value, count if is_counted else None) for value, count in counted][:MOST_CHOICES]
