"""The notes of an article in its form: to read, and to tick when their source has been checked."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES
from publications.models import Article, Footnote


class NoteList(forms.CheckboxSelectMultiple):
    """All notes by language, each with its number, its text with links, and a box for "source checked"."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The list as HTML; ``value`` holds the keys of the rows that are ticked."""
        ticked = {str(key) for key in value or ()}
        notes: dict[str, list[tuple[Footnote, bool]]] = {}
        for note in self.choices.queryset:
            notes.setdefault(note.language, []).append((note, str(note.pk) in ticked))
        groups = [(LANGUAGES[code], notes[code]) for code in LANGUAGES if code in notes]
        context = {"name": name, "groups": groups, "disabled": (attrs or {}).get("disabled")}
        return render_to_string("admin/publications/article/_notes.html", context)


class ReviewedNotes(forms.ModelMultipleChoiceField):
    """Which notes have had their source checked."""

    widget = NoteList

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Footnote.objects.none(), label=_("Source checked"), required=False, **kwargs)

    def of(self, article: Article) -> list[int]:
        """Offers the notes of one article; returns the keys of those that are checked already."""
        self.queryset = Footnote.objects.filter(article=article, removed_at=None)
        return [note.pk for note in self.queryset if note.reviewed]

    def clean(self, value: Any) -> QuerySet[Footnote]:
        """The ticked notes; one that has left the text since the form was opened has no box any more."""
        there = {str(pk) for pk in self.queryset.values_list("pk", flat=True)} if value else set()
        return super().clean([pk for pk in value or () if str(pk) in there])


def review(ticked: list[Footnote], before: list[int]) -> None:
    """Store what was ticked and unticked. Others keep what saving made of them: a changed note is unchecked."""
    now = {note.pk for note in ticked}
    Footnote.objects.filter(pk__in=now - set(before)).update(reviewed=True)
    Footnote.objects.filter(pk__in=set(before) - now).update(reviewed=False)
