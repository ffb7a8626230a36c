"""The history of the working copy: who saved what, what differs, bringing it back, also of what was deleted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES, column, label
from publications.admin.article_page import article_page
from publications.admin.comparing import sections, summary
from publications.admin.reviewing import stale
from publications.models import Article, LanguageGrant, Revision, Step, Version
from publications.models.grant import EVERY_LANGUAGE
from publications.restoring import Restored, Stale, missing, restore

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin

PER_PAGE = 50
EVERYTHING = "all"


@dataclass(frozen=True)
class Saved:
    """A revision in the history, and the fields that it changed; ``before`` is the number of the one before it."""

    revision: Revision
    before: int | None
    changes: list[str]


class RestoreForm(forms.Form):
    """How much to bring back: everything, or the texts of one language."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    part = forms.ChoiceField(label=_("What to bring back"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, parts: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts
        self.fields["part"].initial = parts[0][0]


def lists(request: HttpRequest, model_admin: "ArticleAdmin", article_id: int) -> dict[str, Any]:
    """For the page of the history: what was published, what was saved, and the steps of the workflow in between."""
    revisions = Revision.objects.filter(article_id=article_id).select_related("by")
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
    newest, second = [*revisions.values_list("number", flat=True)[:2], None, None][:2]
    return {
        "versions": Version.objects.filter(article_id=article_id)
        .select_related("published_by")
        .defer("body", "notes", "contents", "text", "source")
        .order_by("-published_at", "-pk"),
        "saved": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "entries": _entries(article_id, page),
        "newest": newest,
        "second": second,
        "may_restore": may_restore(request, model_admin),
    }


def may_restore(request: HttpRequest, model_admin: "ArticleAdmin", article: Article | None = None) -> bool:
    """Whether this user may bring back anything of an article: some language of it, if not everything."""
    may_change = model_admin.has_change_permission(request, article)
    return may_change and bool(LanguageGrant.objects.languages_of(request.user))


def _entries(article_id: int, page: Page) -> list[Saved | Step]:
    """Revisions and steps of one page, the newest first."""
    shown: list[Revision] = list(page)
    revisions = Revision.objects.filter(article_id=article_id)
    older = revisions.filter(number__lt=shown[-1].number).first() if shown else None
    entries: list[Saved | Step] = []
    for revision, before in zip(shown, [*shown[1:], older], strict=False):
        entries.append(Saved(revision, before and before.number, summary(before, revision)))
    steps = Step.objects.filter(edition__article=article_id).select_related("by", "edition")
    if older:
        steps = steps.filter(at__gt=older.created)
    if page.has_previous():
        newer = revisions.filter(number__gt=shown[0].number).last()
        steps = steps.filter(at__lte=newer.created if newer else None)
    return sorted([*entries, *steps], key=_moment, reverse=True)


def _moment(entry: Saved | Step) -> Any:
    return entry.at if isinstance(entry, Step) else entry.revision.created


def compared(request: HttpRequest, object_id: int, model_admin: "ArticleAdmin") -> HttpResponse:
    """Two revisions beside one another: ``old`` and ``new`` of the address, or the newest and the one before it."""
    article = get_object_or_404(Article.objects.without_bodies(), pk=object_id)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    revisions = Revision.objects.filter(article_id=object_id).select_related("by")
    new = _chosen(revisions, request.GET.get("new")) or revisions.first()
    old = _chosen(revisions, request.GET.get("old")) or (
        new and revisions.filter(number__lt=new.number).first()
    )
    if new is None:
        raise Http404
    old, new = sorted((old or new, new), key=lambda revision: revision.number)
    context = {
        "old": old,
        "new": new,
        "newest": revisions.first(),
        "before": revisions.filter(number__lt=old.number).first(),
        "after": revisions.filter(number__gt=new.number).last(),
        "sections": sections(old, new),
        "may_restore": may_restore(request, model_admin, article),
    }
    title = _("Revisions %(old)d and %(new)d") % {"old": old.number, "new": new.number}
    return article_page(request, model_admin, "compare", title, article, context)


def _chosen(revisions: Any, number: str | None) -> Revision | None:
    """The revision of that number; None when no number is given."""
    if not number:
        return None
    return get_object_or_404(revisions, number=number if number.isdecimal() else None)


def restoring(request: HttpRequest, object_id: int, number: int, model_admin: "ArticleAdmin") -> HttpResponse:
    """Asks before a revision is brought back, showing what that changes; then does it."""
    revision = get_object_or_404(Revision.objects.select_related("by"), article_id=object_id, number=number)
    article = Article.objects.without_bodies().filter(pk=object_id).first()
    parts = _parts(request, model_admin, article)
    present = Revision.objects.filter(article_id=object_id).first() or revision
    form = RestoreForm(request.POST or None, parts=parts, initial={"base": present.number})
    if form.is_valid():
        if _restore(request, revision, form.cleaned_data):
            return redirect("admin:publications_article_change", object_id)
        form = RestoreForm(parts=parts, initial={"base": present.number})
    context = {
        "form": form,
        "revision": revision,
        "present": present,
        "lost": list(missing(revision)),
        "sections": sections(present, revision) if article else [],
        "titles": [(language, revision.field(column("title", code))) for code, language in LANGUAGES.items()],
    }
    title = _("Restore revision %(number)d") if article else _("Bring back a deleted article")
    return article_page(request, model_admin, "restore", title % {"number": number}, article, context)


def _parts(
    request: HttpRequest, model_admin: "ArticleAdmin", article: Article | None
) -> list[tuple[str, Any]]:
    """What this user may bring back; raises PermissionDenied when that is nothing."""
    everything = [
        (EVERYTHING, _("Everything: all languages, byline, attachments, subjects, figure and facts"))
    ]
    if article is None:
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        return everything
    if not may_restore(request, model_admin, article):
        raise PermissionDenied
    languages = [
        (code, _("Only the texts in %(language)s, with the posts of the byline") % {"language": label(code)})
        for code in LanguageGrant.objects.languages_of(request.user)
    ]
    return [*(everything if request.user.has_perm(EVERY_LANGUAGE) else []), *languages]


def _restore(request: HttpRequest, revision: Revision, chosen: dict[str, Any]) -> bool:
    """Brings the revision back, and says so; or says that somebody was faster."""
    language = None if chosen["part"] == EVERYTHING else chosen["part"]
    try:
        done = restore(revision, by=request.user, language=language, base=chosen["base"])
    except Stale:
        messages.error(request, stale(Article.objects.get(pk=revision.article_id)))
        return False
    _tell(request, revision, done)
    return True


def _tell(request: HttpRequest, revision: Revision, done: Restored) -> None:
    said = gettext("Revision %(old)d was brought back as revision %(new)d.")
    messages.success(request, said % {"old": revision.number, "new": done.revision.number})
    if done.lost:
        lines = format_html_join("", "<br>{}", ((line,) for line in done.lost))
        messages.warning(request, format_html("{}{}", gettext("This could not be brought back:"), lines))


def deleted(request: HttpRequest, model_admin: "ArticleAdmin") -> HttpResponse:
    """The articles that were deleted, each as it was saved last."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    revisions = Revision.objects.newest_of_deleted().select_related("by")
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
    log = LogEntry.objects.filter(
        content_type=get_content_type_for_model(Article),
        action_flag=DELETION,
        object_id__in=[str(revision.article_id) for revision in page],
    )
    deletions = {int(entry.object_id): entry for entry in log.select_related("user").order_by("action_time")}
    context = {
        "rows": [(revision, deletions.get(revision.article_id)) for revision in page],
        "saved": page,
        "pages": page.paginator.get_elided_page_range(page.number),
    }
    return article_page(request, model_admin, "deleted", _("Deleted articles"), None, context)
