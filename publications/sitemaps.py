"""Sitemaps (sitemaps.org, protocol 0.9): every public address with its other languages, split into files that search
engines take."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from authors.models import Author
from config.languages import CODES, LANGUAGES
from publications.models import Page, Version

# The protocol allows 50,000 addresses in a file; an article and an author have up to three.
IN_A_FILE = 10_000
LISTS = ("home", "article-list", "topic-list", "region-list", "series-list", "author-list", "fellow-list")
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'

Moment = datetime.datetime | None


@dataclass(frozen=True)
class Entry:
    """A page: what its address is called and made of, and when it last changed in each language it exists in."""

    name: str
    arguments: tuple[object, ...]
    languages: dict[str, Moment]


def index(request: HttpRequest) -> HttpResponse:
    """The sitemap of the sitemaps."""
    changed = Version.objects.public().aggregate(moment=Max("published_at"))["moment"]
    lines = [
        f"<sitemap><loc>{settings.SITE_URL}{place}</loc>{_changed(changed)}</sitemap>" for place in files()
    ]
    return _xml("sitemapindex", NAMESPACES, lines)


def files() -> list[str]:
    """The paths of the files that there are now."""
    counts = {
        "sitemap-people": Author.objects.with_page().count(),
        "sitemap-articles": Version.objects.public().order_by().values("article").distinct().count(),
    }
    numbered = [
        reverse(name, args=[number])
        for name, count in counts.items()
        for number in range(1, -(-count // IN_A_FILE) + 1)
    ]
    return [reverse("sitemap-pages"), *numbered]


def articles(request: HttpRequest, number: int) -> HttpResponse:
    """One file of articles, in the order in which they came, so that files already full hardly change."""
    columns = ("article", "article__slug", "language", "published_at")
    rows = Version.objects.public().order_by("article", "language").values_list(*columns)
    entries = [
        Entry("article", (slug,), {language: moment for _article, _slug, language, moment in several})
        for (_key, slug), several in groupby(rows, key=itemgetter(0, 1))
    ][_part(number)]
    return _numbered(entries)


def people(request: HttpRequest, number: int) -> HttpResponse:
    """One file of authors and fellows."""
    slugs = Author.objects.with_page().order_by("slug").values_list("slug", flat=True)
    entries = [Entry("author", (slug,), dict.fromkeys(CODES)) for slug in slugs[_part(number)]]
    return _numbered(entries)


def _part(number: int) -> slice:
    return slice(max(number - 1, 0) * IN_A_FILE, number * IN_A_FILE)


def _numbered(entries: list[Entry]) -> HttpResponse:
    """One of several files, which is there only while it holds something."""
    if not entries:
        raise Http404
    return _urlset(entries)


def pages(request: HttpRequest) -> HttpResponse:
    """Everything else: lists, topics, regions, series, and what editors write beside the articles."""
    lists = (Entry(name, (), dict.fromkeys(CODES)) for name in LISTS)
    return _urlset([*lists, *_subjects(), *_written()])


def _subjects() -> Iterator[Entry]:
    """Topics, regions and series, in the languages in which anything of theirs is public."""
    for name, relation in (("topic", "topics"), ("region", "regions"), ("series", "series")):
        rows = (
            Version.objects.public()
            .exclude(**{relation: None})
            .order_by(f"{relation}__slug")
            .values_list(f"{relation}__slug", "language")
            .annotate(moment=Max("published_at"))
        )
        for slug, several in groupby(rows, key=itemgetter(0)):
            yield Entry(name, (slug,), {language: moment for _slug, language, moment in several})


def _written() -> Iterator[Entry]:
    for page in Page.objects.public_in_any().order_by("slug"):
        yield Entry("page", (page.slug,), dict.fromkeys(page.public_in()))


# --- Writing ----------------------------------------------------------------------------------------------


def _urlset(entries: list[Entry]) -> HttpResponse:
    return _xml("urlset", NAMESPACES + XHTML, [line for entry in entries for line in _urls(entry)])


def _urls(entry: Entry) -> Iterator[str]:
    """An entry in each of its languages, each naming all of them."""
    addresses = {code: _address(entry, code) for code in CODES if code in entry.languages}
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{LANGUAGES[code].tag}" href="{address}"/>'
        for code, address in addresses.items()
    )
    for code, address in addresses.items():
        yield f"<url><loc>{address}</loc>{_changed(entry.languages[code])}{alternates}</url>"


def _address(entry: Entry, language: str) -> str:
    with override(language):
        return escape(f"{settings.SITE_URL}{reverse(entry.name, args=entry.arguments)}")


def _changed(moment: Moment) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""


def _xml(root: str, namespaces: str, lines: list[str]) -> HttpResponse:
    whole = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {namespaces}>\n{chr(10).join(lines)}\n</{root}>\n'
    )
    return HttpResponse(whole, content_type="application/xml; charset=utf-8")
