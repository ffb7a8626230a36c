"""Articles: the list and the form."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from config.admin import OrderedInline, TranslatedAdmin
from config.locked import WaitingAdmin
from publications.admin import drafts, editor, history, importing, merging, publishing
from publications.admin.article_form import ArticleForm
from publications.admin.article_list import ListOfArticles
from publications.admin.attachments import AttachmentInline
from publications.admin.closed import ClosedForm, ClosedRows
from publications.admin.deleting import OnlyUnpublished
from publications.admin.notes import review
from publications.admin.panel import panel
from publications.admin.previews import make_link, preview, revoke_link
from publications.admin.reading import read_manuscript
from publications.admin.reviewing import step
from publications.admin.rows import MergedRows
from publications.models import Article, Authorship, Revision


class AuthorshipInline(ClosedRows, OrderedInline):
    # The part of the form that it follows.
    after = _("Text")
    formset = MergedRows
    model = Authorship
    fields = ["author", "role", "position", "institute", "order"]
    autocomplete_fields = ["author"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Authorship]:
        return super().get_queryset(request).select_related("author")


@admin.register(Article)
class ArticleAdmin(ClosedForm, OnlyUnpublished, ListOfArticles, WaitingAdmin, TranslatedAdmin):
    form = ArticleForm
    change_form_template = "admin/publications/article/change_form.html"
    view_on_site = False
    inlines = [AuthorshipInline, AttachmentInline]
    fieldsets = [
        (_("Text"), {"fields": ["title", "subtitle", "summary", "body"]}),
        (_("Notes"), {"fields": ["reviewed_notes"], "classes": ["article-notes"]}),
        (
            _("Facts"),
            {"fields": [("kind", "date"), "slug", "topics", "regions", ("series", "series_number")]},
        ),
        (
            _("Lead figure"),
            {"fields": ["lead_figure", "lead_upload", "lead_alt", "lead_caption"]},
        ),
        (_("Source and licence"), {"fields": ["doi", "licence", "first_published_url"]}),
        (None, {"fields": ["comment", "base_version", "draft"]}),
    ]
    prepopulated_fields = {"slug": ["title_en"]}
    raw_id_fields = ["lead_figure"]

    class Media:
        css = {"all": ["css/draft.css"]}
        js = [
            Script("js/admin/drafts.js", type="module"),
            Script("js/admin/manuscript.js", type="module"),
        ]

    def get_urls(self) -> list[URLPattern]:
        routes = [
            ("figures/", editor.figures, "figures"),
            ("import/", importing.import_article, "import"),
            ("read/", read_manuscript, "read"),
            ("deleted/", history.deleted, "deleted"),
            ("<int:object_id>/history/compare/", history.compared, "compare"),
            ("<int:object_id>/history/<int:number>/restore/", history.restoring, "restore"),
            ("<int:object_id>/import/<language>/", importing.import_language, "import_language"),
            ("<int:object_id>/imported/", importing.imported, "imported"),
            ("<int:object_id>/publish/<language>/", publishing.publish, "publish"),
            ("<int:object_id>/withdraw/<language>/", publishing.withdraw, "withdraw"),
            ("<int:object_id>/step/<language>/<verb>/", step, "step"),
            ("<int:object_id>/preview/<language>/", preview, "preview"),
            ("<int:object_id>/preview/<language>/link/", make_link, "preview_link"),
            ("<int:object_id>/preview/<language>/link/<int:link_id>/revoke/", revoke_link, "preview_revoke"),
        ]
        return [
            path(
                route,
                self.admin_site.admin_view(view),
                {"model_admin": self},
                name=f"publications_article_{name}",
            )
            for route, view, name in routes
        ] + super().get_urls()

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        """Without the list of notes where there are none."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj and obj.footnotes.filter(removed_at=None).exists():
            return fieldsets
        return [each for each in fieldsets if "reviewed_notes" not in each[1]["fields"]]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the panel, unless the article holds what was sent and refused."""
        article = context.get("original")
        if article and request.method == "GET":
            context |= panel(request, self, article)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: Any, change: bool) -> None:
        """Saves rows and subjects, and what was checked of the notes; then keeps it all as a revision."""
        super().save_related(request, form, formsets, change)
        review(form.cleaned_data["reviewed_notes"], form.initial.get("reviewed_notes", []))
        Revision.objects.record(form.instance, request.user, form.cleaned_data["comment"])
        kept = merging.told(form.meanwhile, form) if form.meanwhile else ""
        if kept:
            self.message_user(request, kept, messages.WARNING)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return drafts.done(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return drafts.done(request, super().response_change(request, obj))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who saved the working copy and when, and what was published of it."""
        lists = history.lists(request, self, int(object_id)) if object_id.isdecimal() else {}
        return super().history_view(request, object_id, {**lists, **(extra_context or {})})
