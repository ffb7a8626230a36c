"""A text as blocks, and a block as the smallest things that can change in it. Joined, they give the text again.

Bodies are read as ``clean`` writes them; any other HTML is taken apart as well, only less readably.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from publications.body.vocabulary import BLOCKS, CITATION, NOTE

# Elements that stand for themselves. Blocks are among them where they stand in the cells of a row.
_OBJECTS = BLOCKS | {"br"}

_BLOCK_TAG = re.compile(rf"<(/?)({'|'.join(sorted(BLOCKS - {'img'}, key=len, reverse=True))})\b[^<>]*>")
_SPAN = re.compile(r"<(/?)span\b[^<>]*>")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_MARKER = re.compile(rf'<span ({CITATION}|{NOTE})="([^"]*)"[^<>]*>')

_CHARACTER = "\u2e80-\u2fdf\u3000-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_WORD = rf"[{_CHARACTER}]|[^\W{_CHARACTER}]+(?:['’][^\W{_CHARACTER}]+)*|\S"
_NEVER = "((?!))"
# Each finds a tag, a word with the space behind it, or space that follows no word.
_WORDS = re.compile(rf"(<[^<>]*>)|(&#?\w{{1,10}};|{_WORD})(\s*)|(\s+)")
_WORDS_OF_PLAIN = re.compile(rf"{_NEVER}|({_WORD})(\s*)|(\s+)")
_PASSAGES = re.compile(rf"(<[^<>]*>)|([^<]+|<)()|{_NEVER}")
_PASSAGES_OF_PLAIN = re.compile(rf"{_NEVER}|(.+)()|{_NEVER}", re.DOTALL)
_LINE = re.compile(r"([^\n]*)(\n+|$)")


class Token(NamedTuple):
    """A word, a Chinese character, a marker, a picture.

    ``name`` is ``word``, ``note``, ``citation`` or the tag of an element that stands for itself. ``text`` is what is
    shown and compared: a word, the start tag of an element, the key of a note. ``inner`` is the HTML of a note, or what
    was typed for a citation without one; ``marks`` the start tags around the token. ``source``, ``space`` and ``tail``
    together are the stretch of the stored text that it covers.
    """

    name: str
    text: str
    source: str
    space: str = ""
    tail: str = ""
    marks: tuple[str, ...] = ()
    inner: str = ""

    @property
    def whole(self) -> str:
        """The stretch of the stored text that it covers."""
        return self.source + self.space + self.tail

    @property
    def is_marker(self) -> bool:
        """Whether it is a note where it is cited, or a further citation."""
        return self.name in ("note", "citation")


class Block(NamedTuple):
    """A paragraph, heading, item, row, picture or caption.

    ``path`` are the start tags of the blocks it stands in, none in a plain text. ``lead`` and ``tail`` are tags of
    blocks, or empty lines, around its ``content``; the three together are the stretch of the stored text it covers.
    """

    path: tuple[str, ...]
    lead: str
    content: str
    tail: str = ""
    is_html: bool = True

    @property
    def tag(self) -> str:
        """The tag of the innermost block, such as ``li``; empty in a plain text."""
        return tag_name(self.path[-1]) if self.path else ""

    @property
    def source(self) -> str:
        """The stretch of the stored text that it covers."""
        return self.lead + self.content + self.tail

    def words(self) -> list[Token]:
        """The block word by word; at least one token, which is empty if need be."""
        return self._tokens(_WORDS if self.is_html else _WORDS_OF_PLAIN)

    def passages(self) -> list[Token]:
        """The block in stretches as long as possible, for showing it as it is."""
        return self._tokens(_PASSAGES if self.is_html else _PASSAGES_OF_PLAIN)

    def _tokens(self, pattern: re.Pattern[str]) -> list[Token]:
        tokens = tokenise(self.content, pattern) or [Token("word", "", "")]
        tokens[0] = tokens[0]._replace(source=self.lead + tokens[0].source)
        tokens[-1] = tokens[-1]._replace(tail=tokens[-1].tail + self.tail)
        return tokens


def tag_name(tag: str) -> str:
    """The name of a tag: ``li`` of ``<li lang="en">`` and of ``</li>``."""
    match = _NAME.match(tag)
    return match[1].lower() if match else ""


def lines(text: str) -> list[Block]:
    """The lines of a plain text."""
    return [Block((), "", match[1], match[2], is_html=False) for match in _LINE.finditer(text) if match[0]]


def blocks(body: str) -> list[Block]:
    """The blocks of a body in reading order. A row of a table is one block, with all its cells."""
    found: list[Block] = []
    path: list[str] = []
    start = content = 0
    in_row = False
    for match in _BLOCK_TAG.finditer(body):
        closing, name = match[1], match[2]
        if in_row and not (closing and name == "tr"):
            continue
        if body[content : match.start()].strip():
            found.append(Block(tuple(path), body[start:content], body[content : match.start()]))
            start = match.start()
        if name == "hr":
            found.append(Block((*path, match[0]), body[start : match.start()], match[0]))
            start = match.end()
        elif closing:
            _leave(path, name)
        else:
            path.append(match[0])
        in_row = name == "tr" and not closing
        content = match.end()
    return _finished(found, tuple(path), body[start:content], body[content:])


def _finished(found: list[Block], path: tuple[str, ...], lead: str, content: str) -> list[Block]:
    if content.strip() or (not found and lead + content):
        found.append(Block(path, lead, content))
    elif lead + content:
        found[-1] = found[-1]._replace(tail=lead + content)
    return found


def _leave(path: list[str], name: str) -> None:
    """Drop the innermost block of that name from a path, with all that stand in it."""
    for place in range(len(path) - 1, -1, -1):
        if tag_name(path[place]) == name:
            del path[place:]
            return


def keys(html: str) -> list[str]:
    """The key of every marker in reading order."""
    return [key for _, key in _MARKER.findall(html)]


def with_keys(html: str, others: dict[str, str]) -> str:
    """The same with some keys of markers replaced by others."""
    if not others:
        return html
    return _MARKER.sub(
        lambda match: match[0].replace(f'"{match[2]}"', f'"{others.get(match[2], match[2])}"'), html
    )


def notes(html: str) -> dict[str, str]:
    """The HTML of each note by key."""
    return {
        match[2]: html[match.end() : _end_of_span(html, match.end())[0]]
        for match in _MARKER.finditer(html)
        if match[1] == NOTE
    }


def _end_of_span(html: str, start: int) -> tuple[int, int]:
    """Where the content of a span that begins at ``start`` ends, and where its end tag does."""
    depth = 1
    for match in _SPAN.finditer(html, start):
        depth += -1 if match[1] else 1
        if not depth:
            return match.start(), match.end()
    return len(html), len(html)


def tokenise(html: str, pattern: re.Pattern[str] = _WORDS) -> list[Token]:
    """The content of a block, or of a note, as tokens; ``pattern`` says how far a token reaches."""
    reader = _Reader(html)
    for match in pattern.finditer(html):
        if match.start() >= reader.place:
            reader.read(match)
    return reader.finished()


class _Reader:
    """Gathers tokens, and the start tags that are open around them."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.tokens: list[Token] = []
        self.marks: tuple[str, ...] = ()
        self.lead = ""
        self.place = 0

    def read(self, match: re.Match[str]) -> None:
        tag, word, space, alone = match.groups()
        if tag:
            self.tag(tag, match)
        elif word:
            text = unescape(word) if "&" in word and match.re in (_WORDS, _PASSAGES) else word
            self.add(Token("word", text, word, space, marks=self.marks))
        else:
            self.add(Token("word", alone, alone, marks=self.marks))

    def add(self, token: Token) -> None:
        self.tokens.append(token._replace(source=self.lead + token.source) if self.lead else token)
        self.lead = ""

    def tag(self, tag: str, match: re.Match[str]) -> None:
        marker = _MARKER.match(tag)
        name = tag_name(tag)
        if marker:
            self.marker(marker, match.start(), match.end())
        elif tag.startswith("</"):
            self.lead += tag
            self.close(name)
        elif name in _OBJECTS:
            self.add(Token(name, tag, tag))
        else:
            self.lead += tag
            self.marks = (*self.marks, tag)

    def marker(self, marker: re.Match[str], start: int, content: int) -> None:
        inner_end, self.place = _end_of_span(self.html, content)
        name = "note" if marker[1] == NOTE else "citation"
        whole, inner = self.html[start : self.place], self.html[content:inner_end]
        self.add(Token(name, marker[2], whole, inner=inner))

    def close(self, name: str) -> None:
        for place in range(len(self.marks) - 1, -1, -1):
            if tag_name(self.marks[place]) == name:
                self.marks = self.marks[:place] + self.marks[place + 1 :]
                return

    def finished(self) -> list[Token]:
        if self.lead and not self.tokens:
            self.tokens.append(Token("word", "", ""))
        if self.lead:
            self.tokens[-1] = self.tokens[-1]._replace(tail=self.lead)
        return self.tokens


def markers_apart(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens in runs, each marker a run of its own."""
    run: list[Token] = []
    for token in tokens:
        if run and (token.is_marker or run[-1].is_marker):
            yield run
            run = []
        run.append(token)
    if run:
        yield run
