"""What every importer reads a manuscript into: one neutral draft, whatever the file was."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from publications.body.notes import Note, extract
from publications.body.plain import plain
from publications.body.vocabulary import parse

Severity = Literal["error", "warning", "notice"]


class ImportRefused(Exception):
    """The file cannot be read at all. The message says why, in words for the person who chose the file."""


@dataclass(frozen=True)
class Finding:
    """One thing an editor should know about an import.

    ``error`` keeps the article from being published, ``warning`` wants a look, ``notice`` tells what was done.
    ``where`` names the heading or quotes the words it stands at; empty when it concerns the whole manuscript.
    """

    severity: Severity
    message: str
    where: str = ""


@dataclass(frozen=True)
class Byline:
    """One author as the manuscript names them."""

    name: str
    position: str = ""
    institute: str = ""


@dataclass(frozen=True)
class Image:
    """A picture of the manuscript. The body shows image n as ``<img src="draft:n">``.

    ``content`` is empty, and ``name`` the relative address, while the picture still lies beside the manuscript.
    """

    name: str
    media_type: str
    content: bytes
    alt: str


@dataclass(frozen=True)
class Heading:
    """A heading of the body: level 2 or 3 and its plain text."""

    level: int
    text: str


@dataclass
class Draft:
    """A manuscript, read: blocks are HTML of the one vocabulary, with every note at its marker."""

    title: str = ""
    subtitle: str = ""
    summary: str = ""
    date: datetime.date | None = None
    language: str | None = None
    byline: list[Byline] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The whole text as HTML of the vocabulary."""
        return "".join(self.blocks)

    @property
    def notes(self) -> list[Note]:
        """The notes in the order of their first citation."""
        return extract(self.body, self.language or "en")

    @property
    def headings(self) -> list[Heading]:
        """The headings in reading order."""
        return [Heading(int(name[1]), text) for name, text in self._texts if name in ("h2", "h3")]

    @property
    def paragraphs(self) -> list[str]:
        """The plain text of each paragraph, without markers and notes."""
        return [text for name, text in self._texts if name == "p"]

    @property
    def _texts(self) -> list[tuple[str, str]]:
        named = [(_first_tag(block), plain(block)) for block in self.blocks]
        return [(name, text) for name, text in named if text]

    def report(self, severity: Severity, message: str, where: str = "") -> None:
        """Add a finding. Several readers and passes work on one draft; each reports what it saw."""
        self.findings.append(Finding(severity, str(message), where))


def _first_tag(block: str) -> str:
    return next((child.tag for child in parse(block) if not isinstance(child, etree._Comment)), "")
