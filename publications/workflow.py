"""The way to the public: check, publish, correct, withdraw. The only writer of editions and versions."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from config.languages import column, label
from publications.body import defects, pictures, plain, render
from publications.models import Article, Edition, Figure, Generation, Version

DEFECTS: dict[str, Promise] = {
    "marker-without-note": _("A marker has no note."),
    "note-without-text": _("A note has no text."),
    "image-without-alt": _("A picture has no alternative text."),
}


@dataclass(frozen=True)
class Finding:
    """Something that stands in the way of publishing.

    ``field`` is the column of the article to mend, ``place`` says where in the body, ``words`` are those around.
    """

    language: str
    message: str | Promise
    field: str
    place: str = ""
    words: str = ""

    def __str__(self) -> str:
        """One line: language, what, where and the surrounding words."""
        line = f"{label(self.language)}: {self.message}"
        if self.place:
            line += f" {self.place}"
        return f"{line}: “{self.words}”" if self.words else line


class Refused(Exception):
    """The edition cannot go out; ``findings`` says why and where."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def check(edition: Edition) -> list[Finding]:
    """What stands in the way of publishing this edition; an empty list if nothing does."""
    article, language = edition.article, edition.language
    return _missing(article, language) + [
        Finding(language, DEFECTS[defect.kind], column("body", language), _place(defect), defect.words)
        for defect in defects.defects(getattr(article, column("body", language)) or "", language)
    ]


def publish(
    edition: Edition,
    *,
    by: AbstractBaseUser | None = None,
    at: datetime.datetime | None = None,
    change: str = "",
    note: str = "",
) -> Version:
    """Write the next version of an edition from the working copy as it is stored now.

    ``at`` is the moment from which readers see it, with time zone; now unless given, and a moment that has passed
    counts as now. ``change`` is one of Version.Change: FIRST for the first version whatever is given, else MINOR
    unless said otherwise. ``note`` is shown to readers; a correction must have one. A version that was waiting for
    its moment gives way to this one. Raises Refused, and writes nothing, when the edition has a defect.
    """
    now = timezone.now()
    moment = max(at or now, now)
    with transaction.atomic():
        edition = Edition.objects.whole().select_for_update(of=("self",)).get(pk=edition.pk)
        findings = check(edition)
        if change == Version.Change.CORRECTION and not note.strip():
            findings.append(Finding(edition.language, _("A correction needs a note for readers."), "note"))
        if findings:
            raise Refused(findings)
        edition.versions.all().cancel_pending()
        last = edition.latest()
        version = snapshot(edition)
        version.number = last.number + 1 if last else 1
        version.change = (change or Version.Change.MINOR) if last else Version.Change.FIRST
        version.published_at, version.published_by, version.note = moment, by, note.strip()
        edition.versions.all().end(moment)
        version.save(force_insert=True)
        _relate([version])
        _set_state(edition, Edition.State.PUBLISHED)
    return version


def publish_all(editions: Sequence[Edition], *, by: AbstractBaseUser | None = None) -> list[Finding]:
    """Publish many editions that were never public, now and in one transaction.

    Those with a defect are left as drafts; returns what stood in their way.
    """
    fresh = Edition.objects.whole().filter(pk__in=[edition.pk for edition in editions], versions=None)
    findings = {edition: check(edition) for edition in fresh}
    ready = [edition for edition in fresh if not findings[edition]]
    versions = [snapshot(edition) for edition in ready]
    for version in versions:
        version.number, version.change = 1, Version.Change.FIRST
        version.published_at, version.published_by = timezone.now(), by
    with transaction.atomic():
        Version.objects.bulk_create(versions)
        _relate(versions)
        Edition.objects.filter(pk__in=[edition.pk for edition in ready]).update(state=Edition.State.PUBLISHED)
        Generation.objects.advance()
    return [finding for several in findings.values() for finding in several]


def correct(
    edition: Edition, *, by: AbstractBaseUser | None, note: str, at: datetime.datetime | None = None
) -> Version:
    """Publish a correction in public: a new version with a dated note that readers see."""
    return publish(edition, by=by, at=at, change=Version.Change.CORRECTION, note=note)


def withdraw(edition: Edition, *, reason: str) -> None:
    """Take an edition back. Its address stays and gives ``reason`` to readers; its versions are kept.

    Raises Refused when no reason is given.
    """
    if not reason.strip():
        raise Refused([Finding(edition.language, _("A withdrawal needs a reason for readers."), "note")])
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        edition.versions.all().cancel_pending()
        edition.versions.all().end(timezone.now())
        _set_state(edition, Edition.State.WITHDRAWN, reason.strip())


def snapshot(edition: Edition) -> Version:
    """The version that publishing would write now, unsaved and without number or moment: also for previews."""
    article, language = edition.article, edition.language
    source = getattr(article, column("body", language)) or ""
    rendered = render.render(source, language)
    text = plain.plain(source)
    return Version(
        edition=edition,
        article=article,
        language=language,
        kind=article.kind,
        date=article.date,
        title=getattr(article, column("title", language)) or "",
        subtitle=getattr(article, column("subtitle", language)) or "",
        summary=getattr(article, column("summary", language)) or "",
        byline=byline(article, language),
        lead=_lead(article, language),
        body=rendered.html,
        notes=[asdict(note) for note in rendered.notes],
        contents=[asdict(heading) for heading in rendered.contents],
        text=text,
        source=source,
        words=plain.count_words(text),
        series=article.series,
        series_number=article.series_number,
        doi=article.doi,
        licence=article.licence,
        first_published_url=article.first_published_url,
    )


def byline(article: Article, language: str) -> list[dict[str, Any]]:
    """Who signs, in order, with the post of the article's time. Names fall back to another language, posts never."""
    with override(language):
        return [
            {
                "author": entry.author_id,
                "slug": entry.author.slug,
                "name": str(entry.author),
                "family_name": entry.author.family_name or "",
                "given_name": entry.author.given_name or "",
                "role": entry.role,
                "position": getattr(entry, column("position", language)) or "",
                "institute": getattr(entry, column("institute", language)) or "",
            }
            for entry in article.authorships.all()
        ]


def _missing(article: Article, language: str) -> list[Finding]:
    """The parts without which no article goes out."""
    title, body, alt = (column(name, language) for name in ("title", "body", "lead_alt"))
    required = [
        (title, bool(getattr(article, title)), _("The title is missing.")),
        (body, bool(getattr(article, body)), _("The text is missing.")),
        ("date", article.date is not None, _("The date is missing.")),
        ("authorships", bool(article.authorships.all()), _("The byline is missing.")),
        (
            alt,
            not article.lead_figure_id or bool(getattr(article, alt)),
            _("The lead figure has no alternative text."),
        ),
    ]
    return [Finding(language, message, name) for name, there, message in required if not there]


def _place(defect: defects.Defect) -> str:
    """Where in the body, in the words of the active language."""
    place = {"block": defect.block, "heading": defect.heading}
    if defect.heading:
        return gettext("Block %(block)d, under “%(heading)s”") % place
    return gettext("Block %(block)d, before the first heading") % place


def _lead(article: Article, language: str) -> dict[str, Any] | None:
    """The lead figure with its words in this language, or None."""
    figure = article.lead_figure
    return figure and {
        "src": figure.image.url,
        "width": figure.width,
        "height": figure.height,
        "alt": getattr(article, column("lead_alt", language)) or "",
        "caption": getattr(article, column("lead_caption", language)) or "",
    }


def _relate(versions: Sequence[Version]) -> None:
    """Freeze what versions belong to, so that moving a working copy elsewhere moves nothing public."""
    addresses = {version: pictures.pictures(version.source) for version in versions}
    figures = Figure.objects.by_address(address for several in addresses.values() for address in several)
    belongings = {
        Version.authors: lambda version: {entry.author_id for entry in version.article.authorships.all()},
        Version.topics: lambda version: {topic.pk for topic in version.article.topics.all()},
        Version.regions: lambda version: {region.pk for region in version.article.regions.all()},
        Version.figures: lambda version: (
            {figures[address].pk for address in addresses[version] if address in figures}
            | {version.article.lead_figure_id} - {None}
        ),
    }
    for relation, keys in belongings.items():
        name = f"{relation.field.m2m_reverse_field_name()}_id"
        relation.through.objects.bulk_create(
            relation.through(version=version, **{name: key})
            for version in versions
            for key in sorted(keys(version))
        )


def _set_state(edition: Edition, state: Edition.State, withdrawal_note: str = "") -> None:
    edition.state, edition.withdrawal_note = state, withdrawal_note
    edition.save(update_fields=["state", "withdrawal_note"])
    Generation.objects.advance()
