"""What somebody may have been looking for where there is nothing: articles and people of like addresses."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from django.db.models import Q, QuerySet

from authors.models import Author
from publications.models import Article, Version

MOST = 5
# However long an address is, and however much resembles it, no more is looked at.
MOST_WORDS = 8
MOST_ROWS = 500
BEGINNING = 5  # letters of a word that have to be right
SHORTEST = 3
# Words of addresses that say nothing of what stands there.
COMMON = frozenset(
    {"articles", "authors", "fellows", "pages", "topics", "html", "index", "php", "the", "and", "for"}
)


def words_of(path: str) -> list[str]:
    """The telling words of an address that begins with the prefix of a language."""
    rest = unquote(path).lower().lstrip("/").partition("/")[2]
    telling = (word for word in re.findall("[a-z0-9]+", rest) if len(word) >= SHORTEST and word not in COMMON)
    return list(dict.fromkeys(telling))[:MOST_WORDS]


def articles(path: str, language: str) -> list[Version]:
    """What readers of ``language`` see whose address resembles ``path`` most, the likest first."""
    keys = _likest(Article.objects.all(), words_of(path))
    public = Version.objects.public(language).filter(article__in=keys).in_lists()
    return sorted(public, key=lambda version: keys.index(version.article_id))[:MOST]


def people(path: str) -> list[Author]:
    """The authors with a page whose address resembles ``path`` most, the likest first."""
    keys = _likest(Author.objects.with_page(), words_of(path))[:MOST]
    return sorted(Author.objects.filter(pk__in=keys), key=lambda author: keys.index(author.pk))


def _likest(rows: QuerySet[Any], words: list[str]) -> list[int]:
    """The keys of rows whose slugs have at least half of the words, those with the most of them first."""
    if not words:
        return []
    beginnings = [word[:BEGINNING] for word in words]
    some = Q(*(Q(slug__contains=each) for each in beginnings), _connector=Q.OR)
    found = rows.filter(some).order_by().values_list("pk", "slug")[:MOST_ROWS]
    likeness = {pk: _share(slug, beginnings) for pk, slug in found}
    return sorted((pk for pk in likeness if likeness[pk] >= 0.5), key=lambda pk: -likeness[pk])


def _share(slug: str, beginnings: Iterable[str]) -> float:
    """How much of the words stands in a slug."""
    found = [each in slug for each in beginnings]
    return sum(found) / len(found)
