"""PDF, for screen readers and archives too: printed pages, the notes at the foot of the page that cites them."""

import json
import logging
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext, override, pgettext

from config.languages import is_chinese
from publications import languages, typesetting
from publications.body.script import language_of
from publications.exporters import kept, media, styles
from publications.exporters.citation import AUTHOR, Citation, cite
from publications.exporters.metadata import licence_address
from publications.exporters.pieces import Document, Piece, breakable
from publications.models import Version
from publications.models.article import Authorship, Kind, Licence

logger = logging.getLogger(__name__)

# From this many minutes of reading on, about five pages, a text has its contents in front.
LONG = 10
# How many letters of the title fit beside the institute's name at the head of a page.
_RUNNING = {"en": 70, "zh-hans": 32, "zh-hant": 32}


@cache
def recipe() -> str:
    """What stands for the way in which PDFs are made: another text after a change of it."""
    return typesetting.recipe() + kept.sources("pdf", "pieces", "grid", "media", "styles")


def write(version: Version) -> bytes:
    """The version as a PDF file. The same version gives the same bytes.

    A figure whose file is lost is left out, and its alternative text stands in its place. That, and characters that no
    face has, is told in the log.
    """
    citation = cite(version)
    document = Document(citation.address, media.printable)
    with override(version.language):
        facts = _facts(version, citation, document)
    for address in document.lost:
        logger.warning("%s: the picture %s is lost.", citation.version_address, address)
    for character in typesetting.without_glyph(json.dumps(facts, ensure_ascii=False)):
        number = typesetting.named(character)
        logger.warning("%s: no face has %s; its PDF shows the number.", citation.version_address, number)
    content = typesetting.to_pdf("article", facts, document.pictures, version.published_at)
    return kept.Incomplete(content) if document.lost else content


def _facts(version: Version, citation: Citation, document: Document) -> dict[str, Any]:
    """What the template sets, in the active language, which is the version's."""
    long = version.minutes >= LONG and len(version.contents) > 2
    return {
        "tag": citation.tag,
        "region": typesetting.region(settings.TRADITIONAL_VARIANT),
        "full-title": citation.full_title,
        "description": citation.summary,
        "authors": [each.name for each in citation.authors],
        "topics": list(citation.topics),
        "publisher": citation.publisher,
        "address": citation.version_address,
        "running": _running(citation),
        "heading": _heading(citation),
        "title": breakable(citation.title),
        "subtitle": breakable(citation.subtitle),
        "summary": breakable(citation.summary),
        "byline": [_signature(entry, version.language) for entry in version.byline],
        "dates": _dates(version, citation),
        "corrections": _corrections(version),
        "contents": gettext("Contents") if long else "",
        "body": [*_lead(version, document), *document.body(version.body)],
        "notes": {note["key"]: _note(note, document) for note in version.notes},
        "foot": _foot(citation, document),
    }


def _running(citation: Citation) -> str:
    """What stands at the head of each page: the title, with the subtitle if there is room, cut behind a word."""
    most = _RUNNING[citation.language]
    if len(citation.full_title) <= most:
        return citation.full_title
    if is_chinese(citation.language):
        return Truncator(citation.title).chars(most, truncate="……")
    return re.sub(r"\s+\S*…$", "…", Truncator(citation.title).chars(most))


def _heading(citation: Citation) -> str:
    """What kind of article it is, and which part of which series."""
    series = citation.series
    if series and citation.series_number:
        numbered = {"series": series, "number": citation.series_number}
        series = gettext("%(series)s, no. %(number)s") % numbered
    return " · ".join(filter(None, (str(Kind(citation.kind).label), series)))


def _signature(entry: dict[str, Any], language: str) -> Piece:
    """One line of the byline as the page has it: the role of whoever is no author, the name, the post of then."""
    name = entry["name"].strip()
    line = languages.byline(name, entry["position"], entry["institute"], language)
    role = f"{Authorship.Role(entry['role']).label} " if entry["role"] != AUTHOR else ""
    tag = entry.get("lang") or language_of(name, language)
    marked: Piece = {"is": "lang", "tag": tag, "of": [name]} if tag else name
    return {"is": "line", "of": [role, marked, line.removeprefix(name)]}


def _dates(version: Version, citation: Citation) -> list[str]:
    """The date line, and of a later version its number and day."""
    published = pgettext("the date of an article", "Published")
    dates = [f"{published} {date_format(citation.date)}"]
    if version.number > 1:
        number = gettext("Version %(number)s") % {"number": version.number}
        dates.append(f"{number}{gettext(', ')}{date_format(citation.released)}")
    return dates


def _corrections(version: Version) -> list[dict[str, Any]]:
    """What readers were told of each correction up to this version."""
    history = Version.objects.ever_public().filter(edition=version.edition_id, number__lte=version.number)
    return [
        {
            "label": gettext("Correction"),
            "day": date_format(localdate(each.published_at)),
            "lines": [line for line in each.note.splitlines() if line.strip()],
        }
        for each in history.as_history()
        if each.change == Version.Change.CORRECTION
    ]


def _lead(version: Version, document: Document) -> list[Piece]:
    if not version.lead:
        return []
    caption: list[Piece] = []
    for line in version.lead["caption"].splitlines():
        caption += [*([{"is": "br"}] if caption else []), line]
    return document.shown(version.lead["src"], version.lead["alt"], caption)


def _note(note: dict[str, Any], document: Document) -> dict[str, Any]:
    pieces = document.line(note["html"])
    spoken: Piece = (
        {"is": "lang", "tag": note["lang"], "of": pieces} if note["lang"] else {"is": "line", "of": pieces}
    )
    return {"number": note["number"], "text": spoken}


def _foot(citation: Citation, document: Document) -> list[list[Any]]:
    """What stands at the end: a heading, its words, and where they lead, if anywhere."""
    cited = styles.html(citation, "chicago", citation.released)
    for address in (citation.address, f"https://doi.org/{citation.doi}"):
        cited = cited.replace(address, f'<a href="{address}">{address}</a>')
    found = [[gettext("How to cite"), document.line(cited), ""]]
    facts = [
        (gettext("Permanent address"), citation.version_address, citation.version_address),
        ("DOI", citation.doi, f"https://doi.org/{citation.doi}"),
        (gettext("First published"), citation.first_published_url, citation.first_published_url),
    ]
    found += [[name, breakable(words), iri_to_uri(to)] for name, words, to in facts if words]
    if citation.licence:
        deed = str(Licence(citation.licence).label)
        found.append([gettext("Licence"), [deed], licence_address(citation.licence)])
    return found
