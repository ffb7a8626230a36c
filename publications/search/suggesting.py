"""What to ask instead when nothing was found: every suggestion finds something readers may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from authors.models import Author
from publications.models import SearchWord
from publications.search import engine
from publications.search.finding import Filters, Results, Search
from publications.search.fold import is_characters, pairs
from publications.search.query import Term, parse

MOST = 4
# How like a word must be, from 0 to 1 (less where a single letter is much of it), and how much longer or shorter.
LIKENESS, LIKENESS_OF_SHORT, SHORT, LENGTH = 0.75, 0.6, 4, 2


@dataclass(frozen=True)
class Suggestion:
    """Another query and how many versions it finds in the language that was asked."""

    text: str
    total: int


@dataclass(frozen=True)
class Suggestions:
    """``instead`` of what was asked, perhaps misspelt; what is found with ``fewer`` words; ``unfiltered`` counts what
    the same query finds without filters."""

    instead: list[Suggestion]
    fewer: list[Suggestion]
    unfiltered: int


def suggest(results: Results) -> Suggestions:
    """What to ask instead of a query that found nothing."""
    search = Search(results.query, results.language, Filters())
    unfiltered = search.results(1).total if results.filters else 0
    if unfiltered:
        return Suggestions([], [], unfiltered)
    known = [bool(count) for count in _counts(search, [term.written for term in results.query.terms])]
    terms = dict(zip(results.query.terms, known, strict=True))
    instead = list(islice(_instead(search, terms), MOST))
    return Suggestions(instead, _finding(search, _fewer(search, terms))[:MOST], 0)


def _instead(search: Search, terms: dict[Term, bool]) -> Iterator[Suggestion]:
    """The query with each unknown word replaced by known ones that look like it, and with stretches taken apart."""
    better = {term: _better(search, term) for term, is_known in terms.items() if not is_known}
    several = [search.query.replacing(term, words) for term, found in better.items() for words in found]
    best = [
        found[0] if (found := better.get(term)) else term.spelt() for term in terms if better.get(term) != []
    ]
    loose = [search.query.replacing(term, term.written) for term in terms if term.is_phrase]
    yield from _finding(search, [*several, " ".join(best), *loose])


def _better(search: Search, term: Term) -> list[str]:
    return _apart(search, term) if is_characters(term.runs[0]) else _alike(term)


def _fewer(search: Search, terms: dict[Term, bool]) -> list[str]:
    """The query without what finds nothing alone; else without one of its words after the other."""
    known = [term.spelt() for term, is_known in terms.items() if is_known]
    if len(terms) == 1:
        return []
    if len(known) < len(terms):
        return [" ".join(known), *known] if len(known) > 1 else known
    return [search.query.without(term) for term in terms]


def _alike(term: Term) -> list[str]:
    """Words of texts and names that look like an unknown one, the likeliest first."""
    word = term.runs[0]
    stored = SearchWord.objects.filter(word__startswith=word[0]).values_list("word", flat=True)
    names = Author.objects.filter(names_folded__contains=word[0]).values_list("names_folded", flat=True)
    words = {*stored, *(name for several in names for name in several.split())}
    near = [other for other in words if abs(len(other) - len(word)) <= LENGTH and other != word]
    return get_close_matches(word, sorted(near), MOST, LIKENESS_OF_SHORT if len(word) <= SHORT else LIKENESS)


def _apart(search: Search, term: Term) -> list[str]:
    """A stretch of characters cut where no text has its two neighbours together: 中美关系走向 as 中美关系 走向."""
    written = term.written
    found = _counts(search, pairs(written))
    pieces = [written[:1]]
    for place, count in enumerate(found, 1):
        if count:
            pieces[-1] += written[place : place + 1]
        else:
            pieces.append(written[place : place + 1])
    longer = [piece for piece in pieces if len(piece) > 1]
    return [" ".join(longer)] if len(pieces) > 1 and longer else []


def _finding(search: Search, texts: list[str]) -> list[Suggestion]:
    """Those of the queries that find anything."""
    several = list(dict.fromkeys(text for text in texts if text))
    counted = zip(several, _counts(search, several), strict=True)
    return [Suggestion(text, count) for text, count in counted if count]


def _counts(search: Search, texts: list[str]) -> list[int]:
    """What each of several queries finds in the language of the search, without its filters."""
    searches = [Search(parse(text), search.language, Filters()) for text in texts]
    if any(other.has_phrases() for other in searches):
        return [other.results(1).total for other in searches]
    return (
        engine.counts([other.match(search.language) for other in searches], search.hidden) if searches else []
    )
