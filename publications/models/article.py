"""The working copy of an article, in three languages, and who signs it."""

import datetime
import itertools
from collections.abc import Container
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from authors.addresses import Addressed, Former
from authors.fields import WebAddressField
from authors.models import Author
from config.languages import CODES, column
from publications.body.clean import clean
from publications.models.doi import DoiField
from publications.models.edition import Edition
from publications.models.file import Figure
from publications.models.footnote import Footnote
from publications.models.subject import Region, Series, Topic
from publications.models.version import Version

TEXTS = ("title", "subtitle", "summary", "body")
BODIES = tuple(column("body", language) for language in CODES)


LONGEST_SLUG = 80
# The rows that make an article whole, besides its own.
RELATED = ("series", "lead_figure", "authorships__author", "attachments__document", "topics", "regions")


def title_slug(title: str) -> str:
    """The Latin letters and digits of a title as an address; empty where it has none."""
    return slugify(title)[:LONGEST_SLUG].strip("-")


def first_free(slug: str, taken: Container[str]) -> str:
    """``slug``, or the first of slug-2, slug-3, … that is not taken."""
    candidates = itertools.chain([slug], (f"{slug}-{number}" for number in itertools.count(2)))
    return next(each for each in candidates if each not in taken)


class Kind(models.TextChoices):
    COMMENTARY = "commentary", _("Commentary")
    POLICY_BRIEF = "policy-brief", _("Policy brief")
    REPORT = "report", _("Report")
    WORKING_PAPER = "working-paper", _("Working paper")
    JOURNAL_ARTICLE = "journal-article", _("Journal article")
    BOOK_CHAPTER = "book-chapter", _("Book chapter")
    INTERVIEW = "interview", _("Interview")
    SPEECH = "speech", _("Speech")


class Licence(models.TextChoices):
    """Under which terms a text may be used; the codes are SPDX identifiers."""

    CC_BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_NC = "CC-BY-NC-4.0", _("Creative Commons Attribution-NonCommercial 4.0")
    CC_BY_NC_ND = "CC-BY-NC-ND-4.0", _("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0")


class ArticleQuerySet(models.QuerySet["Article"]):
    def without_bodies(self) -> "ArticleQuerySet":
        """For lists: leave the long columns in the database."""
        return self.defer("body", *BODIES)

    def free_slug(self, title: str, date: datetime.date | None) -> str:
        """An address that no article has or had: from a title in Latin letters, else from its date or today's."""
        wanted = title_slug(title) or (date or timezone.localdate()).isoformat()
        alike = [model.objects.filter(slug__startswith=wanted) for model in (Article, FormerSlug)]
        return first_free(wanted, {slug for rows in alike for slug in rows.values_list("slug", flat=True)})

    def formerly_at(self, slug: str) -> "ArticleQuerySet":
        """Those that once were at this address, and that readers have seen: others are told to nobody."""
        seen = Version.objects.ever_public().filter(article=OuterRef("pk")).order_by()
        return self.without_bodies().filter(Exists(seen), former_slugs__slug=slug)


class Article(Addressed):
    """What editors work on. Readers never see it: they see the versions that publishing makes of it."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMMENTARY)
    title = models.CharField(_("title"), max_length=300, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("body"), blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        help_text=_("The same in every language. An old address keeps leading here."),
    )
    date = models.DateField(_("date"), null=True, blank=True, help_text=_("The date line that readers see."))
    authors = models.ManyToManyField(Author, through="Authorship", related_name="articles")
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="articles")
    regions = models.ManyToManyField(Region, verbose_name=_("regions"), blank=True, related_name="articles")
    series = models.ForeignKey(
        Series, models.PROTECT, verbose_name=_("series"), null=True, blank=True, related_name="articles"
    )
    series_number = models.PositiveIntegerField(_("number in the series"), null=True, blank=True)
    lead_figure = models.ForeignKey(
        Figure, models.PROTECT, verbose_name=_("lead figure"), null=True, blank=True, related_name="+"
    )
    lead_alt = models.CharField(_("alternative text of the lead figure"), max_length=300, blank=True)
    lead_caption = models.CharField(_("caption of the lead figure"), max_length=300, blank=True)
    doi = DoiField(_("DOI"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)
    first_published_url = WebAddressField(_("first published at"), max_length=500, blank=True)
    lock_version = models.PositiveIntegerField(default=0, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    modified = models.DateTimeField(_("modified"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-modified"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            # What lists are ordered, filtered and searched by stands behind the bodies in a row. With an index for
            # each, a database that keeps long rows in one piece need not read through all of them.
            models.Index(fields=["-modified", "-id"], name="article_newest"),
            models.Index(fields=["kind", "-modified", "-id"], name="article_kind_newest"),
            models.Index(fields=["date"], name="article_date"),
            *(
                models.Index(fields=[column("title", code)], name=f"article_{column('title', code)}")
                for code in CODES
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the working copy with what follows from it: clean bodies, rows of notes, editions, old addresses.

        All of it is one transaction. Bodies that were deferred, or left out by ``update_fields``, are not touched.
        """
        fields = kwargs.get("update_fields")
        written = [
            language
            for language, body in zip(CODES, BODIES, strict=True)
            if body not in self.get_deferred_fields() and (fields is None or body in fields)
        ]
        for language in written:
            name = column("body", language)
            setattr(self, name, clean(getattr(self, name) or ""))
        with transaction.atomic():
            super().save(*args, **kwargs)
            if written:
                Footnote.objects.sync(self, written)
                Edition.objects.keep(self)

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    def text(self, language: str) -> str:
        """Title, subtitle, summary and body in ``language``, for telling whether any of them has changed."""
        return "\n".join(getattr(self, column(name, language)) or "" for name in TEXTS)

    def languages(self) -> list[str]:
        """The languages in which something has been written: a title or a body."""
        return [
            code
            for code in CODES
            if getattr(self, column("title", code)) or getattr(self, column("body", code))
        ]


class Authorship(models.Model):
    """Who signed an article and as what: the post and institute of that time, which no later profile changes."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")
        TRANSLATOR = "translator", _("Translator")
        INTERVIEWER = "interviewer", _("Interviewer")

    article = models.ForeignKey(Article, models.CASCADE, related_name="authorships")
    author = models.ForeignKey(Author, models.PROTECT, verbose_name=_("author"), related_name="authorships")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AUTHOR)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    position = models.CharField(_("position"), max_length=200, blank=True)
    institute = models.CharField(_("institute"), max_length=300, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("byline entry")
        verbose_name_plural = _("byline")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"], name="one_entry_per_author_and_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new entry that says nothing of post and institute starts from the author's on the article's date."""
        if self._state.adding:
            for language in CODES:
                self._fill(language)
        super().save(*args, **kwargs)

    def _fill(self, language: str) -> None:
        position, institute = column("position", language), column("institute", language)
        if getattr(self, position) or getattr(self, institute):
            return
        post = self.author.post_on(self.article.date or timezone.localdate(), language)
        setattr(self, position, post.position)
        setattr(self, institute, post.institute)


class FormerSlug(Former):
    """An address that an article once had and that still leads to it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="former_slugs")
