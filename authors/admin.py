"""The editors' forms for people and departments."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm, all_valid
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from authors.forms import PERSON, FellowForm, PersonForm
from authors.models import Appointment, Author, Department, Fellow, SpokenLanguage
from authors.portrait_files import Waiting, arrived
from authors.previews import previewed
from authors.views import author_page
from config.admin import OrderedFormSet, OrderedInline, TranslatedAdmin, columns, yes_no
from config.languages import LANGUAGES, tag
from config.locked import WaitingAdmin
from config.meanwhile import MeanwhileRow, MeanwhileRows, told

MOST_FOUND = 30
# Authors who are no fellows are the business of those who write bylines.
BYLINES = "publications.change_authorship"


@admin.register(Department)
class DepartmentAdmin(TranslatedAdmin):
    fields = ["name", "slug", "parent", "order"]
    list_display = ["__str__", "parent", "order"]
    list_select_related = ["parent"]
    search_fields = [*columns("name"), "slug"]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(SpokenLanguage)
class SpokenLanguageAdmin(TranslatedAdmin):
    fields = ["name", "code", "order"]
    list_display = ["__str__", "code", "order"]
    search_fields = [*columns("name"), "code"]


class PersonAdmin(WaitingAdmin, TranslatedAdmin):
    """What the forms of authors and of fellows share: a portrait that waits, warnings, two who save at once."""

    change_form_template = "admin/authors/person_change_form.html"
    # What finds the author by the key that is in the address.
    person = "pk"

    def row(self, key: str) -> QuerySet[Author]:
        """What is locked is the author, whose names both forms change."""
        return Author.objects.filter(**{self.person: key})

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Saves, and lets go of the upload that has waited."""
        super().save_model(request, obj, form, change)
        if isinstance(form.cleaned_data.get("portrait"), Waiting):
            arrived(form.cleaned_data["portrait"])

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Saves the rows, and tells what of others was kept that the page did not show yet."""
        super().save_related(request, form, formsets, change)
        if said := told([form, *(row for formset in formsets for row in formset.forms)]):
            self.message_user(request, said, messages.WARNING)


class FellowFilter(admin.SimpleListFilter):
    """Authors by whether they are fellows."""

    title = _("fellow")
    parameter_name = "fellow"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Yes")), ("0", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Author]) -> QuerySet[Author]:
        if self.value() not in ("0", "1"):
            return queryset
        return queryset.filter(fellow__isnull=self.value() == "0")


@admin.register(Author)
class AuthorAdmin(PersonAdmin):
    form = PersonForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "family_name",
                    "given_name",
                    "position",
                    "institute",
                    "biography",
                ],
                "description": _(
                    "Position and institute are what a new byline starts from; a byline that exists is changed "
                    "at its article."
                ),
            },
        ),
        (_("Facts"), {"fields": ["slug", "is_organisation", "website", "orcid", "email"]}),
        (_("Portrait"), {"fields": ["portrait", ("portrait_x", "portrait_y")]}),
    ]
    list_display = ["__str__", "slug", "organisation", "is_fellow"]
    list_filter = ["is_organisation", FellowFilter]
    list_select_related = ["fellow"]
    # Django shows a search box only where fields are named; what is searched says get_search_results.
    search_fields = ["names_folded"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Author], search_term: str
    ) -> tuple[QuerySet[Author], bool]:
        """Those whose names hold the words of the search, in any script."""
        return queryset.named(search_term), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and request.user.has_perm(BYLINES)

    def has_change_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        is_theirs = obj is None or hasattr(obj, "fellow") or request.user.has_perm(BYLINES)
        return is_theirs and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return super().has_delete_permission(request, obj) and request.user.has_perm(BYLINES)

    @admin.display(description=_("fellow"))
    def is_fellow(self, author: Author) -> str:
        return yes_no(hasattr(author, "fellow"))

    @admin.display(description=_("is an organisation"), ordering="is_organisation")
    def organisation(self, author: Author) -> str:
        return yes_no(author.is_organisation)


class AppointmentRows(MeanwhileRows, OrderedFormSet):
    """Appointments in their order, of which others may change some meanwhile."""


class AppointmentInline(OrderedInline):
    model = Appointment
    form = MeanwhileRow
    formset = AppointmentRows
    fields = ["department", "position", "since", "until", "standing", "order"]
    readonly_fields = ["standing"]

    def get_extra(self, request: HttpRequest, obj: Fellow | None = None, **kwargs: Any) -> int:
        """A new fellow's form begins with a row to fill in."""
        return 0 if obj else 1

    @admin.display(description=_("standing"))
    def standing(self, appointment: Appointment) -> str:
        return str(appointment.standing(timezone.localdate()))


class StandingFilter(admin.SimpleListFilter):
    """Fellows by how their appointments stand today."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("current", pgettext_lazy("appointment", "current")),
            ("ending", pgettext_lazy("appointment", "ending soon")),
            ("former", pgettext_lazy("appointment", "former")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Fellow]) -> QuerySet[Fellow]:
        """Former are those who hold nothing any more, though they did."""
        today = timezone.localdate()
        held, former, ending = (
            found(today).order_by().values("fellow")
            for found in (Appointment.objects.current, Appointment.objects.former, Appointment.objects.ending)
        )
        if self.value() == "former":
            return queryset.filter(pk__in=former).exclude(pk__in=held)
        chosen = {"current": held, "ending": ending}.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(pk__in=chosen)


@admin.register(Fellow)
class FellowAdmin(PersonAdmin):
    """A fellow in one form: the person, who is an author as well, the appointments, and the profile."""

    form = FellowForm
    person = "fellow"
    change_form_template = "admin/authors/fellow/change_form.html"
    fieldsets = [
        (None, {"fields": [*map(tuple, map(columns, ("name", "family_name", "given_name")))]}),
        (_("Portrait"), {"fields": ["portrait", ("portrait_x", "portrait_y")]}),
        (
            _("Profile"),
            {"fields": [tuple(columns("biography")), "education", "languages", "topics", "regions"]},
        ),
        (
            _("New bylines"),
            {
                "fields": [tuple(columns("position")), tuple(columns("institute"))],
                "description": _(
                    "What a new byline starts from on days without an appointment; a byline that exists is "
                    "changed at its article."
                ),
            },
        ),
        (_("Contact"), {"fields": ["contact", "website", "orcid", "email"]}),
        (_("Publication"), {"fields": ["slug", "visible"]}),
    ]
    inlines = [AppointmentInline]
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    list_display = ["name", "posts", "shown"]
    list_filter = [
        "visible",
        StandingFilter,
        "appointments__department",
        ("author__portrait", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["author"]
    search_fields = ["author__names_folded"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fellow]:
        fellows = super().get_queryset(request).select_related("author")
        return fellows.prefetch_related("appointments__department")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Fellow], search_term: str
    ) -> tuple[QuerySet[Fellow], bool]:
        """Those whose names hold the words of the search, in any script."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(author__in=Author.objects.named(search_term).order_by()), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and request.user.has_perm("authors.add_author")

    def has_change_permission(self, request: HttpRequest, obj: Fellow | None = None) -> bool:
        return super().has_change_permission(request, obj) and request.user.has_perm("authors.change_author")

    def get_urls(self) -> list[URLPattern]:
        """The pages of this admin, and two of its own: the search for a person, and the preview of a profile."""
        own = [
            path("find/", self.admin_site.admin_view(self.find_view), name="authors_fellow_find"),
            path(
                "<int:pk>/preview/<slug:language>/",
                self.admin_site.admin_view(self.preview_view),
                name="authors_fellow_preview",
            ),
        ]
        return own + super().get_urls()

    def get_form(
        self, request: HttpRequest, obj: Fellow | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """The form of a fellow, with the fields that the admin of authors gives to the person."""
        authors = self.admin_site.get_model_admin(Author)
        person = authors.get_form(request, obj and obj.author, change=change, fields=PERSON).base_fields
        facts = {
            "author": self._chosen(request),
            "person_fields": tuple(name for name in PERSON if name in person),
        }
        kwargs["form"] = type("FellowForm", (self.form,), {**person, **facts})
        return super().get_form(request, obj, change=change, **kwargs)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The form of a new fellow; somebody who is a fellow already is opened instead."""
        chosen = self._chosen(request)
        if request.method == "GET" and chosen and hasattr(chosen, "fellow"):
            return redirect("admin:authors_fellow_change", chosen.fellow.pk)
        return super().add_view(request, form_url, {**(extra_context or {}), "chosen": chosen})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form of a fellow, with the languages in which the profile can be previewed."""
        context = {"languages": LANGUAGES.values(), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Fellow, form: FellowForm, change: bool) -> None:
        """Saves the person first, then the fellow; Django has opened one transaction around both."""
        form.person.save()
        obj.author = form.person
        super().save_model(request, obj, form, change)

    def find_view(self, request: HttpRequest) -> HttpResponse:
        """Looks a person up by any name in any script, before somebody makes the same person twice."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        query = request.GET.get("q", "").strip()
        found = Author.objects.named(query).select_related("fellow") if query else Author.objects.none()
        page = Paginator(found, MOST_FOUND).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Find a person"),
            "opts": self.opts,
            "query": query,
            "page": page,
        }
        return TemplateResponse(request, "admin/authors/fellow/find.html", context)

    def preview_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """The page of a fellow in one language as readers would see it, shown to them or not."""
        fellow = self.get_object(request, str(pk))
        if fellow is None or language not in LANGUAGES:
            raise Http404
        if not self.has_view_permission(request, fellow):
            raise PermissionDenied
        with override(language):
            profiles = Author.objects.with_profile(timezone.localdate(), hidden=True)
            return self._preview(request, profiles.get(pk=fellow.author_id), language)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        """The form; or, when one of its buttons asks for that, the page as the form would make it."""
        if request.method == "POST" and object_id and request.POST.get("_preview") in LANGUAGES:
            with transaction.atomic(), override(request.POST["_preview"]):
                shown = self._previewed(request, object_id)
                transaction.set_rollback(True)
            if shown:
                return shown
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _previewed(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """The preview of a form that is valid; None for one that the ordinary way has to say something about."""
        fellow = self.get_object(request, object_id)
        if fellow is None or not self.has_change_permission(request, fellow):
            return None
        form = self.get_form(request, fellow, change=True)(request.POST, request.FILES, instance=fellow)
        formsets, _inlines = self._create_formsets(request, fellow, change=True)
        if not form.is_valid() or not all_valid(formsets):
            return None
        rows = [row.instance for row in formsets[0].forms if row not in formsets[0].deleted_forms]
        kept = (row for row in rows if row.department_id)
        return self._preview(
            request, previewed(form, kept, timezone.localdate()), get_language(), unsaved=True
        )

    def _preview(self, request: HttpRequest, author: Author, language: str, **facts: Any) -> HttpResponse:
        facts |= {"fellow": author.fellow, "languages": LANGUAGES.values(), "chosen": LANGUAGES[language]}
        response = render(request, "authors/author_preview.html", author_page(request, author) | facts)
        response["Content-Language"] = tag(language)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    @admin.display(description=_("appointments"))
    def posts(self, fellow: Fellow) -> SafeString:
        """One to a line, with a word for those that are not held today."""
        today = timezone.localdate()
        return format_html_join(
            "",
            '<div class="post">{} <small>{}</small></div>',
            (
                (appointment, "" if appointment.is_held(today) else appointment.standing(today))
                for appointment in fellow.appointments.all()
            ),
        )

    @admin.display(description=_("name"), ordering="author__slug")
    def name(self, fellow: Fellow) -> str:
        return str(fellow.author)

    @admin.display(description=_("shown to readers"), ordering="visible")
    def shown(self, fellow: Fellow) -> str:
        return yes_no(fellow.visible)

    def _chosen(self, request: HttpRequest) -> Author | None:
        """The author who is to become a fellow, when the address names one."""
        chosen = request.GET.get("author", "")
        return (
            Author.objects.select_related("fellow").filter(pk=chosen).first() if chosen.isdecimal() else None
        )
