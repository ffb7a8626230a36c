"""The pages of authors, each for the active language."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from authors.models import Author

PER_PAGE = 20


def author_list(request: HttpRequest) -> HttpResponse:
    """Everybody with something public in this language, by family name."""
    authors = Author.objects.published(get_language()).by_name(get_language())
    return render(request, "authors/author_list.html", {"authors": authors})


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """A person: who they are, and everything they published in this language, each with the post of then."""
    found = get_object_or_404(Author.objects.select_related("fellow"), slug=slug)
    versions = found.versions.public(get_language()).in_lists()
    if not found.has_public_page():
        raise Http404
    context = {
        "author": found,
        "appointments": found.posts_today(timezone.localdate()),
        "page": Paginator(versions, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "authors/author_detail.html", context)
