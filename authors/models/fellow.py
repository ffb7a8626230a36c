"""Who belongs to the institute: fellows, and their appointments in its departments."""

import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from config.languages import column

# So long before an appointment ends it is time to think about what follows.
SOON = datetime.timedelta(days=60)


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


class SpokenLanguage(models.Model):
    """A language in which a fellow can be spoken to. New ones are rows, never code."""

    name = models.CharField(_("name"), max_length=80, blank=True)
    code = models.SlugField(
        _("code"),
        max_length=20,
        unique=True,
        help_text=_("As in BCP 47: fr for French, yue for Cantonese. It stands in the addresses of filters."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")

    def __str__(self) -> str:
        return self.name or self.code


class FellowQuerySet(models.QuerySet["Fellow"]):
    """Words for fellows as readers meet them."""

    def visible(self) -> "FellowQuerySet":
        """Those whose profile is shown to readers."""
        return self.filter(visible=True)

    def former(self, on: datetime.date) -> "FellowQuerySet":
        """Those whose appointments had all ended before that day."""
        own = Appointment.objects.filter(fellow=OuterRef("pk")).order_by()
        return self.filter(Exists(own), ~Exists(own.lasting(on)))

    def current(self, on: datetime.date) -> "FellowQuerySet":
        """All others: those who hold a post on that day, are to hold one, or never had any."""
        return self.exclude(pk__in=self.former(on).order_by().values("pk"))


class Fellow(models.Model):
    """An author who belongs to the institute and has a profile in its directory."""

    author = models.OneToOneField(
        "authors.Author", models.CASCADE, verbose_name=_("author"), related_name="fellow"
    )
    topics = models.ManyToManyField(
        "publications.Topic", verbose_name=_("topics"), blank=True, related_name="fellows"
    )
    regions = models.ManyToManyField(
        "publications.Region", verbose_name=_("regions"), blank=True, related_name="fellows"
    )
    languages = models.ManyToManyField(
        SpokenLanguage, verbose_name=_("languages spoken"), blank=True, related_name="fellows"
    )
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

    def ending(self, on: datetime.date) -> "AppointmentQuerySet":
        """Those whose last day is near, the nearest first."""
        return self.filter(until__range=(on, on + SOON)).order_by("until", "pk")

    def lasting(self, on: datetime.date) -> "AppointmentQuerySet":
        """All others: those held on that day, and those still to come."""
        return self.filter(Q(until=None) | Q(until__gte=on))


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
        department = str(self.department) if self.department_id else ""
        if not self.position or not department:
            return self.position or department
        post = {"position": self.position, "department": department}
        return pgettext("appointment", "%(position)s, %(department)s") % post

    def is_held(self, today: datetime.date) -> bool:
        """Whether the appointment is held on that day; the last day counts."""
        return (not self.since or self.since <= today) and (not self.until or self.until >= today)

    def years(self) -> str:
        """From which year to which it was held; a year that is not known is left out."""
        since, until = (str(day.year) if day else "" for day in (self.since, self.until))
        return since if since == until else f"{since}–{until}"

    def standing(self, today: datetime.date) -> Promise | str:
        """How the appointment stands on that day, in a word; one that has not been saved stands nowhere."""
        if self.pk is None:
            return ""
        if self.until and self.until < today:
            return pgettext_lazy("appointment", "former")
        if self.since and self.since > today:
            return pgettext_lazy("appointment", "to come")
        return pgettext_lazy("appointment", "current")

    def post(self, language: str) -> Post:
        """The post in ``language``, with the department as its institute; no fallback fills it."""
        return Post(
            getattr(self, column("position", language)) or "",
            getattr(self.department, column("name", language)) or "",
        )
