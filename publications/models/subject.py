"""What articles are about, and the series they appear in. New ones are rows, never code."""

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    """A name per language, one neutral address and a few words on what it holds."""

    name = models.CharField(_("name"), max_length=200, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = models.TextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name or self.slug


class TopicQuerySet(models.QuerySet["Topic"]):
    def published(self, language: str) -> "TopicQuerySet":
        """Those with something public in ``language``, each with how much as ``count``."""
        versions = self.model._meta.get_field("versions").related_model
        public = versions.objects.public(language).order_by()
        return self.filter(versions__in=public).annotate(count=Count("versions"))


class Topic(Subject):
    objects = TopicQuerySet.as_manager()

    class Meta(Subject.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class Region(Subject):
    class Meta(Subject.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Series(Subject):
    class Meta(Subject.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
