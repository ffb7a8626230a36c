"""The published page of a body: numbered markers, the list of notes, anchors and contents. A pure function."""

import re
import unicodedata
from dataclasses import dataclass, field
from html import escape as escape_attribute

from publications.body.notes import links_of, notes_by_key, text_of
from publications.body.plain import is_marker
from publications.body.script import language_of, mark_passages
from publications.body.vocabulary import (
    CITATION,
    HEADINGS,
    NOTE,
    Element,
    Writer,
    attributes,
    escape,
    parse,
    start_tag,
)

_LONGEST_SLUG = 80
_LABELS_OF_TABLES = {"en": "Table", "zh-hans": "表格", "zh-hant": "表格"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents: level 2 or 3, the id of the heading, and its text without markers."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishedNote:
    """A note as readers see it, number ``number`` of the list; ``backlinks`` are the ids of its markers in order.

    ``lang`` is the tag for the item of the list, None where the note is in the language of the page.
    """

    key: str
    number: int
    html: str
    text: str
    lang: str | None
    links: tuple[str, ...]
    backlinks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A published body: its HTML, its notes in the order of their numbers, and its contents."""

    html: str
    notes: list[PublishedNote] = field(default_factory=list)
    contents: list[Heading] = field(default_factory=list)


def render(body: str, language: str) -> Rendered:
    """The published form of a body as ``clean`` writes it, in the site language ``language``.

    The same body gives the same bytes at any time. Markers are literal ``[1]``, numbered by first citation, joined to
    their notes in both directions with the roles of DPUB-ARIA 1.1, and no white space is added beside them.
    """
    root = parse(body)
    page = _Page(root, language)
    html = page.inner(root)
    return Rendered(html, page.published_notes(), page.contents)


class _Marked(Writer):
    """Writes text with its passages in other scripts marked, but not where an editor has named the language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.named = 0

    def text(self, text: str | None) -> str:
        if not text:
            return ""
        return escape(text) if self.named else mark_passages(text, self.language)

    def element(self, element: Element) -> str:
        if element.get("lang") is None:
            return super().element(element)
        self.named += 1
        html = super().element(element)
        self.named -= 1
        return html


class _Page(_Marked):
    """Writes a body as a page and remembers the markers and headings it has written."""

    def __init__(self, root: Element, language: str) -> None:
        super().__init__(language)
        self.notes = notes_by_key(root)
        self.markers: dict[str, list[str]] = {}
        self.numbers: dict[str, int] = {}
        self.contents: list[Heading] = []
        self.anchors = _Anchors()

    def element(self, element: Element) -> str:
        if is_marker(element):
            return self.marker(element)
        if element.tag in HEADINGS:
            return self.heading(element)
        if element.tag == "table":
            return self.table(element)
        if element.tag == "img":
            return start_tag("img", [*attributes(element, "img"), ("loading", "lazy"), ("decoding", "async")])
        return super().element(element)

    def marker(self, span: Element) -> str:
        key = span.get(NOTE) or span.get(CITATION, "")
        if key not in self.notes:
            return f'<span class="note-missing">{escape(span.text or "[?]")}</span>'
        markers = self.markers.setdefault(key, [])
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        markers.append(f"ref-{key}-{len(markers) + 1}" if markers else f"ref-{key}")
        return f'<sup class="note-ref"><a id="{markers[-1]}" href="#note-{key}" role="doc-noteref">[{number}]</a></sup>'

    def heading(self, element: Element) -> str:
        text = text_of(element)
        anchor = self.anchors.of(text)
        tag = str(element.tag)
        self.contents.append(Heading(int(tag[1]), anchor, text))
        return super().element(element).replace(f"<{tag}", f'<{tag} id="{escape_attribute(anchor)}"', 1)

    def table(self, element: Element) -> str:
        """A table in a region that can be scrolled, also with the keyboard, where the table is wider than the page."""
        caption = element.find("caption")
        label = text_of(caption) if caption is not None else ""
        opening = start_tag(
            "div",
            [
                ("class", "table-scroll"),
                ("role", "region"),
                ("tabindex", "0"),
                ("aria-label", label or _LABELS_OF_TABLES[self.language]),
            ],
        )
        return f"{opening}{super().element(element)}</div>"

    def published_notes(self) -> list[PublishedNote]:
        return [self.published(key, number) for key, number in self.numbers.items()]

    def published(self, key: str, number: int) -> PublishedNote:
        span = self.notes[key]
        text = text_of(span)
        lang = span.get("lang") or language_of(text, self.language)
        # A Chinese source may begin with words of the page's own language.
        around = self.language if lang is None else "zh"
        writer = _Marked(around) if lang in (None, "zh") and not span.get("lang") else Writer()
        return PublishedNote(
            key, number, writer.inner(span), text, lang, links_of(span), tuple(self.markers[key])
        )


class _Anchors:
    """Ids of headings: made of their words, unique on the page, never empty, never those of notes or markers."""

    def __init__(self) -> None:
        self.given: dict[str, int] = {}

    def of(self, text: str) -> str:
        words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())
        slug = "-".join(words)[:_LONGEST_SLUG].rstrip("-")
        base = anchor = f"s-{slug or 'section'}"
        while anchor in self.given:
            self.given[base] += 1
            anchor = f"{base}-{self.given[base]}"
        self.given[anchor] = 1
        return anchor
