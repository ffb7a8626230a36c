"""The pages that editors write beside the articles."""

from typing import Any

from django.contrib import admin
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from config.admin import OneLanguageForm, TranslatedAdmin, columns
from config.languages import CODES, column, label
from config.locked import LockedAdmin, LockedForm
from publications.admin.editor import BodyEditor
from publications.body.clean import clean
from publications.models import Page


class PageForm(LockedForm, OneLanguageForm):
    """The texts of a page in all languages. A language is shown only with title and body."""

    needed = "title"
    missing = _("Give the page a title in at least one language.")

    class Meta:
        model = Page
        fields = "__all__"
        widgets = {"body": BodyEditor()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        """Makes an address of the English title, and asks for what a language lacks that is to be shown."""
        cleaned = super().clean()
        if "slug" in self.fields and "slug" not in self.errors and not cleaned.get("slug"):
            cleaned["slug"] = slugify(cleaned.get("title_en") or "")[:80].strip("-")
            if not cleaned["slug"]:
                self.add_error(
                    "slug", _("Without an English title the page needs an address in Latin letters.")
                )
        for code in CODES:
            if cleaned.get(column("shown", code)):
                self._whole(code, cleaned)
        return cleaned

    def _whole(self, code: str, cleaned: dict[str, Any]) -> None:
        for name in (column("title", code), column("body", code)):
            if not clean(cleaned.get(name) or "").strip() and name not in self.errors:
                self.add_error(name, _("A page that readers see needs a title and a text."))


@admin.register(Page)
class PageAdmin(LockedAdmin, TranslatedAdmin):
    form = PageForm
    fieldsets = [
        (_("Text"), {"fields": ["title", "body"]}),
        (_("Readers"), {"fields": ["shown", "slug", ("place", "order")]}),
        (None, {"fields": ["base_version"]}),
    ]
    list_display = ["__str__", "languages", "place", "order"]
    list_filter = ["place"]
    search_fields = [*columns("title"), "slug"]
    prepopulated_fields = {"slug": ["title_en"]}

    @admin.display(description=_("shown to readers"))
    def languages(self, page: Page) -> str:
        return " · ".join(map(label, page.public_in())) or "–"
