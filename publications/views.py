"""The pages of what is published, each for the active language."""

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from authors.models import Author
from publications import renditions
from publications.models import Article, Edition, Figure, Topic, Version
from publications.models.version import VersionQuerySet

PER_PAGE = 20


def article_list(request: HttpRequest) -> HttpResponse:
    """Everything in this language, newest first."""
    versions = Version.objects.public(get_language()).in_lists()
    return render(request, "publications/article_list.html", {"page": _page(request, versions)})


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article as it stands now; where this language has none, the page says which languages have."""
    shown = Version.objects.public(get_language()).at(slug).first()
    if shown is None:
        return _elsewhere(request, slug)
    return _article(request, shown, newest=shown)


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One numbered version at its permanent address; an earlier one points to the newest."""
    newest = Version.objects.public(get_language()).filter(article__slug=slug).in_lists().first()
    if newest is None:
        return _elsewhere(request, slug, number)
    shown = get_object_or_404(Version.objects.ever_public(get_language()).at(slug), number=number)
    return _article(request, shown, newest)


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
    kept = [f"figures/{each}" for each in renditions.names(name)]
    found = get_object_or_404(figures, image__in=kept)
    response = FileResponse(renditions.opened(found, name))
    # The name follows from the content, so the content behind a name never changes.
    response["Cache-Control"] = (
        f"{'private' if request.user.is_staff else 'public'}, max-age=31536000, immutable"
    )
    return response


def _page(request: HttpRequest, versions: VersionQuerySet) -> Page:
    return Paginator(versions, PER_PAGE).get_page(request.GET.get("page"))


def _article(request: HttpRequest, shown: Version, newest: Version) -> HttpResponse:
    """The page of one version, with what is true of its article now: other languages, versions, authors, topics."""
    others = Version.objects.public().filter(article=shown.article_id)
    context = {
        "version": shown,
        "newest": newest,
        "path": newest.get_absolute_url(),
        "public_in": list(others.order_by().values_list("language", flat=True)),
        "history": Version.objects.ever_public().filter(edition=shown.edition_id).as_history(),
        "authors": {author.pk: author for author in Author.objects.with_page().filter(versions=shown)},
        "topics": shown.topics.all(),
    }
    return render(request, "publications/article_detail.html", context)


def _elsewhere(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """An address without a public version here: moved, withdrawn, in other languages only, or nothing at all."""
    others = list(Version.objects.public().filter(article__slug=slug).in_lists().order_by("language"))
    context = {"others": others, "public_in": [other.language for other in others]}
    withdrawn = Edition.objects.withdrawn(get_language()).filter(article__slug=slug).first()
    if withdrawn:
        context["edition"] = withdrawn
        return render(request, "publications/article_withdrawn.html", context, status=410)
    if others:
        return render(request, "publications/article_missing.html", context, status=404)
    return _moved(slug, number)


def _moved(slug: str, number: int | None) -> HttpResponse:
    """The way from an old address to the present one; the address of an unpublished article is told to nobody."""
    seen = Version.objects.ever_public().filter(article=OuterRef("pk")).order_by()
    found = get_object_or_404(Article.objects.without_bodies().filter(Exists(seen)), former_slugs__slug=slug)
    address = ["article", found.slug] if number is None else ["version", found.slug, number]
    return redirect(*address, permanent=True)
