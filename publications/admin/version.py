"""What was published: to look at, never to change."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from publications.admin.links import public_address
from publications.models import Version
from publications.models.article import Kind


class KindFilter(admin.SimpleListFilter):
    """Versions by their kind, in the words of the active language."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return Kind.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Version]) -> QuerySet[Version]:
        return queryset.filter(kind=self.value()) if self.value() in Kind.values else queryset


@admin.register(Version)
class VersionAdmin(admin.ModelAdmin):
    list_display = ["title", "language", "number", "change", "published_at", "published_by"]
    list_filter = ["language", "change", KindFilter]
    list_select_related = ["published_by"]
    search_fields = ["title", "article__slug"]
    ordering = ["-published_at", "-pk"]
    show_full_result_count = False
    fields = [
        *("article", "language", "number", "change", "note", "published_at", "public_until", "published_by"),
        *("address", "title", "subtitle", "summary", "text"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Version]:
        return super().get_queryset(request).defer("body", "notes", "contents", "text", "source")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        return False

    @admin.display(description=_("Permanent address"))
    def address(self, version: Version) -> SafeString:
        address = public_address(version, permanent=True)
        return format_html('<a href="{}">{}</a>', address, address)
