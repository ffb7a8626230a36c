"""Plain text: paragraphs, lists of bullets, and notes typed as ``[n]``."""

import re

from publications.body.vocabulary import escape
from publications.importers.draft import Draft
from publications.importers.encoding import decode
from publications.importers.finishing import finish
from publications.importers.head import is_furniture

_BULLET = re.compile(r"^\s*[•·‣▪●◦*-]\s+(?=\S)")
_NOTE = re.compile(r"^\s*[\[［【〔]\s*\d{1,3}\s*[\]］】〕]")
_WRAPPED = range(45, 101)  # characters of a line that an editor of plain text has broken
_LATIN_JOINT = re.compile(r"[^\u2e80-\uffef]$")


def read(content: bytes) -> Draft:
    """The draft of a plain text in UTF-8, UTF-16, GB18030 or Big5.

    A line is a paragraph, except in text that is wrapped at a fixed width: there a blank line parts paragraphs.
    Raises ImportRefused for what is no text, or empty.
    """
    draft = Draft()
    text = decode(content, draft)
    groups = [
        group.split("\n") for group in re.split(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*)+", text) if group.strip()
    ]
    wrapped = _is_wrapped(groups)
    blocks = "".join(_block(line) for group in groups for line in _lines(group, wrapped))
    return finish(draft, blocks.replace("</ul><ul>", ""), plain=True)


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Whether most lines that another one follows in their group are about as long as a page is wide."""
    inner = [len(line.rstrip()) for group in groups for line in group[:-1] if not _BULLET.match(line)]
    return len(inner) > 2 and sum(length in _WRAPPED for length in inner) > len(inner) * 0.8


def _lines(group: list[str], wrapped: bool) -> list[str]:
    """The paragraphs of a group of lines. A note's further lines belong to it, since a blank line parts notes."""
    paragraphs: list[str] = []
    for line in filter(str.strip, group):
        starts = not paragraphs or bool(_BULLET.match(line) or _NOTE.match(line) or is_furniture(line))
        if starts or not (wrapped or _NOTE.match(paragraphs[0])):
            paragraphs.append(line.strip() if not _BULLET.match(line) else line)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line.strip())
    return paragraphs


def _joined(first: str, second: str) -> str:
    """Two lines as one; Chinese needs no space between them."""
    return f"{first} {second}" if _LATIN_JOINT.search(first) or second[:1].isascii() else first + second


def _block(line: str) -> str:
    bullet = _BULLET.match(line)
    if bullet:
        return f"<ul><li>{escape(line[bullet.end() :].strip())}</li></ul>"
    return f"<p>{escape(line)}</p>"
