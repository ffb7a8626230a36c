"""Notes: their keys, the notes of a body in the order in which they are cited, links in the text of a note."""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from publications.body.plain import Words
from publications.body.script import language_of
from publications.body.vocabulary import (
    CITATION,
    KEY_ALPHABET,
    KEY_LENGTH,
    NOTE,
    Element,
    Writer,
    escape,
    parse,
    start_tag,
)

# Ends at white space, at quotation marks and at Chinese text and punctuation, which often follow without a space.
_ADDRESS = re.compile(
    r"https?://(?=\w)[^\s<>\"“”‘’«»\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'…*_|"
_ONE_LINE = Words(line_break=" ")


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands in a body.

    ``number`` counts from 1 in the order of first citation; ``html`` is its content in the vocabulary, ``text`` the
    same without tags; ``links`` the addresses it names; ``cited`` how often it is cited; ``lang`` the language tag
    that the editor gave it or that its script tells, None where it is written in the language of the page.
    """

    key: str
    number: int
    html: str
    text: str
    links: tuple[str, ...]
    cited: int
    lang: str | None


def new_key(seed: str, taken: Collection[str] = ()) -> str:
    """A key of eight characters that follows from ``seed`` and is not among ``taken``. The same seed, the same key."""
    for attempt in range(len(taken) + 1):
        digest = hashlib.sha256(f"{seed}\n{attempt}".encode("utf-8", "replace")).digest()
        # Only the last digits to this base make the key; small numbers are divided faster.
        number = int.from_bytes(digest) % len(KEY_ALPHABET) ** KEY_LENGTH
        letters = []
        for _ in range(KEY_LENGTH):
            number, place = divmod(number, len(KEY_ALPHABET))
            letters.append(KEY_ALPHABET[place])
        key = "".join(letters)
        if key not in taken:
            return key
    raise ValueError("every key that this seed gives is taken")


def extract(body: str, language: str) -> list[Note]:
    """The notes of a body (as ``clean`` writes it, in the site language ``language``) in order of first citation."""
    if NOTE not in body:
        return []
    root = parse(body)
    notes = notes_by_key(root)
    cited: dict[str, int] = {}
    for key in citations(root):
        cited[key] = cited.get(key, 0) + 1
    writer = Writer()
    in_order = (key for key in cited if key in notes)
    return [
        _note(notes[key], key, number, writer.inner(notes[key]), cited[key], language)
        for number, key in enumerate(in_order, 1)
    ]


def _note(span: Element, key: str, number: int, html: str, cited: int, language: str) -> Note:
    text = text_of(span)
    return Note(
        key, number, html, text, links_of(span), cited, span.get("lang") or language_of(text, language)
    )


def notes_by_key(root: Element) -> dict[str, Element]:
    """The elements that hold the notes of a parsed body, by key."""
    return {key: span for span in root.iter("span") if (key := span.get(NOTE)) is not None}


def citations(root: Element) -> Iterator[str]:
    """The key of each marker of a parsed body in reading order."""
    for span in root.iter("span"):
        key = span.get(NOTE) or span.get(CITATION)
        if key is not None:
            yield key


def text_of(element: Element) -> str:
    """The text of an element on one line; a line break counts as a space."""
    return " ".join(_ONE_LINE.inner(element).split())


def links_of(element: Element) -> tuple[str, ...]:
    """The addresses that an element links to, in reading order, each once."""
    return tuple(dict.fromkeys(href for link in element.iter("a") if (href := link.get("href"))))


def linkify(text: str) -> str:
    """Plain text as HTML: escaped, every http and https address in it a link.

    Punctuation that ends the sentence does not belong to the address, nor does a closing bracket that the address
    itself has not opened; Chinese text and punctuation end it.
    """
    pieces, end = [], 0
    for match in _ADDRESS.finditer(text):
        href = _without_trailing_punctuation(match[0])
        pieces += [escape(text[end : match.start()]), start_tag("a", [("href", href)]), escape(href), "</a>"]
        end = match.start() + len(href)
    return "".join([*pieces, escape(text[end:])])


def _without_trailing_punctuation(href: str) -> str:
    surplus = {closing: href.count(closing) - href.count(opening) for opening, closing in ("()", "[]", "{}")}
    end = len(href)
    while href[end - 1] in _TRAILING or surplus.get(href[end - 1], 0) > 0:
        end -= 1
        if href[end] in surplus:
            surplus[href[end]] -= 1
    return href[:end]
