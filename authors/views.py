"""The pages of authors, each for the active language."""

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from authors.models import Author
from authors.portrait_files import FOLDER
from authors.portraits import endings

PER_PAGE = 20


def author_list(request: HttpRequest) -> HttpResponse:
    """Everybody with something public in this language, by family name."""
    authors = (
        Author.objects.published(get_language()).with_posts(timezone.localdate()).by_name(get_language())
    )
    return render(request, "authors/author_list.html", {"authors": authors})


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """A person: who they are, and everything they published in this language, each with the post of then."""
    public = Author.objects.with_page().with_profile(timezone.localdate())
    found = get_object_or_404(public, slug=slug)
    fellow = getattr(found, "fellow", None)
    shown = {"fellow": fellow if fellow and fellow.visible else None}
    return render(request, "authors/author_detail.html", author_page(request, found) | shown)


def author_page(request: HttpRequest, found: Author) -> dict[str, object]:
    """What the page of an author shows in the active language, whoever may see it."""
    versions = found.versions.public(get_language()).in_lists()
    return {"author": found, "page": Paginator(versions, PER_PAGE).get_page(request.GET.get("page"))}


def portrait(request: HttpRequest, name: str) -> FileResponse:
    """A portrait as pages show it: for readers once its author has a public page.

    Those who work on the site see it always, and they alone the picture that it was cut from.
    """
    staff = request.user.is_staff
    authors = Author.objects.all() if staff else Author.objects.with_page()
    cut, _, ending = name.partition("-")
    if ending in endings():
        get_object_or_404(authors, portrait_cut=cut)
    elif not staff or not authors.filter(portrait=f"{FOLDER}/{name}").exists():
        raise Http404
    response = FileResponse(default_storage.open(f"{FOLDER}/{name}"))
    response["Cache-Control"] = "private" if staff else "public, max-age=86400"
    return response
