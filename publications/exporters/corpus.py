"""The whole site as JSON lines in the neutral form, which docs/corpus.md describes: the way to move out."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from authors.models import Author
from config.languages import column
from publications import neutral
from publications.models import Article, Attachment, Authorship, Edition, Footnote, Version
from publications.neutral import name_of, per_language, plain, without_empty
from publications.shapes import Record

PIECE = 100
_RENDERED = ("body", "notes", "contents", "text")


def lines() -> Iterator[str]:
    """Every line of the site, without its line break; the same site gives the same lines."""
    for record in records():
        yield json.dumps(record, ensure_ascii=False)


def records() -> Iterator[Record]:
    """All that the site consists of, nothing before what it refers to, never much of it in memory at once."""
    for kind, form in neutral.FORMS.items():
        yield from neutral.told(kind, form)
    slugs = dict(Author.objects.values_list("pk", "slug"))
    for article in _articles():
        yield _article(article, slugs)
    for kind, form in neutral.LAST.items():
        yield from neutral.told(kind, form)


def files() -> Iterator[Any]:
    """The stored files that records name: pictures, portraits and attachments."""
    for kind, name in neutral.FILES.items():
        for row in neutral.FORMS[kind].model._default_manager.exclude(**{name: ""}).order_by("pk").iterator():
            yield getattr(row, name)


def _articles() -> Iterator[Article]:
    versions = Version.objects.order_by("number").defer(*_RENDERED).select_related("series")
    found = Article.objects.select_related("series", "lead_figure").prefetch_related(
        *("topics", "regions", "former_slugs", "old_addresses"),
        Prefetch("authorships", Authorship.objects.select_related("author")),
        Prefetch("attachments", Attachment.objects.select_related("document")),
        Prefetch("footnotes", Footnote.objects.filter(reviewed=True, removed_at=None).order_by("key")),
        "editions",
        Prefetch("editions__versions", versions.prefetch_related("topics", "regions")),
    )
    return found.order_by("pk").iterator(chunk_size=PIECE)


def _article(article: Article, slugs: dict[int, str]) -> Record:
    return without_empty(
        {name: plain(getattr(article, name)) for name in neutral.ARTICLE_PLAIN}
        | _belongings(article)
        | {
            "lead_figure": article.lead_figure and name_of(article.lead_figure),
            "former": sorted(old.slug for old in article.former_slugs.all()),
            "old_addresses": neutral.old_addresses(article),
            "authors": [_signature(entry) for entry in article.authorships.all()],
            "attachments": [_attached(each) for each in article.attachments.all()],
            "languages": {
                edition.language: _edition(article, edition, slugs) for edition in _editions(article)
            },
        }
    )


def _belongings(owner: Article | Version) -> Record:
    told: Record = {name: sorted(map(name_of, getattr(owner, name).all())) for name in neutral.ARTICLE_SETS}
    return told | {"series": owner.series and name_of(owner.series)}


def _signature(entry: Authorship) -> Record:
    posts = {name: per_language(entry, name) for name in ("position", "institute")}
    return without_empty({"slug": entry.author.slug, "role": entry.role, **posts})


def _attached(attachment: Attachment) -> Record:
    file, label = name_of(attachment.document), per_language(attachment, "label")
    return without_empty({"file": file, "language": attachment.language, "label": label})


def _editions(article: Article) -> list[Edition]:
    """Those in which something was written, in the order in which each was begun: one is translated from another."""
    written = set(article.languages())
    editions = [each for each in article.editions.all() if each.language in written or each.versions.all()]
    return sorted(editions, key=lambda each: each.pk)


def _edition(article: Article, edition: Edition, slugs: dict[int, str]) -> Record:
    texts = {name: getattr(article, column(name, edition.language)) for name in neutral.ARTICLE_TEXTS}
    reviewed = [note.key for note in article.footnotes.all() if note.language == edition.language]
    return without_empty(
        {
            **texts,
            "reviewed": reviewed,
            **{name: plain(getattr(edition, name)) for name in neutral.EDITION_FACTS},
            "converted": edition.converted or None,
            "versions": [_version(version, slugs) for version in edition.versions.all()],
        }
    )


def _version(version: Version, slugs: dict[int, str]) -> Record:
    facts = {name: plain(getattr(version, name)) for name in neutral.VERSION_FACTS}
    byline = [{**entry, "author": slugs.get(entry["author"])} for entry in version.byline]
    return without_empty({**facts, "byline": byline, **_belongings(version)})
