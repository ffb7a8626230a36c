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
            self._clear()
            return super().save(commit)
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        return []

    def _clear(self) -> None:
        """Takes rows that change out of the table until each is saved under its own key, and those that give way.

        Two may have changed places, or one has become what another was that goes: as they are saved one by one, both
        would be the same for a moment, which the table does not allow.
        """
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        rows = self.model.objects.filter(article=self.instance)
        rows.filter(pk__in=changed).delete()
        if self.data.get("overwrite"):
            # Theirs stays in the history alone, as whoever saves mine instead was told.
            rows.exclude(pk__in=[form.instance.pk for form in self.initial_forms]).delete()
