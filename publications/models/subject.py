"""What articles are about, and the series they appear in. New ones are rows, never code."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from authors.addresses import Addressed, Former
from config.languages import CODES, column
from publications.models.issn import IssnField

if TYPE_CHECKING:
    from publications.models.public import VersionQuerySet


class SubjectQuerySet(models.QuerySet[Any]):
    def formerly_at(self, slug: str) -> "SubjectQuerySet":
        """Those that once were at this address."""
        return self.filter(former_slugs__slug=slug)

    def counted(self, versions: "VersionQuerySet") -> list[Any]:
        """Those that any of the versions belong to: each with how many as ``count``, the newest's day as ``newest``."""
        tallies = versions.tally(self.model._meta.get_field("versions").field.name)
        rows = list(self.filter(pk__in=tallies))
        for row in rows:
            row.count, row.newest = tallies[row.pk]
        return rows

    def published(self, language: str) -> list[Any]:
        """Those with something public in ``language``, counted."""
        versions = self.model._meta.get_field("versions").related_model
        return self.counted(versions.objects.public(language))


class Subject(Addressed):
    """A name per language, one neutral address and a few words on what it holds."""

    name = models.CharField(_("name"), max_length=200, blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        help_text=_("The same in every language. An old address keeps leading here."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences that readers see above the list.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Lower numbers come first; equal ones follow their addresses.")
    )

    objects = SubjectQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse(self._meta.model_name, args=[self.slug])

    def languages(self) -> list[str]:
        """The languages in which it has a page: those in which it has a name or anything public."""
        named = {code for code in CODES if getattr(self, column("name", code))}
        if len(named) < len(CODES):
            named |= set(self.versions.public().order_by().values_list("language", flat=True))
        return [code for code in CODES if code in named]


class Topic(Subject):
    class Meta(Subject.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Region(Subject):
    class Meta(Subject.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Series(Subject):
    issn = IssnField(
        "ISSN", max_length=9, blank=True, help_text=_("As the ISSN centre has assigned it: 0317-8471.")
    )

    class Meta(Subject.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")


class FormerTopicSlug(Former):
    """An address that a topic once had."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="former_slugs")


class FormerRegionSlug(Former):
    """An address that a region once had."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="former_slugs")


class FormerSeriesSlug(Former):
    """An address that a series once had."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="former_slugs")
