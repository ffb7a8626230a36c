"""Which parts people play in publishing, and which languages a translator works in."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from config.languages import CHOICES, CODES

EVERY_LANGUAGE = "publications.review_edition"
# The groups that migrations make, by their names, as people read them.
ROLES = {
    "Publishers": _("Publishers"),
    "Editors": _("Editors"),
    "Translators": _("Translators"),
    "Fellows' staff": _("Fellows’ staff"),
}


class LanguageGrantQuerySet(models.QuerySet["LanguageGrant"]):
    def languages_of(self, user: AbstractBaseUser) -> tuple[str, ...]:
        """The languages whose texts this user may change: all for those who review, else those that were given."""
        if user.has_perm(EVERY_LANGUAGE):
            return CODES
        given = set(self.filter(user=user).values_list("language", flat=True))
        return tuple(code for code in CODES if code in given)

    def translators(self, language: str, present: int | None = None) -> models.QuerySet[Any]:
        """Those who may be given a text in this language: who was given the language, or reviews.

        ``present`` is the key of somebody who has it already, whatever they were given since.
        """
        people = get_user_model().objects
        reviewers = people.with_perm(EVERY_LANGUAGE, backend="django.contrib.auth.backends.ModelBackend")
        given = self.filter(user=OuterRef("pk"), language=language)
        allowed = Q(Exists(given)) | Q(pk__in=reviewers.order_by().values("pk"))
        return people.filter(Q(allowed, is_active=True, is_staff=True) | Q(pk=present)).order_by("username")

    def give(self, user: AbstractBaseUser, languages: Collection[str]) -> None:
        """Let these be the user's languages, and no others."""
        self.filter(user=user).exclude(language__in=languages).delete()
        self.bulk_create(
            [LanguageGrant(user=user, language=language) for language in languages], ignore_conflicts=True
        )


class LanguageGrant(models.Model):
    """A language that a translator was given."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("translator"), related_name="language_grants"
    )
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)

    objects = LanguageGrantQuerySet.as_manager()

    class Meta:
        ordering = ["user", "language"]
        verbose_name = _("translator's language")
        verbose_name_plural = _("translators' languages")
        constraints = [models.UniqueConstraint(fields=["user", "language"], name="one_grant_per_language")]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_language_display()}"
