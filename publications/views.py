"""The pages that lead to articles, each for the active language; those of an article are in ``article_views``."""

from django.core.paginator import Page, Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from publications import renditions
from publications.models import Figure, Topic, Version
from publications.models.version import VersionQuerySet

PER_PAGE = 20


def article_list(request: HttpRequest) -> HttpResponse:
    """Everything in this language, newest first."""
    versions = Version.objects.public(get_language()).in_lists()
    return render(request, "publications/article_list.html", {"page": _page(request, versions)})


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic, and what is public on it in this language."""
    found = get_object_or_404(Topic, slug=slug)
    versions = Version.objects.public(get_language()).filter(topics=found).in_lists()
    return render(
        request, "publications/topic_detail.html", {"topic": found, "page": _page(request, versions)}
    )


def figure(request: HttpRequest, name: str) -> FileResponse:
    """A picture: for readers once a public version shows it, for those who work on the site always."""
    works_here = request.user.is_staff and request.user.has_perm("publications.view_figure")
    figures = Figure.objects.all() if works_here else Figure.objects.public()
    kept = [f"figures/{each}" for each in renditions.names(name)]
    found = get_object_or_404(figures, image__in=kept)
    response = FileResponse(renditions.opened(found, name))
    # The name follows from the content, so the content behind a name never changes.
    response["Cache-Control"] = f"{'private' if works_here else 'public'}, max-age=31536000, immutable"
    return response


def _page(request: HttpRequest, versions: VersionQuerySet) -> Page:
    return Paginator(versions, PER_PAGE).get_page(request.GET.get("page"))
