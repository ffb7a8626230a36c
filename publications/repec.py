"""The institute's archive as RePEc fetches it: a folder of files, below ``/repec/`` and the archive's code.

It is there once the institute has been given a code, which ``REPEC_ARCHIVE`` says; without one nothing is.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import override

from publications.exporters import redif
from publications.models import Version

PLAIN = "text/plain; charset=utf-8"
PAPERS = "papers.redif"
Answer = Callable[..., HttpResponse]


def _of_the_archive(view: Answer) -> Answer:
    """Lets in whoever names the code of the archive, and speaks the site's own language."""

    @wraps(view)
    def answer(request: HttpRequest, archive: str, **kwargs: str) -> HttpResponse:
        if archive != (settings.REPEC_ARCHIVE or None):
            raise Http404
        if kwargs.get("series", "report") not in redif.SERIES:
            raise Http404
        with override(settings.LANGUAGE_CODE):
            return view(request, **kwargs)

    return answer


@_of_the_archive
def folder(request: HttpRequest) -> HttpResponse:
    """What is in the archive, as links: RePEc finds its files by them."""
    files = [f"{settings.REPEC_ARCHIVE}{part}.redif" for part in DESCRIPTIONS]
    return _listing([*files, *(f"{series}/" for series in redif.SERIES)])


@_of_the_archive
def description(request: HttpRequest, name: str) -> HttpResponse:
    """One of the two files that describe the archive; their names begin with its code."""
    part = name.removeprefix(settings.REPEC_ARCHIVE)
    if part == name or part not in DESCRIPTIONS:
        raise Http404
    return HttpResponse(DESCRIPTIONS[part](), content_type=PLAIN)


@_of_the_archive
def series_folder(request: HttpRequest, series: str) -> HttpResponse:
    """What is in the folder of one series."""
    return _listing([PAPERS])


@_of_the_archive
def papers(request: HttpRequest, series: str) -> HttpResponse:
    """Every public paper of one series, in each of its languages, the oldest first."""
    versions = Version.objects.public().filter(kind=redif.SERIES[series]).to_cite().order_by("date", "pk")
    templates = (redif.paper(f"{_handle()}:{series}", version) for version in versions)
    return HttpResponse("\n".join(templates), content_type=PLAIN)


def _archive() -> str:
    """Who keeps the archive, and where it is."""
    address = f"{settings.SITE_URL}{reverse('repec', args=[settings.REPEC_ARCHIVE])}"
    return redif.archive(_handle(), _institute(), settings.DEFAULT_FROM_EMAIL, address)


def _series() -> str:
    """The series of the archive, one for each kind of paper."""
    facts = _institute(), settings.DEFAULT_FROM_EMAIL
    return "\n".join(
        redif.series(_handle(), code, str(kind.label), *facts) for code, kind in redif.SERIES.items()
    )


# By the end of the file's name, as RePEc has it.
DESCRIPTIONS: dict[str, Callable[[], str]] = {"arch": _archive, "seri": _series}


def _handle() -> str:
    return f"RePEc:{settings.REPEC_ARCHIVE}"


def _institute() -> str:
    name: str = settings.INSTITUTE[settings.LANGUAGE_CODE]["name"]
    return name


def _listing(names: list[str]) -> HttpResponse:
    links = format_html_join("\n", '<li><a href="{}">{}</a></li>', ((name, name) for name in names))
    page = format_html(
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>RePEc: {}</title></head>\n'
        "<body><h1>RePEc: {}</h1><ul>\n{}\n</ul></body></html>\n",
        settings.REPEC_ARCHIVE,
        settings.REPEC_ARCHIVE,
        links,
    )
    return HttpResponse(page)
