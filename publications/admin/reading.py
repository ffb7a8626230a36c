"""A manuscript that is dropped on the form of an article: read for the form, which stores it when it is saved."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.formats import localize_input
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.languages import column, label
from publications import importers
from publications.admin.closed import may_write
from publications.admin.importing import ImportForm
from publications.importers import Draft

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin


@require_POST
def read_manuscript(request: HttpRequest, model_admin: "ArticleAdmin") -> HttpResponseBase:
    """What a manuscript holds, as JSON for the open form. Only its pictures are stored; nobody sees them yet.

    A file that cannot be read is answered by 422 and ``refused``, the reason.
    """
    if not (model_admin.has_add_permission(request) or model_admin.has_change_permission(request)):
        raise PermissionDenied
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(" ".join(message for messages in form.errors.values() for message in messages))
    try:
        return JsonResponse(
            _read(form.cleaned_data["manuscript"], form.cleaned_data["language"], request.user)
        )
    except importers.ImportRefused as refusal:
        return _refused(str(refusal))


def _refused(reason: str) -> JsonResponse:
    return JsonResponse({"refused": reason}, status=422)


def _read(manuscript: UploadedFile, language: str, by: AbstractBaseUser) -> dict[str, Any]:
    draft = importers.read(manuscript.read(), manuscript.name)
    language = importers.prepare(draft, language or None)
    if not may_write(by, language):
        raise importers.ImportRefused(_("You may not write in %s.") % label(language))
    return _answer(draft, language, manuscript.name)


def _answer(draft: Draft, language: str, name: str) -> dict[str, Any]:
    texts = {part: getattr(draft, part) for part in ("title", "subtitle", "summary", "body")}
    byline = [_entry(draft, language, signature) for signature in draft.byline]
    return {
        "language": language,
        "fields": {column(part, language): text for part, text in texts.items() if text},
        "date": localize_input(draft.date) if draft.date else "",
        "byline": [entry for entry in byline if entry],
        "comment": (_("Imported from %(name)s") % {"name": name})[:300],
        "counts": _(
            "Headings: %(headings)d. Paragraphs: %(paragraphs)d. Notes: %(notes)d. Pictures: %(images)d."
        )
        % {
            "headings": len(draft.headings),
            "paragraphs": len(draft.paragraphs),
            "notes": len(draft.notes),
            "images": len(draft.images),
        },
        "findings": [
            {"severity": each.severity, "message": str(each.message), "where": each.where}
            for each in draft.findings
        ],
    }


def _entry(draft: Draft, language: str, signature: importers.draft.Byline) -> dict[str, Any] | None:
    """A row for the byline; None, with a finding, for somebody who is not among the authors."""
    author = importers.known_author(signature.name, draft)
    if author is None:
        message = _("%(name)s is not among the authors under this name. Add the author to the byline.")
        draft.report("warning", message % {"name": signature.name})
        return None
    return {
        "author": author.pk,
        "name": str(author),
        column("position", language): signature.position,
        column("institute", language): signature.institute,
    }
