"""Links that let somebody without an account read what would be published."""

import datetime
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS = 14


def new_token() -> str:
    """A text that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


def in_two_weeks() -> datetime.datetime:
    """When a link that is made now runs out."""
    return timezone.now() + datetime.timedelta(days=DAYS)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def valid(self) -> "PreviewLinkQuerySet":
        """Those that still open something."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """An address at which one edition can be read as it would be published, until it runs out or is revoked."""

    edition = models.ForeignKey("publications.Edition", models.CASCADE, related_name="preview_links")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("made by"), null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("runs out"), default=in_two_weeks)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.edition} ({self.expires_at:%Y-%m-%d})"
