"""Small steps on element trees that lxml leaves to its users."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from lxml import etree
from lxml.builder import E

Maker = Callable[[re.Match[str]], list[etree._Element]]
BLOCKS = frozenset(
    [
        "p",
        "li",
        "div",
        "td",
        "dd",
        "blockquote",
        "ol",
        "ul",
        "table",
        "thead",
        "tbody",
        "tr",
        "section",
        "figure",
    ]
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SHOWN = 60


def words(element: etree._Element) -> str:
    """The text of an element without that of the notes inside it, white space at the ends removed."""
    return "".join(_pieces(element)).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    if isinstance(element.tag, str) and not is_note(element):
        yield element.text or ""
        for child in element:
            yield "\n" if child.tag == "br" else ""
            yield from _pieces(child)
            yield child.tail or ""


def is_note(element: etree._Element) -> bool:
    """Whether the element is a note in its stored form, its text or a further citation."""
    return element.get("data-footnote") is not None or element.get("data-footnote-ref") is not None


def add_text_before(element: etree._Element, text: str) -> None:
    """Put text in front of an element that has a parent."""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + text


def remove(element: etree._Element) -> None:
    """Take an element out and leave the text that follows it where it is; one that is out already stays out."""
    if element.getparent() is None:
        return
    if element.tail:
        add_text_before(element, element.tail)
        element.tail = None
    element.getparent().remove(element)


def unwrap(element: etree._Element) -> None:
    """Take an element away and leave its content where it stood."""
    parent, place = element.getparent(), element.getparent().index(element)
    add_text_before(element, element.text or "")
    children = list(element)
    tail, element.tail = element.tail, None
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)
    if children:
        children[-1].tail = (children[-1].tail or "") + (tail or "")
    elif tail and place > 0:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def replace(old: etree._Element, new: etree._Element) -> None:
    """Put an element in the place of another; the text that follows stays. Nothing happens to one that is out."""
    if old.getparent() is None:
        return
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)


def place(element: etree._Element) -> str:
    """Where an element stands, for a finding: the heading above it and its first words."""
    heading = next((each for each in _before(element) if each.tag in HEADINGS), None)
    quoted = _first_words(element)
    if heading is None or heading is element:
        return quoted
    return f"{_first_words(heading)} › {quoted}" if quoted else _first_words(heading)


def _first_words(element: etree._Element) -> str:
    """The first words, without reading a long element to its end."""
    found = ""
    for piece in _pieces(element):
        found += piece
        if len(found) > 4 * _SHOWN:
            break
    return short(found)


def _before(element: etree._Element) -> Iterator[etree._Element]:
    while element is not None:
        yield element
        yield from element.itersiblings(preceding=True)
        element = element.getparent()


def short(text: str) -> str:
    """The first words of a text, for quoting it in a finding."""
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"


def texts(root: etree._Element, skipped: Collection[str] = ()) -> Iterator[tuple[etree._Element, str]]:
    """Each text of an element as (element, ``text`` or ``tail``), outside of notes and of the skipped tags."""
    if isinstance(root.tag, str) and not is_note(root) and root.tag not in skipped:
        yield root, "text"
        for child in list(root):
            yield from texts(child, skipped)
            yield child, "tail"


def part(element: etree._Element, slot: str, pattern: re.Pattern[str], make: Maker) -> list[etree._Element]:
    """Replace the matches in one text by the elements that ``make`` gives for them; returns these.

    A match for which ``make`` gives nothing stays text.
    """
    text = getattr(element, slot) or ""
    made: list[etree._Element] = []
    kept, start = "", 0
    for match in pattern.finditer(text):
        new = make(match)
        if new:
            kept += text[start : match.start()]
            _set_text(element, slot, made, kept)
            made += new
            kept, start = "", match.end()
    if made:
        _set_text(element, slot, made, kept + text[start:])
        parent, first = (element, 0) if slot == "text" else (element.getparent(), _after(element))
        for offset, each in enumerate(made):
            parent.insert(first + offset, each)
    return made


def _set_text(element: etree._Element, slot: str, made: list[etree._Element], text: str) -> None:
    if made:
        made[-1].tail = (made[-1].tail or "") + text
    else:
        setattr(element, slot, text)


def _after(element: etree._Element) -> int:
    return element.getparent().index(element) + 1


def part_block(block: etree._Element, breaks: list[etree._Element]) -> None:
    """Let each of these line breaks, children of a block, begin a block of its own."""
    for line in reversed(breaks):
        part = etree.Element(block.tag)
        part.text, line.tail = line.tail, None
        part.extend(list(line.itersiblings()))
        block.remove(line)
        part.tail, block.tail = block.tail, None
        block.addnext(part)


def strip_start(element: etree._Element, count: int) -> None:
    """Take the first ``count`` characters of an element's text away, through whatever elements hold them."""
    for holder, slot in texts(element):
        text = getattr(holder, slot) or ""
        setattr(holder, slot, text[count:])
        count -= min(count, len(text))
        if not count:
            return


def innermost(container: etree._Element) -> list[etree._Element]:
    """The innermost blocks of a container; text that stands between them becomes a paragraph of its own."""
    if not any(child.tag in BLOCKS for child in container.iter(etree.Element) if child is not container):
        return [container]
    paragraphs: list[etree._Element] = []
    loose = E.p()
    loose.text = container.text
    for child in list(container):
        if child.tag in BLOCKS:
            tail, child.tail = child.tail, None
            paragraphs += [loose, *innermost(child)]
            loose = E.p()
            loose.text = tail
        elif child.tag != "hr":
            loose.append(child)
    paragraphs.append(loose)
    return [each for each in paragraphs if words(each) or each.find(".//img") is not None]


def gather(paragraphs: Iterable[etree._Element]) -> etree._Element:
    """Inline elements and text of several paragraphs in one ``span``, parted by ``<br>``; they are emptied."""
    content = E.span()
    for paragraph in paragraphs:
        if len(content) or content.text:
            content.append(E.br())
            content[-1].tail = (paragraph.text or "").lstrip()
        else:
            content.text = (paragraph.text or "").lstrip()
        content.extend(list(paragraph))
        if len(content):
            content[-1].tail = (content[-1].tail or "").rstrip()
        else:
            content.text = (content.text or "").rstrip()
    return content


def fill(element: etree._Element, content: etree._Element) -> None:
    """Give an element the text and children of another one, which is emptied."""
    element.text = content.text
    element.extend(list(content))
