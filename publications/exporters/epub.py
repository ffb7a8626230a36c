"""EPUB 3.3: the article as a small book, with its contents, its pictures and its notes."""

import io
import logging
import zipfile
from datetime import UTC
from functools import cache
from html import escape
from pathlib import PurePosixPath
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, override
from lxml import etree

from publications.body.vocabulary import parse
from publications.exporters import frame, kept
from publications.exporters.citation import Citation, cite
from publications.exporters.content import absolute
from publications.exporters.feed import identity
from publications.exporters.media import intact
from publications.models import Version

logger = logging.getLogger(__name__)

# The core media types of EPUB 3.3 that figures are kept in.
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "gif": "image/gif"}
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{tag}" xml:lang="{tag}">
<head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>{body}</body>
</html>"""
STYLE = """body { line-height: 1.5; margin: 0 5%; overflow-wrap: break-word; }
:lang(zh) { line-height: 1.8; }
:lang(zh) em { font-style: normal; text-emphasis: dot under right; -epub-text-emphasis-style: dot; }
h1, h2, h3 { break-after: avoid; hyphens: none; line-height: 1.25; text-align: start; }
h1, .subtitle { margin: 0.5em 0; }
h2, h3 { margin: 1.5em 0 0.5em; }
p { margin: 0.5em 0; orphans: 2; widows: 2; }
header { border-bottom: 1px solid; margin-bottom: 1.5em; padding-bottom: 0.5em; }
.subtitle, .summary { font-size: 1.1em; }
.byline { margin: 1em 0; }
.byline p, header .facts p { margin: 0; }
.correction { border: 1px solid; margin: 1em 0; padding: 0 1em; }
figure { break-inside: avoid; margin: 1.5em 0; }
img { max-width: 100%; height: auto; }
.lost { border: 1px solid; padding: 1em; }
figcaption, .facts { font-size: 0.9em; }
table { border-collapse: collapse; font-size: 0.9em; margin: 1.5em 0; }
caption { font-weight: bold; padding-bottom: 0.5em; text-align: start; }
td, th { border-block: 1px solid; padding: 0.3em 0.5em; text-align: start; vertical-align: top; }
blockquote { margin: 1em 2em; }
.note-ref { font-size: 0.7em; line-height: 0; }
.note-ref::before { content: "\\2060"; }
section[role="doc-endnotes"], footer { border-top: 1px solid; font-size: 0.9em; margin-top: 2em; }
"""
_WEB_ONLY = ("loading", "decoding", "tabindex")


@cache
def recipe() -> str:
    """What stands for the way in which books are made: another text after a change of it."""
    return kept.sources("epub", "media", "frame", "content", "styles", "style_names")


def write(version: Version) -> bytes:
    """The version as an EPUB file. The same version gives the same bytes.

    A figure whose file is lost is left out, and its alternative text stands in its place. That is told in the log.
    """
    citation = cite(version)
    tree = _whole(version)
    _lead_outside(tree, citation)
    pictures, lost = _take_pictures(tree)
    for address in lost:
        logger.warning("%s: the picture %s is lost.", citation.version_address, address)
    content = _packed(version, citation, tree, pictures)
    return kept.Incomplete(content) if lost else content


def _packed(version: Version, citation: Citation, tree: etree._Element, pictures: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    moment = version.published_at.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as book:
        # First, and not compressed, so that the kind of file can be told from its first bytes (OCF 4.3).
        _add(book, moment, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(book, moment, "META-INF/container.xml", CONTAINER.encode())
        _add(book, moment, "book/package.opf", _package(version, citation, pictures).encode())
        _add(book, moment, "book/contents.xhtml", _contents(version, citation).encode())
        _add(book, moment, "book/text.xhtml", _text(version, citation, tree).encode())
        _add(book, moment, "book/style.css", STYLE.encode())
        for name, content in pictures.items():
            _add(book, moment, f"book/{name}", content)
    return output.getvalue()


def _add(
    book: zipfile.ZipFile, moment: tuple[int, ...], name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, moment)  # type: ignore[arg-type]
    entry.compress_type = how
    book.writestr(entry, content)


def _whole(version: Version) -> etree._Element:
    """The published body as a tree, with the lead picture before it."""
    if not version.lead:
        return parse(version.body)
    lead = {name: escape(str(value)) for name, value in version.lead.items()}
    caption = f"<figcaption>{lead['caption']}</figcaption>" if lead["caption"] else ""
    return parse(f'<figure><img src="{lead["src"]}" alt="{lead["alt"]}">{caption}</figure>{version.body}')


def _take_pictures(tree: etree._Element) -> tuple[dict[str, bytes], list[str]]:
    """The files of the pictures under their names in the book, and the addresses of those that are lost.

    The tree is made to show those that are there, and the alternative texts of the others.
    """
    pictures, lost = {}, []
    for image in list(tree.iter("img")):
        address = image.get("src") or ""
        content = intact(address)
        if content is None:
            image.tag, image.text = "p", image.get("alt")
            image.attrib.clear()
            image.set("class", "lost")
            lost.append(address)
            continue
        name = f"pictures/{PurePosixPath(address).name}"
        for attribute in _WEB_ONLY:
            image.attrib.pop(attribute, None)
        image.set("src", name)
        pictures[name] = content
    return pictures, lost


# --- The files of the book --------------------------------------------------------------------------------


def _package(version: Version, citation: Citation, pictures: dict[str, bytes]) -> str:
    """The package document, with what EPUB Accessibility 1.1 asks to be told."""
    people = "".join(
        f"<dc:{'creator' if each in citation.authors else 'contributor'}>{escape(each.name)}"
        f"</dc:{'creator' if each in citation.authors else 'contributor'}>"
        for each in citation.contributors
    )
    items = "".join(
        f'<item id="picture-{number}" href="{escape(name)}" media-type="{TYPES[name.rsplit(".", 1)[1]]}"/>'
        for number, name in enumerate(pictures, 1)
    )
    seeing = "textual,visual" if pictures else "textual"
    description = f"<dc:description>{escape(citation.summary)}</dc:description>" if citation.summary else ""
    subjects = "".join(f"<dc:subject>{escape(topic)}</dc:subject>" for topic in citation.topics)
    modified = version.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{citation.tag}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{identity(version)}</dc:identifier>
<dc:title>{escape(citation.full_title)}</dc:title><dc:language>{citation.tag}</dc:language>{people}
<dc:publisher>{escape(citation.publisher)}</dc:publisher><dc:date>{citation.date.isoformat()}</dc:date>
<dc:source>{escape(citation.version_address)}</dc:source>{description}{subjects}
<meta property="dcterms:modified">{modified}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">{seeing}</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>{items}
</manifest>
<spine><itemref idref="text"/></spine>
</package>"""


def _contents(version: Version, citation: Citation) -> str:
    """The navigation document: the title, then the headings, those of the second level below those of the first."""
    entries: list[tuple[str, list[str]]] = [(_entry("title", citation.full_title), [])]
    for heading in version.contents:
        line = _entry(heading["id"], heading["text"])
        if heading["level"] == 2:
            entries.append((line, []))
        else:
            entries[-1][1].append(line)
    if version.notes:
        entries.append((_entry("notes", _word("Notes", version.language)), []))
    lines = "".join(
        f"<li>{line}{'<ol>' + ''.join(f'<li>{each}</li>' for each in below) + '</ol>' if below else ''}</li>"
        for line, below in entries
    )
    title = _word("Contents", version.language)
    nav = f'<nav epub:type="toc" id="toc"><h1>{escape(title)}</h1><ol>{lines}</ol></nav>'
    return PAGE.format(tag=citation.tag, title=escape(title), body=nav)


def _entry(anchor: str, words: str) -> str:
    return f'<a href="text.xhtml#{escape(anchor)}">{escape(words)}</a>'


def _word(english: str, language: str) -> str:
    with override(language):
        return gettext(english)


def _text(version: Version, citation: Citation, tree: etree._Element) -> str:
    with override(version.language):
        whole = "".join((_head(version, citation), _inner(tree), _notes(version, citation), _foot(citation)))
    marked = whole.replace('role="doc-noteref"', 'role="doc-noteref" epub:type="noteref"')
    return PAGE.format(tag=citation.tag, title=escape(citation.full_title), body=marked)


def _head(version: Version, citation: Citation) -> str:
    """Kind, title, byline with the posts of then, dates, summary and corrections, as the page has them."""
    subtitle = f'<p class="subtitle">{escape(citation.subtitle)}</p>' if citation.subtitle else ""
    signed = "".join(map(_signature, frame.signatures(version)))
    days = "".join(f"<p>{escape(day)}</p>" for day in frame.dates(citation))
    summary = f'<p class="summary">{escape(citation.summary)}</p>' if citation.summary else ""
    return (
        f'<header><p class="facts">{escape(citation.publisher)} · {escape(frame.heading(citation))}</p>'
        f'<h1 id="title">{escape(citation.title)}</h1>{subtitle}<div class="byline">{signed}</div>'
        f'<div class="facts">{days}</div>{summary}{_corrections(version)}</header>'
    )


def _signature(signed: frame.Signature) -> str:
    name = f"<span{_language(signed.tag)}>{escape(signed.name)}</span>"
    return f"<p>{escape(signed.role)}{name}{escape(signed.post)}</p>"


def _corrections(version: Version) -> str:
    word = escape(gettext("Correction"))
    return "".join(
        f'<aside class="correction"><p><strong>{word}</strong> {date_format(each.day)}</p>'
        f"{''.join(f'<p>{escape(line)}</p>' for line in each.lines)}</aside>"
        for each in frame.corrections(version)
    )


def _foot(citation: Citation) -> str:
    facts = (f"<p><strong>{escape(name)}</strong><br/>{html}</p>" for name, html in frame.foot(citation))
    return f'<footer class="facts">{"".join(facts)}</footer>'


def _inner(tree: etree._Element) -> str:
    """What stands inside a parsed body, as XML."""
    pieces = [escape(tree.text or "", quote=False)]
    pieces += [etree.tostring(child, encoding="unicode", method="xml") for child in tree]
    return "".join(pieces)


def _notes(version: Version, citation: Citation) -> str:
    if not version.notes:
        return ""
    notes = "".join(_note(note, citation) for note in version.notes)
    heading = escape(gettext("Notes"))
    return f'<section role="doc-endnotes" epub:type="footnotes"><h2 id="notes">{heading}</h2><ol>{notes}</ol></section>'


def _note(note: dict[str, Any], citation: Citation) -> str:
    """A note, with the way back to each place that cites it."""
    text = parse(note["html"])
    _lead_outside(text, citation)
    name = escape(gettext("Back to the text at note %(number)s") % note)
    back = " ".join(
        f'<a href="#{place}" role="doc-backlink" aria-label="{name}">↩\ufe0e</a>'
        for place in note["backlinks"]
    )
    words = f"<p{_language(note['lang'])}>{_inner(text)} {back}</p>"
    return f'<li id="note-{note["key"]}" epub:type="footnote">{words}</li>'


def _lead_outside(tree: etree._Element, citation: Citation) -> None:
    """Makes links that start from the article's page hold in a book; markers lead to notes within it."""
    for link in tree.iter("a"):
        address = link.get("href") or ""
        if link.get("role") == "doc-noteref" or not address:
            continue
        if found := absolute(address, citation.address):
            link.set("href", found)
        else:
            del link.attrib["href"]


def _language(tag: str | None) -> str:
    return f' lang="{tag}" xml:lang="{tag}"' if tag else ""
