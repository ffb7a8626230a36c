"""Addresses of the site that was before this one, whatever their shape."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import override

from config.languages import CHOICES
from publications.models.article import Article
from publications.models.page import Page
from publications.models.version import Version

LONGEST = 500
# In which a query alone names what is looked for: https://example.org/?p=123.
_NUMBERS = ("p", "page_id")


def normal(address: str) -> str:
    """An address as it is kept and looked for: its path without a last slash, with the number that a query names."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    number = next((query[name][0] for name in _NUMBERS if name in query), "")
    path = unquote(parts.path).rstrip("/")
    return f"{path}?p={number}" if number else path


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def seen(self) -> "OldAddressQuerySet":
        """Those of what readers have ever seen."""
        seen = Version.objects.ever_public().filter(article=OuterRef("article")).order_by()
        shown = Page.objects.public_in_any().filter(pk=OuterRef("page"))
        return self.filter(Q(Exists(seen)) | Q(Exists(shown)))

    def present(self, address: str) -> str | None:
        """Where an old address leads now, as far as readers have ever seen what is there; else None."""
        path = normal(address)
        if not path or len(path) > LONGEST or "\0" in path:
            return None
        # A number may name what is meant, or be of no account.
        found = self.seen().filter(path__in={path, path.partition("?")[0]}).select_related("article", "page")
        row = found.only("path", "language", "article__slug", "page__slug").order_by("-path").first()
        return row.leads_to if row else None


class OldAddress(models.Model):
    """A path of the site that was before, which leads to one language of an article, or to a page.

    ``guid`` is what the old site knew it by, number and guid, in one of its rows: by it what has come once is known
    again.
    """

    path = models.CharField(max_length=LONGEST, unique=True)
    guid = models.CharField(max_length=LONGEST, blank=True, db_index=True)
    language = models.CharField(max_length=10, choices=CHOICES)
    article = models.ForeignKey(Article, models.CASCADE, null=True, blank=True, related_name="old_addresses")
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="old_addresses")

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(article=None) ^ Q(page=None), name="old_address_of_one_thing")
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def leads_to(self) -> str:
        """Where that is now."""
        with override(self.language):
            if self.article:
                return reverse("article", args=[self.article.slug])
            return reverse("page", args=[self.page.slug])
