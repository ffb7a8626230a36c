"""Topics, regions and series."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from config.admin import TranslatedAdmin, columns
from config.languages import CODES, column, label, tag
from publications.models import Region, Series, Topic
from publications.models.subject import Subject


def _name(code: str) -> Callable[[Subject], str]:
    """The column of a list that shows the names in one language."""
    field = column("name", code)

    @admin.display(description=label(code), ordering=field, empty_value="–")
    def name(row: Subject) -> str | None:
        words = getattr(row, field)
        return format_html('<span lang="{}">{}</span>', tag(code), words) if words else None

    return name


NAMES = [_name(code) for code in CODES]


class OrderForm(forms.ModelForm):
    """A row of the list: its number has no label to see, and says to those who do not see it whose it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            field = self.fields["order"]
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance}"


@admin.register(Topic, Region)
class SubjectAdmin(TranslatedAdmin):
    """Names in the three languages side by side, and the order of all of them in one form."""

    fields = ["name", "description", "slug", "order"]
    list_display = [*NAMES, "slug", "held", "order"]
    list_display_links = NAMES
    list_editable = ["order"]
    search_fields = [*columns("name"), "slug"]
    prepopulated_fields = {"slug": ["name_en"]}

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        """The form of a row in the list."""
        return super().get_changelist_form(request, **{"form": OrderForm, **kwargs})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subject]:
        """Each with how many working copies belong to it."""
        return super().get_queryset(request).annotate(held=Count("articles"))

    @admin.display(description=_("articles"), ordering="held")
    def held(self, row: Subject) -> int:
        """How many working copies belong to it, public or not."""
        return row.held


@admin.register(Series)
class SeriesAdmin(SubjectAdmin):
    """As the others, with what libraries know a series by."""

    fields = ["name", "description", "slug", "issn", "order"]
    search_fields = [*SubjectAdmin.search_fields, "issn"]
