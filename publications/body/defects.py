"""What must not be published: markers without a note, notes without text, images without a description."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.languages import is_chinese
from publications.body.notes import citations, notes_by_key, text_of
from publications.body.plain import Words, is_marker
from publications.body.vocabulary import BLOCKS, CITATION, HEADINGS, NOTE, Element, parse

MARKER_WITHOUT_NOTE = "marker-without-note"
NOTE_WITHOUT_TEXT = "note-without-text"
IMAGE_WITHOUT_ALT = "image-without-alt"

_REACH = 40


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect of a body, and where it is.

    It stands in block number ``block``, from 1, after the heading ``heading``, which is empty before the first;
    a defect of a heading itself is counted after the heading before it. ``note`` is the number of the note that is
    meant, if there is one; ``words`` are about forty characters on either side.
    """

    kind: str
    heading: str
    block: int
    words: str
    note: int | None = None


def defects(body: str, language: str) -> list[Defect]:
    """Everything in a body that keeps it from being published, in reading order.

    The body is as ``clean`` writes it, in the site language ``language``.
    """
    root = parse(body)
    notes = notes_by_key(root)
    cited = (key for key in dict.fromkeys(citations(root)) if key in notes)
    numbers = {key: number for number, key in enumerate(cited, 1)}
    quote = _Quote(language)
    return [
        Defect(kind, heading, ordinal, words, note)
        for heading, ordinal, block in _places(root)
        for kind, words, note in _found(block, numbers, quote)
    ]


def _places(root: Element) -> Iterator[tuple[str, int, Element]]:
    heading, ordinal = "", 0
    for block in root:
        ordinal += 1
        yield heading, ordinal, block
        if block.tag in HEADINGS:
            heading, ordinal = text_of(block), 0


def _found(block: Element, numbers: dict[str, int], quote: "_Quote") -> Iterator[tuple[str, str, int | None]]:
    for element in block.iter("span", "img"):
        if element.tag == "img":
            if not element.get("alt", "").strip():
                yield IMAGE_WITHOUT_ALT, quote.around_image(element), None
        elif is_marker(element):
            number = numbers.get(element.get(NOTE) or element.get(CITATION) or "")
            if number is None:
                yield MARKER_WITHOUT_NOTE, quote.around(element, element.text or "[?]"), None
            elif element.get(NOTE) is not None and not _has_text(element):
                yield NOTE_WITHOUT_TEXT, quote.around(element, f"[{number}]"), number


def _has_text(element: Element) -> bool:
    """Most notes begin with text, and need not be read to the end."""
    return bool((element.text or "").strip() or text_of(element))


class _Quote:
    """Quotes the words around an element; where words are parted by spaces, no half words."""

    def __init__(self, language: str) -> None:
        self.whole_words = not is_chinese(language)

    def around(self, span: Element, marker: str) -> str:
        block = next(parent for parent in span.iterancestors() if parent.tag in BLOCKS)
        before, _, after = _Around(span).inner(block).partition("\n")
        return f"{self.end(before)}{marker}{self.start(after)}"

    def around_image(self, image: Element) -> str:
        figure = next(parent for parent in image.iterancestors() if parent.tag in BLOCKS)
        if caption := text_of(figure):
            return self.start(caption)
        before, after = (_text(neighbour) for neighbour in (figure.getprevious(), figure.getnext()))
        return f"{self.end(before)} […] {self.start(after)}".strip()

    def start(self, text: str) -> str:
        if len(text) <= _REACH:
            return text
        cut = text[:_REACH]
        return (cut.rpartition(" ")[0] if self.whole_words and " " in cut else cut) + "…"

    def end(self, text: str) -> str:
        if len(text) <= _REACH:
            return text
        cut = text[-_REACH:]
        return "…" + (cut.partition(" ")[2] if self.whole_words and " " in cut else cut)


def _text(element: Element | None) -> str:
    return "" if element is None else text_of(element)


class _Around(Words):
    """Writes the text of a block with a line feed, which occurs nowhere else, in place of one element."""

    def __init__(self, element: Element) -> None:
        super().__init__(line_break=" ")
        self.sought = element

    def text(self, text: str | None) -> str:
        return (text or "").replace("\n", " ")

    def element(self, element: Element) -> str:
        return "\n" if element is self.sought else super().element(element)
