"""A difference as HTML for people: what was added and removed is told by sign and by word, never by colour alone.

Nothing of the two texts is passed through: tags are chosen here, and every text and address is escaped.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from publications.body.difference import BlockChange, Difference, Kind, Piece
from publications.body.tokens import Block, Token, markers_apart, tag_name, tokenise
from publications.body.vocabulary import INLINE, parse

# Around a change so many blocks are shown that stayed the same; longer stretches are folded.
_AROUND = 1
_SHOWN_MARKS = frozenset({"em", "strong", "sub", "sup", "code"})
_BLOCK_CLASSES = frozenset({"h2", "h3", "li", "blockquote", "tr", "caption", "figcaption"})
_SIGNS = {"td": "│ ", "th": "│ ", "hr": "———", "br": "↵"}
_ADDED_OR_REMOVED: Mapping[Kind, str] = {"added": "ins", "removed": "del"}


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said to the reader, in the reader's language.

    ``added``, ``removed`` and ``moved`` stand before what was. ``note`` is given a number in its brackets and says
    "note [3]"; ``unchanged`` is given a number and says "12 unchanged paragraphs". ``picture`` is given the
    alternative text of a picture, or its file's name where it has none. ``blocks`` names the blocks by tag, and
    ``became`` is given two of these names. ``rearranged`` says that texts differ in nothing that can be shown.
    """

    added: str
    removed: str
    moved: str
    note: Callable[[str], str]
    unchanged: Callable[[int], str]
    picture: Callable[[str], str]
    blocks: Mapping[str, str]
    became: Callable[[str, str], str]
    rearranged: str


def write(difference: Difference, phrases: Phrases) -> str:
    """The blocks of a difference in order, unchanged stretches folded; empty when both texts are empty."""
    page = _Page(difference, phrases)
    if not difference.changed and difference.before != difference.after:
        return f'<p class="difference-remark">{escape(phrases.rearranged)}</p>'
    return "".join(page.blocks())


class _Page:
    def __init__(self, difference: Difference, phrases: Phrases) -> None:
        self.difference = difference
        self.phrases = phrases

    def blocks(self) -> Iterable[str]:
        groups = [
            (same, list(run))
            for same, run in groupby(self.difference.blocks, lambda each: each.kind == "same")
        ]
        for place, (same, run) in enumerate(groups):
            if same:
                yield self.unchanged(run, place > 0, place < len(groups) - 1)
            else:
                yield from map(self.block, run)

    def unchanged(self, run: Sequence[BlockChange], after_change: bool, before_change: bool) -> str:
        """Blocks that stayed, folded but for those next to a change."""
        start = _AROUND if after_change else 0
        end = len(run) - (_AROUND if before_change else 0)
        if end - start < 2:
            return "".join(map(self.block, run))
        folded = "".join(map(self.block, run[start:end]))
        summary = escape(self.phrases.unchanged(end - start))
        fold = f'<details class="difference-fold"><summary>{summary}</summary>{folded}</details>'
        return "".join([*map(self.block, run[:start]), fold, *map(self.block, run[end:])])

    def block(self, change: BlockChange) -> str:
        pieces = _shown(change)
        tag = f" difference-{change.block.tag}" if change.block.tag in _BLOCK_CLASSES else ""
        label = self.label(change)
        inner = "".join(map(self.piece, pieces))
        notes = "".join(self.note(piece) for piece in pieces if piece.note and piece.note.kind != "same")
        notes = f'<ul class="difference-notes">{notes}</ul>' if notes else ""
        return (
            f'<div class="difference-block difference-{change.kind}{tag}">{label}<p>{inner}</p>{notes}</div>'
        )

    def label(self, change: BlockChange) -> str:
        """What a block was and what it became, where it is another kind of block now."""
        former, block = change.before, change.after
        if former is None or block is None or former.path == block.path:
            return ""
        told = self.phrases.became(self.place(former), self.place(block))
        return f'<p class="difference-label">{escape(told)}</p>'

    def place(self, block: Block) -> str:
        """The blocks that a block stands in, itself included, by name."""
        names = (tag_name(tag) for tag in block.path)
        return " › ".join(self.phrases.blocks.get(name, name) for name in names)

    def piece(self, piece: Piece) -> str:
        kind = piece.kind
        if piece.note and piece.note.kind == "moved":
            return self.changed(kind, f"{escape(self.phrases.moved)} {self.marker(piece)}")
        if piece.note or (piece.tokens and piece.tokens[0].name == "citation"):
            return self.changed(kind, self.marker(piece))
        return self.changed(kind, self.words(piece.tokens, told=kind != "same"))

    def changed(self, kind: Kind, inner: str) -> str:
        """A stretch as added or removed, for the eye and for the ear."""
        tag = _ADDED_OR_REMOVED.get(kind)
        if not tag or not inner:
            return inner
        said = escape(self.phrases.added if kind == "added" else self.phrases.removed)
        return f"<{tag}>{_heard(f'[{said}: ')}{inner}{_heard(']')}</{tag}>"

    def marker(self, piece: Piece) -> str:
        """The number of a note in the text, or what was typed where the note is missing."""
        [token] = piece.tokens
        changed = " difference-marker-changed" if piece.note and piece.note.kind != "same" else ""
        return f'<span class="difference-marker{changed}">{escape(self.number(piece, token))}</span>'

    def number(self, piece: Piece, token: Token) -> str:
        difference = self.difference
        numbers = difference.numbers_before if piece.kind == "removed" else difference.numbers_after
        typed = "".join(inner.text for inner in tokenise(token.inner)) if token.name == "citation" else ""
        return f"[{numbers[token.text]}]" if token.text in numbers else typed or "[?]"

    def note(self, piece: Piece) -> str:
        """What became of a note, below the block that cites it."""
        [token] = piece.tokens
        number = self.number(piece, token)
        inner = "".join(map(self.piece, piece.note.pieces if piece.note else ()))
        if piece.note and piece.note.kind == "moved":
            inner = f"{escape(self.phrases.moved)} {inner}"
        return f'<li><span class="difference-marker">{self.phrases.note(number)}</span> {inner}</li>'

    def words(self, tokens: Sequence[Token], told: bool) -> str:
        """Words with their marks; ``told`` adds what cannot be seen of these: addresses and languages."""
        written = []
        for marks, run in groupby(tokens, lambda token: token.marks):
            inner = shown = "".join(map(self.word, run))
            for mark in reversed(marks):
                inner = _marked(mark, inner, shown.strip() if told else None)
            written.append(inner)
        return "".join(written)

    def word(self, token: Token) -> str:
        if token.name == "word":
            return escape(token.text) + token.space
        if token.name == "img":
            return f'<span class="difference-object">{self.picture(token.text)}</span>'
        sign = _SIGNS.get(token.name, "")
        return f'<span class="difference-object" aria-hidden="true">{sign}</span>' if sign else "<br>"

    def picture(self, tag: str) -> str:
        image = parse(tag)[0]
        told = image.get("alt", "") or image.get("src", "").rpartition("/")[2]
        return escape(self.phrases.picture(told))


def _heard(text: str) -> str:
    return f'<span class="visually-hidden">{text}</span>'


def _shown(change: BlockChange) -> Sequence[Piece]:
    """The pieces of a block; one that stayed the same is taken apart only here, and no further than it must be."""
    if any(piece.tokens for piece in change.pieces):
        return change.pieces
    runs = markers_apart(change.block.passages())
    return [Piece("same", "", "", tuple(run)) for run in runs]


def _marked(mark: str, inner: str, shown: str | None) -> str:
    """HTML within a mark. ``shown`` are the words in it, where an address or a language is to be told beside them."""
    if tag_name(mark) not in INLINE:
        return inner
    element = parse(f"{mark}</{tag_name(mark)}>")[0]
    name, lang, href = str(element.tag), element.get("lang"), element.get("href")
    told = escape(href or lang or "")
    hint = f' <span class="difference-hint">({told})</span>' if told and shown not in (None, told) else ""
    language = f' lang="{escape(lang)}"' if lang else ""
    if name in _SHOWN_MARKS:
        return f"<{name}{language}>{inner}</{name}>{hint}"
    return f'<span{language} class="difference-{"link" if href else "passage"}">{inner}</span>{hint}'
