"""Addresses that change, and keep leading to what they once led to."""

from typing import Any

from django.db import models, transaction


class Former(models.Model):
    """An address that something once had. What it is of, a subclass names by one key, as ``former_slugs``."""

    slug = models.SlugField(max_length=120, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug


class Addressed(models.Model):
    """Something with an address of its own, ``slug``, that remembers in ``former_slugs`` the ones it had."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves the row, and in the same transaction the address that it gives up."""
        with transaction.atomic():
            rows = type(self)._base_manager.filter(pk=self.pk)
            stored = rows.values_list("slug", flat=True).first() if self.pk else None
            super().save(*args, **kwargs)
            if stored != self.slug:
                self._remember(stored)

    def _remember(self, given_up: str | None) -> None:
        """The address that it has now leads nowhere else any more, and the one of before leads here."""
        relation = self._meta.get_field("former_slugs")
        former = relation.related_model._default_manager
        former.filter(slug=self.slug).delete()
        if given_up:
            former.update_or_create(slug=given_up, defaults={relation.field.name: self})
