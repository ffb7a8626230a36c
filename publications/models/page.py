"""Pages that editors write beside the articles: who we are, how to reach us, how we work."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.languages import CODES, column
from publications.body.clean import clean
from publications.body.pictures import pictures
from publications.models.file import Figure

BODIES = tuple(column("body", code) for code in CODES)


def is_public(language: str) -> Q:
    """The condition that readers of ``language`` may see a page: it is marked as shown, and has title and body."""
    words = {f"{column(name, language)}__gt": "" for name in ("title", "body")}
    return Q(**{column("shown", language): True}, **words)


class PageQuerySet(models.QuerySet["Page"]):
    """The only door to the pages that readers may see."""

    def public(self, language: str) -> "PageQuerySet":
        """Those that readers of ``language`` see."""
        return self.filter(is_public(language))

    def public_in_any(self) -> "PageQuerySet":
        """Those that readers of some language see."""
        return self.filter(Q(*map(is_public, CODES), _connector=Q.OR))

    def as_links(self, language: str) -> "PageQuerySet":
        """In their order, with what a link needs and nothing of their texts."""
        return self.only("slug", "place", column("title", language)).order_by("order", "slug")


class Page(models.Model):
    """A text without author and date, and without versions. What is saved is what readers see."""

    class Place(models.TextChoices):
        HEAD = "head", _("at the head of every page")
        FOOT = "foot", _("at the foot of every page")
        NOWHERE = "nowhere", _("nowhere: links in texts lead to it")

    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("body"), blank=True)
    shown = models.BooleanField(_("shown to readers"), default=False)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        help_text=_("The same in every language. An old address keeps leading here."),
    )
    place = models.CharField(_("linked"), max_length=10, choices=Place, default=Place.FOOT)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    figures = models.ManyToManyField(Figure, related_name="pages", editable=False)
    lock_version = models.PositiveIntegerField(default=0, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title or self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves clean bodies, and what follows: which pictures they show, and the address that is given up."""
        for name in BODIES:
            setattr(self, name, clean(getattr(self, name) or ""))
        with transaction.atomic():
            FormerPage.objects.remember(self)
            super().save(*args, **kwargs)
            shown = {address for name in BODIES for address in pictures(getattr(self, name))}
            self.figures.set(Figure.objects.by_address(shown).values())

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    def public_in(self) -> list[str]:
        """The languages in which readers see it."""
        needed = ("title", "body", "shown")
        return [code for code in CODES if all(getattr(self, column(name, code)) for name in needed)]


class FormerPageQuerySet(models.QuerySet["FormerPage"]):
    def remember(self, page: Page) -> None:
        """Keep the stored address of a page that is about to get another one."""
        stored = Page.objects.filter(pk=page.pk).values_list("slug", flat=True).first()
        if stored and stored != page.slug:
            self.update_or_create(slug=stored, defaults={"page": page})
        self.filter(slug=page.slug).delete()


class FormerPage(models.Model):
    """An address that a page once had and that still leads to it."""

    slug = models.SlugField(max_length=80, unique=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="former_addresses")

    objects = FormerPageQuerySet.as_manager()

    def __str__(self) -> str:
        return self.slug
