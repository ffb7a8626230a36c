"""The translation desk: articles and their languages, what is missing and what is outdated, the longest first."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES
from publications.admin import translation
from publications.admin.desk_list import DeskFilter, rows
from publications.models import LanguageGrant


def desk(request: HttpRequest) -> HttpResponse:
    """The list, with what was asked for."""
    if not request.user.has_perm("publications.view_article"):
        raise PermissionDenied
    languages = LanguageGrant.objects.languages_of(request.user)
    asked = DeskFilter(request.GET, user=request.user, languages=languages)
    page = asked.page(request.GET.get("page"))
    query = urlencode({name: value for name, value in asked.asked.items() if value})
    context = {
        **admin.site.each_context(request),
        "title": _("Translation desk"),
        "filter": asked,
        "page": page,
        "rows": rows(page, languages),
        "languages": LANGUAGES.values(),
        "works_in": languages,
        "query": query,
        "back": f"?{urlencode({'back': f'{query}&page={page.number}'})}",
    }
    return TemplateResponse(request, "admin/publications/desk.html", context)


def _door(view: Any) -> Any:
    """Lets in those who may change articles and were given the language of the address."""

    @wraps(view)
    def guarded(request: HttpRequest, article: int, language: str, **rest: Any) -> HttpResponse:
        if language not in LANGUAGES:
            raise Http404
        allowed = request.user.has_perm("publications.change_article")
        if not allowed or language not in LanguageGrant.objects.languages_of(request.user):
            raise PermissionDenied
        return view(request, article, language, **rest)

    return admin.site.admin_view(guarded)


urlpatterns: list[URLPattern] = [
    path("", admin.site.admin_view(desk), name="desk"),
    path("<int:article>/<str:language>/", _door(translation.translation), name="desk-translation"),
    path("<int:article>/<str:language>/convert/", _door(translation.convert), name="desk-convert"),
    path("<int:article>/<str:language>/<str:verb>/", _door(translation.act), name="desk-act"),
]
