"""The pages that are no lists of something: those that editors write, each for the active language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_path, override

from config.languages import LANGUAGES, Language, column
from publications import nearest
from publications.body import plain
from publications.body.render import render as rendered
from publications.home import fellows, front, longer
from publications.models import Page, Topic


def home(request: HttpRequest) -> HttpResponse:
    """What editors picked and the latest, the topics that have anything, and fellows who wrote lately."""
    language = get_language()
    found = front(language)
    context = {
        "front": found,
        "longer": longer(language, found.shown),
        "fellows": fellows(language, timezone.localdate()),
        "topics": Topic.objects.published(language),
    }
    return render(request, "home.html", context)


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page that editors wrote; where this language has none, the page says which languages have."""
    found = Page.objects.public_in_any().filter(slug=slug).first()
    if found is None:
        moved = get_object_or_404(Page.objects.public_in_any(), former_addresses__slug=slug)
        return redirect("page", moved.slug, permanent=True)
    if get_language() not in found.public_in():
        context = {"others": _in_others(found), "public_in": found.public_in()}
        return render(request, "publications/page_missing.html", context, status=404)
    return render(request, "publications/page_detail.html", page_context(found, get_language()))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address: what stands at like ones, and where to look further."""
    context = {}
    if get_language_from_path(request.path):
        context = {
            "articles": nearest.articles(request.path, get_language()),
            "people": nearest.people(request.path),
            "words": " ".join(nearest.words_of(request.path)),
        }
    return render(request, "404.html", context, status=404)


def page_context(found: Page, language: str) -> dict[str, object]:
    """What the template of a page shows in one language, whoever may see it."""
    body = getattr(found, column("body", language)) or ""
    return {
        "page": found,
        "title": getattr(found, column("title", language)),
        "text": rendered(body, language),
        "description": plain.plain(body),
        "public_in": found.public_in(),
    }


def _in_others(found: Page) -> list[tuple[Language, str, str]]:
    """Each language in which readers have the page, with its title and its address there."""
    others = []
    for code in found.public_in():
        with override(code):
            others.append((LANGUAGES[code], getattr(found, column("title", code)), found.get_absolute_url()))
    return others
