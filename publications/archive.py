"""The archive: what is public in one language, narrowed by what an address asks for, counted, and cut into pages.

An address asks in its query: ``?kind=report&topic=trade&year=2024&page=2``, always in this order, and each word
once. Whatever comes otherwise is led to that form, so that one list has one address. What is not known here is left
out, and said.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES, column, tag
from publications.models import Region, Series, Topic, Version
from publications.models.article import Kind
from publications.models.public import VersionQuerySet
from publications.models.subject import Subject

PER_PAGE = 20
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,120}")
YEAR = re.compile(r"[12][0-9]{3}")
PAGE = re.compile(r"[1-9][0-9]{0,5}")


class Value(NamedTuple):
    """Something that a list can be narrowed by: ``word`` in the address, ``name`` for readers.

    ``key`` is what versions are compared with: a code, a year, a row. ``tag`` marks a name in another language.
    """

    word: str
    name: str
    key: Any
    tag: str = ""


class Dimension(NamedTuple):
    """One way to narrow a list: ``find`` knows a word of an address, ``counts`` what versions have, and how often."""

    title: Promise
    find: Callable[[str], Value | None]
    counts: Callable[[VersionQuerySet], Iterable[tuple[Value, int]]]


class Choice(NamedTuple):
    """A value as a list offers it: how many there are, and the query that chooses it, or takes it back."""

    value: Value
    count: int
    query: str
    chosen: bool


class Facet(NamedTuple):
    """One dimension of a list with what can be chosen in it."""

    name: str
    title: Promise
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        """The value that the list is narrowed by, or None."""
        return next((choice for choice in self.choices if choice.chosen), None)


class Unknown(NamedTuple):
    """A word of the address that says nothing here."""

    title: Promise
    word: str


def _find_kind(word: str) -> Value | None:
    return Value(word, str(Kind(word).label), word) if word in Kind.values else None


def _count_kinds(versions: VersionQuerySet) -> Iterable[tuple[Value, int]]:
    tallies = versions.tally("kind")
    return [
        (Value(kind.value, str(kind.label), kind.value), tallies[kind].count)
        for kind in Kind
        if kind in tallies
    ]


def _year(year: int) -> Value:
    return Value(str(year), pgettext("a year as a heading", "%(year)s") % {"year": year}, year)


def _find_year(word: str) -> Value | None:
    return _year(int(word)) if YEAR.fullmatch(word) else None


def _count_years(versions: VersionQuerySet) -> Iterable[tuple[Value, int]]:
    return [(_year(year), count) for year, count in versions.count_by_year().items()]


def _subject(row: Subject) -> Value:
    """The row under its name in the active language, else in the first that it falls back to."""
    active = get_language()
    for code in (active, *LANGUAGES[active].fallbacks):
        if name := getattr(row, column("name", code)):
            return Value(row.slug, name, row, tag(code) if code != active else "")
    return Value(row.slug, row.slug, row)


def _subjects(title: Promise, model: type[Subject]) -> Dimension:
    """A dimension whose values are rows; an address may name one by a slug that it had before."""

    def find(word: str) -> Value | None:
        if not SLUG.fullmatch(word):
            return None
        row = model.objects.filter(slug=word).first() or model.objects.formerly_at(word).first()
        return _subject(row) if row else None

    def counts(versions: VersionQuerySet) -> Iterable[tuple[Value, int]]:
        return [(_subject(row), row.count) for row in model.objects.counted(versions)]

    return Dimension(title, find, counts)


DIMENSIONS = {
    "kind": Dimension(_("Kind"), _find_kind, _count_kinds),
    "topic": _subjects(_("Topic"), Topic),
    "region": _subjects(_("Region"), Region),
    "series": _subjects(_("Series"), Series),
    "year": Dimension(_("Year"), _find_year, _count_years),
}


class Pages(Paginator):
    """Pages of a list that is asked for stretch by stretch, and whose length is known."""

    def __init__(self, stretch: Callable[[int, int], VersionQuerySet], count: int) -> None:
        super().__init__([], PER_PAGE)
        self.stretch, self.count = stretch, count

    def page(self, number: int) -> Page:
        """One page, with its rows."""
        start = (number - 1) * PER_PAGE
        return self._get_page(list(self.stretch(start, start + PER_PAGE)), number, self)


class Archive:
    """What is public in ``language`` of what an address asks for.

    ``offered`` are the names of the dimensions that the list can be narrowed by; ``about`` is what it is about in
    any case, by the names of ``VersionQuerySet.narrowed``. With ``parts`` it comes in the order of a series.
    """

    def __init__(
        self,
        asked: QueryDict,
        language: str,
        offered: Iterable[str] = tuple(DIMENSIONS),
        about: Mapping[str, Subject] | None = None,
        parts: bool = False,
    ) -> None:
        self.asked, self.offered, self.about, self.parts = asked, tuple(offered), dict(about or {}), parts
        self.public = Version.objects.public(language).narrowed(self.about)
        self.unknown: list[Unknown] = []
        self.values = self._read()

    def _read(self) -> dict[str, Value]:
        """What the list is narrowed by. What is not known is noted as such."""
        values = {}
        for name in self.offered:
            word = self.asked.get(name, "")
            value = DIMENSIONS[name].find(word) if word else None
            if value:
                values[name] = value
            elif word:
                self.unknown.append(Unknown(DIMENSIONS[name].title, word))
        return values

    @property
    def narrowed(self) -> VersionQuerySet:
        """The versions of the list, in no order."""
        return self._without("")

    def _without(self, left_out: str) -> VersionQuerySet:
        return self.public.narrowed(
            {name: value.key for name, value in self.values.items() if name != left_out}
        )

    def query(self, page: int = 1, **changed: str | None) -> str:
        """The query of the list, or of one of its pages, or of the list that another choice would make.

        Empty for a list that nothing narrows; otherwise it begins with its question mark.
        """
        words = {name: value.word for name, value in self.values.items()} | changed
        pairs = [(name, words[name]) for name in self.offered if words.get(name)]
        pairs += [("page", str(page))] if page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""

    @cached_property
    def facets(self) -> list[Facet]:
        """What can be chosen, with how much each choice would leave of the list as the others narrow it."""
        return [
            Facet(name, DIMENSIONS[name].title, self._choices(name, DIMENSIONS[name].counts))
            for name in self.offered
        ]

    def _choices(self, name: str, counts: Callable[..., Iterable[tuple[Value, int]]]) -> list[Choice]:
        chosen = self.values.get(name)
        found = list(counts(self._without(name)))
        if chosen and chosen.word not in {value.word for value, _count in found}:
            found.append((chosen, 0))
        return [
            Choice(value, count, self.query(**{name: None if taken else value.word}), taken)
            for value, count in found
            for taken in [chosen is not None and value.word == chosen.word]
        ]

    @property
    def chosen(self) -> list[tuple[Promise, Choice]]:
        """What the list is narrowed by, each with the title of its dimension."""
        return [(facet.title, facet.chosen) for facet in self.facets if facet.chosen]

    @property
    def can_be_narrowed(self) -> bool:
        """Whether there is anything to choose from."""
        return any(facet.choices for facet in self.facets)

    @property
    def is_narrow(self) -> bool:
        """Whether one more choice makes a list that needs no place in search engines."""
        return bool(self.values or self.about)

    @property
    def is_indexable(self) -> bool:
        """Whether search engines should know the list: combinations are endless, and show nothing of their own."""
        narrowed_twice = len(self.values) + len(self.about) > 1
        return not (self.unknown or narrowed_twice or (self.values and not self.total))

    @property
    def subject(self) -> Subject | None:
        """The only thing that the list is narrowed by, when that has a page of its own."""
        keys = [value.key for value in self.values.values()]
        return keys[0] if len(keys) == 1 and isinstance(keys[0], Subject) else None

    @cached_property
    def total(self) -> int:
        """How much there is; the years have been counted for their facet, and add up to it."""
        years = next((facet for facet in self.facets if facet.name == "year"), None)
        if years is None:
            return self.narrowed.count()
        return years.chosen.count if years.chosen else sum(choice.count for choice in years.choices)

    @cached_property
    def page(self) -> Page:
        """The page that was asked for; the first one when there is no such page, which is noted then as unknown."""
        pages = Pages(self.narrowed.parts if self.parts else self.narrowed.newest, self.total)
        word = self.asked.get("page", "") or "1"
        if PAGE.fullmatch(word) and int(word) <= pages.num_pages:
            return pages.page(int(word))
        self.unknown.append(Unknown(_("Page"), word))
        return pages.page(1)

    def is_canonical(self) -> bool:
        """Whether the address writes what it asks for in the one way that this list has."""
        names = (*self.offered, "page")
        given = [(name, word) for name, words in self.asked.lists() if name in names for word in words]
        page = self.page.number
        return bool(self.unknown) or f"?{urlencode(given)}" == (self.query(page) or "?")
