"""Who signs: authors, and where they could once be found."""

import datetime
import hashlib
import secrets
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from authors import duplicates, ordering, portrait_files, portraits
from authors.addresses import Addressed, Former
from authors.fields import WebAddressField
from authors.models.fellow import Appointment, Post
from authors.orcid import OrcidField, validate_orcid
from config.languages import CODES, LANGUAGES, column

# The columns by which authors are ordered in each language.
SORTS = tuple(column("sort", code) for code in CODES)


class AuthorQuerySet(models.QuerySet["Author"]):
    """Words for authors as readers meet them."""

    def published(self, language: str) -> "AuthorQuerySet":
        """Those with something public in ``language``."""
        versions = self.model._meta.get_field("versions").related_model
        return self.filter(pk__in=versions.objects.public(language).order_by().values("authors"))

    def with_page(self) -> "AuthorQuerySet":
        """Those whose profile readers may see: visible fellows, and everybody with anything public."""
        versions = self.model._meta.get_field("versions").related_model
        public = versions.objects.public().filter(authors=OuterRef("pk")).order_by()
        return self.filter(Q(fellow__visible=True) | Exists(public))

    def formerly_at(self, slug: str) -> "AuthorQuerySet":
        """Those with a page that once was at this address."""
        return self.with_page().filter(former_slugs__slug=slug)

    def working_on(self, today: datetime.date, **subject: models.Model) -> "AuthorQuerySet":
        """Visible fellows who hold a post on that day and work on the subject: ``topics=…`` or ``regions=…``."""
        held = Appointment.objects.current(today).values("fellow")
        working = {f"fellow__{name}": row for name, row in subject.items()}
        return self.filter(fellow__visible=True, fellow__in=held, **working)

    def with_posts(self, today: datetime.date) -> "AuthorQuerySet":
        """Each with the appointments that a visible fellow holds on that day as ``fellow.held``."""
        held = Appointment.objects.current(today).filter(fellow__visible=True).select_related("department")
        return self.select_related("fellow").prefetch_related(
            Prefetch("fellow__appointments", held, to_attr="held")
        )

    def in_lists(self) -> "AuthorQuerySet":
        """Without the long columns that lists do not show."""
        return self.defer(
            "biography", *(column("biography", code) for code in CODES), "names_keys", "names_folded"
        )

    def in_index(self, language: str, today: datetime.date) -> "list[Author]":
        """Everybody with something public in ``language``, in its order: with posts, and how much it is as ``count``.

        Counted in one walk through all that is public, which costs a tenth of counting for each of them.
        """
        versions = self.model._meta.get_field("versions").related_model
        signed = versions.objects.public(language).filter(authors__isnull=False).order_by()
        counts = dict(signed.values_list("authors").annotate(Count("pk")))
        authors = self.published(language).in_lists().with_posts(today).by_name(language)
        for author in authors:
            author.count = counts.get(author.pk, 0)
        return list(authors)

    def in_directory(self, today: datetime.date) -> "AuthorQuerySet":
        """Fellows with the appointments ``held`` and ``former`` on that day, and their topics."""
        posts = Appointment.objects.select_related("department")
        return (
            self.in_lists()
            .select_related("fellow")
            .prefetch_related(
                Prefetch("fellow__appointments", posts.current(today), to_attr="held"),
                Prefetch("fellow__appointments", posts.former(today).order_by("-until"), to_attr="former"),
                "fellow__topics",
            )
        )

    def with_profile(self, today: datetime.date, *, hidden: bool = False) -> "AuthorQuerySet":
        """Each with all that a fellow's profile shows: appointments ``held`` and ``former``, topics, regions.

        A fellow who is not visible holds none and held none, unless the ``hidden`` are to be seen as well.
        """
        posts = Appointment.objects.select_related("department")
        if not hidden:
            posts = posts.filter(fellow__visible=True)
        return self.select_related("fellow").prefetch_related(
            Prefetch("fellow__appointments", posts.current(today), to_attr="held"),
            Prefetch("fellow__appointments", posts.former(today).order_by("-until"), to_attr="former"),
            "fellow__topics",
            "fellow__regions",
            "fellow__languages",
        )

    def named(self, query: str) -> "AuthorQuerySet":
        """Those in whose names, or address, every word of a search stands, whichever script either is in."""
        found = self
        for word in query.split():
            ways = Q(slug__icontains=word)
            for parts in duplicates.alternatives(word):
                ways |= Q(*(Q(names_folded__contains=part) for part in parts))
            found = found.filter(ways)
        return found

    def like(self, names: Iterable[duplicates.Names]) -> "AuthorQuerySet":
        """Those who may be the person of these names, under another spelling or in another script."""
        same = [Q(names_keys__contains=f" {key} ") for key in duplicates.sought(names)]
        return self.filter(Q(*same, _connector=Q.OR)) if same else self.none()

    def bulk_create(self, objs: Iterable["Author"], *args: Any, **kwargs: Any) -> list["Author"]:
        """As Django's own, with the names folded that ``save`` would fold."""
        authors = list(objs)
        for author in authors:
            author.fold_names()
        return super().bulk_create(authors, *args, **kwargs)

    def by_name(self, language: str) -> "AuthorQuerySet":
        """In the order that lists of ``language`` have: by letters, by pinyin, or by strokes."""
        return self.order_by(column("sort", language), "slug")


def portrait_name(_author: models.Model, _filename: str) -> str:
    """Where a portrait is kept: a name that nobody guesses and no other picture ever has."""
    return f"portraits/{secrets.token_hex(10)}.jpg"


class Author(Addressed):
    """A person or a body that signs articles.

    ``position`` and ``institute`` are what a new byline starts from; a byline that exists is changed only at
    its article. ``name`` is written out per language, because a display name cannot be split by rule.
    """

    name = models.CharField(_("name"), max_length=200, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    is_organisation = models.BooleanField(_("is an organisation"), default=False)
    position = models.CharField(_("position"), max_length=200, blank=True)
    institute = models.CharField(_("institute"), max_length=300, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ImageField(_("portrait"), upload_to=portrait_name, blank=True)
    portrait_x = models.PositiveSmallIntegerField(
        # xgettext:no-python-format
        _("centre of the portrait, % from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    portrait_y = models.PositiveSmallIntegerField(
        # xgettext:no-python-format
        _("centre of the portrait, % from the top"),
        default=40,
        validators=[MaxValueValidator(100)],
    )
    portrait_cut = models.CharField(max_length=16, blank=True, editable=False, db_index=True)
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("For the editors only; never shown to readers.")
    )
    website = WebAddressField(_("website"), blank=True)
    orcid = OrcidField(_("ORCID iD"), max_length=19, blank=True, validators=[validate_orcid])
    names_keys = models.TextField(blank=True, editable=False)
    names_folded = models.TextField(blank=True, editable=False)
    sort_en = models.CharField(max_length=ordering.LONGEST, blank=True, editable=False)
    sort_zh_hans = models.CharField(max_length=ordering.LONGEST, blank=True, editable=False)
    sort_zh_hant = models.CharField(max_length=ordering.LONGEST, blank=True, editable=False)

    objects = AuthorQuerySet.as_manager()
    # What a preview shows in place of the portrait that is kept.
    unsaved_portrait: dict[str, str] | None = None

    class Meta:
        ordering = ["slug"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name or self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves what follows from names and portrait as well: folded names, and the files that pages show."""
        if self.portrait and not self.portrait._committed:
            self.portrait.save(self.portrait.name, self.portrait.file, save=False)
        if self.cut() != self.portrait_cut:
            self._cut_portrait()
        self.fold_names()
        if kwargs.get("update_fields") is not None:
            follows = {"portrait_cut", "names_keys", "names_folded", *SORTS}
            kwargs["update_fields"] = {*kwargs["update_fields"], *follows}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    def names(self) -> list[duplicates.Names]:
        """The names in all languages, without any fallback."""
        parts = ("name", "family_name", "given_name")
        return [
            duplicates.Names(*(getattr(self, column(part, code)) or "" for part in parts)) for code in CODES
        ]

    def fold_names(self) -> None:
        """Renews what follows from the names: by what the author is found under any spelling, and ordered in lists."""
        self.names_keys = f" {' '.join(sorted(duplicates.keys(self.names())))} "
        self.names_folded = duplicates.folded(self.names())
        for code, name in zip(CODES, SORTS, strict=True):
            setattr(self, name, ordering.key(self.shown_name(code), code, is_person=not self.is_organisation))

    def sort_key(self, language: str) -> str:
        """What the author is ordered by in lists of ``language``."""
        return getattr(self, column("sort", language)) or ""

    def shown_name(self, language: str) -> duplicates.Names:
        """The name that readers of ``language`` see: in their own, else in the next language that has one."""
        names = dict(zip(CODES, self.names(), strict=True))
        several = (names[code] for code in (language, *LANGUAGES[language].fallbacks))
        return next((each for each in several if each.display), duplicates.Names(self.slug, "", ""))

    def cut(self) -> str:
        """What the files of the portrait are named after: another picture, or another point, gives another name."""
        if not self.portrait:
            return ""
        chosen = f"{self.portrait.name} {self.portrait_x} {self.portrait_y}"
        return hashlib.sha256(chosen.encode()).hexdigest()[:16]

    def _cut_portrait(self) -> None:
        """Makes the files that pages show, and removes those of before once the change is certain.

        A picture that was lost or damaged where it is kept shows none, and is no reason not to save the rest.
        """
        former = Author.objects.filter(pk=self.pk).values_list("portrait", "portrait_cut").first()
        if former:
            portrait_files.remove_later(former[0] if former[0] != self.portrait.name else "", former[1])
        self.portrait_cut = ""
        if self.portrait:
            with (
                suppress(OSError, ValidationError),
                self.portrait.storage.open(self.portrait.name) as original,
            ):
                made = portraits.render(original.read(), self.portrait_x, self.portrait_y)
                portrait_files.keep(self.cut(), made)
                self.portrait_cut = self.cut()

    def portrait_sources(self) -> dict[str, str]:
        """The ``srcset`` of each format in which pages show the portrait, and an address for ``src``."""
        if self.unsaved_portrait is not None:
            return self.unsaved_portrait
        if not self.portrait_cut:
            return {}
        widths = portraits.WIDTHS
        sources = {
            extension: ", ".join(
                f"{portrait_files.address(self.portrait_cut, f'{width}.{extension}')} {width}w"
                for width in widths
            )
            for extension in portraits.RENDITIONS
        }
        return {**sources, "src": portrait_files.address(self.portrait_cut, f"{widths[1]}.jpg")}

    def has_public_page(self) -> bool:
        """Whether readers may see this profile: a visible fellow, or somebody with anything public."""
        return Author.objects.with_page().filter(pk=self.pk).exists()

    def post(self, language: str) -> Post:
        """The post that the profile names in ``language``, which no fallback fills."""
        return Post(
            getattr(self, column("position", language)) or "",
            getattr(self, column("institute", language)) or "",
        )

    def post_on(self, date: datetime.date, language: str) -> Post:
        """The post of that day in ``language``: of the appointment held then, else the one of the profile."""
        fellow = getattr(self, "fellow", None)
        held = fellow.appointments.current(date).select_related("department").first() if fellow else None
        return held.post(language) if held else self.post(language)


class FormerAuthorSlug(Former):
    """An address that an author once had."""

    author = models.ForeignKey(Author, models.CASCADE, related_name="former_slugs")


@receiver(post_delete, sender=Author)
def _remove_portrait(instance: Author, **_kwargs: Any) -> None:
    portrait_files.remove_later(instance.portrait.name, instance.portrait_cut)
