"""Who writes: authors, and the fellows among them with their appointments in departments."""

import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from authors.fields import WebAddressField
from authors.orcid import validate_orcid
from config.languages import column


class Post(NamedTuple):
    """What someone was, and where, in one language; either may be empty."""

    position: str
    institute: str


class Department(models.Model):
    """A part of the institute, perhaps of another department."""

    name = models.CharField(_("name"), max_length=200, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="parts"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return self.name or self.slug


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

    def with_posts(self, today: datetime.date) -> "AuthorQuerySet":
        """Each with the appointments that a visible fellow holds on that day as ``fellow.held``."""
        held = Appointment.objects.current(today).filter(fellow__visible=True).select_related("department")
        return self.select_related("fellow").prefetch_related(
            Prefetch("fellow__appointments", held, to_attr="held")
        )

    def by_name(self, language: str) -> "AuthorQuerySet":
        """In the order of the family names of ``language``, then of the display names."""
        return self.order_by(F(column("family_name", language)).asc(nulls_last=True), "slug")


class Author(models.Model):
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
    portrait = models.ImageField(_("portrait"), upload_to="portraits/", blank=True)
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("For the editors only; never shown to readers.")
    )
    website = WebAddressField(_("website"), blank=True)
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True, validators=[validate_orcid])

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

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


class FellowQuerySet(models.QuerySet["Fellow"]):
    """Words for fellows as readers meet them."""

    def visible(self) -> "FellowQuerySet":
        """Those whose profile is shown to readers."""
        return self.filter(visible=True)


class Fellow(models.Model):
    """An author who belongs to the institute and has a profile in its directory."""

    author = models.OneToOneField(Author, models.CASCADE, verbose_name=_("author"), related_name="fellow")
    topics = models.ManyToManyField(
        "publications.Topic", verbose_name=_("topics"), blank=True, related_name="fellows"
    )
    regions = models.ManyToManyField(
        "publications.Region", verbose_name=_("regions"), blank=True, related_name="fellows"
    )
    languages_spoken = models.CharField(_("languages spoken"), max_length=200, blank=True)
    education = models.TextField(_("education"), blank=True)
    contact = models.CharField(_("public contact"), max_length=200, blank=True)
    visible = models.BooleanField(_("shown to readers"), default=False)

    objects = FellowQuerySet.as_manager()

    class Meta:
        ordering = ["author__slug"]
        verbose_name = _("fellow")
        verbose_name_plural = _("fellows")

    def __str__(self) -> str:
        return str(self.author)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments by time. Whether one is former is asked of its dates, never stored."""

    def current(self, on: datetime.date) -> "AppointmentQuerySet":
        """Those held on that day; the last day counts."""
        return self.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))

    def former(self, on: datetime.date) -> "AppointmentQuerySet":
        """Those that had ended before that day."""
        return self.filter(until__lt=on)


class Appointment(models.Model):
    """A fellow's position in a department from one day to another; several may run at once."""

    fellow = models.ForeignKey(Fellow, models.CASCADE, verbose_name=_("fellow"), related_name="appointments")
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("department"), related_name="appointments"
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["order", "since", "pk"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("An appointment cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}, {self.department}" if self.position else str(self.department)

    def post(self, language: str) -> Post:
        """The post in ``language``, with the department as its institute; no fallback fills it."""
        return Post(
            getattr(self, column("position", language)) or "",
            getattr(self.department, column("name", language)) or "",
        )
