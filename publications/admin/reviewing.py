"""The steps of an edition that need no page of their own: each is a button that is sent, from the panel or the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.languages import label
from publications import workflow
from publications.models import Article, Edition, LanguageGrant, Revision, Step

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin

REVIEW, PUBLISH = "publications.review_edition", "publications.publish_edition"
State = Edition.State


@dataclass(frozen=True)
class Door:
    """One step: what its button says, the verb behind it, and who may take it.

    ``permission`` is empty where everybody may who may write in the language. ``reason`` marks a step that is
    refused without a remark.
    """

    label: str | Promise
    verb: Callable[..., None]
    action: Step.Action
    permission: str = ""
    reason: bool = False


DOORS: dict[str, Door] = {
    "submit": Door(_("Send for review"), workflow.submit, Step.Action.SUBMITTED),
    "approve": Door(_("Approve"), workflow.approve, Step.Action.APPROVED, REVIEW),
    "send-back": Door(_("Send back"), workflow.send_back, Step.Action.RETURNED, REVIEW, reason=True),
    "confirm": Door(_("Confirm the conversion"), workflow.confirm, Step.Action.CONFIRMED),
    "still-valid": Door(_("Still valid"), workflow.still_valid, Step.Action.STILL_VALID),
    "cancel": Door(_("Cancel the schedule"), workflow.cancel, Step.Action.CANCELLED, PUBLISH),
}


def offered(edition: Edition, *, pending: bool, changed: bool) -> list[str]:
    """The steps that fit an edition as it stands, as keys of DOORS.

    ``pending`` says that a version is scheduled, ``changed`` that the newest version says something else by now.
    """
    fits = {
        "confirm": edition.converted,
        "still-valid": edition.is_outdated(),
        "submit": edition.state in (State.DRAFT, State.WITHDRAWN)
        or (edition.state == State.PUBLISHED and changed),
        "approve": edition.state == State.IN_REVIEW,
        "send-back": edition.state in (State.IN_REVIEW, State.APPROVED),
        "cancel": pending,
    }
    return [verb for verb, holds in fits.items() if holds]


def may_take(request: HttpRequest, verb: str, languages: tuple[str, ...], language: str) -> bool:
    """Whether this user may take a step in a language; ``languages`` are those in which the user may write."""
    permission = DOORS[verb].permission
    return request.user.has_perm(permission) if permission else language in languages


def languages_of(request: HttpRequest, model_admin: "ArticleAdmin", article: Article) -> tuple[str, ...]:
    """The languages in which this user may write the article."""
    if not model_admin.has_change_permission(request, article):
        return ()
    return LanguageGrant.objects.languages_of(request.user)


def sent(view: Any) -> Any:
    """For a button without a page: whoever comes to its address without pressing it is led to the article.

    That is where a browser goes whose login had run out when the button was pressed. A message says that nothing was
    done.
    """

    @wraps(view)
    def answer(request: HttpRequest, object_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, object_id, *args, **kwargs)
        if not kwargs["model_admin"].has_view_permission(request):
            raise PermissionDenied
        messages.warning(request, gettext("Nothing has been done yet. Please press the button again."))
        return redirect("admin:publications_article_change", object_id)

    return answer


@sent
def step(
    request: HttpRequest, object_id: int, language: str, verb: str, model_admin: "ArticleAdmin"
) -> HttpResponse:
    """Takes a step, or says why it was refused, and goes back to where the button stood.

    The form may send ``base_version`` (the number of the saved article that its page showed), ``note-LANGUAGE`` (the
    remark) and ``next`` (an address of this site to go to instead of the article).
    """
    if verb not in DOORS:
        raise Http404
    edition = get_object_or_404(
        Edition.objects.select_related("article"), article=object_id, language=language
    )
    if not may_take(request, verb, languages_of(request, model_admin, edition.article), language):
        raise PermissionDenied
    take(request, edition, verb, request.POST.get(f"note-{language}", ""))
    return redirect(back(request, edition.article))


def take(request: HttpRequest, edition: Edition, verb: str, note: str) -> None:
    """Takes the step unless the page of its button is stale, and leaves a message either way."""
    door = DOORS[verb]
    base = request.POST.get("base_version", "")
    try:
        door.verb(edition, by=request.user, note=note, base=int(base) if base.isdecimal() else None)
    except workflow.Refused as refused:
        reasons = [
            stale(edition.article) if each.field == "base_version" else str(each) for each in refused.findings
        ]
        refuse(request, edition.language, door.label, reasons, note)
    else:
        messages.success(request, f"{label(edition.language)}: {door.action.label}.")


def refuse(
    request: HttpRequest, language: str, what: str | Promise, reasons: list[str], note: str = ""
) -> None:
    """Says that a step was not taken and why, with the remark that would be lost with it."""
    remark = format_html("<br>{} “{}”", gettext("Your remark:"), note) if note.strip() else ""
    lines = format_html_join("", "<br>{}", ((reason,) for reason in reasons))
    text = gettext("Not done: %(what)s (%(language)s).") % {"what": what, "language": label(language)}
    messages.error(request, format_html("{}{}{}", text, lines, remark))


def stale(article: Article) -> str:
    """Who saved the article after a page of it was opened."""
    last = Revision.objects.filter(article_id=article.pk).select_related("by").first()
    who = (last and last.by and last.by.get_username()) or gettext("Somebody")
    return gettext("%(who)s saved the article after you had opened it. Look at it as it is now.") % {
        "who": who
    }


def back(request: HttpRequest, article: Article) -> str:
    """Where to go after a step: the page that the form names, if it is one of this site, or else the article."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse("admin:publications_article_change", args=[article.pk])
