"""What has changed between two bodies, or between two plain texts: blocks first, words within changed blocks.

Chinese is compared character by character. A note is compared as a note: by its key, wherever it stands, so that a
change of its text is a change in that note and not in the sentence that cites it.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from publications.body.matching import Features, Stretch, similar, stretches
from publications.body.tokens import (
    Block,
    Token,
    blocks,
    keys,
    lines,
    markers_apart,
    notes,
    tokenise,
    with_keys,
)

Kind = Literal["same", "changed", "added", "removed", "moved"]

# A stretch of less than about three words, or four Chinese characters, that stayed amid greater changes is noise.
_CRUMB = 12
_WEIGHT_OF_CHARACTER = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block: ``before`` and ``after`` are its stored text on both sides, ``tokens`` what is shown.

    A marker is always a piece of its own; that of a note has ``note``. A block that stayed the same is one piece,
    without tokens.
    """

    kind: Kind
    before: str
    after: str
    tokens: tuple[Token, ...] = ()
    note: "NoteChange | None" = None


@dataclass(frozen=True, slots=True)
class NoteChange:
    """What became of a note: ``same``, ``changed``, ``added``, ``removed`` or ``moved``, and the pieces of its text."""

    kind: Kind
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block of one side (``added`` or ``removed``) or of both, with the pieces that it consists of."""

    kind: Kind
    before: Block | None
    after: Block | None
    pieces: tuple[Piece, ...]

    @property
    def block(self) -> Block:
        """The block as it is now, or as it was last."""
        return next(filter(None, (self.after, self.before)))


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts as one sequence of blocks, and the numbers of the notes on both sides by key."""

    blocks: tuple[BlockChange, ...]
    numbers_before: dict[str, int]
    numbers_after: dict[str, int]

    @property
    def before(self) -> str:
        """The first text, exactly as it was given."""
        return "".join(piece.before for block in self.blocks for piece in block.pieces)

    @property
    def after(self) -> str:
        """The second text, exactly as it was given."""
        return "".join(piece.after for block in self.blocks for piece in block.pieces)

    @property
    def changed(self) -> bool:
        """Whether there is any change that a reader would notice."""
        return any(block.kind != "same" for block in self.blocks)


def compare(before: str, after: str) -> Difference:
    """The difference of two bodies as ``clean`` writes them."""
    notes_before, notes_after = notes(before), notes(after)
    comparison = _Comparison(notes_before, notes_after)
    return Difference(
        tuple(comparison.blocks(blocks(before), blocks(after))),
        _numbers(before, notes_before),
        _numbers(after, notes_after),
    )


def compare_texts(before: str, after: str) -> Difference:
    """The difference of two plain texts, such as two titles or summaries, line by line."""
    return Difference(tuple(_Comparison({}, {}).blocks(lines(before), lines(after))), {}, {})


def compare_values(before: str, after: str) -> Difference:
    """The difference of two values that are read as a whole, such as dates: the old one went, the new one came."""
    comparison = _Comparison({}, {})
    return Difference((*comparison.removed(lines(before)), *comparison.added(lines(after))), {}, {})


def _numbers(body: str, known: dict[str, str]) -> dict[str, int]:
    cited = dict.fromkeys(key for key in keys(body) if key in known)
    return {key: number for number, key in enumerate(cited, 1)}


def _renamed(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """New keys of notes whose text stood under another key: a manuscript that was imported again has such."""
    gone = {text: key for key, text in before.items() if key not in after}
    return {key: gone.pop(text) for key, text in after.items() if key not in before and text in gone}


class _Comparison:
    """Compares blocks, and what stands in them, with the notes of both sides at hand."""

    def __init__(self, notes_before: dict[str, str], notes_after: dict[str, str]) -> None:
        self.renamed = _renamed(notes_before, notes_after)
        self.notes_before = notes_before
        self.known_after = {self.renamed.get(key, key) for key in notes_after}

    def blocks(self, before: Sequence[Block], after: Sequence[Block]) -> Iterator[BlockChange]:
        identities = [(block.path, block.content) for block in before]
        identities2 = [(block.path, with_keys(block.content, self.renamed)) for block in after]
        for same, start, end, start2, end2 in stretches(identities, identities2):
            if same:
                yield from map(_unchanged, before[start:end], after[start2:end2])
            else:
                yield from self._rewritten(before[start:end], after[start2:end2])

    def _rewritten(self, before: Sequence[Block], after: Sequence[Block]) -> Iterator[BlockChange]:
        """Blocks of which none is the same; those that resemble one another are compared word by word."""
        words, words2 = [block.words() for block in before], [block.words() for block in after]
        if len(before) == len(after) == 1 and not after[0].is_html:
            pairs = [(0, 0)]
        else:
            pairs = similar([_features(tokens) for tokens in words], [_features(tokens) for tokens in words2])
        for (first, second), (end, end2) in pairwise([(-1, -1), *pairs, (len(before), len(after))]):
            if first >= 0:
                yield self._changed(before[first], after[second], words[first], words2[second])
            yield from self.removed(before[first + 1 : end])
            yield from self.added(after[second + 1 : end2])

    def removed(self, blocks: Sequence[Block]) -> Iterator[BlockChange]:
        """Blocks that nothing has taken the place of."""
        for block in blocks:
            yield BlockChange("removed", block, None, tuple(self._one_side("removed", block.words())))

    def added(self, blocks: Sequence[Block]) -> Iterator[BlockChange]:
        """Blocks that are new."""
        for block in blocks:
            yield BlockChange("added", None, block, tuple(self._one_side("added", block.words())))

    def _changed(self, before: Block, after: Block, words: list[Token], words2: list[Token]) -> BlockChange:
        pieces = tuple(self.pieces(words, words2))
        same = before.path == after.path and all(
            piece.kind == "same" and (piece.note is None or piece.note.kind == "same") for piece in pieces
        )
        return BlockChange("same" if same else "changed", before, after, pieces)

    def pieces(self, before: list[Token], after: list[Token]) -> Iterator[Piece]:
        """The words of two blocks, or of two notes, as one sequence."""
        return _joined(self._pieces(before, after))

    def _pieces(self, before: list[Token], after: list[Token]) -> Iterator[Piece]:
        found = stretches(
            [self._identity(token) for token in before], [self._identity2(token) for token in after]
        )
        for same, start, end, start2, end2 in _without_crumbs(list(found), before, after):
            if same:
                yield from self._both_sides(before[start:end], after[start2:end2])
            else:
                yield from self._one_side("removed", before[start:end])
                yield from self._one_side("added", after[start2:end2])

    def _identity(self, token: Token) -> Hashable:
        return (token.name, token.text, token.marks) if token.marks or token.name != "word" else token.text

    def _identity2(self, token: Token) -> Hashable:
        if token.is_marker and token.text in self.renamed:
            return token.name, self.renamed[token.text], token.marks
        return self._identity(token)

    def _one_side(self, kind: Kind, tokens: Sequence[Token]) -> Iterator[Piece]:
        for run in markers_apart(tokens):
            whole = "".join(token.whole for token in run)
            sides = (whole, "") if kind == "removed" else ("", whole)
            note = self._lone_note(kind, run[0]) if run[0].name == "note" else None
            yield Piece(kind, *sides, tuple(run), note)

    def _lone_note(self, kind: Kind, token: Token) -> NoteChange:
        """A note that is at this place on one side only: it may stand elsewhere on the other."""
        if kind == "removed":
            moved = token.text in self.known_after
            return (
                NoteChange("moved")
                if moved
                else NoteChange(kind, tuple(self._one_side(kind, tokenise(token.inner))))
            )
        former = self.notes_before.get(self.renamed.get(token.text, token.text))
        if former is None:
            return NoteChange(kind, tuple(self._one_side(kind, tokenise(token.inner))))
        return NoteChange("moved", tuple(self.pieces(tokenise(former), tokenise(token.inner))))

    def _both_sides(self, before: Sequence[Token], after: Sequence[Token]) -> Iterator[Piece]:
        done = 0
        for place, (token, token2) in enumerate(zip(before, after, strict=True)):
            respaced = token.space != token2.space
            if token.name == "note" or respaced:
                yield from _same(before[done:place], after[done:place])
                done = place + 1
            if token.name == "note":
                yield Piece("same", token.whole, token2.whole, (token2,), self._note(token, token2))
            elif respaced:
                yield from _respaced(token, token2)
        yield from _same(before[done:], after[done:])

    def _note(self, token: Token, token2: Token) -> NoteChange:
        pieces = tuple(self.pieces(tokenise(token.inner), tokenise(token2.inner)))
        return NoteChange("same" if token.inner == token2.inner else "changed", pieces)


def _unchanged(before: Block, after: Block) -> BlockChange:
    return BlockChange("same", before, after, (Piece("same", before.source, after.source),))


def _same(before: Sequence[Token], after: Sequence[Token]) -> Iterator[Piece]:
    """Equal words as one piece, citations as pieces of their own."""
    start = 0
    for run in markers_apart(after):
        whole = "".join(token.whole for token in before[start : start + len(run)])
        start += len(run)
        yield Piece("same", whole, "".join(token.whole for token in run), tuple(run))


def _respaced(before: Token, after: Token) -> Iterator[Piece]:
    """A word that stayed while the white space behind it did not."""
    yield Piece("same", before.source, after.source, (after._replace(space="", tail=""),))
    for kind, token in (("removed", before), ("added", after)):
        rest = token.space + token.tail
        sides = (rest, "") if kind == "removed" else ("", rest)
        shown = (Token("word", token.space, token.space, marks=token.marks),) if token.space else ()
        if rest:
            yield Piece(kind if shown else "same", *sides, shown)  # type: ignore[arg-type]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces of one kind that follow one another as one, but not markers."""
    last: Piece | None = None
    for piece in pieces:
        if last and last.kind == piece.kind and not _is_marker(last) and not _is_marker(piece):
            last = Piece(
                last.kind, last.before + piece.before, last.after + piece.after, last.tokens + piece.tokens
            )
        else:
            yield from filter(None, [last])
            last = piece
    yield from filter(None, [last])


def _is_marker(piece: Piece) -> bool:
    return bool(piece.tokens) and piece.tokens[0].is_marker


def _features(tokens: Sequence[Token]) -> Features:
    """What a block is made of, for telling how much two have in common: words, and pairs of Chinese characters."""
    words = [token.text for token in tokens if not token.is_marker]
    pairs = [one + other for one, other in pairwise(words) if _is_character(one) and _is_character(other)]
    return frozenset([*words, *pairs])


def _is_character(text: str) -> bool:
    return len(text) == 1 and text >= "\u2e80"


def _weight(tokens: Sequence[Token]) -> int:
    return sum(_WEIGHT_OF_CHARACTER if _is_character(token.text) else len(token.text) for token in tokens)


def _without_crumbs(found: list[Stretch], before: list[Token], after: list[Token]) -> list[Stretch]:
    """Stretches in which a word or two that stayed amid a rewritten sentence counts as rewritten as well."""
    kept: list[Stretch] = []
    for stretch in found:
        kept.append(stretch)
        while len(kept) >= 3 and not kept[-1].same and _is_crumb(kept[-3:], before, after):
            first, _, last = kept[-3:]
            kept[-3:] = [Stretch(False, first.start, last.end, first.start2, last.end2)]
    return kept


def _is_crumb(three: Sequence[Stretch], before: list[Token], after: list[Token]) -> bool:
    first, middle, last = three
    tokens = before[middle.start : middle.end]
    if first.same or any(token.name != "word" for token in tokens):
        return False
    around = [
        max(_weight(before[each.start : each.end]), _weight(after[each.start2 : each.end2]))
        for each in (first, last)
    ]
    return _weight(tokens) <= _CRUMB and _weight(tokens) < min(around)
