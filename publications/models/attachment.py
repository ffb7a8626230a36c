"""What goes with an article besides its text: a report as it was designed, the data behind its figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.languages import CHOICES
from publications.models.document import Document


class Attachment(models.Model):
    """A document that goes with an article, in one language or in all of them."""

    article = models.ForeignKey("publications.Article", models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("file"), related_name="attachments")
    language = models.CharField(
        _("for readers of"), max_length=10, choices=[("", _("every language")), *CHOICES], blank=True
    )
    label = models.CharField(_("what it is"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "document", "language"], name="one_attachment_per_document_and_language"
            )
        ]

    def __str__(self) -> str:
        return self.document.name

    def is_for(self, language: str) -> bool:
        """Whether readers of a language are offered it."""
        return self.language in ("", language)
