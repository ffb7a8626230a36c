"""What readers may see of versions, and in which shape: the only doors to it."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.utils import timezone

from config.languages import CODES, column
from publications.models.subject import Topic

if TYPE_CHECKING:
    from publications.models.version import Version

NEWEST_FIRST = ("-date", "-published_at", "-pk")
ARTICLE_BODIES = ("article__body", *(f"article__{column('body', code)}" for code in CODES))
# What only the page of the article itself shows.
LONG = ("body", "notes", "contents", "text", "source")
SHORT = (
    *(
        "language",
        "number",
        "published_at",
        "change",
        "kind",
        "date",
        "title",
        "subtitle",
        "summary",
        "byline",
        "lead",
    ),
    *("words", "series_number", "article__slug"),
)
# The order of the parts of a series, without ties.
PARTS = (F("series_number").asc(nulls_last=True), "date", "published_at", "pk")
# What a list can be narrowed by.
NARROWED = {
    "kind": "kind",
    "topic": "topics",
    "region": "regions",
    "series": "series",
    "author": "authors",
    "year": "date__year",
}


class Immutable(Exception):
    """Somebody tried to change a version after it was written."""


class Year(Func):
    """The year of a date as a number, by what each database does without calling back into Python."""

    output_field = IntegerField()

    def as_sqlite(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, template="CAST(SUBSTR(%(expressions)s, 1, 4) AS INTEGER)", **kwargs)

    def as_postgresql(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, template="EXTRACT(YEAR FROM %(expressions)s)::integer", **kwargs)


class Tally(NamedTuple):
    """How many versions there are of something, and the date of the newest."""

    count: int
    newest: datetime.date


class VersionQuerySet(models.QuerySet["Version"]):
    """The only doors to what readers may see. Nothing else filters on status or time."""

    def public(self, language: str | None = None) -> "VersionQuerySet":
        """What readers see now: its moment has come, nothing newer has, and it is not withdrawn.

        ``language`` is a code of the site; None means all languages.
        """
        now = timezone.now()
        shown = self.filter(Q(public_until=None) | Q(public_until__gt=now), published_at__lte=now)
        return shown if language is None else shown.filter(language=language)

    def ever_public(self, language: str | None = None) -> "VersionQuerySet":
        """What readers could see at some time: the public ones and those that a newer one has replaced."""
        now = timezone.now()
        shown = self.filter(published_at__lte=now).exclude(public_until__lte=F("published_at"))
        return shown if language is None else shown.filter(language=language)

    def readable(self) -> "VersionQuerySet":
        """What readers can open now: the public ones, and the earlier ones of their editions, whose addresses stay."""
        public = self.model.objects.public().filter(edition=OuterRef("edition")).order_by()
        return self.ever_public().filter(Exists(public))

    def at(self, slug: str) -> "VersionQuerySet":
        """Those of the article at this address, by their numbers, with what its page shows beside the row itself.

        In the order of lists SQLite would go through the whole archive until it met the article.
        """
        found = self.filter(article__slug=slug).select_related("article", "series")
        return found.defer("text", "source", *ARTICLE_BODIES).order_by("number")

    def pending(self) -> "VersionQuerySet":
        """Those whose moment is still to come."""
        return self.filter(published_at__gt=timezone.now())

    def not_over(self) -> "VersionQuerySet":
        """Those that readers see now, and those whose moment is still to come."""
        return self.filter(Q(public_until=None) | Q(public_until__gt=timezone.now()))

    def lasting(self) -> "VersionQuerySet":
        """Those that readers see until somebody publishes another one or withdraws them."""
        return self.filter(public_until=None, published_at__lte=timezone.now())

    def next_change(self) -> datetime.datetime | None:
        """The next moment at which what is public changes by itself, or None."""
        now = timezone.now()
        coming = self.filter(published_at__gt=now).aggregate(moment=Min("published_at"))
        going = self.filter(public_until__gt=now).aggregate(moment=Min("public_until"))
        return min(filter(None, (coming["moment"], going["moment"])), default=None)

    def since(self, moment: datetime.datetime) -> "VersionQuerySet":
        """Those published at that moment or later."""
        return self.filter(published_at__gte=moment)

    def last_change(self) -> datetime.datetime | None:
        """The last moment at which any of these became public or stopped being so, or None."""
        now = timezone.now()
        past = {"published_at__lte": now}, {"published_at__lte": now, "public_until__lte": now}
        found = self.order_by().aggregate(
            came=Max("published_at", filter=Q(**past[0])), went=Max("public_until", filter=Q(**past[1]))
        )
        return max(filter(None, found.values()), default=None)

    def in_lists(self) -> "VersionQuerySet":
        """Newest first, without the long columns that lists do not show, with the address at hand."""
        return self.defer(*LONG).select_related("article").only(*SHORT).order_by(*NEWEST_FIRST)

    def newest(self, start: int, stop: int) -> "VersionQuerySet":
        """A stretch of the list, newest first."""
        return self._stretch(NEWEST_FIRST, start, stop)

    def parts(self, start: int, stop: int) -> "VersionQuerySet":
        """A stretch of a series: by the numbers of its parts, then what has no number, oldest first."""
        return self._stretch(PARTS, start, stop)

    def _stretch(self, order: Sequence[Any], start: int, stop: int) -> "VersionQuerySet":
        """Rows for a list. An index finds their keys, so that the far end of a long list reads no rows before it."""
        keys = self.order_by(*order).values("pk")[start:stop]
        return self.model.objects.filter(pk__in=keys).in_lists().order_by(*order)

    def newest_told(self, start: int, stop: int) -> "VersionQuerySet":
        """A stretch of the list, newest first, with all that is told of each but its text."""
        keys = self.order_by(*NEWEST_FIRST).values("pk")[start:stop]
        return self.model.objects.filter(pk__in=keys).to_tell().order_by(*NEWEST_FIRST)

    def narrowed(self, choices: dict[str, Any]) -> "VersionQuerySet":
        """Those of a ``kind`` (its code), ``year``, ``topic``, ``region``, ``series``, ``author`` (rows), as chosen."""
        return self.filter(**{NARROWED[name]: value for name, value in choices.items()})

    def tally(self, belonging: str) -> dict[Any, Tally]:
        """How many there are of each ``kind`` (by its code), ``topics``, ``regions`` or ``series`` (by their keys)."""
        counted = self.order_by().values_list(belonging).annotate(count=Count("pk"), newest=Max("date"))
        return {key: Tally(*facts) for key, *facts in counted if key is not None}

    def count_by_year(self) -> dict[int, int]:
        """How many there are of each year, the latest year first."""
        counted = self.order_by().values_list(Year("date")).annotate(count=Count("pk"))
        return dict(sorted(counted, reverse=True))

    def to_cite(self) -> "VersionQuerySet":
        """With all that a citation names, in as many queries for many as for one, and none of the long columns."""
        return (
            self.select_related("article", "series")
            .defer(*LONG, *ARTICLE_BODIES)
            .prefetch_related("authors", "topics")
        )

    def to_tell(self) -> "VersionQuerySet":
        """As ``to_cite``, with the regions too: all that lists for programs tell."""
        return self.to_cite().prefetch_related("regions")

    def whole(self) -> "VersionQuerySet":
        """As ``to_tell``, with body, notes and contents."""
        return self.to_tell().defer(None).defer("text", "source", *ARTICLE_BODIES)

    def in_feeds(self, most: int) -> "VersionQuerySet":
        """The latest, whole, each with the moment its language was first published as ``first_published_at``.

        An index finds their keys, so that no other row is read, let alone its text.
        """
        keys = self.order_by("-published_at", "-pk").values("pk")[:most]
        first = self.model.objects.filter(edition=OuterRef("edition")).order_by("number")
        return (
            self.model.objects.filter(pk__in=keys)
            .to_cite()
            .defer(None)
            .defer("text", "source", "contents", *ARTICLE_BODIES)
            .annotate(first_published_at=Subquery(first.values("published_at")[:1]))
            .order_by("-published_at", "-pk")
        )

    def signed_by(self, author: int) -> dict[int, list[str]]:
        """In the order of lists the key of each, and the roles in which somebody, named by the key, signed it."""
        bylines = self.order_by(*NEWEST_FIRST).values_list("pk", "byline")
        return {
            pk: [entry["role"] for entry in byline if entry["author"] == author] for pk, byline in bylines
        }

    def topics(self) -> models.QuerySet[Topic]:
        """What these are about, each topic with how many as ``count``, the most frequent first."""
        found = Topic.objects.filter(versions__in=self.order_by().values("pk"))
        return found.annotate(count=Count("versions")).order_by("-count", "order", "slug")

    def count_by_language(self) -> dict[str, int]:
        """How many there are in each language that has any."""
        return dict(self.order_by().values_list("language").annotate(Count("pk")))

    def with_texts(self) -> "VersionQuerySet":
        """As in lists, with the plain text and the notes, in which passages are looked for."""
        return self.select_related("article").only(*SHORT, "text", "notes")

    def last_seen(self) -> "VersionQuerySet":
        """Of each edition that was ever public the version that readers saw last, withdrawn ones included.

        Each has ``is_gone``, whether it was withdrawn, and ``changed_at``, the moment when that came to pass or when it
        was published.
        """
        now = timezone.now()
        newer = self.model.objects.ever_public().filter(
            edition=OuterRef("edition"), number__gt=OuterRef("number")
        )
        gone = Q(public_until__lte=now)
        return (
            self.ever_public()
            .filter(~Exists(newer.order_by()))
            .annotate(
                is_gone=ExpressionWrapper(gone, models.BooleanField()),
                changed_at=Case(When(gone, then=F("public_until")), default=F("published_at")),
            )
        )

    def as_history(self) -> "VersionQuerySet":
        """In the order of their numbers, with what is told of each, and nothing of its text."""
        told = ("language", "number", "published_at", "change", "note", "article__slug")
        return self.select_related("article").only(*told).order_by("number")

    def to_compare(self) -> "VersionQuerySet":
        """In the order of their numbers, with what a version changed in another, and nothing rendered."""
        return self.select_related("article").only(*SHORT, "note", "source", "attachments").order_by("number")

    def related_to(self, version: "Version") -> "VersionQuerySet":
        """Those that share an author or a topic with ``version``, but those of its own article."""
        topics = self.model.topics.through.objects.filter(topic__versions=version)
        authors = self.model.authors.through.objects.filter(author__versions=version)
        shared = Q(pk__in=topics.values("version")) | Q(pk__in=authors.values("version"))
        return self.filter(shared).exclude(article=version.article_id)

    def beside(self, version: "Version") -> "VersionQuerySet":
        """The parts of a numbered series just before and after ``version``, in their order; gaps are passed over."""
        if not version.series_id or version.series_number is None:
            return self.none()
        parts = self.filter(series=version.series_id).exclude(article=version.article_id)
        before = parts.filter(series_number__lt=version.series_number).order_by("-series_number", "-pk")
        after = parts.filter(series_number__gt=version.series_number).order_by("series_number", "pk")
        found = self.filter(Q(pk__in=before.values("pk")[:1]) | Q(pk__in=after.values("pk")[:1]))
        return found.select_related("article").only(*SHORT).order_by("series_number")

    def end(self, moment: datetime.datetime) -> None:
        """Let those that are public, or were to be, stop being so at ``moment``."""
        self.filter(Q(public_until=None) | Q(public_until__gt=moment))._end(moment)

    def cancel_pending(self) -> bool:
        """Delete those of one edition that wait, and let the one they would have replaced go on.

        Returns whether there were any. No reader has seen them, so nothing that was ever public changes.
        """
        waiting = list(self.pending())
        for version in waiting:
            version.delete()
        self.filter(public_until__gt=timezone.now())._end(None)
        return bool(waiting)

    def _end(self, moment: datetime.datetime | None) -> None:
        super().update(public_until=moment)

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("A version is never changed; publish a new one.")

    def delete(self) -> NoReturn:
        raise Immutable("A version is never deleted; withdraw its edition.")
