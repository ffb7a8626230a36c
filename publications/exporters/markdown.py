"""Markdown (CommonMark with tables and footnotes), as the importer reads it back and other tools do too."""

import re

import yaml
from django.conf import settings

from publications.body import notes
from publications.body.plain import is_marker
from publications.body.vocabulary import CITATION, NOTE, Element, parse
from publications.exporters import frame
from publications.exporters.citation import Citation, cite
from publications.models import Version

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What makes a line something else than a paragraph.
_BEGINNING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s|$)|\d{1,9}(?=[.)](?:\s|$))|~{3}|={2,}\s*$|-{2,}\s*$)")
_INLINE = {"strong": "**", "em": "*"}
_AS_HTML = frozenset({"sub", "sup"})


def write(version: Version) -> bytes:
    """The version in UTF-8: what is known of it as YAML at its head, the text with ``[^1]`` markers, the notes."""
    head = yaml.safe_dump(_head(version, cite(version)), allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n\n{text(version.source, settings.SITE_URL)}".encode()


def _head(version: Version, citation: Citation) -> dict[str, object]:
    known = {
        "title": citation.title,
        "subtitle": citation.subtitle,
        "summary": citation.summary,
        "date": citation.date.isoformat(),
        "language": citation.tag,
        "kind": citation.kind,
        "authors": [
            {
                name: value
                for name, value in (
                    ("name", each.name),
                    ("role", each.role if each.role != "author" else ""),
                    ("position", each.position),
                    ("institute", each.institute),
                )
                if value
            }
            for each in citation.contributors
        ],
        "series": citation.series,
        "number": citation.series_number,
        "topics": list(citation.topics),
        "doi": citation.doi,
        "licence": citation.licence,
        "publisher": citation.publisher,
        "version": citation.number,
        "address": citation.version_address,
        "corrections": [
            {"date": each.day.isoformat(), "note": "\n".join(each.lines)}
            for each in frame.corrections(version)
        ],
        "attachments": [{"title": each.label, "address": each.address} for each in citation.attachments],
    }
    return {name: value for name, value in known.items() if value}


def text(body: str, site: str) -> str:
    """A stored body as Markdown. The site's own addresses become absolute, below ``site``."""
    root = parse(body)
    writer = _Markdown(root, site)
    blocks = writer.blocks(root)
    return "\n\n".join([*blocks, *writer.notes()]).strip() + "\n"


class _Markdown:
    """Writes a body and remembers in which order its notes were cited."""

    def __init__(self, root: Element, site: str) -> None:
        self.site = site
        self.texts = notes.notes_by_key(root)
        self.numbers: dict[str, int] = {}

    def notes(self) -> list[str]:
        # Notes of notes do not exist, so the list does not grow while it is written.
        return [f"[^{number}]: {self.inline(self.texts[key])}" for key, number in self.numbers.items()]

    # --- Blocks

    def blocks(self, element: Element) -> list[str]:
        """What stands inside an element, block by block; text beside blocks is a block of its own."""
        found, run = [], [self.text(element.text)]
        for child in element:
            if child.tag in _BLOCKS:
                found += [_paragraph("".join(run)), _BLOCKS[child.tag](self, child)]
                run = []
            else:
                run.append(self.inline_element(child))
            run.append(self.text(child.tail))
        return [block for block in [*found, _paragraph("".join(run))] if block]

    def paragraph(self, element: Element) -> str:
        return _paragraph(self.inline(element))

    def heading(self, element: Element) -> str:
        return f"{'#' * int(element.tag[1])} {_one_line(self.inline(element))}"

    def quotation(self, element: Element) -> str:
        return _indented("\n\n".join(self.blocks(element)), "> ", "> ")

    def bullets(self, element: Element) -> str:
        return "\n".join(_indented("\n\n".join(self.blocks(item)), "- ", "  ") for item in element)

    def numbered(self, element: Element) -> str:
        start = int(element.get("start") or 1)
        marks = [f"{number}. " for number in range(start, start + len(element))]
        return "\n".join(
            _indented("\n\n".join(self.blocks(item)), mark, " " * len(mark))
            for mark, item in zip(marks, element, strict=True)
        )

    def figure(self, element: Element) -> str:
        image = element.find(".//img")
        caption = element.find("figcaption")
        words = _one_line(self.inline(caption)) if caption is not None else ""
        picture = ""
        if image is not None:
            picture = f"![{_one_line(self.text(image.get('alt')))}](<{self.address(image.get('src'))}>)"
        return "\n\n".join(filter(None, (picture, words)))

    def table(self, element: Element) -> str:
        """A table of as many columns as its widest row; a cell that spans several leaves the others empty."""
        # The caption first: notes are numbered in the order in which they are read.
        caption = element.find("caption")
        above = [_one_line(self.inline(caption))] if caption is not None else []
        rows = [self.row(row) for row in element.iter("tr")]
        columns = max(map(len, rows), default=0)
        lines = [f"| {' | '.join(row + [''] * (columns - len(row)))} |" for row in rows]
        lines.insert(1, f"|{' --- |' * columns}")
        return "\n\n".join([*above, "\n".join(lines)]) if rows else ""

    def row(self, element: Element) -> list[str]:
        cells = []
        for cell in element:
            blocks = (block.replace("\\\n", "<br>").split() for block in self.blocks(cell))
            words = "<br>".join(" ".join(words) for words in blocks)
            cells += [words, *[""] * (int(cell.get("colspan") or 1) - 1)]
        return cells

    def rule(self, element: Element) -> str:
        return "* * *"

    # --- Inside a block

    def inline(self, element: Element) -> str:
        pieces = [self.text(element.text)]
        for child in element:
            pieces += [self.inline_element(child), self.text(child.tail)]
        return "".join(pieces)

    def inline_element(self, element: Element) -> str:
        tag = element.tag
        if is_marker(element):
            return self.marker(element)
        if tag == "br":
            return "\\\n"
        if tag == "code":
            return _code("".join(element.itertext()))
        words = self.inline(element)
        if tag == "a":
            return f"[{words}](<{self.address(element.get('href'))}>)" if element.get("href") else words
        # CommonMark does not see marks whose inner side is a space or punctuation, as Chinese quotations begin with.
        if tag in _INLINE and words[:1].isalnum() and words[-1:].isalnum():
            return f"{_INLINE[tag]}{words}{_INLINE[tag]}"
        if tag in _INLINE or tag in _AS_HTML:
            return f"<{tag}>{words}</{tag}>"
        return words

    def marker(self, element: Element) -> str:
        key = element.get(NOTE) or element.get(CITATION) or ""
        if key not in self.texts:
            return self.text(element.text or "[?]")
        return f"[^{self.numbers.setdefault(key, len(self.numbers) + 1)}]"

    def address(self, address: str | None) -> str:
        absolute = f"{self.site}{address}" if (address or "").startswith("/") else address or ""
        return absolute.replace("<", "%3C").replace(">", "%3E")

    def text(self, words: str | None) -> str:
        return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", words or "")))


_BLOCKS = {
    "p": _Markdown.paragraph,
    "h2": _Markdown.heading,
    "h3": _Markdown.heading,
    "ul": _Markdown.bullets,
    "ol": _Markdown.numbered,
    "blockquote": _Markdown.quotation,
    "table": _Markdown.table,
    "figure": _Markdown.figure,
    "hr": _Markdown.rule,
}


def _paragraph(words: str) -> str:
    """One block of text, none of whose lines begins like something else."""
    lines = (line.strip() for line in words.strip().split("\n"))
    return "\n".join(_BEGINNING.sub(lambda found: f"{found[1]}{_escaped(found[2])}", line) for line in lines)


def _escaped(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _one_line(words: str) -> str:
    return " ".join(words.replace("\\\n", " ").split())


def _indented(block: str, first: str, others: str) -> str:
    lines = block.split("\n")
    return "\n".join([f"{first}{lines[0]}", *(f"{others}{line}".rstrip() for line in lines[1:])])


def _code(words: str) -> str:
    """Code between as many backticks as none of its own runs has."""
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    return f"{fence} {words} {fence}" if "`" in words else f"{fence}{words}{fence}"
