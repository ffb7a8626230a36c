"""The neutral corpus: one article per line of JSON, saved in batches.

A line is an object with ``slug``, ``date`` (ISO 8601), ``topics`` (names), ``authors`` (each ``name``, ``role``,
``affiliation``) and ``languages``, a mapping of language code to ``title``, ``summary``, ``sections`` (each
``level``, ``heading``, ``paragraphs``) and ``footnotes`` (texts). A paragraph is plain text that refers to
footnote n as ``[^n]``, counted from 1.
"""

import datetime
import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from authors.models import Author
from config.languages import CODES, column
from publications.body import notes
from publications.models import Article, Authorship, Edition, Footnote, Revision, Topic
from publications.models.revision import TRANSLATED

REFERENCE = re.compile(r"\[\^(\d+)\]")
ROLES = {"Editor": Authorship.Role.EDITOR, "Translator": Authorship.Role.TRANSLATOR}

# A translated column that is not given costs a change of the active language.
_NO_TEXTS = {column(field, code): "" for field in TRANSLATED for code in CODES}
_NO_POSTS = {column(field, code): "" for field in ("position", "institute") for code in CODES}

Record = dict[str, Any]


class LineRefused(Exception):
    """A line that cannot be read; the message says which and why."""


def read_lines(lines: Iterable[str]) -> Iterable[Record]:
    """The records of a file of JSON lines. Raises LineRefused at the first line that is not one of them."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            record["date"] = datetime.date.fromisoformat(record["date"])
            unknown = set(record["languages"]) - set(CODES)
            if not record["slug"] or unknown:
                raise ValueError(_("no address, or unknown languages: %s") % ", ".join(sorted(unknown)))
            yield record
        except (ValueError, KeyError, TypeError) as error:
            raise LineRefused(_("Line %(number)d: %(error)s") % {"number": number, "error": error}) from error


def body(edition: Record, slug: str) -> str:
    """The sections of one language as a stored body, with each footnote standing where it is cited first."""
    keys: dict[int, str] = {}
    blocks = []
    for section in edition["sections"]:
        level = min(max(section["level"], 2), 3)
        blocks.append(f"<h{level}>{_inline(section['heading'], edition, slug, keys)}</h{level}>")
        blocks += [f"<p>{_inline(text, edition, slug, keys)}</p>" for text in section["paragraphs"]]
    return "".join(blocks)


def save_all(records: Sequence[Record]) -> list[Edition]:
    """Save a batch of records in one transaction and return the editions made.

    An article whose address is taken already is left as it is, so that a load can be taken up where it stopped.
    """
    with transaction.atomic():
        known = set(
            Article.objects.filter(slug__in=[record["slug"] for record in records]).values_list(
                "slug", flat=True
            )
        )
        fresh = list({record["slug"]: record for record in records if record["slug"] not in known}.values())
        articles = Article.objects.bulk_create(_article(record) for record in fresh)
        pairs = list(zip(articles, fresh, strict=True))
        _sign(pairs)
        _file_under_topics(pairs)
        Footnote.objects.derive(articles)
        editions = Edition.objects.bulk_create(
            edition for article in articles for edition in _editions(article)
        )
        Revision.objects.record_all(articles)
    return editions


def _inline(text: str, edition: Record, slug: str, keys: dict[int, str]) -> str:
    """Escaped text with its references as notes; one that leads nowhere stays visible and blocks publishing."""
    pieces = REFERENCE.split(text)
    for i in range(1, len(pieces), 2):
        pieces[i] = _note(int(pieces[i]), edition["footnotes"], slug, keys)
    pieces[::2] = [escape(piece, quote=False) for piece in pieces[::2]]
    return "".join(pieces)


def _note(number: int, footnotes: list[str], slug: str, keys: dict[int, str]) -> str:
    if number in keys:
        return f'<span data-footnote-ref="{keys[number]}"></span>'
    key = keys[number] = notes.new_key(f"{slug}:{number}", keys.values())
    if not 0 < number <= len(footnotes):
        return f'<span data-footnote-ref="{key}">[{number}]</span>'
    return f'<span data-footnote="{key}">{notes.linkify(footnotes[number - 1])}</span>'


def _article(record: Record) -> Article:
    texts = dict(_NO_TEXTS)
    for language, edition in record["languages"].items():
        texts |= {column(field, language): edition[field] for field in ("title", "summary")}
        texts[column("body", language)] = body(edition, record["slug"])
    return Article(slug=record["slug"], date=record["date"], **texts)


def _editions(article: Article) -> list[Edition]:
    """The editions of a new article, each translated from the one before or the other Chinese script."""
    made: list[Edition] = []
    for language in article.languages():
        edition = Edition(article=article, language=language)
        edition.translate_from(made)
        edition.take(article)
        made.append(edition)
    return made


def _sign(pairs: list[tuple[Article, Record]]) -> None:
    """The bylines of a batch; authors are known by the address that their name makes."""
    entries = [
        (article, order, author)
        for article, record in pairs
        for order, author in enumerate(record["authors"])
    ]
    authors = _rows(Author, {author["name"] for _article, _order, author in entries})
    Authorship.objects.bulk_create(
        Authorship(
            article=article,
            author=authors[author["name"]],
            order=order,
            role=ROLES.get(author["role"], Authorship.Role.AUTHOR),
            **(_NO_POSTS | {"institute_en": author["affiliation"]}),
        )
        for article, order, author in entries
    )


def _file_under_topics(pairs: list[tuple[Article, Record]]) -> None:
    topics = _rows(Topic, {name for _article, record in pairs for name in record["topics"]})
    through = Article.topics.through
    through.objects.bulk_create(
        through(article=article, topic=topics[name]) for article, record in pairs for name in record["topics"]
    )


def _rows(model: type[Author] | type[Topic], wanted: set[str]) -> dict[str, Any]:
    """A row of ``model`` for each name, made where there is none at the address that the name makes."""
    slugs = {name: slugify(name) or notes.new_key(name) for name in wanted}
    found = {row.slug: row for row in model.objects.filter(slug__in=slugs.values())}
    missing = {slug: name for name, slug in slugs.items() if slug not in found}
    made = model.objects.bulk_create(model(slug=slug, name_en=name) for slug, name in missing.items())
    found |= {row.slug: row for row in made}
    return {name: found[slug] for name, slug in slugs.items()}
