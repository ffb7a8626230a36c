"""Importing a manuscript: as a new article, or into one language of an article that exists."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES, column
from publications import importers
from publications.admin.article_page import article_page
from publications.admin.closed import may_write
from publications.models import Article

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin

# Where the session keeps the findings of the last import of each article.
SESSION_KEY = "imported"


class ImportForm(forms.Form):
    """A manuscript and its language."""

    manuscript = forms.FileField(
        label=_("Manuscript"),
        help_text=_("A file of Word (.docx), HTML, Markdown or plain text with [1] at its notes."),
        widget=forms.FileInput({"accept": ",".join(f".{kind}" for kind in importers.READERS)}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Find out from the text"))]
        + [(each.code, each.label) for each in LANGUAGES.values()],
    )

    def load(self, request: HttpRequest, article: Article | None, language: str | None) -> Any:
        """What was imported, or None when the file is refused: then the form says why and nothing has changed."""
        upload = self.cleaned_data["manuscript"]
        try:
            return importers.import_document(
                upload.read(), upload.name, language=language, article=article, by=request.user
            )
        except importers.ImportRefused as refusal:
            self.add_error("manuscript", str(refusal))
        return None


def import_article(request: HttpRequest, model_admin: "ArticleAdmin") -> HttpResponse:
    """A manuscript becomes a new article."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    return _import(request, model_admin, None, None, _("Import a manuscript"))


def import_language(
    request: HttpRequest, object_id: int, language: str, model_admin: "ArticleAdmin"
) -> HttpResponse:
    """A manuscript becomes the text of one language of an article; the former text stays in its history."""
    if language not in LANGUAGES:
        raise Http404
    article = get_object_or_404(Article, pk=object_id)
    if not model_admin.has_change_permission(request, article) or not may_write(request.user, language):
        raise PermissionDenied
    title = _("Import a manuscript into %s") % LANGUAGES[language].label
    return _import(request, model_admin, article, language, title)


def imported(request: HttpRequest, object_id: int, model_admin: "ArticleAdmin") -> HttpResponse:
    """What the last import of this article found; the page stays until the next one."""
    article = get_object_or_404(Article.objects.without_bodies(), pk=object_id)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    report = request.session.get(SESSION_KEY, {}).get(str(object_id))
    if report is None:
        return redirect("admin:publications_article_change", object_id)
    context = {**report, "edition_language": LANGUAGES[report["language"]]}
    return article_page(request, model_admin, "imported", _("Imported: %s") % article, article, context)


def _import(
    request: HttpRequest,
    model_admin: "ArticleAdmin",
    article: Article | None,
    language: str | None,
    title: Any,
) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if article:
        del form.fields["language"]
    if form.is_valid():
        done = form.load(request, article, language or form.cleaned_data["language"] or None)
        if done:
            _keep(request, done)
            return redirect("admin:publications_article_imported", done.article.pk)
    replaces = bool(article and language and getattr(article, column("body", language)))
    return article_page(request, model_admin, "import", title, article, {"form": form, "replaces": replaces})


def _keep(request: HttpRequest, done: Any) -> None:
    """Keep what was found for the page after the import."""
    report = {
        "language": done.language,
        "counts": {
            "headings": len(done.draft.headings),
            "paragraphs": len(done.draft.paragraphs),
            "notes": len(done.draft.notes),
            "images": len(done.draft.images),
        },
        "findings": [(each.severity, str(each.message), each.where) for each in done.draft.findings],
    }
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), str(done.article.pk): report}
