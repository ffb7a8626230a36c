"""The pages of authors, each for the active language."""

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override

from authors import ordering
from authors.directory import Directory
from authors.models import Author, Fellow
from authors.portrait_files import FOLDER
from authors.portraits import endings
from config.languages import LANGUAGES, Language

PER_PAGE = 20


class Part(NamedTuple):
    """The authors of one letter, or of one number of strokes."""

    id: str
    label: str
    authors: list[Author]


def author_list(request: HttpRequest) -> HttpResponse:
    """Everybody with something public in this language, by letter or by strokes."""
    language = get_language()
    authors = Author.objects.in_index(language, timezone.localdate())
    context = {"parts": _parts(authors, language), "total": len(authors)}
    return render(request, "authors/author_list.html", context)


def _parts(authors: list[Author], language: str) -> list[Part]:
    """Authors, which are in order, under the heads of their letters or strokes."""
    parts = groupby(authors, lambda author: ordering.part(author.sort_key(language), language))
    return [Part(f"part-{part.lower()}", _label(part), list(several)) for part, several in parts]


def _label(part: str) -> str:
    if part.isdigit():
        return ngettext("%(number)s stroke", "%(number)s strokes", int(part)) % {"number": part}
    return {ordering.LATIN: "A–Z", ordering.OTHER: "#"}.get(part, part)


def fellow_list(request: HttpRequest) -> HttpResponse:
    """The directory of fellows, narrowed by what the address asks for."""
    directory = Directory(request.GET.dict(), timezone.localdate(), get_language())
    return render(request, "authors/fellow_list.html", {"directory": directory, "page": directory.page})


def fellow(request: HttpRequest, slug: str) -> HttpResponse:
    """A fellow's page is the author's."""
    found = get_object_or_404(Fellow.objects.visible().select_related("author"), author__slug=slug)
    return redirect(found.author, permanent=True)


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """A person: who they are, and everything they published in this language, each with the post of then."""
    public = Author.objects.with_page().with_profile(timezone.localdate())
    found = get_object_or_404(public, slug=slug)
    fellow = getattr(found, "fellow", None)
    shown = {"fellow": fellow if fellow and fellow.visible else None}
    return render(request, "authors/author_detail.html", author_page(request, found) | shown)


def author_page(request: HttpRequest, found: Author) -> dict[str, object]:
    """What the page of an author shows in the active language, whoever may see it."""
    public = found.versions.public(get_language())
    signed = public.signed_by(found.pk)
    roles = Counter(role for several in signed.values() for role in several)
    role = request.GET.get("role") if request.GET.get("role") in roles else None
    chosen = [pk for pk, several in signed.items() if role is None or role in several]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(public.in_lists().filter(pk__in=page.object_list))
    return {
        "author": found,
        "page": page,
        "total": len(signed),
        "roles": dict(roles) if len(roles) > 1 else {},
        "role": role,
        "topics": public.topics(),
        "elsewhere": _elsewhere(found),
    }


def _elsewhere(found: Author) -> list[tuple[Language, str, int]]:
    """Each other language in which something of theirs is public: the address of their page there, and how much."""
    counts = found.versions.public().count_by_language()
    others = []
    for code, language in LANGUAGES.items():
        if code in counts and code != get_language():
            with override(code):
                others.append((language, found.get_absolute_url(), counts[code]))
    return others


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
