"""Words that the conversion between the Chinese scripts gets wrong, kept by the editors."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScriptOverride(models.Model):
    """A word and what it is in the other script; the same on both sides protects a name."""

    simplified = models.CharField(_("simplified"), max_length=60, unique=True)
    traditional = models.CharField(_("traditional"), max_length=60)

    class Meta:
        ordering = ["simplified"]
        verbose_name = _("conversion of a word")
        verbose_name_plural = _("conversions of words")

    def __str__(self) -> str:
        return f"{self.simplified} → {self.traditional}"
