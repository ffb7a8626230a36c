"""Who did what with an edition, when and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.Model):
    """One step of an edition on its way. The workflow writes it in the transaction of what was done."""

    class Action(models.TextChoices):
        SUBMITTED = "submitted", _("Sent for review")
        RETURNED = "returned", _("Sent back")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        SCHEDULED = "scheduled", _("Scheduled")
        CORRECTED = "corrected", _("Corrected")
        CANCELLED = "cancelled", _("Schedule cancelled")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CONVERTED = "converted", _("Converted from the other script")
        CONFIRMED = "confirmed", _("Conversion confirmed")
        STILL_VALID = "still-valid", _("Translation found still valid")
        ASSIGNED = "assigned", _("Translator named")
        DERIVED = "derived", _("Source named")

    edition = models.ForeignKey("publications.Edition", models.CASCADE, related_name="steps")
    action = models.CharField(_("step"), max_length=12, choices=Action)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(_("version"), null=True)
    # For which the version is, or was, scheduled.
    moment = models.DateTimeField(_("moment"), null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="step_newest")]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return f"{self.get_action_display()} ({self.at:%Y-%m-%d %H:%M})"
