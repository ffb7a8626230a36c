"""The directory of fellows: who there is now or was before, narrowed by department, topic, region and language.

An address asks in its query: ``?department=…&topic=…&region=…&language=…&standing=former&page=2``. A word that nobody
knows here finds nobody; for a page that there is not stands the last one, for what is no number the first.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from authors.models import Appointment, Author, Department, Fellow
from authors.models import FellowQuerySet as Fellows
from config.languages import CODES, LANGUAGES, column, tag

FORMER = "former"
PER_PAGE = 24
# The word of an address, the relation of a fellow, and the column that the word names.
RELATIONS = {
    "topic": ("topics", "slug"),
    "region": ("regions", "slug"),
    "language": ("languages", "code"),
}
TITLES = {"topic": _("Topic"), "region": _("Region"), "language": _("Language")}
DEPARTMENT = "department"
NAMES = (DEPARTMENT, *RELATIONS)


@dataclass(frozen=True)
class Choice:
    """A row that the list can be narrowed by, and how many would be left."""

    word: str
    row: Model
    count: int
    chosen: bool
    depth: int = 0

    @property
    def tag(self) -> str:
        """The language of the name that readers see, where it is not that of the page."""
        active = get_language() or CODES[0]
        order = (active, *LANGUAGES[active].fallbacks)
        named = next((code for code in order if getattr(self.row, column("name", code))), active)
        return "" if named == active else tag(named)

    @property
    def indent(self) -> str:
        """What shows that a row lies within another; options know no other means."""
        return "\u2003" * self.depth


class Facet(NamedTuple):
    """One way to narrow the list."""

    name: str
    title: Promise
    choices: list[Choice]


@dataclass
class Directory:
    """What a reader asked for, and what there is. ``asked`` is the query of the address."""

    asked: Mapping[str, str]
    today: datetime.date
    language: str
    words: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = {name: self.asked[name] for name in NAMES if self.asked.get(name)}
        self.is_former = self.asked.get("standing") == FORMER

    @cached_property
    def page(self) -> Page:
        """The page that was asked for of the fellows who were found, as authors with their posts, by name."""
        found = Author.objects.filter(fellow__in=self._fellows())
        pages = Paginator(found.in_directory(self.today).by_name(self.language), PER_PAGE)
        return pages.get_page(self.asked.get("page"))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many are current and how many former, narrowed by the same words."""
        shown, others = self.page.paginator.count, self._fellows(is_former=not self.is_former).count()
        current, former = (others, shown) if self.is_former else (shown, others)
        return {"current": current, "former": former}

    @property
    def facets(self) -> list[Facet]:
        """What the list can be narrowed by. A choice that would leave nobody is not offered."""
        offered = (
            Facet(DEPARTMENT, _("Department"), self._departments()),
            *(Facet(name, title, self._rows(name)) for name, title in TITLES.items()),
        )
        return [facet for facet in offered if facet.choices]

    @property
    def is_narrow(self) -> bool:
        """Whether the list is another than that of all who are fellows now; search engines need no such list."""
        return bool(self.words or self.is_former)

    @property
    def current_query(self) -> str:
        """The query of the same list for those who are fellows now."""
        return self._query(False)

    @property
    def former_query(self) -> str:
        """The query of the same list for those who were."""
        return self._query(True)

    def query(self, page: int) -> str:
        """The query of a page of the list."""
        return self._query(self.is_former, page)

    def _query(self, is_former: bool, page: int = 1) -> str:
        words = self.words | ({"standing": FORMER} if is_former else {})
        return f"?{urlencode(words | ({'page': str(page)} if page > 1 else {}))}"

    def _fellows(self, *, is_former: bool | None = None, without: str = "") -> Fellows:
        """Those whom the words find, without what one of them says."""
        former = self.is_former if is_former is None else is_former
        visible = Fellow.objects.visible()
        found = visible.former(self.today) if former else visible.current(self.today)
        for name, word in self.words.items():
            if name == without:
                continue
            if name == DEPARTMENT:
                inside = self._held(former).filter(department__in=self._inside(word))
                found = found.filter(pk__in=inside.order_by().values("fellow"))
            else:
                relation, key = RELATIONS[name]
                found = found.filter(**{f"{relation}__{key}": word})
        return found.order_by()

    def _held(self, former: bool) -> QuerySet[Appointment]:
        """The appointments that count: those of today, or all that a former fellow ever held."""
        return Appointment.objects.all() if former else Appointment.objects.current(self.today)

    def _rows(self, name: str) -> list[Choice]:
        relation, key = RELATIONS[name]
        model: Any = Fellow._meta.get_field(relation).related_model
        rows = model.objects.filter(fellows__in=self._fellows(without=name)).annotate(count=Count("fellows"))
        return [self._choice(name, getattr(row, key), row, row.count) for row in rows]

    def _choice(self, name: str, word: str, row: Model, count: int, depth: int = 0) -> Choice:
        return Choice(word, row, count, self.words.get(name) == word, depth)

    # Departments lie within each other: one counts those of all that lie within it.

    @cached_property
    def _tree(self) -> list[Department]:
        return list(Department.objects.all())

    def _inside(self, word: str) -> list[int]:
        """The keys of a department and of all within it."""
        found = [each.pk for each in self._tree if each.slug == word]
        for pk in found:
            found += [each.pk for each in self._tree if each.parent_id == pk and each.pk not in found]
        return found

    def _departments(self) -> list[Choice]:
        held = self._held(self.is_former).filter(fellow__in=self._fellows(without=DEPARTMENT))
        people: dict[int, set[int]] = {}
        for department, fellow in held.order_by().values_list("department", "fellow"):
            people.setdefault(department, set()).add(fellow)
        choices = []
        for row, depth in self._in_order(None, 0):
            count = len(set().union(*(people.get(pk, set()) for pk in self._inside(row.slug))))
            if count:
                choices.append(self._choice(DEPARTMENT, row.slug, row, count, depth))
        return choices

    def _in_order(self, parent: int | None, depth: int) -> list[tuple[Department, int]]:
        """Each department followed by those within it."""
        return [
            pair
            for row in self._tree
            if row.parent_id == parent
            for pair in [(row, depth), *self._in_order(row.pk, depth + 1)]
        ]
