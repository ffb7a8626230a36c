"""What editors put on the home page of each language."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.languages import CHOICES
from publications.models.article import Article


class Home(models.Model):
    """The home page: one row, which those who curate it lock. What readers see of its picks, versions tell."""

    lock_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home page")

    def __str__(self) -> str:
        return gettext("Home page")


class Pick(models.Model):
    """An article that leads the home page of one language; the first that is public there is its lead."""

    home = models.ForeignKey(Home, models.CASCADE, related_name="picks")
    language = models.CharField(_("language"), max_length=10, choices=CHOICES, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), related_name="picks")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("pick")
        verbose_name_plural = _("picks")
        constraints = [
            models.UniqueConstraint(
                fields=["home", "language", "article"], name="one_pick_per_article_and_language"
            )
        ]

    def __str__(self) -> str:
        return str(self.article)
