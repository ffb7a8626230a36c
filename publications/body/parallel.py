"""Two published bodies side by side, such as an article and its translation: section by section, block by block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from publications.body.vocabulary import VOID

# ``render`` escapes every bracket in texts and attributes, so what looks like a tag is one.
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_PLACE = re.compile(r'(\bid="|\bhref="#)')


class Block(NamedTuple):
    """A block of a published body that stands in no other: its tag and its HTML."""

    tag: str
    html: str


class Row(NamedTuple):
    """What stands side by side: the HTML of both sides, either of which may be empty."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it, or what comes before the first heading.

    ``alike`` tells whether both sides consist of the same kinds of blocks in the same order. Where they do not, the
    rows are their headings and all the rest.
    """

    rows: tuple[Row, ...]
    alike: bool


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two bodies; ``alike`` tells whether their headings are of the same number and levels."""

    sections: tuple[Section, ...]
    alike: bool


def side_by_side(left: str, right: str) -> Parallel:
    """Two bodies as ``render`` writes them, laid against one another.

    Where the headings of both follow the same levels, each heading begins a section. Otherwise only those of the first
    level do, and the sections are paired in their order as far as they go.
    """
    blocks, blocks2 = list(_blocks(left)), list(_blocks(right))
    alike = _levels(blocks) == _levels(blocks2)
    levels = ("h2", "h3") if alike else ("h2",)
    pairs = zip_longest(_sections(blocks, levels), _sections(blocks2, levels), fillvalue=())
    return Parallel(tuple(_section(*pair) for pair in pairs), alike)


def with_prefix(html: str, prefix: str) -> str:
    """A body or a note whose places, and the links to them, have a prefix: two can then stand on one page."""
    return _TAG.sub(lambda tag: _PLACE.sub(rf"\g<1>{prefix}", tag[0]), html)


def _blocks(html: str) -> Iterator[Block]:
    depth = start = 0
    first = ""
    for tag in _TAG.finditer(html):
        if not depth:
            start, first = tag.start(), tag[2]
        if tag[1]:
            depth -= 1
        elif tag[2] not in VOID:
            depth += 1
        if not depth:
            yield Block(first, html[start : tag.end()])


def _levels(blocks: Sequence[Block]) -> list[str]:
    return [block.tag for block in blocks if block.tag in ("h2", "h3")]


def _sections(blocks: Sequence[Block], levels: Sequence[str]) -> Iterator[Sequence[Block]]:
    """Blocks from one heading to the next. What comes before the first makes a section, also when it is empty."""
    start = 0
    for place, block in enumerate(blocks):
        if block.tag in levels:
            yield blocks[start:place]
            start = place
    yield blocks[start:]


def _section(left: Sequence[Block], right: Sequence[Block]) -> Section:
    alike = [block.tag for block in left] == [block.tag for block in right]
    if alike:
        return Section(tuple(Row(one.html, other.html) for one, other in zip(left, right, strict=True)), True)
    heads, rests = zip(*map(_apart, (left, right)), strict=True)
    return Section(tuple(row for row in (Row(*heads), Row(*rests)) if any(row)), False)


def _apart(blocks: Sequence[Block]) -> tuple[str, str]:
    """The heading of a section, and all that follows it."""
    headed = bool(blocks) and blocks[0].tag in ("h2", "h3")
    htmls = [block.html for block in blocks]
    return "".join(htmls[:headed]), "".join(htmls[headed:])
