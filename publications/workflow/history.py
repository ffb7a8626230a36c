"""What was published elsewhere, brought in as it was: with its numbers, moments, notes and bylines."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.languages import column
from publications import search
from publications.body.clean import clean
from publications.body.defects import defects
from publications.body.vocabulary import image_source
from publications.models import Article, Authorship, Edition, Generation, Step, Version
from publications.models.document import FOLDER
from publications.workflow.check import DEFECTS, Finding, Refused, check
from publications.workflow.snapshot import Belongings, read, relate, snapshot
from publications.workflow.steps import locked, take

# Empty ones are as good as any, and what is rendered here needs no check.
_NOT_CHECKED = (
    "id",
    "edition",
    "article",
    "lead",
    "attachments",
    "byline",
    "body",
    "notes",
    "contents",
    "text",
    "words",
)
_MAY_LACK = (
    *("public_until", "published_by", "series", "series_number"),
    *("translator", "changed_at", "outdated_since"),
)
# What is told of somebody who signed, and what is taken where it is not; the author is told by key.
_SIGNED: dict[str, Any] = {
    **dict.fromkeys(("slug", "name", "lang", "family_name", "given_name", "position", "institute"), ""),
    "author": None,
    "role": Authorship.Role.AUTHOR.value,
}
# The model that has the choices of a column.
_CHOICES: dict[str, type[Article] | type[Edition]] = {
    **dict.fromkeys(("state", "translated_from"), Edition),
    **dict.fromkeys(("kind", "licence"), Article),
}
_ATTACHED: dict[str, type] = {"src": str, "name": str, "label": str, "lang": str, "size": int, "type": str}
_LEAD: dict[str, type] = {"src": str, "width": int, "height": int, "alt": str, "caption": str}


@dataclass(frozen=True)
class Past:
    """One edition, without versions yet, and what is told of it.

    ``facts`` are columns of the edition. Each of ``versions``, oldest first, holds columns of a version, as they are or
    in ISO 8601; ``belongings`` has for each the keys of what it belongs to.
    """

    edition: Edition
    facts: dict[str, Any]
    versions: Sequence[dict[str, Any]] = ()
    belongings: Sequence[Belongings] = ()


def restore_all(pasts: Sequence[Past]) -> dict[Edition, list[Finding]]:
    """Write the past of many editions in one transaction: how each stands, and its versions, rendered anew.

    Editions of which a version could not have been published stay drafts; returns them with what stood in the way.
    """
    findings: dict[Edition, list[Finding]] = {}
    restored: list[tuple[Past, list[Version]]] = []
    for past in pasts:
        versions = [_version(past.edition, facts) for facts in past.versions]
        wrong = [*_check_order(past.edition, versions), *(each for one in versions for each in _check(one))]
        wrong += _stand(past, versions)
        if wrong:
            findings[past.edition] = wrong
        else:
            restored.append((past, versions))
    with transaction.atomic():
        _write(restored)
    return findings


def publish_then(edition: Edition, moment: datetime.datetime) -> Version:
    """Publish an edition that was never public here, as of a moment that has passed, when another site published it.

    Raises Refused, and writes nothing, when the edition has a defect or a version, or the moment is still to come.
    """
    with locked(edition) as stored:
        findings = check(stored)
        if stored.versions.exists() or moment > timezone.now():
            findings.append(
                Finding(stored.language, _("It has a version, or its moment is to come."), "versions")
            )
        if findings:
            raise Refused(findings)
        version = snapshot(stored)
        version.number, version.change, version.published_at = 1, Version.Change.FIRST, moment
        version.save(force_insert=True)
        relate([version])
        search.index([version])
        facts = {"state": Edition.State.PUBLISHED, "published_digest": stored.digest}
        take(stored, Step.Action.PUBLISHED, None, version=1, moment=None, **facts)
        Generation.objects.advance()
    return version


def _write(restored: Sequence[tuple[Past, list[Version]]]) -> None:
    editions = [past.edition for past, _versions in restored]
    columns = {"published_digest", *(name for past, _versions in restored for name in past.facts)}
    if editions:
        Edition.objects.bulk_update(editions, sorted(columns))
    versions = Version.objects.bulk_create(version for _past, several in restored for version in several)
    told = {
        (past.edition.pk, version.number): belongings
        for past, several in restored
        for version, belongings in zip(several, past.belongings, strict=True)
    }
    relate(versions, lambda version: dict(told[version.edition_id, version.number]))
    search.index(
        [each for each in versions if each.public_until is None or each.public_until > timezone.now()]
    )
    Generation.objects.advance()


def _version(edition: Edition, facts: dict[str, Any]) -> Version:
    source = str(facts.get("source", ""))
    # Most versions are the working copy as it is, which has been cleaned.
    if source != getattr(edition.article, column("body", edition.language)):
        source = clean(source)
    facts = {**facts, "source": source, "byline": _byline(facts.get("byline", []))}
    made = read(facts["source"], edition.language)
    return Version(edition=edition, article=edition.article, language=edition.language, **facts, **made)


def _stand(past: Past, versions: list[Version]) -> list[Finding]:
    """Let the edition stand, unsaved, as it is told, and return what does not fit its columns.

    What was last published is known from the last version.
    """
    for name, value in past.facts.items():
        setattr(past.edition, name, value)
    past.edition.published_digest = versions[-1].text_digest() if versions else ""
    return _misfits(past.edition, past.edition.language, {"id", "article"})


def _unknown(row: Edition | Version, language: str) -> list[Finding]:
    """Values that are none of the choices there are, which Django looks at only where a form could write."""
    message = _("%(field)s: “%(value)s” is not known.")
    told = {name: str(getattr(row, name)) for name in _CHOICES if getattr(row, name, "")}
    return [
        Finding(language, message % {"field": name, "value": value}, name)
        for name, value in told.items()
        if value not in dict(_CHOICES[name]._meta.get_field(name).flatchoices)
    ]


def _check(version: Version) -> list[Finding]:
    """What keeps a version from being restored: all that keeps one from being published, and columns out of shape."""
    language, body = version.language, column("body", version.language)
    findings = [
        Finding(language, message, name)
        for name, there, message in (
            ("title", version.title, _("The title is missing.")),
            (body, version.source, _("The text is missing.")),
            ("byline", _is_byline(version.byline), _("The byline is missing.")),
            ("lead", _is_lead(version.lead), _("The lead figure has no alternative text.")),
            (
                "attachments",
                _are_attachments(version.attachments),
                _("The attachments are not told as they are."),
            ),
        )
        if not there
    ]
    findings += [
        Finding(language, DEFECTS[each.kind], body, "", each.words)
        for each in defects(version.source, language)
    ]
    return findings + _misfits(version, language, _NOT_CHECKED)


def _misfits(row: Edition | Version, language: str, left_out: Collection[str]) -> list[Finding]:
    """What the columns of a row would not hold; what is in ISO 8601 becomes a moment, which needs its time zone."""
    if unknown := _unknown(row, language):
        return unknown
    lacking = {name for name in _MAY_LACK if not getattr(row, name, None)}
    try:
        row.clean_fields(exclude={*left_out, *lacking})
    except ValidationError as error:
        told = {name: f"{name}: {' '.join(said)}" for name, said in error.message_dict.items()}
        return [Finding(language, message, name) for name, message in told.items()]
    moments = [each.name for each in row._meta.fields if isinstance(each, DateTimeField)]
    naive = [name for name in moments if getattr(row, name) and timezone.is_naive(getattr(row, name))]
    return [Finding(language, _("A moment has no time zone."), name) for name in naive]


def _check_order(edition: Edition, versions: list[Version]) -> list[Finding]:
    """Numbers grow, and only the last version may still be public."""
    numbers = [version.number for version in versions]
    ended = all(version.public_until for version in versions[:-1])
    if numbers == sorted(set(numbers)) and ended:
        return []
    return [Finding(edition.language, _("Its versions do not follow one another."), "versions")]


def _byline(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A byline with all that pages ask of one, in the order in which it was told."""
    return [entry | {name: value for name, value in _SIGNED.items() if name not in entry} for entry in told]


def _is_byline(byline: list[dict[str, Any]]) -> bool:
    return bool(byline) and all(
        entry.keys() == _SIGNED.keys()
        and bool(entry["name"])
        and entry["role"] in Authorship.Role.values
        and all(isinstance(value, str) for name, value in entry.items() if name != "author")
        for entry in byline
    )


def _is_lead(lead: Any) -> bool:
    return lead is None or (
        isinstance(lead, dict)
        and lead.keys() | {"caption"} == _LEAD.keys()
        and all(isinstance(value, _LEAD[name]) for name, value in lead.items())
        and bool(lead["alt"])
        and image_source(lead["src"]) is not None
    )


def _are_attachments(attachments: Any) -> bool:
    return isinstance(attachments, list) and all(
        isinstance(each, dict)
        and each.keys() == _ATTACHED.keys()
        and all(isinstance(value, _ATTACHED[name]) for name, value in each.items())
        and each["src"].startswith(f"{settings.MEDIA_URL}{FOLDER}/")
        for each in attachments
    )
