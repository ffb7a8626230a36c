"""The passage of a text in which a query is found, in the text's own script, with what was found marked. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from config.languages import is_chinese
from publications.body.script import mark_passages
from publications.search.fold import (
    CHARACTERS,
    FOLDED,
    LETTERS,
    fold,
    is_characters,
    keeps_its_length,
    stem,
)
from publications.search.query import Term

# How long a passage is, and how much of it precedes what was found, in characters.
WIDTH = {True: (90, 24), False: (240, 70)}
MOST_MARKS = 60
_LETTER = re.compile(LETTERS)
_SENTENCE = re.compile(r"[.!?]['’”)\]]*\s|[。！？；][”’」』）]*|\n")
_BREAK = re.compile(rf"\s|(?<=[{CHARACTERS}，、：])")
# Between blocks, where the sign before it brings its own space.
_WIDE_GAP = re.compile(r"(?<=[，、：。！？；”’」』）])\n+")


@dataclass(frozen=True)
class Mark:
    """A place in a text where a term stands; ``term`` counts from 0."""

    start: int
    end: int
    term: int


@dataclass(frozen=True)
class Passage:
    """A part of a text as pieces that are marked or not; ``terms`` are those found in it."""

    pieces: tuple[tuple[str, bool], ...]
    terms: frozenset[int]

    def html(self, language: str) -> str:
        """The passage as HTML, with what is in another script than the text's ``language`` marked as such."""
        return "".join(
            f"<mark>{mark_passages(text, language)}</mark>" if is_found else mark_passages(text, language)
            for text, is_found in self.pieces
        )


def marks(text: str, terms: Sequence[Term]) -> list[Mark]:
    """Where the terms stand in a text, in its order and without overlapping."""
    folded = fold(text)
    places = None if keeps_its_length(text) else _places(text)
    found = sorted(
        (start, -end, number)
        for number, term in enumerate(terms)
        for start, end in _occurrences(term, folded)
    )
    kept: list[Mark] = []
    for start, end, number in found:
        begin, after = (start, -end) if places is None else (places[start], places[-end - 1] + 1)
        if not kept or begin >= kept[-1].end:
            kept.append(Mark(begin, after, number))
    return kept


def whole(text: str, terms: Sequence[Term]) -> Passage:
    """All of a short text, such as a title."""
    return _cut(text, 0, len(text), marks(text, terms))


def passage(text: str, terms: Sequence[Term], language: str) -> Passage | None:
    """The passage of a text, written in a language of the site, that has most of the terms; None when none is there."""
    found = marks(text, terms)
    if not found:
        return None
    width, before = WIDTH[is_chinese(language)]
    starts = [mark.start for mark in found]

    def richness(place: int) -> int:
        last = bisect_left(starts, starts[place] + width - before)
        return len({mark.term for mark in found[place:last]})

    best = max(range(len(found)), key=richness)
    start = _start(text, found[best].start, before)
    reach = max(start + width, found[best].end)
    last = max(mark.end for mark in found if mark.end <= reach)
    end = _end(text, last, reach, width)
    return _cut(text, start, end, found)


def opening(text: str, language: str) -> Passage:
    """How a text begins, for one in which nothing is to be marked."""
    width, _ = WIDTH[is_chinese(language)]
    return _cut(text, 0, _end(text, 0, width, width), [])


def _occurrences(term: Term, folded: str) -> Iterator[tuple[int, int]]:
    """The places of one term in folded text, not more than anybody looks at."""
    pattern = re.compile(r"(?:['’]s\b)?[\W_]*".join(f"({_pattern(term, run)})" for run in term.runs))
    found = (match for match in pattern.finditer(folded) if _fits(term, match, folded))
    yield from (match.span() for match in islice(found, MOST_MARKS))


def _pattern(term: Term, run: str) -> str:
    if is_characters(run):
        return run
    root = stem(run)
    # Every word of a stem begins so, but for the few that Snowball treats singly, such as dying and skies.
    beginning = run if term.is_prefix or not run.startswith(root[:-1]) else root[: max(len(root) - 1, 2)]
    return f"{beginning}{LETTERS}*"


def _fits(term: Term, match: re.Match[str], folded: str) -> bool:
    """Whether whole words were found, and each has the stem of the one that was asked for."""
    start = match.start()
    if not is_characters(term.runs[0]) and start and _LETTER.match(folded, start - 1):
        return False
    return all(
        is_characters(run)
        or stem(word) == stem(run)
        or (term.is_prefix and run == term.runs[-1] and word.startswith(run))
        for run, word in zip(term.runs, match.groups(), strict=True)
    )


def _places(text: str) -> list[int]:
    """For each character of the folded text, the place of that in the text which became it."""
    return [place for place, sign in enumerate(text) for _ in FOLDED[ord(sign)]]


def _start(text: str, place: int, before: int) -> int:
    """Where the passage around a place begins: with its sentence if that is near, else between two words."""
    least = max(place - before, 0)
    if least == 0:
        return 0
    sentences = [match.end() for match in _SENTENCE.finditer(text, least, place)]
    if sentences:
        return sentences[-1]
    found = _BREAK.search(text, least, place)
    return found.end() if found else least


def _end(text: str, least: int, place: int, width: int) -> int:
    """Where a passage of a width ends that should reach a place, and what was found until ``least``.

    It ends with the text or with a sentence if that is near, so that no ellipsis stands for a word or two; else
    between two words.
    """
    near = width // 8
    if place + near >= len(text):
        return len(text)
    for ends, before in ((_SENTENCE, near), (_BREAK, 30)):
        if found := list(ends.finditer(text, max(place - before, least), place)):
            return found[-1].end()
    return place


def _cut(text: str, start: int, end: int, found: Sequence[Mark]) -> Passage:
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    inside = [mark for mark in found if start <= mark.start and mark.end <= end]
    place = start
    for mark in inside:
        pieces += [(text[place : mark.start], False), (text[mark.start : mark.end], True)]
        place = mark.end
    pieces.append((text[place:end].rstrip(), False))
    if end < len(text):
        pieces.append((" …", False))
    return Passage(
        tuple((_WIDE_GAP.sub("", piece), is_found) for piece, is_found in pieces if piece),
        frozenset(mark.term for mark in inside),
    )
