"""A published body as plain data: strings, and dictionaries that say what they are. What a template of pages sets."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from publications.body.vocabulary import BLOCKS, Element, parse
from publications.exporters.content import absolute
from publications.exporters.grid import LONGEST_WORD, fitted, grid, of_figures
from publications.exporters.media import Picture

Piece = str | dict[str, Any]

_MARKS = frozenset({"strong", "em", "sub", "sup"})
_NESTING = frozenset({"blockquote", "ul", "ol", "table"})
_DEEPEST = 12  # elements within each other; typst gives up at some thirty quotations
_REFERENCE = "#note-"
_LONGEST_ADDRESS = 8000  # of a link, in typst
# Where an address or any other long run of ASCII may be broken, which no rule of lines would allow.
_LONG_RUN = re.compile(rf"[!-~]{{{LONGEST_WORD},}}")
_BREAK = re.compile(r"([/?&=._#%+-]+|[^/?&=._#%+-]{14})(?=.)")


def breakable(text: str) -> list[Piece]:
    """Text with places in its long runs where a line may end; whoever copies it gets the text alone."""
    marked = _LONG_RUN.sub(lambda run: _BREAK.sub("\\1\0", run[0]), text.replace("\0", ""))
    pieces: list[Piece] = []
    for part in filter(None, marked.split("\0")):
        pieces += [*([{"is": "may-break"}] if pieces else []), part]
    return pieces


class Document:
    """Turns bodies into pieces, and remembers which notes were cited and which pictures shown.

    ``address`` is the page that relative links start from, ``picture`` gives a picture by its address, or None. The
    files that the pieces name are in ``pictures``, the addresses of those that are not there in ``lost``.
    """

    def __init__(self, address: str, picture: Callable[[str], Picture | None]) -> None:
        self.address = address
        self.picture = picture
        self.pictures: dict[str, bytes] = {}
        self.lost: list[str] = []
        self.cited: set[str] = set()
        self.sections = False
        self.around: list[str] = []

    def body(self, html: str) -> list[Piece]:
        """The blocks of a published body."""
        return _with_their_heads(self.blocks(parse(html)))

    def line(self, html: str) -> list[Piece]:
        """What stands within one line, such as the text of a note."""
        return self.inline(parse(html))

    # --- Blocks

    def blocks(self, element: Element) -> list[Piece]:
        """What stands inside an element, block by block; text beside blocks is a paragraph of its own."""
        found: list[Piece] = []
        run: list[Piece] = [*_words(element.text)]
        for child in element:
            if child.tag in BLOCKS or child.tag == "div":
                found += [*_paragraph(run), *self.block(child)]
                run = []
            else:
                run += self.inline_element(child)
            run += _words(child.tail)
        return [*found, *_paragraph(run)]

    def content(self, element: Element) -> list[Piece]:
        """What stands in an item or a cell: a line where it holds no more than that, else blocks."""
        blocks = self.blocks(element)
        if len(blocks) == 1 and isinstance(blocks[0], dict) and blocks[0]["is"] == "p":
            return list(blocks[0]["of"])
        return blocks

    def block(self, element: Element) -> list[Piece]:
        """What an element of a block is. What lies deeper than anybody sees is not moved in any further."""
        tag = str(element.tag)
        write = _BLOCKS.get(tag)
        if write is None or (tag in _NESTING and len(self.around) >= _DEEPEST):
            return _spoken(element, self.blocks(element))
        with self.within(tag):
            return _spoken(element, write(self, element))

    @contextmanager
    def within(self, tag: str) -> Iterator[None]:
        """Remembers an element for as long as what stands inside it is written."""
        self.around.append(tag)
        yield
        self.around.pop()

    def paragraph(self, element: Element) -> list[Piece]:
        return _paragraph(self.inline(element))

    def heading(self, element: Element) -> list[Piece]:
        """PDF/UA wants levels without gaps: what comes before the first heading of level one is of level one."""
        words = " ".join(_plain(element).split())
        if not words:
            return self.paragraph(element)
        level = 2 if element.tag == "h3" and self.sections else 1
        self.sections = True
        return [{"is": "h", "level": level, "words": words, "of": self.inline(element)}]

    def quotation(self, element: Element) -> list[Piece]:
        return [{"is": "quote", "of": self.blocks(element)}]

    def bullets(self, element: Element) -> list[Piece]:
        return [{"is": "list", "items": [self.content(item) for item in element]}]

    def numbered(self, element: Element) -> list[Piece]:
        items = [self.content(item) for item in element]
        return [{"is": "enum", "start": int(element.get("start") or 1), "items": items}]

    def rule(self, element: Element) -> list[Piece]:
        return [{"is": "rule"}]

    def figure(self, element: Element) -> list[Piece]:
        """The picture above its caption; the alternative text stands for one whose file is lost."""
        image, caption = element.find(".//img"), element.find("figcaption")
        words = self.inline(caption) if caption is not None else []
        if image is None:
            return _paragraph(words)
        return self.shown(image.get("src") or "", image.get("alt") or "", words)

    def image(self, element: Element) -> list[Piece]:
        return self.shown(element.get("src") or "", element.get("alt") or "", [])

    def shown(self, address: str, alt: str, caption: list[Piece]) -> list[Piece]:
        """A picture by its address, with its alternative text and the pieces of its caption."""
        picture = self.picture(address)
        if picture is None:
            self.lost.append(address)
            return [{"is": "lost", "alt": alt, "of": caption}]
        name = f"picture-{len(self.pictures) + 1}.{picture.extension}"
        self.pictures[name] = picture.content
        return [{"is": "figure", "file": name, "width": picture.points, "alt": alt, "of": caption}]

    def table(self, element: Element) -> list[Piece]:
        """The caption, and the cells at their places.

        A head is repeated on further pages, where it does not count as text: so none that cites notes or has links.
        """
        caption = element.find("caption")
        above = self.inline(caption) if caption is not None else []
        laid = grid(element)
        if not laid.cells:
            return _paragraph(above)
        figures = of_figures(laid)
        cells = [
            {
                "x": cell.x,
                "y": cell.y,
                "wide": cell.wide,
                "high": cell.high,
                "head": cell.element.tag == "th",
                "figures": cell.wide == 1 and cell.x in figures,
                "of": _spoken(cell.element, self.content(cell.element)),
            }
            for cell in laid.cells
        ]
        again = not any(_leads_anywhere(cell.element) for cell in laid.cells if cell.y < laid.head)
        facts = {"above": [], "caption": above, "head": laid.head, "repeat": again, "cells": cells}
        return [{"is": "table", **facts, **asdict(fitted(laid, can_turn=_stands_alone(element)))}]

    # --- Inside a block

    def inline(self, element: Element) -> list[Piece]:
        found: list[Piece] = [*_words(element.text)]
        for child in element:
            found += [*self.inline_element(child), *_words(child.tail)]
        return found

    def inline_element(self, element: Element) -> list[Piece]:
        tag = str(element.tag)
        if element.get("class") == "note-ref":
            return self.marker(element)
        if tag == "br":
            return [{"is": "br"}]
        if tag == "code":
            return [{"is": "code", "words": "".join(element.itertext())}]
        return _spoken(element, self.marked(element, tag))

    def marked(self, element: Element, tag: str) -> list[Piece]:
        """A link, or words with a mark; a mark within the same mark adds nothing."""
        again = tag in self.around
        with self.within(tag):
            inner = self.inline(element)
        if tag == "a" and (to := self.destination(element.get("href") or "")):
            return [{"is": "a", "to": to, "of": inner}]
        return [{"is": tag, "of": inner}] if tag in _MARKS and not again else inner

    def destination(self, address: str) -> str:
        """Where a link leads; empty for one that leads nowhere or that no PDF could hold."""
        found = absolute(address, self.address)
        return found if len(found) <= _LONGEST_ADDRESS else ""

    def marker(self, element: Element) -> list[Piece]:
        key = (next(element.iter("a")).get("href") or "").removeprefix(_REFERENCE)
        first = key not in self.cited
        self.cited.add(key)
        return [{"is": "note", "key": key, "first": first}]


_BLOCKS = {
    "p": Document.paragraph,
    "h2": Document.heading,
    "h3": Document.heading,
    "ul": Document.bullets,
    "ol": Document.numbered,
    "blockquote": Document.quotation,
    "table": Document.table,
    "figure": Document.figure,
    "img": Document.image,
    "hr": Document.rule,
}


def _words(text: str | None) -> list[Piece]:
    """A piece of text with its white space run together."""
    return breakable(re.sub(r"[ \t\r\n\f]+", " ", text)) if text else []


def _paragraph(run: list[Piece]) -> list[Piece]:
    """The pieces of a line as a paragraph; white space alone is none."""
    blank = all(isinstance(piece, str) and not piece.strip() for piece in run)
    return [] if blank else [{"is": "p", "of": run}]


def _with_their_heads(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, with the headings right before a table that is turned on the page that it has to itself."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, dict) and piece.get("turned"):
            while found and isinstance(found[-1], dict) and found[-1]["is"] == "h":
                piece["above"].insert(0, found.pop())
        found.append(piece)
    return found


def _spoken(element: Element, inner: list[Piece]) -> list[Piece]:
    """Pieces with the language that the element names, if it does."""
    tag = element.get("lang")
    return [{"is": "lang", "tag": tag, "of": inner}] if tag and inner else inner


def _plain(element: Element) -> str:
    """The words of an element without markers."""
    if element.get("class") == "note-ref":
        return ""
    inside = ((_plain(child), child.tail or "") for child in element)
    space = " " if element.tag == "br" else element.text or ""
    return space + "".join(words + tail for words, tail in inside)


def _leads_anywhere(element: Element) -> bool:
    return any(each.tag == "a" for each in element.iter())


def _stands_alone(table: Element) -> bool:
    """Whether a table lies in no other block, so that it can have a page of its own."""
    return not any(each.tag in BLOCKS for each in table.iterancestors())
