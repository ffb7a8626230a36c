"""OAI-PMH 2.0: what libraries harvest. Six verbs over every edition that readers have ever seen, a record for each.

A record is named after its edition, so it stays the same through corrections and new addresses; one that was
withdrawn is told as deleted, for ever. Nothing is kept between two requests: a resumption token holds all that the
next page needs.
"""

import base64
import binascii
import datetime
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.csrf import csrf_exempt
from lxml import etree
from lxml.builder import ElementMaker

from config.languages import CODES, LANGUAGES, in_language
from publications.exporters import jats, oai_dc
from publications.models import Topic, Version
from publications.models.public import VersionQuerySet

OAI = "http://www.openarchives.org/OAI/2.0/"
PER_PAGE = 50
LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)
# As keys are written, and no longer than the database counts.
_KEY = re.compile("[1-9][0-9]{0,17}")
_SLUG = re.compile(r"[\w-]+", re.ASCII)
E = ElementMaker(namespace=OAI, nsmap={None: OAI, "xsi": oai_dc.XSI})
FORMATS = {
    "oai_dc": (oai_dc.element, oai_dc.SCHEMA, oai_dc.OAI_DC),
    "jats": (
        jats.in_namespace,
        "https://jats.nlm.nih.gov/archiving/1.3/xsd/JATS-archivearticle1-3.xsd",
        jats.NAMESPACE,
    ),
}
# The arguments of each verb: those it needs, and those it may have (section 4 of the protocol).
LISTING = ({"metadataPrefix"}, {"from", "until", "set"})
VERBS = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), set()),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
    "ListIdentifiers": LISTING,
    "ListRecords": LISTING,
}


class OaiError(Exception):
    """What the harvester did wrong: a code of the protocol (section 3.6), and words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Listing:
    """A list that is asked for; ``after`` is the last record of the page before: its moment and its key."""

    prefix: str
    since: str = ""
    until: str = ""
    subset: str = ""
    after: tuple[str, int] | None = None

    def token(self) -> str:
        """The list as a resumption token."""
        parts = [self.prefix, self.since, self.until, self.subset, self.after]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()

    @classmethod
    def from_token(cls, token: str) -> "Listing":
        """What ``token`` wrote. Raises OaiError for anything else."""
        try:
            prefix, since, until, subset, (moment, key) = json.loads(base64.urlsafe_b64decode(token))
            aware = datetime.datetime.fromisoformat(moment).tzinfo is not None
            listing = cls(prefix, since, until, subset, (moment, key))
            if not (aware and _KEY.fullmatch(str(key)) and listing.token() == token):
                raise ValueError(token)
        except (ValueError, TypeError, binascii.Error) as error:
            raise OaiError("badResumptionToken", "The token is not one of this repository.") from error
        return listing


@csrf_exempt
def oai(request: HttpRequest) -> HttpResponse:
    """One request of a harvester, by GET or POST."""
    asked = request.POST if request.method == "POST" else request.GET
    given = {name: asked.getlist(name) for name in asked}
    request_element = E.request(f"{settings.SITE_URL}{reverse('oai')}")
    try:
        verb, arguments = _understood(given)
        answered = E(verb, *ANSWERS[verb](arguments))
        for name, value in {"verb": verb, **arguments}.items():
            request_element.set(name, value)
    except OaiError as error:
        answered = E.error(str(error), {"code": error.code})
    root = E("OAI-PMH", E.responseDate(_moment(timezone.now())), request_element, answered)
    root.set(f"{{{oai_dc.XSI}}}schemaLocation", f"{OAI} {OAI}OAI-PMH.xsd")
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")


def _understood(given: dict[str, list[str]]) -> tuple[str, dict[str, str]]:
    """The verb and its arguments. Raises OaiError where the protocol has no such request."""
    [verb, *others] = given.pop("verb", [""])
    if others or verb not in VERBS:
        raise OaiError("badVerb", "The verb is missing, repeated, or none of OAI-PMH 2.0.")
    if any(len(values) != 1 for values in given.values()):
        raise OaiError("badArgument", "An argument is repeated.")
    arguments = {name: values[0] for name, values in given.items()}
    if not all(arguments.values()):
        raise OaiError("badArgument", "An argument is empty.")
    needed, allowed = VERBS[verb]
    if "resumptionToken" in arguments and verb.startswith("List") and len(arguments) == 1:
        return verb, arguments
    if not needed <= set(arguments) or not set(arguments) <= needed | allowed:
        raise OaiError("badArgument", "An argument is missing, or is none of this verb.")
    return verb, arguments


# --- The six verbs ----------------------------------------------------------------------------------------


def _identify(arguments: dict[str, str]) -> Iterator[etree._Element]:
    first = Version.objects.ever_public().order_by().aggregate(moment=Min("published_at"))["moment"]
    yield E.repositoryName(settings.INSTITUTE[settings.LANGUAGE_CODE]["name"])
    yield E.baseURL(f"{settings.SITE_URL}{reverse('oai')}")
    yield E.protocolVersion("2.0")
    yield E.adminEmail(settings.DEFAULT_FROM_EMAIL)
    yield E.earliestDatestamp(_moment(first or timezone.now()))
    yield E.deletedRecord("persistent")
    yield E.granularity("YYYY-MM-DDThh:mm:ssZ")


def _list_metadata_formats(arguments: dict[str, str]) -> Iterator[etree._Element]:
    if "identifier" in arguments:
        _record(arguments["identifier"])
    for prefix, (_write, schema, namespace) in FORMATS.items():
        yield E.metadataFormat(E.metadataPrefix(prefix), E.schema(schema), E.metadataNamespace(namespace))


def _list_sets(arguments: dict[str, str]) -> Iterator[etree._Element]:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "Sets come in one piece.")
    # A colon tells the way from the root, so what stands before it must be a set as well (section 2.6).
    yield E.set(E.setSpec("language"), E.setName("Every language"))
    for code, language in LANGUAGES.items():
        yield E.set(E.setSpec(f"language:{code}"), E.setName(language.label))
    yield E.set(E.setSpec("topic"), E.setName("Every topic"))
    for topic in Topic.objects.filter(versions__in=Version.objects.ever_public().order_by()).distinct():
        name = in_language(topic, "name", settings.LANGUAGE_CODE) or topic.slug
        yield E.set(E.setSpec(f"topic:{topic.slug}"), E.setName(name))


def _get_record(arguments: dict[str, str]) -> Iterator[etree._Element]:
    prefix = _known_prefix(arguments["metadataPrefix"])
    yield E.record(*_parts(_record(arguments["identifier"]), prefix))


def _list_identifiers(arguments: dict[str, str]) -> Iterator[etree._Element]:
    yield from _page(arguments, lambda version, _prefix: _header(version))


def _list_records(arguments: dict[str, str]) -> Iterator[etree._Element]:
    yield from _page(arguments, lambda version, prefix: E.record(*_parts(version, prefix)))


ANSWERS: dict[str, Callable[[dict[str, str]], Iterator[etree._Element]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_metadata_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}


# --- Records ----------------------------------------------------------------------------------------------


def _identifier(version: Version) -> str:
    return f"oai:{urlsplit(settings.SITE_URL).hostname}:{version.edition_id}"


def _record(identifier: str) -> Version:
    key = identifier.removeprefix(f"oai:{urlsplit(settings.SITE_URL).hostname}:")
    found = Version.objects.last_seen().to_cite().filter(edition=key).first() if _KEY.fullmatch(key) else None
    if found is None:
        raise OaiError("idDoesNotExist", "There is no record of that identifier.")
    return found


def _parts(version: Version, prefix: str) -> Iterator[etree._Element]:
    yield _header(version)
    if not version.is_gone:
        yield E.metadata(FORMATS[prefix][0](version))


def _header(version: Version) -> etree._Element:
    header = E.header({"status": "deleted"} if version.is_gone else {})
    header.append(E.identifier(_identifier(version)))
    header.append(E.datestamp(_moment(version.changed_at)))
    header.append(E.setSpec(f"language:{version.language}"))
    header.extend(E.setSpec(f"topic:{topic.slug}") for topic in version.topics.all())
    return header


def _page(
    arguments: dict[str, str], write: Callable[[Version, str], etree._Element]
) -> Iterator[etree._Element]:
    """One page of a list, with a token for the next one where there is one."""
    token = arguments.get("resumptionToken")
    listing = Listing.from_token(token) if token else _listing(arguments)
    _known_prefix(listing.prefix)
    found = list(_asked_for(listing).to_cite().order_by("changed_at", "edition")[: PER_PAGE + 1])
    if not found:
        raise OaiError("noRecordsMatch", "Nothing matches.")
    shown = found[:PER_PAGE]
    yield from (write(version, listing.prefix) for version in shown)
    if len(found) > PER_PAGE:
        last = (shown[-1].changed_at.isoformat(), shown[-1].edition_id)
        yield E.resumptionToken(replace(listing, after=last).token())
    elif token:
        yield E.resumptionToken()


def _listing(arguments: dict[str, str]) -> Listing:
    since, until = arguments.get("from", ""), arguments.get("until", "")
    if since and until and (len(since) != len(until) or since > until):
        raise OaiError("badArgument", "“from” and “until” are not of one kind, or in the wrong order.")
    return Listing(arguments["metadataPrefix"], since, until, arguments.get("set", ""))


def _asked_for(listing: Listing) -> VersionQuerySet:
    found = Version.objects.last_seen()
    if listing.since:
        found = found.filter(changed_at__gte=_instant(listing.since, last=False))
    if listing.until:
        found = found.filter(changed_at__lt=_instant(listing.until, last=True))
    if listing.subset:
        found = found.filter(**_subset(listing.subset))
    if listing.after:
        moment, key = datetime.datetime.fromisoformat(listing.after[0]), listing.after[1]
        found = found.filter(Q(changed_at__gt=moment) | Q(changed_at=moment, edition__gt=key))
    return found


def _subset(name: str) -> dict[str, Any]:
    if name == "language":
        return {}
    if name == "topic":
        return {"pk__in": Version.topics.through.objects.values("version")}
    kind, _colon, value = name.partition(":")
    if kind == "language" and value in CODES:
        return {"language": value}
    if kind == "topic" and _SLUG.fullmatch(value):
        return {"topics__slug": value}
    raise OaiError("noRecordsMatch", "There is no such set.")


def _known_prefix(prefix: str) -> str:
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", "There is no such format of metadata.")
    return prefix


# --- Moments ----------------------------------------------------------------------------------------------


def _instant(text: str, *, last: bool) -> datetime.datetime:
    """The beginning of a day or second in UTC; of ``until``, which counts itself, the end. Raises OaiError."""
    try:
        day = parse_date(text) if len(text) == 10 else None
        if day:
            step, moment = datetime.timedelta(days=1), datetime.datetime.combine(day, datetime.time())
        else:
            step, moment = (
                datetime.timedelta(seconds=1),
                datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"),
            )
    except ValueError as error:
        raise OaiError("badArgument", "A moment is not written as the protocol has it.") from error
    moment = moment.replace(tzinfo=datetime.UTC)
    # Harvesters write the end of the calendar for “for ever”.
    return moment if not last or moment > LAST - step else moment + step


def _moment(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
