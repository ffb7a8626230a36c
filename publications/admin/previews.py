"""Previews for those who work on the site, and the links that let others see one without an account."""

import datetime
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.languages import LANGUAGES, label
from publications import previews, workflow
from publications.admin.moments import zoned
from publications.admin.reviewing import back, sent
from publications.models import Edition, PreviewLink
from publications.models.preview import DAYS

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin

MAKE, REVOKE = "publications.add_previewlink", "publications.change_previewlink"
LIFETIMES = (1, 7, DAYS, 30, 90)


class LinkForm(forms.Form):
    """How long a link is to work."""

    days = forms.TypedChoiceField(
        label=_("Works for"),
        coerce=int,
        initial=DAYS,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in LIFETIMES],
    )


@previews.unseen
@require_safe
def preview(request: HttpRequest, object_id: int, language: str, model_admin: "ArticleAdmin") -> HttpResponse:
    """What would be published in a language, for whoever may look at the article."""
    edition = get_object_or_404(
        Edition.objects.whole().prefetch_related("article__editions"), article=object_id, language=language
    )
    if not model_admin.has_view_permission(request, edition.article):
        raise PermissionDenied
    written = {each.language for each in edition.article.editions.all() if each.digest} - {language}
    context = {
        "back": reverse("admin:publications_article_change", args=[object_id]),
        "findings": workflow.check(edition),
        "elsewhere": [
            (each, reverse("admin:publications_article_preview", args=[object_id, code]))
            for code, each in LANGUAGES.items()
            if code in written
        ],
    }
    return previews.page(request, edition, context)


@sent
def make_link(
    request: HttpRequest, object_id: int, language: str, model_admin: "ArticleAdmin"
) -> HttpResponse:
    """Makes a link to the preview of a language; the form sends ``days-LANGUAGE``."""
    edition = _edition(request, object_id, language, model_admin, MAKE)
    form = LinkForm({"days": request.POST.get(f"days-{language}", DAYS)})
    if form.is_valid():
        expires = timezone.now() + datetime.timedelta(days=form.cleaned_data["days"])
        link = PreviewLink.objects.create(edition=edition, made_by=request.user, expires_at=expires)
        messages.success(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                gettext("Preview of %(language)s for readers without an account, until %(moment)s:")
                % {"language": label(language), "moment": zoned(expires)},
                previews.address(link),
                full_address(request, link),
            ),
        )
    else:
        messages.error(request, " ".join(form.errors["days"]))
    return redirect(back(request, edition.article))


@sent
def revoke_link(
    request: HttpRequest, object_id: int, language: str, link_id: int, model_admin: "ArticleAdmin"
) -> HttpResponse:
    """Lets a link open nothing from now on."""
    edition = _edition(request, object_id, language, model_admin, REVOKE)
    link = get_object_or_404(PreviewLink, pk=link_id, edition=edition)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
    messages.success(request, gettext("The link to the preview opens nothing any more."))
    return redirect(back(request, edition.article))


def full_address(request: HttpRequest, link: PreviewLink) -> str:
    """The link as it is sent to somebody, with the host."""
    return request.build_absolute_uri(previews.address(link))


def _edition(
    request: HttpRequest, article: int, language: str, model_admin: "ArticleAdmin", permission: str
) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("article"), article=article, language=language)
    allowed = request.user.has_perm(permission) and model_admin.has_view_permission(request, edition.article)
    if not allowed:
        raise PermissionDenied
    return edition
