"""Every address that a copy of the site keeps, from the same words by which the pages know what is public."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from authors.directory import PER_PAGE as FELLOWS_PER_PAGE
from authors.directory import Directory
from authors.models import Author, Fellow
from authors.views import PER_PAGE as WRITTEN_PER_PAGE
from config.languages import CODES
from publications.archive import PER_PAGE
from publications.copying.folder import MARKER
from publications.copying.links import NOT_FOUND, place
from publications.copying.names import Taken
from publications.exporters import FILES, FORMATS
from publications.exporters.feed import FEEDS
from publications.exporters.redif import SERIES
from publications.models import Article, Edition, OldAddress, Page, Region, Series, Topic, Version

LISTS = ("home", "topic-list", "region-list", "series-list", "author-list", "fellow-list")
SUBJECTS = {"topic": Topic, "region": Region, "series": Series}
# As many articles, or people, as a sitemap holds.
IN_A_SITEMAP = 10_000
# What can be left out of a copy: a format of articles, or the feeds.
KINDS = (*FILES, "feeds")
_FEED = re.compile(r"/feed\.\w+$")
_FILE = re.compile(r"/articles/[^?]+\.(\w+)$")


@dataclass(frozen=True)
class Plan:
    """The addresses of the site that a copy may keep, without the kinds that are ``left_out``.

    ``same`` names for some addresses the one under which what stands there is kept. ``problems`` tells of addresses why
    they can have no file of their own on every disk, ``dropped`` of such as only lead on.
    """

    addresses: frozenset[str]
    same: dict[str, str]
    left_out: frozenset[str]
    problems: dict[str, str]
    dropped: dict[str, str]

    def held(self, address: str) -> str | None:
        """The address under which the copy keeps what stands at an address, or None."""
        address = self.same.get(address, address)
        return address if address in self.addresses and not self.is_left_out(address) else None

    def is_left_out(self, address: str) -> bool:
        """Whether an address is of a kind that is left out on purpose."""
        return kind(address) in self.left_out

    def kept(self) -> list[str]:
        """The addresses that the copy keeps, those of a folder beside each other."""
        return sorted(address for address in self.addresses if not self.is_left_out(address))


def kind(address: str) -> str:
    """Of which of the kinds that can be left out an address is; empty for pages and all else."""
    if _FEED.search(address):
        return "feeds"
    found = _FILE.search(address)
    return found[1] if found else ""


def plan(left_out: frozenset[str] = frozenset()) -> Plan:
    """What a copy of the site as it is now keeps; ``left_out`` are some of ``KINDS``."""
    addresses, leading, same = {"/", f"/{NOT_FOUND}", *_for_machines()}, set[str](), {}
    for code in CODES:
        with override(code):
            addresses.update(_lists(code), _subjects(code), _people(code), _pages(code), _articles(code))
            leading.update(_moved(code))
            same.update(_narrowed_by_subject())
    leading.update(_of_the_site_before(addresses))
    taken = Taken()
    taken.take(MARKER, MARKER)
    problems = taken.refused(_places(each for each in addresses if kind(each) not in left_out))
    dropped = taken.refused(_places(leading - addresses))
    kept = frozenset((addresses | leading) - problems.keys() - dropped.keys())
    return Plan(kept, same, left_out, problems, dropped)


def _places(addresses: Iterable[str]) -> dict[str, str]:
    """The files of addresses, in an order that is always the same."""
    return {address: place(address) for address in sorted(addresses)}


def _for_machines() -> Iterator[str]:
    yield from ("/robots.txt", "/favicon.ico", "/sitemap.xml", "/sitemap-pages.xml")
    counts = {
        "people": Author.objects.with_page().count(),
        "articles": Version.objects.public().order_by().values("article").distinct().count(),
    }
    for name, count in counts.items():
        yield from (f"/sitemap-{name}-{number}.xml" for number in range(1, -(-count // IN_A_SITEMAP) + 1))
    if code := settings.REPEC_ARCHIVE:
        yield from (f"/repec/{code}/", f"/repec/{code}/{code}arch.redif", f"/repec/{code}/{code}seri.redif")
        for series in SERIES:
            yield from (f"/repec/{code}/{series}/", f"/repec/{code}/{series}/papers.redif")


def _paged(address: str, count: int, per_page: int = PER_PAGE) -> Iterator[str]:
    """A list at its address, and its further pages."""
    yield address
    mark = "&" if "?" in address else "?"
    yield from (f"{address}{mark}page={number}" for number in range(2, -(-count // per_page) + 1))


def _feeds(address: str) -> Iterator[str]:
    return (f"{address}feed.{extension}" for extension in FEEDS)


def _lists(code: str) -> Iterator[str]:
    """Lists of everything, and of the articles of one kind or year. Lists that two things narrow are endless.

    What one language has of a kind or year, the switch of languages offers in all of them.
    """
    yield from map(reverse, LISTS)
    yield from _feeds(reverse("home"))
    fellows, counts = reverse("fellow-list"), Directory({}, localdate(), code).counts
    yield from _paged(fellows, counts["current"], FELLOWS_PER_PAGE)
    yield from _paged(f"{fellows}?standing=former", counts["former"], FELLOWS_PER_PAGE)
    articles, public, everywhere = (
        reverse("article-list"),
        Version.objects.public(code),
        Version.objects.public(),
    )
    years, kinds = public.count_by_year(), public.tally("kind")
    yield from _paged(articles, sum(years.values()))
    for year in everywhere.count_by_year():
        yield from _paged(f"{articles}?year={year}", years.get(year, 0))
    for word in everywhere.tally("kind"):
        yield from _paged(f"{articles}?kind={word}", kinds[word].count if word in kinds else 0)


def _subjects(code: str) -> Iterator[str]:
    """Topics, regions and series that readers are led to, in the languages in which they have a page."""
    for name, model in SUBJECTS.items():
        counts = {row.pk: row.count for row in model.objects.published(code)}
        for row in _shown(name, model):
            if code in row.languages():
                address = row.get_absolute_url()
                yield from (*_paged(address, counts.get(row.pk, 0)), *_feeds(address))


def _shown(name: str, model: type) -> QuerySet[Topic | Region | Series]:
    shown = Q(versions__in=Version.objects.public().order_by().values("pk"))
    if name != "series":
        shown |= Q(fellows__in=Fellow.objects.visible().order_by().values("pk"))
    return model.objects.filter(shown).distinct()


def _narrowed_by_subject() -> Iterator[tuple[str, str]]:
    """The list of articles on one topic is the page of the topic."""
    for name, model in SUBJECTS.items():
        for slug in model.objects.values_list("slug", flat=True):
            yield f"{reverse('article-list')}?{name}={slug}", reverse(name, args=[slug])


def _people(code: str) -> Iterator[str]:
    signed = Version.objects.public(code).order_by().values_list("authors__slug").annotate(Count("pk"))
    counts = dict(signed)
    for author in Author.objects.with_page().only("slug"):
        address = author.get_absolute_url()
        yield from (*_paged(address, counts.get(author.slug, 0), WRITTEN_PER_PAGE), *_feeds(address))
    for slug in Fellow.objects.visible().values_list("author__slug", flat=True):
        yield reverse("fellow", args=[slug])


def _pages(code: str) -> Iterator[str]:
    for page in Page.objects.public(code).only("slug"):
        yield page.get_absolute_url()


def _articles(code: str) -> Iterator[str]:
    """Articles with what belongs to each, and the pages that say that one was withdrawn."""
    numbers = defaultdict(list)
    ever = Version.objects.ever_public(code).order_by("number").values_list("article__slug", "number")
    for slug, number in ever:
        numbers[slug].append(number)
    languages = _languages()
    for slug, newest in (
        Version.objects.public(code).order_by().values_list("article__slug").annotate(Max("number"))
    ):
        others = [other for other in languages[slug] if other != code]
        yield from _article(slug, numbers[slug], newest, others)
    for slug in Edition.objects.withdrawn(code).values_list("article__slug", flat=True):
        yield reverse("article", args=[slug])


def _languages() -> dict[str, list[str]]:
    languages = defaultdict(list)
    for slug, language in Version.objects.public().order_by().values_list("article__slug", "language"):
        languages[slug].append(language)
    return languages


def _article(slug: str, numbers: list[int], newest: int, others: list[str]) -> Iterator[str]:
    """The addresses of an article in one language: its versions, what each changed, other languages beside it, files.

    The newest version has its files at the address of the article; only the card has the number in its address.
    """
    address = reverse("article", args=[slug])
    yield address
    yield from (f"{address[:-1]}.{extension}" for extension in FORMATS)
    yield from (f"{address}parallel/{other}/" for other in others)
    for number in numbers:
        extensions = FILES if number != newest else FILES.keys() - FORMATS.keys()
        yield f"{address}v{number}/"
        yield from (f"{address}v{number}.{extension}" for extension in extensions)
        if number != numbers[0]:
            yield f"{address}v{number}/changes/"


def _of_the_site_before(addresses: set[str]) -> list[str]:
    """The paths of the site that was before, where they lead to something kept and are no file of something kept.

    A file is kept where it lay as well: nothing but its server could lead from there.
    """
    rows = OldAddress.objects.seen().filter(path__startswith="/").exclude(path="/").leading()
    leading = [row for row in rows if "/." not in row.path and (row.file or row.leads_to in addresses)]
    taken = {place(address) for address in addresses} if leading else set()
    old = (f"{quote(row.path)}{'' if _is_file(row) else '/'}" for row in leading)
    return [address for address in old if place(address) not in taken]


def _is_file(row: OldAddress) -> bool:
    return row.path.endswith((".html", ".htm")) or bool(row.file and PurePosixPath(row.path).suffix)


def _moved(code: str) -> Iterator[str]:
    """The former addresses of what has a page."""
    for name, model in SUBJECTS.items():
        for row in _shown(name, model).prefetch_related("former_slugs"):
            if code in row.languages():
                yield from (reverse(name, args=[former.slug]) for former in row.former_slugs.all())
    articles = Version.objects.public(code).order_by().values("article")
    withdrawn = Edition.objects.withdrawn(code).values("article")
    former = {
        "article": Article.objects.filter(Q(pk__in=articles) | Q(pk__in=withdrawn)).values_list(
            "former_slugs__slug"
        ),
        "author": Author.objects.with_page().values_list("former_slugs__slug"),
        "page": Page.objects.public(code).values_list("former_addresses__slug"),
    }
    for name, slugs in former.items():
        yield from (reverse(name, args=[slug]) for (slug,) in slugs.order_by() if slug)
