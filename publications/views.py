"""The pages of what is published, each for the active language."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from publications.models import Article, Edition, Figure, FormerSlug, Topic, Version

PER_PAGE = 20
ON_HOME = 12


def home(request: HttpRequest) -> HttpResponse:
    """The newest articles, and the topics that have any."""
    latest = list(Version.objects.public(get_language()).in_lists()[:ON_HOME])
    return render(request, "home.html", {"latest": latest, "topics": Topic.objects.published(get_language())})


def article_list(request: HttpRequest) -> HttpResponse:
    """Everything in this language, newest first."""
    versions = Version.objects.public(get_language()).in_lists()
    return render(request, "publications/article_list.html", {"page": _page(request, versions)})


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article as it stands now; where this language has none, the page says which languages have."""
    version = Version.objects.public(get_language()).at(slug).first()
    if version is None:
        return _elsewhere(request, slug)
    return render(request, "publications/article_detail.html", {"version": version, "newest": version})


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One numbered version at its permanent address; an earlier one points to the newest."""
    shown = get_object_or_404(Version.objects.ever_public(get_language()).at(slug), number=number)
    newest = Version.objects.public(get_language()).filter(edition=shown.edition_id).in_lists().first()
    if newest is None:
        return _elsewhere(request, slug)
    return render(request, "publications/article_detail.html", {"version": shown, "newest": newest})


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic, and what is public on it in this language."""
    found = get_object_or_404(Topic, slug=slug)
    versions = Version.objects.public(get_language()).filter(topics=found).in_lists()
    return render(
        request, "publications/topic_detail.html", {"topic": found, "page": _page(request, versions)}
    )


def figure(request: HttpRequest, name: str) -> FileResponse:
    """A picture: for readers once a public version shows it, for those who work on the site always."""
    figures = Figure.objects.all() if request.user.is_staff else Figure.objects.public()
    found = get_object_or_404(figures, image=f"figures/{name}")
    response = FileResponse(found.image.open())
    # The name follows from the content, so the content behind a name never changes.
    response["Cache-Control"] = (
        f"{'private' if request.user.is_staff else 'public'}, max-age=31536000, immutable"
    )
    return response


def _page(request: HttpRequest, versions):
    return Paginator(versions, PER_PAGE).get_page(request.GET.get("page"))


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """An address without a public version here: moved, withdrawn, in other languages only, or nothing at all."""
    found = Article.objects.without_bodies().filter(slug=slug).first()
    if found is None:
        return redirect(get_object_or_404(FormerSlug, slug=slug).article, permanent=True)
    edition = Edition.objects.filter(article=found, language=get_language()).first()
    others = list(Version.objects.public().filter(article=found).in_lists())
    if edition and edition.state == Edition.State.WITHDRAWN:
        context = {"edition": edition, "others": others}
        return render(request, "publications/article_withdrawn.html", context, status=410)
    if not others:
        raise Http404
    return render(request, "publications/article_missing.html", {"others": others}, status=404)
