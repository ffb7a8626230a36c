"""Cleaning: any HTML at all becomes a body in the vocabulary, harmless and well formed, with all of its text."""

import re
from collections.abc import Callable
from typing import NamedTuple

import nh3
from lxml import etree

from publications.body.plain import is_marker
from publications.body.repair import mend_notes, shallow, untangle, unwrap_unknown
from publications.body.runs import Mark, Run, one_line, tidy, write
from publications.body.vocabulary import (
    ALIASES,
    ATTRIBUTES,
    BLOCKS,
    CITATION,
    CONTAINERS,
    HEADINGS,
    NOTE,
    TAGS,
    Element,
    attributes,
    escape,
    image_source,
    parse,
    start_tag,
)

# Blocks within blocks beyond this are taken out of one another; no reader could tell them apart.
_DEEPEST_NESTING = 8
_MOST_MARKS = 12

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")

_SANITISER = nh3.Cleaner(
    tags=set(TAGS | ALIASES.keys() | CONTAINERS),
    clean_content_tags={"script", "style"},
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items() if names}
    | {"*": {"lang"}, "b": {"lang"}, "i": {"lang"}},
    url_schemes={"http", "https", "mailto", "draft"},
    link_rel=None,
)


class Block(NamedTuple):
    """A finished block: its tag, its start tag, its content and its caption, as HTML."""

    tag: str
    start: str
    inner: str
    caption: str = ""

    @property
    def html(self) -> str:
        if self.tag == "hr":
            return self.start
        if self.tag == "figure" and self.caption:
            return f"{self.start}{self.inner}<figcaption>{self.caption}</figcaption></figure>"
        caption = f"<caption>{self.caption}</caption>" if self.caption else ""
        return f"{self.start}{caption}{self.inner}</{self.tag}>"


def clean(html: str) -> str:
    """A body of the vocabulary, made of any HTML: an editor's, a word processor's, an attacker's.

    All text is kept but that of scripts, styles and comments. Text that stands in no block becomes a paragraph.
    Cleaning what is clean changes nothing. No errors: every string is HTML to a browser, and so it is here.
    """
    html = html.encode("utf-8", "ignore").decode()
    html = _SANITISER.clean(untangle(unwrap_unknown(html)))
    root = parse(shallow(_CONTROL.sub("", html)))
    mend_notes(root)
    return "".join(block.html for block in Flow().read(root))


class Flow:
    """Reads elements and gathers blocks. Text that comes before a block, or between two, makes a paragraph."""

    def __init__(self, nesting: int = 0) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.nesting = nesting
        self.leaf = "p"
        self.lang: str | None = None

    def read(self, element: Element, marks: tuple[Mark, ...] = ()) -> list[Block]:
        """The blocks that the content of an element makes."""
        self.content(element, marks)
        self.flush()
        return self.blocks

    def content(self, element: Element, marks: tuple[Mark, ...]) -> None:
        self.text(element.text, marks)
        for child in element:
            self.child(child, marks)

    def child(self, element: Element, marks: tuple[Mark, ...]) -> None:
        tag = str(element.tag)
        tag = ALIASES.get(tag, tag)
        if is_marker(element):
            self.runs.append(Run((), _marker(element), marker=True))
        elif tag == "br":
            self.runs.append(Run(marks, "\n"))
        elif tag == "img":
            self.image(element)
        elif tag in BLOCKS or tag in CONTAINERS:
            self.block(element, tag, marks)
        else:
            self.content(element, _with_mark(marks, element, tag))
        self.text(element.tail, marks)

    def text(self, text: str | None, marks: tuple[Mark, ...]) -> None:
        if text:
            self.runs.append(Run(marks, one_line(text)))

    def flush(self) -> None:
        """End the paragraph that is being gathered, if there is any text in it."""
        inner = write(tidy(self.runs))
        self.runs = []
        if inner:
            start = start_tag(self.leaf, [("lang", self.lang)] if self.lang else [])
            self.blocks.append(Block(self.leaf, start, inner))

    def block(self, element: Element, tag: str, marks: tuple[Mark, ...]) -> None:
        self.flush()
        if tag == "hr":
            self.blocks.append(Block("hr", "<hr>", ""))
        elif self.nesting < _DEEPEST_NESTING and tag in _READERS:
            made = _READERS[tag](self, element, tag, marks)
            self.flush()
            self.blocks += made
        else:
            self.section(element, tag, marks)

    def section(self, element: Element, tag: str, marks: tuple[Mark, ...]) -> None:
        """A paragraph or heading, or a container that the vocabulary has no word for."""
        leaf, lang = self.leaf, self.lang
        self.leaf = tag if tag in HEADINGS else leaf
        self.lang = dict(attributes(element, "p")).get("lang", lang)
        self.content(element, marks)
        self.flush()
        self.leaf, self.lang = leaf, lang

    def image(self, element: Element) -> None:
        """An image of the site's own makes a figure; of any other the description is kept."""
        if image_source(element.get("src", "")) is None:
            self.runs.append(Run((), _description(element)))
            return
        self.flush()
        self.blocks.append(Block("figure", "<figure>", _image(element)))

    def start(self, element: Element, tag: str) -> str:
        """The start tag of a block, with the language of what was around it if it has none of its own."""
        given = attributes(element, tag)
        if self.lang and "lang" not in dict(given):
            given.append(("lang", self.lang))
        return start_tag(tag, given)

    def inside(self, element: Element, marks: tuple[Mark, ...]) -> list[Block]:
        """The blocks of an element that stands one level deeper."""
        return Flow(self.nesting + 1).read(element, marks)


class Line(Flow):
    """Reads elements into one line of text: blocks give way to line breaks, images to their descriptions."""

    def flush(self) -> None:
        if self.runs and not self.runs[-1].text.endswith("\n"):
            self.runs.append(Run((), "\n"))

    def block(self, element: Element, tag: str, marks: tuple[Mark, ...]) -> None:
        self.flush()
        self.content(element, marks)
        self.flush()

    def image(self, element: Element) -> None:
        self.runs.append(Run((), _description(element)))


def line(element: Element, marks: tuple[Mark, ...] = ()) -> str:
    """The content of an element as one line of inline HTML."""
    reader = Line()
    reader.content(element, marks)
    return write(tidy(reader.runs))


def _description(image: Element) -> str:
    alt = " ".join(image.get("alt", "").split())
    return f"[{alt}]" if alt else ""


def _image(element: Element) -> str:
    given = dict(attributes(element, "img"))
    return start_tag(
        "img", [(name, given.get(name, "")) for name in ATTRIBUTES["img"] if name in given or name == "alt"]
    )


def _marker(element: Element) -> str:
    start = start_tag("span", attributes(element, "span"))
    if element.get(NOTE) is not None:
        return f"{start}{line(element)}</span>"
    return f"{start}{escape(' '.join((element.text or '').split()))}</span>"


def _with_mark(marks: tuple[Mark, ...], element: Element, tag: str) -> tuple[Mark, ...]:
    if tag not in TAGS or len(marks) >= _MOST_MARKS:
        return marks
    given = [(name, value) for name, value in attributes(element, tag) if name not in (NOTE, CITATION)]
    if not given and tag in ("a", "span"):
        return marks
    mark = (tag, start_tag(tag, given))
    double = any(tag == other for other, _ in marks) if tag != "span" else mark in marks
    return marks if double else (*marks, mark)


def _joined(blocks: list[Block]) -> str:
    return "".join(block.html for block in blocks)


def _bare(blocks: list[Block]) -> str:
    """The content of an item or a cell: its only paragraph, where it comes first, stands without a tag."""
    paragraphs = [block for block in blocks if block.tag == "p"]
    if len(paragraphs) == 1 and blocks[0].start == "<p>":
        return blocks[0].inner + _joined(blocks[1:])
    return _joined(blocks)


def _quotation(flow: Flow, element: Element, tag: str, marks: tuple[Mark, ...]) -> list[Block]:
    blocks = flow.inside(element, marks)
    return [Block(tag, flow.start(element, tag), _joined(blocks))] if blocks else []


def _list(flow: Flow, element: Element, tag: str, marks: tuple[Mark, ...]) -> list[Block]:
    _gather_strays(element)
    items = []
    for item in element:
        blocks = flow.inside(item, marks)
        if blocks:
            items.append(f"{start_tag('li', attributes(item, 'li'))}{_bare(blocks)}</li>")
    return [Block(tag, flow.start(element, tag), "".join(items))] if items else []


def _gather_strays(element: Element) -> None:
    """Make items, in place, of what stands in a list beside its items; a list belongs to the item before it."""
    children = list(element)
    item = _item_before(element, 0, element.text)
    element.text = None
    for child in children:
        if child.tag == "li":
            text, child.tail = child.tail, None
            item = _item_before(element, element.index(child) + 1, text)
        elif item is None and child.tag in ("ul", "ol") and (previous := child.getprevious()) is not None:
            previous.append(child)
        else:
            if item is None:
                item = etree.Element("li")
                child.addprevious(item)
            item.append(child)


def _item_before(element: Element, place: int, text: str | None) -> Element | None:
    if not text or not text.strip():
        return None
    item = etree.Element("li")
    item.text = text
    element.insert(place, item)
    return item


def _table(flow: Flow, element: Element, tag: str, marks: tuple[Mark, ...]) -> list[Block]:
    """A table of an optional head and one body. What stands in it beside its cells comes before it."""
    head: list[str] = []
    body: list[str] = []
    captions: list[str] = []
    for part in element:
        kind = ALIASES.get(str(part.tag), part.tag)
        if kind == "caption":
            captions.append(line(part, marks))
        elif kind == "tr":
            body.append(_row(flow, part, marks))
        elif kind in ("thead", "tbody"):
            rows = head if kind == "thead" and not body else body
            rows += [_row(flow, row, marks) for row in part]
        else:
            flow.child(part, marks)
    sections = [("thead", "".join(head)), ("tbody", "".join(body))]
    inner = "".join(f"<{name}>{rows}</{name}>" for name, rows in sections if rows)
    caption = "<br>".join(filter(None, captions))
    if inner:
        return [Block(tag, flow.start(element, tag), inner, caption)]
    return [Block("p", "<p>", caption)] if caption else []


def _row(flow: Flow, row: Element, marks: tuple[Mark, ...]) -> str:
    cells = []
    for cell in row:
        tag = str(cell.tag)
        if tag in ("td", "th"):
            cells.append(f"{start_tag(tag, attributes(cell, tag))}{_bare(flow.inside(cell, marks))}</{tag}>")
        else:
            flow.child(cell, marks)
    return f"{start_tag('tr', attributes(row, 'tr'))}{''.join(cells)}</tr>" if cells else ""


def _figure(flow: Flow, element: Element, tag: str, marks: tuple[Mark, ...]) -> list[Block]:
    """A figure of its images and its caption. Without an image of the site's own its texts are paragraphs."""
    inside = Flow(flow.nesting)
    captions = []
    inside.text(element.text, marks)
    for child in element:
        if child.tag == "figcaption":
            captions.append(line(child, marks))
            inside.text(child.tail, marks)
        else:
            inside.child(child, marks)
    inside.flush()
    pictures = [block for block in inside.blocks if block.tag == "figure"]
    others = [block for block in inside.blocks if block.tag != "figure"]
    caption = "<br>".join(filter(None, [*(picture.caption for picture in pictures), *captions]))
    if pictures:
        inner = "".join(picture.inner for picture in pictures)
        return [Block(tag, flow.start(element, tag), inner, caption), *others]
    return _captioned(others, caption)


def _captioned(blocks: list[Block], caption: str) -> list[Block]:
    """Blocks with the caption of a figure that has no image: at the table it belongs to, or as a paragraph."""
    if not caption:
        return blocks
    for place, block in enumerate(blocks):
        if block.tag == "table" and not block.caption:
            return [*blocks[:place], block._replace(caption=caption), *blocks[place + 1 :]]
    return [*blocks, Block("p", "<p>", caption)]


Reader = Callable[[Flow, Element, str, tuple[Mark, ...]], list[Block]]
_READERS: dict[str, Reader] = {
    "blockquote": _quotation,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "figure": _figure,
}
