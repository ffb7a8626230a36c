"""Repairs that come before cleaning proper: notes that parsing would tear, keys that are wrong or taken twice."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from publications.body.notes import new_key
from publications.body.vocabulary import ALIASES, BLOCKS, CITATION, CONTAINERS, KEY, NOTE, TAGS, VOID, Element

DEEPEST = 100
LONGEST_TYPED_MARKER = 8

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*)?)>""")
_TAG_NAME = re.compile("<(/?)([a-z][a-z0-9]*)")
_BREAKING = (
    (BLOCKS | CONTAINERS | ALIASES.keys()) - VOID - {"b", "i", "cite", "dfn", "var", "kbd", "samp", "tt"}
)
_WATCHED = _BREAKING | {"span", "a"}
_BREAKS = re.compile(r"<br>(?:\s*<br>)+")


# No "<" even between quotes: a tag in a script or a comment, with a quotation mark too few, must not reach beyond it.
_UNKNOWN_TAG = re.compile(
    rf"""<(/?)(?!(?:{"|".join(sorted(TAGS | ALIASES.keys() | CONTAINERS | {"script", "style"}))})[\s/>])"""
    r"""([a-z][^\s/<>]*)(?:[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*')*)?>""",
    re.IGNORECASE,
)
_PARTS_OF_A_PAGE = frozenset({"html", "head", "title", "body", "frameset", "noframes", "iframe", "template"})


@dataclass(slots=True)
class _Open:
    tag: str
    at: re.Match[str]
    note: bool
    whole: bool = True


def unwrap_unknown(html: str) -> str:
    """The HTML without the tags of elements that the cleaner does not know; their content stays.

    The sanitiser would drop formulas, drawings and templates with all of their text.
    """
    return _UNKNOWN_TAG.sub(lambda tag: f"<{tag[1]}div>" if tag[2].lower() in _PARTS_OF_A_PAGE else "", html)


def untangle(html: str) -> str:
    """The HTML with notes that a parser will not tear: no link around a note, no paragraphs in it.

    HTML has no link inside a link and no paragraph inside a paragraph: at the second one a parser closes the first,
    and with it the note in between, so that the rest of the note would fall into the text. Therefore a link is
    closed before a note and opened again after it, and paragraphs inside a note become lines. A note that is not
    closed within its own block is left alone: it would swallow what follows.
    """
    if NOTE not in html:
        return html
    pieces, end = [], 0
    for start, close, link in _notes(html):
        if start.start() < end:
            continue
        inside = html[start.end() : close.start()]
        if any(tag[2].lower() in _BREAKING for tag in _TAG.finditer(inside)):
            inside = _BREAKS.sub("<br>", _TAG.sub(_line, inside))
        note = f"{start[0]}{inside}{close[0]}"
        pieces += [html[end : start.start()], f"</a>{note}{link}" if link else note]
        end = close.end()
    return "".join([*pieces, html[end:]])


def _line(tag: re.Match[str]) -> str:
    return "<br>" if tag[2].lower() in _BREAKING else tag[0]


def _notes(html: str) -> list[tuple[re.Match[str], re.Match[str], str]]:
    """The start tag and the end tag of each outermost well-closed note, with the start tag of the link around it."""
    found = []
    for opened, close, link in _pairs(html):
        if opened.note and opened.whole:
            found.append((opened.at, close, link))
    return sorted(found, key=lambda note: note[0].start())


def _pairs(html: str) -> Iterator[tuple[_Open, re.Match[str], str]]:
    """Matching start and end tags, with the start tag of the link that is open around them or nothing."""
    stack: list[_Open] = []
    open_tags: Counter[str] = Counter()
    for at in _TAG.finditer(html):
        tag = at[2].lower()
        if tag not in _WATCHED:
            continue
        if not at[1]:
            stack.append(_Open(tag, at, note=tag == "span" and NOTE in at[3] and CITATION not in at[3]))
            open_tags[tag] += 1
        elif open_tags[tag]:
            while stack[-1].tag != tag:
                open_tags[stack.pop().tag] -= 1
            open_tags[tag] -= 1
            yield stack.pop(), at, _link_around(stack, open_tags)


def _link_around(stack: list[_Open], open_tags: Counter[str]) -> str:
    if not open_tags["a"]:
        return ""
    return next(opened.at[0] for opened in reversed(stack) if opened.tag == "a")


def shallow(html: str) -> str:
    """Well-formed HTML without the tags that are nested deeper than a hundred levels; a space stands for each.

    Parsers give up beyond a certain depth and would lose the text that stands there.
    """
    if not _seems_deep(html):
        return html
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2] in VOID:
            return tag[0]
        depth += 0 if tag[1] else 1
        kept = tag[0] if depth <= DEEPEST else " "
        depth -= 1 if tag[1] else 0
        return kept

    return _TAG.sub(keep, html)


def _seems_deep(html: str) -> bool:
    depth = 0
    for end, tag in _TAG_NAME.findall(html):
        if end:
            depth -= 1
        elif tag not in VOID:
            depth += 1
            if depth > DEEPEST:
                return True
    return False


def mend_notes(root: Element) -> None:
    """Make the notes of a tree sound, in place: keys valid, each note once, no note in a note, no marker lost.

    An invalid key is replaced by one that follows from the key and the text of the note. A key that stands twice
    with the same text is one note cited twice; with another text it is another note. What was typed as the marker
    of a note stays only while that note is missing.
    """
    notes, citations = _outermost(root)
    taken = {key for span in (*notes, *citations) for key in (_key(span),) if KEY.fullmatch(key)}
    keys: dict[str, str] = {}
    written: dict[tuple[str, object], str] = {}
    for span in notes:
        _mend_note(span, taken, keys, written)
    known = set(keys.values()) | set(written.values())
    for span in citations:
        _mend_citation(span, taken, keys, known)


def _outermost(root: Element) -> tuple[list[Element], list[Element]]:
    """The notes and the citations of a tree in reading order; those inside a note cease to be any."""
    notes: list[Element] = []
    citations: list[Element] = []
    around: Element | None = None
    for event, span in etree.iterwalk(root, events=("start", "end"), tag="span"):
        if event == "end":
            around = None if span is around else around
        elif around is not None:
            span.attrib.pop(NOTE, None)
            span.attrib.pop(CITATION, None)
        elif span.get(NOTE) is not None:
            span.attrib.pop(CITATION, None)
            notes.append(span)
            around = span
        elif span.get(CITATION) is not None:
            citations.append(span)
    return notes, citations


def _key(span: Element) -> str:
    return span.get(NOTE) or span.get(CITATION) or ""


def _text(span: Element) -> str:
    return " ".join("".join(map(str, span.itertext())).split())


def _mend_note(
    span: Element, taken: set[str], keys: dict[str, str], written: dict[tuple[str, object], str]
) -> None:
    key, text = _key(span), _text(span)
    content = (text, tuple(link.get("href") for link in span.iter("a")))
    same = written.get((key, content)) if key else None
    if same is not None:
        _empty(span)
        del span.attrib[NOTE]
        span.set(CITATION, same)
        return
    final = key if KEY.fullmatch(key) and key not in keys else new_key(f"{key} {text}", taken)
    taken.add(final)
    keys.setdefault(key, final)
    written[key, content] = final
    span.set(NOTE, final)


def _mend_citation(span: Element, taken: set[str], keys: dict[str, str], known: set[str]) -> None:
    key, typed = _key(span), _text(span)
    final = keys.get(key) if key else None
    if final is None:
        final = key if KEY.fullmatch(key) else new_key(f"{key} {typed}", taken)
        taken.add(final)
    if len(typed) > LONGEST_TYPED_MARKER or len(span):
        # More than a marker: an element that was not closed in time. Its content is text and follows the marker.
        span.addprevious(etree.Element("span", {CITATION: final}))
        del span.attrib[CITATION]
        return
    span.set(CITATION, final)
    span.text = None if final in known else typed or None


def _empty(span: Element) -> None:
    span.text = None
    del span[:]
