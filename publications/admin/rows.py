"""Rows in the form of an article: who signed it, and what is attached to it."""

from typing import Any

from config.admin import OrderedFormSet
from publications.admin import merging
from publications.models import Article, Attachment, Authorship


class MergedRows(OrderedFormSet):
    """The rows as they were sent; or as they are saved, when others changed them and whoever sent them did not."""

    def __init__(self, data: Any = None, files: Any = None, instance: Article | None = None, **kwargs: Any):
        if merging.keeps_their_rows(self.get_default_prefix(), instance, data, files):
            data = files = None
        super().__init__(data, files, instance, **kwargs)

    def is_valid(self) -> bool:
        """Rows that stay as they are saved have nothing to check."""
        return not self.is_bound or super().is_valid()

    def save(self, commit: bool = True) -> list[Authorship | Attachment]:
        """Saves what was sent; rows that stay as they are saved are left alone."""
        if self.is_bound:
            return super().save(commit)
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        return []
