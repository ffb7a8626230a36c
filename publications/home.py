"""What stands on the home page of a language: what editors picked, the latest, and what else is worth a look."""

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from authors.models import Author, Fellow
from publications.models import Pick, Version
from publications.models.article import Kind

CARDS = 3  # stand beside each other
LATEST = 6
FELLOWS = 6
# Longer works appear more rarely, and are soon gone from the list of the latest.
LONGER = (Kind.REPORT, Kind.WORKING_PAPER, Kind.POLICY_BRIEF, Kind.JOURNAL_ARTICLE, Kind.BOOK_CHAPTER)


@dataclass(frozen=True)
class Front:
    """The lead, the cards below it in rows of ``CARDS``, and the list of the latest."""

    lead: Version | None
    cards: list[Version]
    latest: list[Version]

    @property
    def shown(self) -> list[Version]:
        """All of them."""
        return [*([self.lead] if self.lead else []), *self.cards, *self.latest]


def front(language: str) -> Front:
    """What readers of ``language`` find on its home page now. Asks the database three times.

    Where nothing is picked, the newest article with a picture leads. The last row of cards is filled with the latest,
    unless there are too few to fill it.
    """
    picked = _picked(language)
    others = Version.objects.public(language).exclude(article__in=[version.article_id for version in picked])
    latest = list(others.in_lists()[: LATEST + CARDS + 1])
    lead = picked.pop(0) if picked else _newest_with_picture(latest)
    latest = [version for version in latest if version is not lead]
    lacking = -len(picked) % CARDS or (0 if picked else CARDS)
    filling = lacking if len(latest) >= lacking else 0
    return Front(lead, picked + latest[:filling], latest[filling:][:LATEST])


def longer(language: str, shown: list[Version]) -> list[Version]:
    """The newest reports, briefs and papers besides those that are shown: a row of cards, or none."""
    works = Version.objects.public(language).filter(kind__in=LONGER)
    others = works.exclude(pk__in=[version.pk for version in shown])
    # Asked for keys alone, an index answers; where such works are rare, SQLite would read every long row before them.
    found = list(Version.objects.public().filter(pk__in=others.values("pk")[:CARDS]).in_lists())
    return found if len(found) == CARDS else []


def fellows(language: str, today: datetime.date) -> list[Author]:
    """The fellows of that day who have written in ``language``, those who did so last first, with their posts."""
    newest = Version.objects.public(language).filter(authors=OuterRef("pk")).order_by("-date").values("date")
    found = Author.objects.filter(fellow__in=Fellow.objects.visible().current(today)).in_lists()
    written = found.annotate(newest=Subquery(newest[:1])).exclude(newest=None)
    return list(written.with_posts(today).order_by("-newest", "slug")[:FELLOWS])


def _picked(language: str) -> list[Version]:
    """What editors put on the home page and readers may see, in the order of the picks.

    The versions of few articles are asked for in every language: SQLite, told of one, would walk through all of that.
    """
    picks = Pick.objects.filter(language=language).order_by("order", "pk")
    articles = list(picks.values_list("article", flat=True))
    public = Version.objects.public().filter(article__in=articles).in_lists()
    versions = {version.article_id: version for version in public if version.language == language}
    return [versions[article] for article in articles if article in versions]


def _newest_with_picture(latest: list[Version]) -> Version | None:
    pictured = (version for version in latest if version.lead)
    return next(pictured, latest[0] if latest else None)
