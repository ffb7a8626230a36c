"""Publishing, correcting, cancelling and withdrawing."""

import datetime
from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publications import search
from publications.models import Edition, Generation, Step, Version
from publications.models.article import RELATED
from publications.models.public import LONG
from publications.workflow.check import Finding, Refused, check
from publications.workflow.snapshot import relate, snapshot
from publications.workflow.steps import locked, take

# Where each step of the review leads; a conversion puts a text back to its beginning.
REVIEWED: dict[str, str] = {
    Step.Action.SUBMITTED: Edition.State.IN_REVIEW,
    Step.Action.APPROVED: Edition.State.APPROVED,
    Step.Action.RETURNED: Edition.State.DRAFT,
    Step.Action.CONVERTED: Edition.State.DRAFT,
}


def publish(
    edition: Edition,
    *,
    by: AbstractBaseUser | None = None,
    at: datetime.datetime | None = None,
    change: str = "",
    note: str = "",
    base: int | None = None,
    latest: int | None = None,
) -> Version:
    """Write the next version of an edition from the working copy as it is stored now.

    ``at`` is the moment from which readers see it, with time zone; now unless given, and a moment that has passed
    counts as now. ``change`` is one of Version.Change: FIRST for the first version whatever is given, else MINOR
    unless said otherwise. ``note`` is shown to readers; a correction must have one. A version that was waiting for
    its moment gives way to this one.

    ``base`` is the ``lock_version`` of the article, and ``latest`` the key of the newest version (0 for none), that
    somebody has looked at before publishing; None asks for none. Raises Refused, and writes nothing, when the edition
    has a defect, when the article was saved after ``base``, and when another version is the newest now.
    """
    now = timezone.now()
    with locked(edition, base) as stored:
        _pass_the_gate(stored, change, note, meanwhile(stored, latest))
        stored.versions.all().cancel_pending()
        version = _next_version(stored, change)
        version.published_at, version.published_by, version.note = max(at or now, now), by, note.strip()
        stored.versions.all().end(version.published_at)
        version.save(force_insert=True)
        relate([version])
        search.index([version])
        facts = {"state": Edition.State.PUBLISHED, "published_digest": stored.digest}
        if version.published_at == now:
            # Until its moment has come, readers of a withdrawn edition still find the reason.
            facts["withdrawal_note"] = ""
        waits = version.published_at if version.published_at > now else None
        take(stored, _action(version, now), by, note, version=version.number, moment=waits, **facts)
        Generation.objects.advance()
    return version


def publish_all(
    editions: Sequence[Edition], *, by: AbstractBaseUser | None = None
) -> dict[Edition, list[Finding]]:
    """Publish those of many editions that were never public, now and in one transaction.

    The editions are in hand as they are stored; what they lack of their articles is read once for all of them. Those
    with a defect are left as drafts; returns them with what stood in their way.
    """
    keys = [edition.pk for edition in editions]
    public = set(Version.objects.filter(edition__in=keys).order_by().values_list("edition_id", flat=True))
    fresh = [edition for edition in editions if edition.pk not in public]
    # The languages of one article share the article, which is read once.
    prefetch_related_objects(fresh, *(f"article__{name}" for name in RELATED))
    findings = {edition: check(edition) for edition in fresh}
    ready = [edition for edition in fresh if not findings[edition]]
    versions = [snapshot(edition) for edition in ready]
    for version in versions:
        version.number, version.change = 1, Version.Change.FIRST
        version.published_at, version.published_by = timezone.now(), by
    with transaction.atomic():
        Version.objects.bulk_create(versions)
        relate(versions)
        search.index(versions)
        Edition.objects.filter(pk__in=[edition.pk for edition in ready]).update(
            state=Edition.State.PUBLISHED, published_digest=F("digest")
        )
        Step.objects.bulk_create(
            Step(edition=edition, action=Step.Action.PUBLISHED, by=by, version=1) for edition in ready
        )
        Generation.objects.advance()
    return {edition: several for edition, several in findings.items() if several}


def correct(
    edition: Edition, *, by: AbstractBaseUser | None, note: str, at: datetime.datetime | None = None
) -> Version:
    """Publish a correction in public: a new version with a dated note that readers see."""
    return publish(edition, by=by, at=at, change=Version.Change.CORRECTION, note=note)


def cancel(edition: Edition, *, by: AbstractBaseUser | None, note: str = "", base: int | None = None) -> None:
    """Call off the version that waits for its moment; what readers see stays.

    Raises Refused when none waits, or when the article was saved after its ``lock_version`` was ``base``.
    """
    with locked(edition, base) as stored:
        waiting = stored.versions.pending().defer(*LONG).first()
        if waiting is None:
            raise Refused([Finding(stored.language, _("Nothing is waiting for its moment."), "state")])
        told = {"version": waiting.number, "moment": waiting.published_at}
        stored.versions.all().cancel_pending()
        search.forget(stored.versions.all())
        take(stored, Step.Action.CANCELLED, by, note, **told, **_as_before(stored))
        Generation.objects.advance()


def withdraw(edition: Edition, *, by: AbstractBaseUser | None = None, reason: str) -> None:
    """Take an edition back. Its address stays and gives ``reason`` to readers; its versions are kept.

    Raises Refused when no reason is given, and when readers do not see it.
    """
    if not reason.strip():
        raise Refused([Finding(edition.language, _("A withdrawal needs a reason for readers."), "note")])
    with locked(edition) as stored:
        if not stored.versions.public().exists():
            message = _("Readers do not see it: there is nothing to withdraw.")
            raise Refused([Finding(stored.language, message, "state")])
        stored.versions.all().cancel_pending()
        stored.versions.all().end(timezone.now())
        search.forget(stored.versions.all())
        take(
            stored,
            Step.Action.WITHDRAWN,
            by,
            reason,
            state=Edition.State.WITHDRAWN,
            withdrawal_note=reason.strip(),
        )
        Generation.objects.advance()


def _pass_the_gate(edition: Edition, change: str, note: str, findings: list[Finding]) -> None:
    findings = findings + check(edition)
    if change == Version.Change.CORRECTION and not note.strip():
        findings.append(Finding(edition.language, _("A correction needs a note for readers."), "note"))
    if findings:
        raise Refused(findings)


def meanwhile(edition: Edition, latest: int | None) -> list[Finding]:
    """What to tell somebody who saw version ``latest`` (its key, 0 for none) as the newest, if that is so no more.

    Two who press the same button, or one who presses it twice, publish once.
    """
    newest = edition.latest()
    if latest is None or latest == (newest.pk if newest else 0):
        return []
    message = _("The schedule was cancelled after you had opened this page.")
    if newest:
        told = {"number": newest.number, "who": newest.published_by or _("somebody")}
        message = (
            _("%(who)s published or scheduled version %(number)d after you had opened this page.") % told
        )
    return [Finding(edition.language, message, "latest")]


def _next_version(edition: Edition, change: str) -> Version:
    version, last = snapshot(edition), edition.latest()
    version.number = last.number + 1 if last else 1
    version.change = (change or Version.Change.MINOR) if last else Version.Change.FIRST
    return version


def _as_before(edition: Edition) -> dict[str, str]:
    """What an edition goes back to when the version that was to come has gone."""
    shown = edition.versions.public().first()
    facts = {"published_digest": shown.text_digest() if shown else ""}
    if edition.state != Edition.State.PUBLISHED:
        # It has been sent for another review meanwhile.
        return facts
    if shown:
        return {**facts, "state": Edition.State.PUBLISHED}
    return {**facts, "state": Edition.State.WITHDRAWN if edition.withdrawal_note else _as_reviewed(edition)}


def _as_reviewed(edition: Edition) -> str:
    """How far an edition that nobody has seen yet has come with its review."""
    last = edition.steps.filter(action__in=REVIEWED).first()
    return REVIEWED[last.action] if last else Edition.State.DRAFT


def _action(version: Version, now: datetime.datetime) -> Step.Action:
    if version.published_at > now:
        return Step.Action.SCHEDULED
    return Step.Action.CORRECTED if version.change == Version.Change.CORRECTION else Step.Action.PUBLISHED
