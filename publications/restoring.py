"""Bringing back the working copy as it once was: always as a new revision, so that nothing is ever rewound."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authors.models import Author
from config.languages import CODES, column, label
from publications.models import (
    Article,
    Attachment,
    Authorship,
    Document,
    Figure,
    Footnote,
    FormerSlug,
    Region,
    Revision,
    Series,
    Topic,
)
from publications.models.revision import NEUTRAL, TRANSLATED

POST = ("position", "institute")
# What a revision refers to by key, and what is said when it is gone.
GONE: dict[str, tuple[type[models.Model], str | Promise]] = {
    "author": (Author, gettext_lazy("The author “%(name)s” has been deleted.")),
    "topic": (Topic, gettext_lazy("The topic “%(name)s” has been deleted.")),
    "region": (Region, gettext_lazy("The region “%(name)s” has been deleted.")),
    "series": (Series, gettext_lazy("The series “%(name)s” has been deleted.")),
    "figure": (Figure, gettext_lazy("The lead figure “%(name)s” has been deleted.")),
    "document": (Document, gettext_lazy("The attached file “%(name)s” has been deleted.")),
}
REFERENCES: dict[str, type[models.Model]] = {"series_id": Series, "lead_figure_id": Figure}


@dataclass(frozen=True)
class Restored:
    """The article as it is now, the revision that keeps this, and what could not be brought back, in words."""

    article: Article
    revision: Revision
    lost: list[str] = field(default_factory=list)


class Stale(Exception):
    """Somebody saved the article after the page of whoever wants to restore it was opened."""


def restore(
    revision: Revision,
    *,
    by: AbstractBaseUser | None,
    language: str | None = None,
    base: int | None = None,
) -> Restored:
    """Make the working copy what it was at a revision; a deleted article comes back, with its editions as drafts.

    All of it returns: texts, byline with posts, attachments, subjects, figure, checked notes. ``language`` is the code
    of the only language to bring back: its texts, posts, what it calls attachments, and checked notes. ``base`` is the
    number of the revision that is thought to be the newest; Stale is raised when it is not. What is gone for good is
    left out and told. What stood there before stays in the history.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().filter(pk=revision.article_id).first()
        if article is None:
            article, language = _again(revision), None
        elif base not in (None, article.lock_version):
            raise Stale
        lost = list(missing(revision, language))
        _write_fields(article, revision, language)
        _write_byline(article, revision, language)
        _write_attachments(article, revision, language)
        if language is None:
            article.topics.set(Topic.objects.filter(pk__in=revision.content["topics"]))
            article.regions.set(Region.objects.filter(pk__in=revision.content["regions"]))
        _tick_notes(article, revision, [language] if language else list(CODES))
        kept = Revision.objects.record(article, by, _comment(revision, language))
    return Restored(article, kept, lost)


def missing(revision: Revision, language: str | None = None) -> Iterator[str]:
    """What of a revision cannot be brought back, a sentence for each thing that is gone."""
    if language is not None:
        return
    if not _is_free(revision.field("slug"), revision.article_id):
        yield _("The address “%(slug)s” belongs to another article now.") % {"slug": revision.field("slug")}
    for kind, keys in _referred(revision).items():
        model, text = GONE[kind]
        there = set(model.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        for key in sorted(keys - there):
            yield text % {"name": revision.name_of(kind, key) or key}


def _referred(revision: Revision) -> dict[str, set[int]]:
    """The keys of the rows that a revision refers to, by the kinds of GONE."""
    content = revision.content
    return {
        "author": {row["author_id"] for row in content["authorships"]},
        "topic": set(content["topics"]),
        "region": set(content["regions"]),
        "series": {revision.field("series_id")} - {None},
        "figure": {revision.field("lead_figure_id")} - {None},
        "document": {row["document_id"] for row in revision.attachments},
    }


def _again(revision: Revision) -> Article:
    """A deleted article under its old key, so that its history goes on, numbers included."""
    last = Revision.objects.filter(article_id=revision.article_id).order_by("-number").first()
    number = last.number if last else revision.number
    slug = revision.field("slug")
    if not _is_free(slug, revision.article_id):
        slug = f"{slug[:100]}-{revision.article_id}"
    article = Article(pk=revision.article_id, slug=slug, lock_version=number)
    article.save(force_insert=True)
    return article


def _is_free(slug: str, article_id: int) -> bool:
    """Whether an address leads to no other article, and never did."""
    taken = Article.objects.filter(slug=slug).exclude(pk=article_id).exists()
    return not taken and not FormerSlug.objects.filter(slug=slug).exclude(article=article_id).exists()


def _write_fields(article: Article, revision: Revision, language: str | None) -> None:
    names = [column(name, code) for name in TRANSLATED for code in CODES if language in (None, code)]
    for name in names if language else [*NEUTRAL, *names]:
        value = _still_there(name, revision.field(name), article)
        setattr(article, name, article._meta.get_field(name).to_python(value))
    article.save()


def _still_there(name: str, value: Any, article: Article) -> Any:
    """A value of a revision if it can stand in the article today; the address that it has where its own is taken."""
    if name == "slug" and not _is_free(value, article.pk):
        return article.slug
    if name in REFERENCES and value and not REFERENCES[name].objects.filter(pk=value).exists():
        return None
    return value


def _write_byline(article: Article, revision: Revision, language: str | None) -> None:
    rows = revision.content["authorships"]
    if language:
        posts = {(row["author_id"], row["role"]): row for row in rows}
        for entry in article.authorships.all():
            row = posts.get((entry.author_id, entry.role), {})
            for name in (column(part, language) for part in POST):
                setattr(entry, name, row.get(name, getattr(entry, name)))
            entry.save()
        return
    there = set(Author.objects.filter(pk__in=[row["author_id"] for row in rows]).values_list("pk", flat=True))
    article.authorships.all().delete()
    # In bulk, because saving a new entry fills an empty post from the author's profile.
    Authorship.objects.bulk_create(
        Authorship(article=article, **row) for row in rows if row["author_id"] in there
    )


def _write_attachments(article: Article, revision: Revision, language: str | None) -> None:
    if language:
        rows = {(row["document_id"], row["language"]): row for row in revision.attachments}
        name = column("label", language)
        for each in article.attachments.all():
            setattr(
                each, name, rows.get((each.document_id, each.language), {}).get(name, getattr(each, name))
            )
            each.save()
        return
    keys = {row["document_id"] for row in revision.attachments}
    there = set(Document.objects.filter(pk__in=keys).values_list("pk", flat=True))
    article.attachments.all().delete()
    Attachment.objects.bulk_create(
        Attachment(article=article, **row) for row in revision.attachments if row["document_id"] in there
    )


def _tick_notes(article: Article, revision: Revision, languages: list[str]) -> None:
    """Let exactly those notes count as checked that were checked then."""
    for language in languages:
        keys = [key for code, key in revision.content["reviewed"] if code == language]
        present = Footnote.objects.filter(article=article, language=language, removed_at=None)
        present.filter(key__in=keys).update(reviewed=True)
        present.exclude(key__in=keys).update(reviewed=False)


def _comment(revision: Revision, language: str | None) -> str:
    if language:
        return _("%(language)s restored from revision %(number)d") % {
            "language": label(language),
            "number": revision.number,
        }
    return _("Restored from revision %(number)d") % {"number": revision.number}
