"""The numbered, unchangeable versions of editions."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import (
    Q,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from authors.fields import WebAddressField
from authors.models import Author
from config.languages import CHOICES
from publications.languages import reading_minutes
from publications.models.document import Document
from publications.models.file import Figure
from publications.models.public import Immutable, VersionQuerySet
from publications.models.subject import Region, Series, Topic


def digest(text: str) -> str:
    """What stands for a text: the hexadecimal SHA-256 of its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


class Version(models.Model):
    """An edition as it was published: everything that a page, a feed or a file needs, in one row.

    Readers see it from ``published_at`` until ``public_until``. Every other column stays as it was written; the
    model refuses to change them and a database trigger does too.
    """

    class Change(models.TextChoices):
        FIRST = "first", _("First version")
        MINOR = "minor", _("Small change")
        CORRECTION = "correction", _("Correction")

    edition = models.ForeignKey("publications.Edition", models.PROTECT, related_name="versions")
    article = models.ForeignKey(
        "publications.Article", models.PROTECT, verbose_name=_("article"), related_name="versions"
    )
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    number = models.PositiveIntegerField(_("version"))
    published_at = models.DateTimeField(_("published at"))
    public_until = models.DateTimeField(_("public until"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("published by"),
        null=True,
        related_name="+",
    )
    change = models.CharField(_("kind of change"), max_length=12, choices=Change)
    note = models.TextField(_("note for readers"), blank=True)
    kind = models.CharField(_("kind"), max_length=20)
    date = models.DateField()
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    byline = models.JSONField(default=list)
    lead = models.JSONField(null=True)
    attachments = models.JSONField(default=list)
    body = models.TextField()
    notes = models.JSONField(default=list)
    contents = models.JSONField(default=list)
    text = models.TextField(_("text"))
    source = models.TextField()
    words = models.PositiveIntegerField()
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="versions", db_index=False)
    series_number = models.PositiveIntegerField(null=True)
    doi = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=20, blank=True)
    first_published_url = WebAddressField(max_length=500, blank=True)
    translated_from = models.CharField(max_length=10, blank=True)
    authors = models.ManyToManyField(Author, related_name="versions")
    topics = models.ManyToManyField(Topic, related_name="versions")
    regions = models.ManyToManyField(Region, related_name="versions")
    figures = models.ManyToManyField(Figure, related_name="versions")
    documents = models.ManyToManyField(Document, related_name="versions")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-published_at", "-pk"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_version_per_number"),
            # Two open versions of one edition would both be public.
            models.UniqueConstraint(
                fields=["edition"], condition=Q(public_until=None), name="one_open_version_per_edition"
            ),
        ]
        indexes = [
            # The last columns let the database leave out what is not public, and what is of another kind or series, and
            # count the rest, without reading the long rows.
            models.Index(
                fields=["language", "-date", "-published_at", "-id", "public_until", "kind", "series"],
                name="version_archive",
            ),
            models.Index(
                fields=[
                    "series",
                    "language",
                    "series_number",
                    "date",
                    "published_at",
                    "id",
                    "public_until",
                    "kind",
                ],
                name="version_series",
            ),
            models.Index(fields=["published_at"], name="version_coming"),
            models.Index(fields=["public_until"], name="version_going"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("A version is never changed; publish a new one.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The address of the article in the version's own language, whichever is active."""
        with override(self.language):
            return reverse("article", args=[self.article.slug])

    @property
    def minutes(self) -> int:
        """How long it takes to read the text, without its notes, in minutes."""
        return reading_minutes(self.words, self.language)

    def text_digest(self) -> str:
        """What stood as ``digest`` at the edition when the version was written."""
        return digest("\n".join((self.title, self.subtitle, self.summary, self.source)))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a version that no reader has ever seen; raise Immutable for any other."""
        if self.published_at <= timezone.now():
            raise Immutable("A version is never deleted; withdraw its edition.")
        return super().delete(*args, **kwargs)
