"""Topics, regions and series."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.admin import TranslatedAdmin, columns
from publications.models import Region, Series, Topic
from publications.models.subject import Subject


@admin.register(Topic, Region, Series)
class SubjectAdmin(TranslatedAdmin):
    fields = ["name", "description", "slug", "order"]
    list_display = [*columns("name"), "slug", "articles", "order"]
    list_display_links = columns("name")
    list_editable = ["order"]
    search_fields = [*columns("name"), "slug"]
    prepopulated_fields = {"slug": ["name_en"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subject]:
        """Each with how many working copies belong to it."""
        return super().get_queryset(request).annotate(count=Count("articles"))

    @admin.display(description=_("articles"), ordering="count")
    def articles(self, row: Subject) -> int:
        """How many working copies belong to it, public or not."""
        return row.count
