"""PDF, for screen readers and archives too: printed pages, the notes at the foot of the page that cites them."""

import json
import logging
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext, override

from config.languages import is_chinese
from publications import typesetting
from publications.exporters import frame, kept, media
from publications.exporters.citation import Citation, cite
from publications.exporters.pieces import Document, Piece, breakable
from publications.models import Version

logger = logging.getLogger(__name__)

# From this many minutes of reading on, about five pages, a text has its contents in front.
LONG = 10
# How many letters of the title fit beside the institute's name at the head of a page.
_RUNNING = {"en": 70, "zh-hans": 32, "zh-hant": 32}


@cache
def recipe() -> str:
    """What stands for the way in which PDFs are made: another text after a change of it."""
    return typesetting.recipe() + kept.sources(
        "pdf", "pieces", "grid", "media", "styles", "style_names", "frame", "content"
    )


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
        "heading": frame.heading(citation),
        "title": breakable(citation.title),
        "subtitle": breakable(citation.subtitle),
        "summary": breakable(citation.summary),
        "byline": [_signature(each) for each in frame.signatures(version)],
        "dates": frame.dates(citation),
        "corrections": [_correction(each) for each in frame.corrections(version)],
        "contents": gettext("Contents") if long else "",
        "body": [*_lead(version, document), *document.body(version.body)],
        "notes": {note["key"]: _note(note, document) for note in version.notes},
        "foot": [[name, document.line(html)] for name, html in frame.foot(citation)],
    }


def _running(citation: Citation) -> str:
    """What stands at the head of each page: the title, with the subtitle if there is room, cut behind a word."""
    most = _RUNNING[citation.language]
    if len(citation.full_title) <= most:
        return citation.full_title
    if is_chinese(citation.language):
        return Truncator(citation.title).chars(most, truncate="……")
    return re.sub(r"\s+\S*…$", "…", Truncator(citation.title).chars(most))


def _signature(signed: frame.Signature) -> Piece:
    name: Piece = {"is": "lang", "tag": signed.tag, "of": [signed.name]} if signed.tag else signed.name
    return {"is": "line", "of": [signed.role, name, signed.post]}


def _correction(correction: frame.Correction) -> dict[str, Any]:
    return {"label": gettext("Correction"), "day": date_format(correction.day), "lines": correction.lines}


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
