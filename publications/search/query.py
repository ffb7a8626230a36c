"""What a reader's words ask for. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publications.search.fold import fold, is_characters, keeps_its_length, pairs, phrase, runs, stem

LONGEST = 200
MOST_TERMS = 16
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_QUOTES = '"“”„«»「」『』'
_WORDS = re.compile(rf"([-－]?)(?:[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]?|([^\s{_QUOTES}]+))")
# Words that every English text has; asked for among others they tell nothing.
_COMMON = """
    a an and are as at be but by for from has have in into is it its of on or that the their this to was were which with
"""
_EVERYWHERE = frozenset(_COMMON.split())

Token = tuple[str, bool]  # and whether it is only the beginning of one


@dataclass(frozen=True)
class Term:
    """One thing that a text has to have: a run, or the runs of a quoted phrase next to each other.

    ``written`` is how the reader wrote it, without quotation marks.
    """

    runs: tuple[str, ...]
    is_phrase: bool = False
    is_prefix: bool = False
    written: str = field(default="", compare=False)

    def tokens(self) -> list[Token]:
        """The tokens of a text that has it: necessary, and enough unless it is a phrase."""
        made: list[Token] = []
        for place, run in enumerate(self.runs, 1):
            if is_characters(run):
                made += [(pair, len(pair) == 1) for pair in pairs(run)]
            elif self.is_prefix and place == len(self.runs):
                made.append((run, True))
            else:
                made.append((stem(run), False))
        return made

    def phrase(self) -> str | None:
        """How it stands in the tokens of a text, where its tokens alone do not tell; else None."""
        several = len(self.runs) > 1 or (is_characters(self.runs[0]) and len(self.runs[0]) > 2)
        return phrase(self.runs) if self.is_phrase and several else None

    def spelt(self) -> str:
        """The term as a reader types it."""
        return (
            f'"{self.written}"' if self.is_phrase else f"{self.written}*" if self.is_prefix else self.written
        )


@dataclass(frozen=True)
class Query:
    """What was asked, as it is shown to the reader, and what it means. It asks for nothing when there is no term."""

    text: str
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    def without(self, term: Term) -> str:
        """The query as text, with one of its terms left out."""
        return " ".join(other.spelt() for other in self.terms if other != term)

    def replacing(self, term: Term, words: str) -> str:
        """The query as text, with words in the place of one term."""
        return " ".join(words if other == term else other.spelt() for other in self.terms)


def parse(text: str) -> Query:
    """Read a query: words, "phrases" in any kind of quotation marks, beginnings* and -words that must not occur.

    Nothing is an error; what is beyond 200 characters or 16 terms is not looked at.
    """
    text = _UNSEEN.sub(" ", text.encode("utf-8", "ignore").decode())
    text = " ".join(text.split())[:LONGEST].strip()
    terms: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    for term, is_excluded in _terms(text):
        (excluded if is_excluded else terms)[term] = None
    telling = [term for term in terms if term.is_phrase or term.runs[0] not in _EVERYWHERE]
    return Query(text, tuple(telling or terms)[:MOST_TERMS], tuple(excluded)[:MOST_TERMS])


def _terms(text: str) -> Iterator[tuple[Term, bool]]:
    for minus, quoted, word in _WORDS.findall(text):
        written, is_prefix = quoted or word.strip("*＊"), word.endswith(("*", "＊"))
        found = tuple(runs(fold(written))[:MOST_TERMS])
        if not found:
            continue
        if quoted or minus:
            yield Term(found, bool(quoted), is_prefix, written), bool(minus)
        else:
            for place, run in enumerate(found, 1):
                yield Term((run,), False, is_prefix and place == len(found), _part(written, run)), False


def _part(written: str, run: str) -> str:
    """The part of a word that is this run, as it is written."""
    place = fold(written).find(run)
    return written[place : place + len(run)] if place >= 0 and keeps_its_length(written) else run
