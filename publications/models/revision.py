"""The working copy as it was at each save."""

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Subquery
from django.utils.translation import gettext_lazy as _

from config.languages import CODES, column
from publications.models.article import RELATED, Article, Authorship
from publications.models.attachment import Attachment
from publications.models.footnote import Footnote
from publications.models.version import digest

TRANSLATED = ("title", "subtitle", "summary", "body", "lead_alt", "lead_caption")
NEUTRAL = (
    *("kind", "slug", "date", "series_id", "series_number", "lead_figure_id"),
    *("doi", "licence", "first_published_url"),
)
# From this length on a text is kept apart, once for all the revisions that share it.
LONG = 200
# A tenth larger than at zlib's own level, in half the time.
FASTEST = 1
REVIEWED = Prefetch("footnotes", Footnote.objects.filter(reviewed=True), to_attr="reviewed_notes")


class StoredTextQuerySet(models.QuerySet["StoredText"]):
    def keep(self, texts: dict[str, str]) -> None:
        """Store texts under their digests, unless they are there already."""
        self.bulk_create(
            [
                StoredText(digest=digest, content=zlib.compress(text.encode(), FASTEST))
                for digest, text in texts.items()
            ],
            ignore_conflicts=True,
        )

    def read(self, digest: str) -> str:
        """The text of a digest."""
        return zlib.decompress(self.get(digest=digest).content).decode()


class StoredText(models.Model):
    """A text of some revision, compressed and kept under its SHA-256, so that unchanged texts cost nothing."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    objects = StoredTextQuerySet.as_manager()

    def __str__(self) -> str:
        return self.digest


class RevisionQuerySet(models.QuerySet["Revision"]):
    def saying(self, article_id: int, language: str, text_digest: str) -> "Revision | None":
        """The newest revision of an article in which ``language`` had the text that ``text_digest`` stands for."""
        found = self.filter(article_id=article_id, **{f"content__digests__{language}": text_digest})
        return found.order_by("-number").first()

    def newest_of_deleted(self) -> "RevisionQuerySet":
        """For each article that has been deleted its last revision, the latest save first."""
        newest = self.filter(article_id=OuterRef("article_id")).order_by("-number").values("number")[:1]
        there = Article.objects.filter(pk=OuterRef("article_id")).order_by()
        return self.filter(~Exists(there), number=Subquery(newest)).order_by("-created")

    def record(self, article: Article, by: AbstractBaseUser | None, comment: str = "") -> "Revision":
        """Keep the article as it stands now, byline and notes included, under the next number.

        Every door that writes a working copy calls this last. The number is also the article's ``lock_version``,
        by which a stale form is recognised.
        """
        with transaction.atomic():
            Article.objects.filter(pk=article.pk).update(lock_version=F("lock_version") + 1)
            stored = Article.objects.select_related("series", "lead_figure").get(pk=article.pk)
            article.lock_version = stored.lock_version
            [revision] = self._keep([stored], by, comment)
        return revision

    def record_first(self, articles: Sequence[Article]) -> None:
        """Do what ``record`` does for articles that were made in this transaction and are in hand as they are stored.

        Their byline, topics and regions are read now, once for all of them, and stay with them.
        """
        Article.objects.filter(pk__in=[article.pk for article in articles]).update(lock_version=1)
        for article in articles:
            article.lock_version = 1
        self._keep(articles)

    def _keep(
        self, articles: Sequence[Article], by: AbstractBaseUser | None = None, comment: str = ""
    ) -> list["Revision"]:
        """Write a revision of each article as it is in hand, under the number that it has now."""
        models.prefetch_related_objects(articles, *RELATED, REVIEWED)
        texts: dict[str, str] = {}
        revisions = [
            Revision(
                article_id=article.pk,
                number=article.lock_version,
                by=by,
                comment=comment,
                content=_snapshot(article, texts),
            )
            for article in articles
        ]
        StoredText.objects.keep(texts)
        return self.bulk_create(revisions)


class Revision(models.Model):
    """One saved state of a working copy. It outlives the article, so that a deleted one can be restored."""

    article_id = models.BigIntegerField(db_index=True)
    number = models.PositiveIntegerField(_("number"))
    created = models.DateTimeField(_("saved"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    content = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["article_id", "number"], name="one_revision_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

    @property
    def article_name(self) -> str:
        """A title that the article had in any language, or else its address."""
        titles = (self.field(column("title", language)) for language in CODES)
        return next(filter(None, titles), self.field("slug"))

    @property
    def attachments(self) -> list[dict[str, Any]]:
        """The rows of what went with the article, in order; none in revisions that were kept before there were any."""
        return sorted(self.content.get("attachments", []), key=lambda row: row["order"])

    def name_of(self, kind: str, key: int) -> str:
        """What an author, topic, region, series or figure was called at that time; empty where that was not kept.

        ``kind`` is ``author``, ``topic``, ``region``, ``series``, ``figure`` or ``document``.
        """
        return str(self.content.get("names", {}).get(f"{kind}-{key}", ""))

    def field(self, name: str) -> Any:
        """What a column of the article held, such as ``body_zh_hans`` or ``date``."""
        value = self.content["fields"][name]
        return StoredText.objects.read(value["digest"]) if isinstance(value, dict) else value


def _snapshot(article: Article, texts: dict[str, str]) -> dict[str, Any]:
    """The stored columns and related rows of an article as JSON; its long texts are put into ``texts`` by digest.

    Bare columns and derived rows are left out.
    """
    names = [*NEUTRAL, *(column(field, language) for field in TRANSLATED for language in CODES)]
    return {
        "fields": {name: _stored(getattr(article, name), texts) for name in names},
        "digests": {language: digest(article.text(language)) for language in CODES},
        "authorships": [_entry(row) for row in article.authorships.all()],
        "attachments": [_attached(row) for row in article.attachments.all()],
        "topics": [topic.pk for topic in article.topics.all()],
        "regions": [region.pk for region in article.regions.all()],
        "reviewed": [[note.language, note.key] for note in article.reviewed_notes],
        "names": _names(article),
    }


def _names(article: Article) -> dict[str, str]:
    """What the rows are called that an article refers to: they may be gone when somebody looks back."""
    named = {
        "author": [row.author for row in article.authorships.all()],
        "document": [row.document for row in article.attachments.all()],
        "topic": article.topics.all(),
        "region": article.regions.all(),
        "series": filter(None, [article.series]),
        "figure": filter(None, [article.lead_figure]),
    }
    return {f"{kind}-{row.pk}": str(row) for kind, rows in named.items() for row in rows}


def _stored(value: Any, texts: dict[str, str]) -> Any:
    if isinstance(value, str) and len(value) > LONG:
        digest = hashlib.sha256(value.encode()).hexdigest()
        texts[digest] = value
        return {"digest": digest}
    return value.isoformat() if hasattr(value, "isoformat") else value


def _attached(row: Attachment) -> dict[str, Any]:
    names = ["document_id", "language", "order", *(column("label", code) for code in CODES)]
    return {name: getattr(row, name) for name in names}


def _entry(row: Authorship) -> dict[str, Any]:
    names = [
        "author_id",
        "role",
        "order",
        *(column(f, code) for f in ("position", "institute") for code in CODES),
    ]
    return {name: getattr(row, name) for name in names}
