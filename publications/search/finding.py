"""Finding what is public: from a reader's words to a page of results."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import StrIndex

from authors.models import Author
from config.languages import CODES
from publications.models import SearchEntry, SearchWord, Topic, Version
from publications.models.public import VersionQuerySet
from publications.search import engine, passages
from publications.search.expression import (
    ANYWHERE,
    AUTHOR,
    KIND,
    LANGUAGE,
    TITLE,
    TOPIC,
    YEAR,
    ZONES,
    Alternative,
    Match,
    fact,
    within,
)
from publications.search.names import Named, named
from publications.search.passages import Passage
from publications.search.query import Query, Term, Token, parse

PER_PAGE = 10
# Nobody turns fifty pages; whoever gets so many results asks for less.
MOST_PAGES = 50
# Of so many that have all words of a phrase it is looked up whether they have the phrase.
MOST_CHECKED = 1000
# So many other stems may the words have that begin as a term does.
MOST_STEMS = 50


@dataclass(frozen=True)
class Filters:
    """What results are narrowed to, beside their language; ``kind`` is a code of ``Kind``."""

    kind: str = ""
    topic: Topic | None = None
    author: Author | None = None
    year: int | None = None

    def tokens(self) -> list[Token]:
        """The facts that an entry must have."""
        facts: list[tuple[str, Any]] = [(KIND, self.kind), (YEAR, self.year)]
        facts += [(TOPIC, self.topic and self.topic.pk), (AUTHOR, self.author and self.author.pk)]
        return [fact(about, value) for about, value in facts if value]

    def __bool__(self) -> bool:
        return bool(self.tokens())


@dataclass(frozen=True)
class Hit:
    """A version that was found: its title, the passage in its own script, and where that stands.

    ``note`` is the published note that holds the passage, None for one of the text or the summary; ``authors`` are
    the keys of those whom the query names.
    """

    version: Version
    title: Passage
    passage: Passage
    note: dict[str, Any] | None
    authors: frozenset[int]


@dataclass(frozen=True)
class Results:
    """A page of what was found in one language; ``elsewhere`` counts what the same query finds in the others.

    ``total`` is exact unless ``is_least`` says that there may be more; ``search`` can be asked for more, where anything
    was asked.
    """

    query: Query
    language: str
    filters: Filters
    page: int = 1
    total: int = 0
    is_least: bool = False
    hits: list[Hit] = field(default_factory=list)
    elsewhere: dict[str, int] = field(default_factory=dict)
    search: "Search | None" = None

    @property
    def pages(self) -> int:
        """How many pages there are to turn."""
        return min(-(-self.total // PER_PAGE), MOST_PAGES)


def find(text: str, language: str, filters: Filters | None = None, page: int = 1) -> Results:
    """What readers may find by these words in a language of the site, best first; ``page`` counts from 1.

    A text must have every term. Those that have them all in the title (or are written by whom they name) come first,
    then those that have them at the head, then those that have them often, then the rest; of each the newest first.
    Without any words, what the filters leave is listed by date. Both databases give the same.
    """
    query, filters = parse(text), filters or Filters()
    if not query.terms and not filters:
        return Results(query, language, filters)
    return Search(query, language, filters).results(min(max(page, 1), MOST_PAGES))


class Search:
    """One query in one language, asked of the index."""

    def __init__(self, query: Query, language: str, filters: Filters) -> None:
        self.query, self.language, self.filters = query, language, filters
        self.names: dict[Term, Named] = named(query.terms)
        self.stems = {term: _stems(term) for term in query.terms if term.is_prefix}
        self.hidden = list(SearchEntry.objects.hidden().values_list("pk", flat=True))

    def results(self, page: int) -> Results:
        """The page of that number; the last one where there are fewer."""
        languages = [self.language, *(code for code in CODES if code != self.language)]
        totals = dict(zip(languages, engine.counts(map(self.match, languages), self.hidden), strict=True))
        keys, is_least = (
            self._ranked(self.language, page * PER_PAGE) if totals[self.language] else ([], False)
        )
        if self.has_phrases():
            others = {code: len(self._ranked(code, 0)[0]) for code in languages[1:] if totals[code]}
            totals = {**totals, self.language: len(keys), **others}
        total = totals.pop(self.language)
        page = max(min(page, -(-total // PER_PAGE)), 1)
        hits = self._hits(keys[(page - 1) * PER_PAGE : page * PER_PAGE])
        return Results(self.query, self.language, self.filters, page, total, is_least, hits, totals, self)

    def match(self, language: str, zone: str = ANYWHERE) -> Match:
        """The question whether an entry of a language has every term in a zone."""
        facts = [[[token]] for token in (fact(LANGUAGE, language), *self.filters.tokens())]
        terms = [self._alternatives(term, zone) for term in self.query.terms]
        excluded = [term.tokens() for term in self.query.excluded if term.phrase() is None]
        return Match([*terms, *facts], excluded)

    def _alternatives(self, term: Term, zone: str) -> list[Alternative]:
        """The ways to have a term in a zone: by words, by authors, and below the title by subjects as well."""
        ways: list[Alternative] = [[within(zone, token) for token in term.tokens()]]
        ways += [[within(zone, (stem, False))] for stem in self.stems.get(term, ())]
        if not term.is_phrase:
            ways += [[token] for token in self.names[term].author_facts()]
            ways += [[token] for token in self.names[term].subjects if zone != TITLE]
        return ways

    def has_phrases(self) -> bool:
        """Whether tokens alone cannot tell what is found."""
        return any(term.phrase() for term in (*self.query.terms, *self.query.excluded))

    def _ranked(self, language: str, most: int) -> tuple[list[int], bool]:
        """The keys of the best entries, ``most`` and more if there are, and whether some were not looked at.

        When phrases are asked for, all that have them are among the keys.
        """
        if self.has_phrases():
            keys = self._by_zones(language, MOST_CHECKED)
            return self._with_phrases(keys[:MOST_CHECKED]), len(keys) >= MOST_CHECKED
        return self._by_zones(language, most), False

    def _by_zones(self, language: str, most: int) -> list[int]:
        keys: dict[int, None] = {}
        for zone in ZONES if self.query.terms else (ANYWHERE,):
            keys.update(dict.fromkeys(engine.newest(self.match(language, zone), self.hidden, most)))
            if len(keys) >= most:
                break
        return list(keys)

    def _with_phrases(self, keys: Sequence[int]) -> list[int]:
        """Those of the entries in whose words the phrases stand, and no excluded one."""
        entries = SearchEntry.objects.filter(pk__in=keys)
        for number, term in enumerate((*self.query.terms, *self.query.excluded)):
            if needle := term.phrase():
                place = {f"place_{number}": StrIndex("words", Value(needle))}
                stands = Q(**{f"place_{number}__gt": 0})
                entries = entries.alias(**place).filter(stands if term in self.query.terms else ~stands)
        passing = set(entries.values_list("pk", flat=True))
        return [key for key in keys if key in passing]

    def _hits(self, keys: Sequence[int]) -> list[Hit]:
        """What is shown of these entries, in their order; nothing that is not public comes through here."""
        found = public(keys).with_texts().annotate(key=F("search_entry")) if keys else ()
        versions = {version.key: version for version in found}
        return [self._hit(versions[key]) for key in keys if key in versions]

    def _hit(self, version: Version) -> Hit:
        title = passages.whole(version.title, self.query.terms)
        passage, note = self._passage(version, self.query.terms)
        authors = {entry["author"] for entry in version.byline} & self._authors
        return Hit(version, title, passage, note, frozenset(authors))

    @cached_property
    def _authors(self) -> set[int]:
        return {key for its in self.names.values() for key in its.authors}

    def _passage(self, version: Version, terms: Sequence[Term]) -> tuple[Passage, dict[str, Any] | None]:
        """The first passage of summary, text and notes that has most of the terms, and the note it stands in."""
        best: Passage | None = None
        its_note = None
        places = [
            (version.summary, None),
            (version.text, None),
            *((note["text"], note) for note in version.notes),
        ]
        for text, note in places:
            found = passages.passage(text, terms, self.language) if text else None
            if found and (best is None or len(found.terms) > len(best.terms)):
                best, its_note = found, note
            if best and len(best.terms) == len(terms):
                break
        return best or passages.opening(version.summary or version.text, self.language), its_note


def public(keys: Sequence[int]) -> VersionQuerySet:
    """What readers may see of the entries with these keys.

    The versions are asked for by keys of their own: SQLite, left to join, would walk through every version there is.
    """
    versions = SearchEntry.objects.filter(pk__in=keys).values_list("version", flat=True)
    return Version.objects.public().filter(pk__in=list(versions))


def _stems(term: Term) -> list[str]:
    """The stems of words that begin as the term does, as far as they are shorter than the beginning itself."""
    beginning = term.runs[-1]
    words = SearchWord.objects.filter(word__startswith=beginning).exclude(stem__startswith=beginning)
    return list(words.order_by("stem").values_list("stem", flat=True).distinct()[:MOST_STEMS])
