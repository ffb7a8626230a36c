"""What is known about a note besides its text. The text itself lives in the body, where it is cited."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.languages import CHOICES, CODES, column
from publications.body import notes
from publications.models.rows import insert

if TYPE_CHECKING:
    from publications.models.article import Article

_COLUMNS = ("article", "language", "key", "number", "html", "text", "links", "reviewed")
DERIVED = ("number", "html", "text", "links", "reviewed", "removed_at")


class FootnoteQuerySet(models.QuerySet["Footnote"]):
    def derive(self, articles: Iterable["Article"]) -> None:
        """Make the rows of articles that have none yet."""
        insert(
            Footnote,
            _COLUMNS,
            (
                (
                    article.pk,
                    language,
                    note.key,
                    note.number,
                    note.html,
                    note.text,
                    json.dumps(note.links),
                    False,
                )
                for article in articles
                for language in CODES
                for note in _notes(article, language)
            ),
        )

    def sync(self, article: "Article", languages: Iterable[str] = CODES) -> None:
        """Bring the rows of an article in line with its bodies, inside the transaction that saves them.

        A row whose note has left the text is deleted, unless an editor has added something to it: then it stays
        with ``removed_at`` and is found again when the note comes back.
        """
        rows = {(row.language, row.key): row for row in self.filter(article=article, language__in=languages)}
        new, changed = [], []
        for language in languages:
            for note in _notes(article, language):
                row = rows.pop((language, note.key), None)
                if row is None:
                    row = Footnote(article=article, language=language, key=note.key)
                    new.append(row)
                elif row.says(note):
                    continue
                else:
                    changed.append(row)
                row.take(note)
        kept = [row for row in rows.values() if row.reviewed]
        for row in kept:
            row.number, row.removed_at = None, row.removed_at or timezone.now()
        self.filter(pk__in=[row.pk for row in rows.values() if not row.reviewed]).delete()
        self.bulk_create(new)
        self.bulk_update(changed + kept, DERIVED)


class Footnote(models.Model):
    """A note of one language of an article, derived from the body; only ``reviewed`` is the editors' own."""

    article = models.ForeignKey("publications.Article", models.CASCADE, related_name="footnotes")
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    key = models.CharField(max_length=8)
    number = models.PositiveIntegerField(_("number"), null=True)
    html = models.TextField()
    text = models.TextField(_("text"))
    links = models.JSONField(_("links"), default=list)
    reviewed = models.BooleanField(_("source checked"), default=False)
    removed_at = models.DateTimeField(null=True)

    objects = FootnoteQuerySet.as_manager()

    class Meta:
        ordering = ["language", "number", "key"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "key"], name="one_row_per_note")
        ]

    def __str__(self) -> str:
        return f"[{self.number or '–'}] {self.text[:80]}"

    def says(self, note: notes.Note) -> bool:
        """Whether the row is already what the body says."""
        return self.removed_at is None and (self.number, self.html) == (note.number, note.html)

    def take(self, note: notes.Note) -> "Footnote":
        """Become what the body says, without saving. A note whose words changed has to be checked again."""
        if self.html and self.html != note.html:
            self.reviewed = False
        self.number, self.html, self.text = note.number, note.html, note.text
        self.links, self.removed_at = list(note.links), None
        return self


def _notes(article: "Article", language: str) -> list[notes.Note]:
    return notes.extract(getattr(article, column("body", language)) or "", language)
