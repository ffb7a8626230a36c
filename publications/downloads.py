"""Published versions as files, at addresses that end in the name of a format."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language

from publications.exporters import FORMATS
from publications.models import Version


def article(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """An article in this language as it stands now, in the format that the address ends in."""
    versions = Version.objects.public(get_language())
    found = versions.filter(article__slug=slug).to_cite().first()
    if found is None:
        return _moved(slug, extension)
    return _file(found, extension, slug)


def version(request: HttpRequest, slug: str, number: int, extension: str) -> HttpResponse:
    """One numbered version that readers can see or once could, and that no withdrawal took back."""
    versions = Version.objects.public(get_language()).filter(article__slug=slug)
    get_object_or_404(versions.order_by().values("pk"))
    found = get_object_or_404(
        Version.objects.ever_public(get_language()).filter(article__slug=slug).to_cite(), number=number
    )
    return _file(found, extension, f"{slug}-v{number}")


def _file(found: Version, extension: str, name: str) -> HttpResponse:
    if extension not in FORMATS:
        raise Http404
    form = FORMATS[extension]
    response = HttpResponse(form.write(found), content_type=form.content_type)
    response["Content-Disposition"] = f'inline; filename="{name}-{found.language}.{extension}"'
    return response


def _moved(slug: str, extension: str) -> HttpResponse:
    """The way from an address that the article once had, told only of what readers once saw."""
    seen = Version.objects.ever_public(get_language()).filter(article__former_slugs__slug=slug)
    found = get_object_or_404(seen.order_by("-number").select_related("article").only("article__slug")[:1])
    return redirect("article-file", found.article.slug, extension, permanent=True)
