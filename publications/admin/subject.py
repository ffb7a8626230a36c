"""Topics, regions and series."""

from django.contrib import admin

from config.admin import TranslatedAdmin, columns
from publications.models import Region, Series, Topic


@admin.register(Topic, Region, Series)
class SubjectAdmin(TranslatedAdmin):
    fields = ["name", "description", "slug", "order"]
    list_display = ["__str__", "slug", "order"]
    search_fields = [*columns("name"), "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
