"""Addresses of the site that was before this one, whatever their shape."""

import re
from functools import reduce
from operator import or_
from urllib.parse import parse_qs, unquote, urlsplit

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import override

from authors.models import Author
from config.languages import CHOICES
from publications.models.article import Article
from publications.models.document import Document
from publications.models.file import Figure
from publications.models.home import Home
from publications.models.page import Page
from publications.models.subject import Topic
from publications.models.version import Version

LONGEST = 500
# To what an old address may lead: one of these, each a column.
OWNERS = ("article", "page", "topic", "author", "figure", "document", "home")
# In which a query alone names what is looked for, and the word under which it is kept: https://example.org/?p=123.
_NAMED = {"p": "p", "page_id": "p", "attachment_id": "p", "cat": "cat", "tag": "tag", "author": "author"}
FEED, PAGE = "feed", "page"
# What stands behind the address of a list: /category/ports/feed/, /category/ports/page/2/.
_BEHIND = re.compile(r"(?P<list>.*?)/(?:(?P<feed>feed(?:/(?:rss2?|rdf|atom))?)|page/\d+)")
_FEEDS = {"topic": "topic-feed", "author": "author-feed", "home": "feed"}
# What WordPress adds to the name of a picture that it has made smaller.
_UPLOADS = "/wp-content/uploads/"
_SMALLER = re.compile(r"(?:-scaled|-\d{2,5}x\d{2,5})?(\.\w+)$")


def normal(address: str) -> str:
    """An address as it is kept and looked for: its path without a last slash, with what a query names by its number."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    named = next((f"?{kept}={query[name][0]}" for name, kept in _NAMED.items() if name in query), "")
    return unquote(parts.path).rstrip("/") + named


def ways(address: str) -> dict[str, str]:
    """The paths under which what stands at an address may be kept, the likeliest first.

    Each with the part of it that is asked for: nothing, its feed, or a further page of a list. The home page itself is
    never looked for.
    """
    path = normal(address)
    bare = path.partition("?")[0]
    query = parse_qs(urlsplit(address).query)
    part = FEED if "feed" in query else PAGE if "paged" in query else ""
    # A number may name what is meant, or be of no account.
    found = {path: part, bare: part}
    if behind := _BEHIND.fullmatch(bare):
        found[behind["list"]] = FEED if behind["feed"] else PAGE
    if _UPLOADS in bare:
        found |= dict.fromkeys((_SMALLER.sub(scaled, bare) for scaled in (r"\1", r"-scaled\1")), "")
    if home := found.pop("", ""):
        found["/"] = home
    return {each: part for each, part in found.items() if len(each) <= LONGEST and "\0" not in each}


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def seen(self) -> "OldAddressQuerySet":
        """Those of what readers have ever seen."""
        seen = Version.objects.ever_public().filter(article=OuterRef("article")).order_by()
        shown = Page.objects.public_in_any().filter(pk=OuterRef("page"))
        known = Author.objects.with_page().filter(pk=OuterRef("author")).order_by()
        drawn = Figure.objects.public().filter(pk=OuterRef("figure")).order_by()
        offered = Document.objects.public().filter(pk=OuterRef("document")).order_by()
        open_to_all = Q(topic__isnull=False) | Q(home__isnull=False)
        return self.filter(
            reduce(or_, (Q(Exists(each)) for each in (seen, shown, known, drawn, offered)), open_to_all)
        )

    def leading(self) -> "OldAddressQuerySet":
        """With just what is needed for telling where each leads."""
        slugs = (f"{name}__slug" for name in OWNERS if name not in ("figure", "document", "home"))
        # A picture asks for its size as soon as it is read.
        figure = ("figure__image", "figure__width", "figure__height")
        return self.select_related(*OWNERS).only(
            "path", "language", *slugs, *figure, "document__file", "home__id"
        )

    def present(self, address: str) -> str | None:
        """Where an old address leads now, as far as readers have ever seen what is there; else None."""
        asked = ways(address)
        if not asked:
            return None
        rows = {row.path: row for row in self.seen().filter(path__in=asked).leading()}
        found = (rows[path].place(part) for path, part in asked.items() if path in rows)
        return next(filter(None, found), None)


class OldAddress(models.Model):
    """A path of the site that was before, which leads to one language of one of ``OWNERS``: ``home`` is the whole site.

    ``guid`` is what the old site knew an article or page by, number and guid, in one of its rows: by it what has come
    once is known again.
    """

    path = models.CharField(max_length=LONGEST, unique=True)
    guid = models.CharField(max_length=LONGEST, blank=True, db_index=True)
    language = models.CharField(max_length=10, choices=CHOICES)
    article = models.ForeignKey(Article, models.CASCADE, null=True, blank=True, related_name="old_addresses")
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="old_addresses")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="old_addresses")
    author = models.ForeignKey(Author, models.CASCADE, null=True, blank=True, related_name="old_addresses")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="old_addresses")
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="old_addresses"
    )
    home = models.ForeignKey(Home, models.CASCADE, null=True, blank=True, related_name="old_addresses")

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=reduce(
                    or_, (Q(**{f"{name}__isnull": name != owner for name in OWNERS}) for owner in OWNERS)
                ),
                name="old_address_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def file(self) -> FieldFile | None:
        """The file that it leads to, None where it leads to a page."""
        if self.figure:
            return self.figure.image
        return self.document.file if self.document else None

    @property
    def leads_to(self) -> str:
        """Where that is now."""
        return self.place("") or ""

    def place(self, part: str) -> str | None:
        """Where that is now, or the part of it that is asked for; None for a feed of what has none."""
        if self.file:
            return self.file.url
        name = next(each for each in OWNERS if getattr(self, f"{each}_id"))
        words = {} if name == "home" else {"slug": getattr(self, name).slug}
        with override(self.language):
            if part == FEED:
                return (
                    reverse(_FEEDS[name], kwargs={**words, "extension": "atom"}) if name in _FEEDS else None
                )
            return reverse("article-list" if name == "home" and part == PAGE else name, kwargs=words)
