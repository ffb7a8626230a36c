"""The pages of authors, each for the active language."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from authors.models import Author

PER_PAGE = 20


def author_list(request: HttpRequest) -> HttpResponse:
    """Everybody with something public in this language, by family name."""
    authors = (
        Author.objects.published(get_language()).with_posts(timezone.localdate()).by_name(get_language())
    )
    return render(request, "authors/author_list.html", {"authors": authors})


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """A person: who they are, and everything they published in this language, each with the post of then."""
    found = get_object_or_404(Author.objects.with_page().with_posts(timezone.localdate()), slug=slug)
    versions = found.versions.public(get_language()).in_lists()
    page = Paginator(versions, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "authors/author_detail.html", {"author": found, "page": page})


def portrait(request: HttpRequest, name: str) -> FileResponse:
    """A portrait: for readers once its author has a public page, for those who work on the site always."""
    staff = request.user.is_staff
    authors = Author.objects.all() if staff else Author.objects.with_page()
    found = get_object_or_404(authors, portrait=f"portraits/{name}")
    response = FileResponse(found.portrait.open())
    response["Cache-Control"] = "private" if staff else "public, max-age=86400"
    return response
