"""The editors' forms for people and departments."""

from django.contrib import admin
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from authors.models import Appointment, Author, Department, Fellow
from config.admin import OrderedInline, TranslatedAdmin, columns


@admin.register(Department)
class DepartmentAdmin(TranslatedAdmin):
    fields = ["name", "slug", "parent", "order"]
    list_display = ["__str__", "parent", "order"]
    list_select_related = ["parent"]
    search_fields = [*columns("name"), "slug"]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(Author)
class AuthorAdmin(TranslatedAdmin):
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
        (_("Facts"), {"fields": ["slug", "is_organisation", "portrait", "website", "orcid", "email"]}),
    ]
    list_display = ["__str__", "slug", "is_organisation", "is_fellow"]
    list_filter = ["is_organisation", ("fellow", admin.EmptyFieldListFilter)]
    list_select_related = ["fellow"]
    search_fields = [*columns("name"), *columns("family_name"), "slug"]
    prepopulated_fields = {"slug": ["name_en"]}

    @admin.display(description=_("fellow"), boolean=True)
    def is_fellow(self, author: Author) -> bool:
        return hasattr(author, "fellow")


class AppointmentInline(OrderedInline):
    model = Appointment
    fields = ["department", "position", "since", "until", "order"]


@admin.register(Fellow)
class FellowAdmin(TranslatedAdmin):
    """A fellow is somebody who is an author already; the names and the biography are the author's."""

    form = ModelForm
    fieldsets = [
        (None, {"fields": ["author", "visible", "languages_spoken", "education", "contact"]}),
        (_("Subjects"), {"fields": ["topics", "regions"]}),
    ]
    inlines = [AppointmentInline]
    autocomplete_fields = ["author"]
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    list_display = ["author", "posts", "visible"]
    list_filter = ["visible", "appointments__department"]
    list_select_related = ["author"]
    search_fields = [*(f"author__{name}" for name in columns("name")), "author__slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fellow]:
        return super().get_queryset(request).prefetch_related("appointments__department")

    @admin.display(description=_("appointments"))
    def posts(self, fellow: Fellow) -> str:
        return " · ".join(map(str, fellow.appointments.all()))
