"""Which languages a translator works in."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.languages import CODES
from publications.models.edition import LANGUAGE_CHOICES

EVERY_LANGUAGE = "publications.review_edition"


class LanguageGrantQuerySet(models.QuerySet["LanguageGrant"]):
    def languages_of(self, user: AbstractBaseUser) -> tuple[str, ...]:
        """The languages whose texts this user may change: all for those who review, else those that were given."""
        if user.has_perm(EVERY_LANGUAGE):
            return CODES
        given = set(self.filter(user=user).values_list("language", flat=True))
        return tuple(code for code in CODES if code in given)


class LanguageGrant(models.Model):
    """A language that a translator was given."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("translator"), related_name="language_grants"
    )
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGE_CHOICES)

    objects = LanguageGrantQuerySet.as_manager()

    class Meta:
        ordering = ["user", "language"]
        verbose_name = _("translator's language")
        verbose_name_plural = _("translators' languages")
        constraints = [models.UniqueConstraint(fields=["user", "language"], name="one_grant_per_language")]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_language_display()}"
