"""The generation of the public site: a counter that changes in the same transaction as anything readers see.

A stored page is kept under the generation that was read before it was rendered, so that it can never be stale.
"""

from typing import Any

from django.db import models
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save


class GenerationQuerySet(models.QuerySet["Generation"]):
    def advance(self) -> None:
        """Say that the public site has changed. Call it inside the transaction of the change."""
        if not self.filter(pk=1).update(number=F("number") + 1):
            self.bulk_create([Generation(pk=1, number=2)], ignore_conflicts=True)

    def number(self) -> int:
        """The present generation; 1 before the first change."""
        return self.filter(pk=1).values_list("number", flat=True).first() or 1


class Generation(models.Model):
    """The one row that counts public changes."""

    number = models.PositiveBigIntegerField(default=1)

    objects = GenerationQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.number)


def _advance(**kwargs: Any) -> None:
    if not kwargs.get("raw"):
        Generation.objects.advance()


def watch_names() -> None:
    """Advance whenever a name or profile that public pages show beside the versions is changed."""
    from authors.models import Appointment, Author, Department, Fellow, SpokenLanguage
    from publications.models.home import Pick
    from publications.models.page import Page
    from publications.models.subject import Region, Series, Topic

    for model in (Author, Fellow, Appointment, Department, SpokenLanguage, Topic, Region, Series, Page, Pick):
        for signal in (post_save, post_delete):
            signal.connect(_advance, sender=model, dispatch_uid=f"generation-{model.__name__}")
    for relation in (Fellow.topics.through, Fellow.regions.through, Fellow.languages.through):
        m2m_changed.connect(_advance, sender=relation, dispatch_uid=f"generation-{relation.__name__}")
