"""Whom and what the words of a query name: authors in any script, topics, regions, series in any language.

Names are not part of an entry. An entry says by its keys who wrote it and what it is about, so that a person or a
topic can be renamed without a single entry being written anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce

from django.db.models import Q, Value

from authors import duplicates
from authors.models import Author
from config.languages import CODES, column
from publications.models import Region, Series, Topic
from publications.search.expression import AUTHOR, REGION, SERIES, TOPIC, fact
from publications.search.fold import fold, is_characters, runs, tokens, variants
from publications.search.query import Term, Token

# A surname that hundreds share narrows a search too little to ask the index for each of them.
MOST = 64
_SUBJECTS = ((Topic, TOPIC), (Region, REGION), (Series, SERIES))


@dataclass
class Named:
    """What one term names: keys of authors, and the facts of subjects."""

    authors: list[int] = field(default_factory=list)
    subjects: list[Token] = field(default_factory=list)

    def author_facts(self) -> list[Token]:
        return [fact(AUTHOR, key) for key in self.authors]


def named(terms: Sequence[Term]) -> dict[Term, Named]:
    """What each term names, in two queries for all of them."""
    found = {term: Named() for term in terms}
    if terms:
        _find_authors(found)
        _find_subjects(found)
    return found


def _find_authors(found: dict[Term, Named]) -> None:
    likely = reduce(Q.__or__, map(_likely, found))
    names = Author.objects.filter(likely).order_by("pk").values_list("pk", "names_folded")
    for key, folded in names:
        words = fold(folded).split()
        for term, its in found.items():
            if len(its.authors) < MOST and _names(term, words):
                its.authors.append(key)


def _likely(term: Term) -> Q:
    """The condition that lets through every author whom the term may name, and few others."""
    run = term.runs[0]
    if is_characters(run):
        return reduce(Q.__or__, (Q(names_folded__contains=sign) for sign in variants(run[0])))
    return Q(names_folded__contains=_letters(run))


def _names(term: Term, words: list[str]) -> bool:
    """Whether every run of the term is a word of the names, or the beginning of one where that will do."""
    for run in term.runs:
        if is_characters(run):
            fits = any(word.startswith(run) if len(run) == 1 else run in word for word in words)
        elif term.is_prefix:
            fits = any(word.startswith(_letters(run)) for word in words)
        else:
            fits = _letters(run) in words
        if not fits:
            return False
    return True


@lru_cache(maxsize=1000)
def _letters(run: str) -> str:
    """A word as the folded names of authors spell it."""
    return "".join(duplicates.words(run)) or run


def _find_subjects(found: dict[Term, Named]) -> None:
    columns = [column("name", code) for code in CODES]
    first, *others = (
        model.objects.order_by().values_list(Value(letter), "pk", *columns) for model, letter in _SUBJECTS
    )
    for letter, key, *names in first.union(*others, all=True):
        its_tokens = [_tokens_of(name) for name in names if name]
        for term, its in found.items():
            if len(its.subjects) < MOST and any(_is_in(term, name) for name in its_tokens):
                its.subjects.append(fact(letter, key))


@lru_cache(maxsize=10_000)
def _tokens_of(name: str) -> frozenset[str]:
    return frozenset(tokens(runs(fold(name))))


def _is_in(term: Term, name: frozenset[str]) -> bool:
    return all(
        any(each.startswith(token) for each in name) if is_prefix else token in name
        for token, is_prefix in term.tokens()
    )
