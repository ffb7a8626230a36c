"""What the translation desk lists: articles by the languages in which something waits, the longest first."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.admin import columns
from config.languages import LANGUAGES, Language, column, other_script
from publications.admin import standing as standings
from publications.admin.article_list import found
from publications.models import Article, Edition, Version
from publications.models.edition import waits

ROWS = 50
# A sign beside the words, so that no state is told by colour alone.
STATES: dict[str, tuple[str, Promise]] = {
    "missing": ("–", _("Missing")),
    "draft": ("○", _("Draft")),
    "in-review": ("◔", _("In review")),
    "approved": ("◕", _("Approved")),
    "scheduled": ("◷", _("Scheduled")),
    "published": ("●", _("Published")),
    "withdrawn": ("✕", _("Withdrawn")),
}
BOTH = standings.STATES["public-pending"]
WAITING, ALL, MISSING = "", "all", "missing"
AGES = {"7": _("More than a week"), "30": _("More than a month"), "90": _("More than three months")}
AGES |= {"365": _("More than a year")}


@dataclass(frozen=True)
class Cell:
    """One language of an article on the desk. ``open`` says whether the user may work in it."""

    article: Article
    language: Language
    edition: Any
    source: Edition | None
    open: bool

    @property
    def state(self) -> str:
        """A key of STATES."""
        if self.edition is None or not self.edition.digest:
            return MISSING
        return "scheduled" if self.edition.is_pending else self.edition.state

    @property
    def sign(self) -> str:
        """The state as a sign."""
        return BOTH[0] if self._is_replaced_soon else STATES[self.state][0]

    @property
    def words(self) -> Promise:
        """The state in words."""
        return BOTH[1] if self._is_replaced_soon else STATES[self.state][1]

    @property
    def is_missing(self) -> bool:
        """Whether nothing is written."""
        return self.state == MISSING

    @property
    def is_changed(self) -> bool:
        """Whether readers have an older text than the one that is written."""
        return self.state == "published" and self.edition.has_changed()

    @property
    def editor(self) -> str:
        """The address of the article form with source and translation side by side, at the title to write."""
        return side_by_side(self.article.pk, self.source.language if self.source else "", self.language.code)

    @property
    def notes_differ(self) -> bool:
        """Whether there are more or fewer notes than in the source."""
        return self._differ("note_count")

    @property
    def headings_differ(self) -> bool:
        """Whether there are more or fewer headings than in the source."""
        return self._differ("heading_count")

    @property
    def other_script(self) -> Language | None:
        """The other Chinese script, when a text in it waits to be converted into this missing one."""
        other = other_script(self.language.code)
        converts = self.is_missing and self.source is not None and self.source.language == other
        return LANGUAGES[other] if other and converts else None

    @property
    def _is_replaced_soon(self) -> bool:
        """Whether readers see a version already while another one waits."""
        return self.state == "scheduled" and self.edition.is_public

    def _differ(self, count: str) -> bool:
        if self.is_missing or self.source is None:
            return False
        return getattr(self.edition, count) != getattr(self.source, count)


def side_by_side(article: int, source: str, language: str) -> str:
    """The address of the article form with two languages side by side, at the title in the second."""
    form = reverse("admin:publications_article_change", args=[article])
    shown = ",".join(code for code in LANGUAGES if code in (source, language))
    return f"{form}?show={shown}#id_{column('title', language)}"


@dataclass(frozen=True)
class Row:
    """An article on the desk, since when it waits if it does, and a cell for every language."""

    article: Article
    since: datetime.datetime | None
    cells: list[Cell]


class DeskFilter(forms.Form):
    """What of the desk is asked for. What nobody offered is taken for not asked."""

    q = forms.CharField(
        label=_("Title or author"), required=False, widget=forms.TextInput({"type": "search"})
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            (WAITING, _("Whatever waits")),
            ("outdated", _("Outdated")),
            ("unconfirmed", _("Converted, not confirmed")),
            *((state, words) for state, (_sign, words) in STATES.items()),
            (ALL, _("All articles")),
        ],
    )
    age = forms.ChoiceField(label=_("Waiting"), required=False, choices=[("", _("Any time")), *AGES.items()])
    translator = forms.ChoiceField(label=_("Translator"), required=False)

    def __init__(self, *args: Any, user: AbstractBaseUser, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.languages = user, languages
        labels = [(code, LANGUAGES[code].label) for code in languages]
        self.fields["language"].choices = [("", _("All languages")), *labels]
        people = get_user_model().objects.filter(Exists(Edition.objects.filter(translator=OuterRef("pk"))))
        self.fields["translator"].choices = [
            ("", _("Anybody")),
            ("me", _("Me")),
            ("nobody", _("Nobody")),
            *((str(each.pk), str(each)) for each in people.exclude(pk=user.pk).order_by("username")),
        ]

    @cached_property
    def asked(self) -> dict[str, str]:
        """What is asked for, by the name of the field."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    def page(self, number: str | None) -> Page:
        """One page of articles: of each the key, and since when it waits."""
        rows = self._missing() if self.asked["state"] == MISSING else self._editions()
        if self.asked["age"]:
            days = datetime.timedelta(days=int(self.asked["age"]))
            rows = rows.filter(since__lt=timezone.now() - days)
        return Paginator(rows.order_by(F("since").asc(nulls_last=True), "article"), ROWS).get_page(number)

    def _editions(self) -> QuerySet[Any]:
        """The articles with an edition in the state asked for, and since when the first of them waits."""
        state, pending = self.asked["state"], Version.objects.pending().order_by().values("edition")
        editions = self._titled().filter(self._translated_by(), language__in=self._codes())
        chosen = {
            WAITING: editions.waiting,
            ALL: editions.all,
            "outdated": editions.outdated,
            "unconfirmed": lambda: editions.filter(converted=True),
            "scheduled": lambda: editions.filter(pk__in=pending),
        }.get(state, lambda: editions.written().filter(state=state).exclude(pk__in=pending))
        # Among all articles, those that wait for nobody come last.
        counted = waits() if state == ALL else None
        since = Min(Coalesce("outdated_since", "changed_at"), filter=counted)
        return chosen().values("article").annotate(since=since)

    def _missing(self) -> QuerySet[Any]:
        """The articles that lack one of the languages, and since when there is something to translate."""
        written, here = ~Q(digest=""), Q(language__in=self._codes())
        rows = self._titled().values("article").annotate(since=Min("changed_at", filter=written))
        who = self.asked["translator"]
        if who in ("", "nobody"):
            # A language that nobody was given has no edition yet: those that there are have to be counted.
            there = here & (written | Q(translator__isnull=False)) if who else here & written
            return rows.annotate(there=Count("pk", filter=there)).filter(there__lt=len(self._codes()))
        given = Count("pk", filter=here & ~written & self._translated_by())
        return rows.annotate(given=given).filter(given__gt=0)

    def _titled(self) -> QuerySet[Edition]:
        """The editions of the articles that are found by what was typed."""
        if not self.asked["q"]:
            return Edition.objects.all()
        articles = Article.objects.filter(found(self.asked["q"], in_notes=False))
        return Edition.objects.filter(article__in=articles.order_by().values("pk"))

    def _codes(self) -> tuple[str, ...]:
        return (self.asked["language"],) if self.asked["language"] else self.languages

    def _translated_by(self) -> Q:
        who = self.asked["translator"]
        if not who:
            return Q()
        return Q(translator={"me": self.user.pk, "nobody": None}.get(who, who))


def rows(page: Iterable[dict[str, Any]], languages: tuple[str, ...]) -> list[Row]:
    """The rows of a page, in its order; ``languages`` are those the user may work in."""
    waiting = {each["article"]: each["since"] for each in page}
    articles = list(waiting)
    named = Article.objects.only("slug", "date", *columns("title")).in_bulk(articles)
    editions = standing(articles)
    return [
        Row(named[key], since, cells(named[key], editions.get(key, {}), languages))
        for key, since in waiting.items()
    ]


def standing(articles: list[int]) -> dict[int, dict[str, Edition]]:
    """The editions of articles by article and language, with translators and what versions there are."""
    versions = Version.objects.filter(edition=OuterRef("pk")).order_by()
    editions_of: dict[int, dict[str, Edition]] = {}
    editions = Edition.objects.filter(article__in=articles).select_related("translator")
    states = {"is_pending": Exists(versions.pending()), "is_public": Exists(versions.public())}
    for edition in editions.annotate(**states).order_by("pk"):
        editions_of.setdefault(edition.article_id, {})[edition.language] = edition
    return editions_of


def cells(article: Article, editions: dict[str, Edition], languages: tuple[str, ...]) -> list[Cell]:
    """The cells of an article, one for each language of the site."""
    return [
        Cell(article, language, editions.get(code), source(code, editions), code in languages)
        for code, language in LANGUAGES.items()
    ]


def source(language: str, editions: dict[str, Edition]) -> Edition | None:
    """What a language is translated from, or would be: the other Chinese script, else an original."""
    own = editions.get(language)
    if own and own.digest:
        return editions.get(own.translated_from)
    begun = Edition(language=language, translated_from=own.translated_from if own else "")
    begun.translate_from(each for each in editions.values() if each.digest)
    return editions.get(begun.translated_from)
