"""What a search looks into. Made of versions by ``publications.search``, and made anew from them at any time."""

from django.db import models
from django.db.models import Q

from publications.models.version import Version


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def changing(self) -> "SearchEntryQuerySet":
        """Those whose version becomes public, or stops being so, without anybody doing anything."""
        return self.filter(changes=True)

    def hidden(self) -> "SearchEntryQuerySet":
        """Those that readers must not find now."""
        return self.changing().exclude(version__in=Version.objects.public().order_by())


class SearchEntry(models.Model):
    """The tokens of one version in the order of the text, between spaces.

    The key grows with the date of the version, so that the newest come first in the order of the index itself.
    """

    version = models.OneToOneField(Version, models.CASCADE, related_name="search_entry")
    changes = models.BooleanField(default=False)
    words = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["version"], name="search_changing", condition=Q(changes=True))]

    def __str__(self) -> str:
        return str(self.version)


class SearchWord(models.Model):
    """A word that some version has had, folded, with its stem: for beginnings of words, and for misspelt ones."""

    word = models.CharField(max_length=64, primary_key=True)
    stem = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.word
