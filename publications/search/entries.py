"""Writing what a search looks into: one entry per version, in the transaction that publishes it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from publications.models import SearchEntry, SearchWord, Version
from publications.models.public import VersionQuerySet
from publications.models.search import SearchEntryQuerySet
from publications.search.expression import (
    AUTHOR,
    HEAD,
    KIND,
    LANGUAGE,
    OFTEN,
    REGION,
    SERIES,
    TITLE,
    TOPIC,
    YEAR,
    fact,
    within,
)
from publications.search.fold import LETTERS, MARK, fold, runs, stem, tokens

BATCH = 100
# A word counts as frequent in a text that has it three times, and at least once in so many words.
LEAST_TIMES, WORDS_TO_ONE = 3, 500
# PostgreSQL keeps at most a megabyte of tokens for one text.
MOST_BYTES = 1_000_000
# From so many on, reading the words that are stored costs less than writing them once more.
MANY_WORDS = 2000
_WORD = re.compile(rf"(?:(?!\d){LETTERS}){{3,30}}")
_BELONGINGS = ((Version.authors, AUTHOR), (Version.topics, TOPIC), (Version.regions, REGION))


def index(versions: Sequence[Version]) -> None:
    """Let versions be found from the moment on at which they are public; those they replace, no longer then.

    Call it in the transaction that publishes them, when their authors, topics and regions are written.
    """
    belongings = _belongings(versions)
    seen: set[str] = set()
    # FTS5 gathers entries only as long as they come in the order of their keys.
    in_order = sorted(versions, key=key)
    SearchEntry.objects.bulk_create(_entry(version, belongings[version.pk], seen) for version in in_order)
    _keep_words({run for run in seen if _WORD.fullmatch(run)})
    replacing = {version.edition_id for version in versions if version.number > 1}
    # What has changed by itself since is settled on the way.
    _settle(SearchEntry.objects.filter(Q(version__edition__in=replacing) | Q(changes=True)))


def forget(versions: VersionQuerySet) -> None:
    """Let versions be found no longer than they are public, now that their end has been set or lifted."""
    _settle(SearchEntry.objects.filter(version__in=versions.order_by()))


@transaction.atomic
def rebuild() -> int:
    """Make every entry and word anew and return the number of entries."""
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    keys = iter(list(Version.objects.not_over().order_by("date", "pk").values_list("pk", flat=True)))
    number = 0
    while batch := list(islice(keys, BATCH)):
        index(list(Version.objects.filter(pk__in=batch).defer("body", "source", "contents")))
        number += len(batch)
    return number


def _keep_words(words: set[str]) -> None:
    """Store the words that are not stored yet; in order, so that two who publish at once do not block each other."""
    if len(words) > MANY_WORDS:
        words = words.difference(SearchWord.objects.values_list("word", flat=True))
    SearchWord.objects.bulk_create(
        (SearchWord(word=word, stem=stem(word)) for word in sorted(words)), ignore_conflicts=True
    )


def _settle(entries: SearchEntryQuerySet) -> None:
    """Drop the entries of versions that are over, and note of the others whether time alone will change them."""
    entries.exclude(version__in=Version.objects.not_over().order_by()).delete()
    lasting = Version.objects.lasting().order_by()
    entries.filter(changes=True, version__in=lasting).update(changes=False)
    entries.filter(changes=False).exclude(version__in=lasting).update(changes=True)


def _entry(version: Version, belongings: list[str], seen: set[str]) -> SearchEntry:
    """The entry of a version; what its texts consist of is added to ``seen``."""
    title = runs(fold(version.title))
    head = runs(fold(f"{version.subtitle}\n{version.summary}"))
    rest = [
        runs(fold(text)) for text in (version.text, *(note["text"] for note in version.notes), version.doi)
    ]
    seen.update(title, head, *rest)
    in_title, in_head, in_rest = tokens(title), tokens(head), [tokens(part) for part in rest]
    read = [*in_title, MARK, *in_head]
    for part in in_rest:
        read += [MARK, *part]
    every = [*_cut(read), *_marked(in_title, in_head, in_rest), *_facts(version), *belongings]
    return SearchEntry(
        pk=key(version), version=version, changes=_changes(version), words=f" {' '.join(every)} "
    )


def key(version: Version) -> int:
    """The key of a version's entry: it grows by date, and on one day by the order of publication.

    Two could only meet when sixteen million versions lie between them.
    """
    return (version.date.toordinal() << 24) + version.pk


def _changes(version: Version) -> bool:
    return version.published_at > timezone.now() or version.public_until is not None


def _marked(title: list[str], head: list[str], rest: list[list[str]]) -> list[str]:
    """The tokens by which a word is known to stand in the title, at the head of the text, or in it often."""
    times = Counter(chain.from_iterable(rest))
    least = max(LEAST_TIMES, times.total() // WORDS_TO_ONE)
    often = {token for token, number in times.items() if number >= least}
    zones = {TITLE: {*title}, HEAD: {*title, *head}, OFTEN: {*title, *head, *often}}
    marks = {zone: within(zone, ("", False))[0] for zone in zones}
    return [marks[zone] + token for zone, found in zones.items() for token in sorted(found)]


def _facts(version: Version) -> list[str]:
    facts = [(LANGUAGE, version.language), (KIND, version.kind), (YEAR, version.date.year)]
    if version.series_id:
        facts.append((SERIES, version.series_id))
    return [fact(*each)[0] for each in facts]


def _belongings(versions: Sequence[Version]) -> dict[int, list[str]]:
    """The facts that lie in other tables, by the keys of the versions."""
    found: dict[int, list[str]] = defaultdict(list)
    for relation, letter in _BELONGINGS:
        name = f"{relation.field.m2m_reverse_field_name()}_id"
        rows = relation.through.objects.filter(version__in=[version.pk for version in versions])
        for version, belonging in rows.values_list("version_id", name):
            found[version].append(fact(letter, belonging)[0])
    return found


def _cut(read: list[str]) -> list[str]:
    """The tokens of a text, or of as much of it as the database can hold."""
    while len(read) > MOST_BYTES // 8 and _bytes(set(read)) > MOST_BYTES:
        read = read[: len(read) * 3 // 4]
    return read


def _bytes(found: Iterable[str]) -> int:
    return sum(len(token.encode()) for token in found)
