"""What all forms of the admin share: one switch for the languages of a whole form, and a name for every input."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field, Model
from django.forms import Script
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationBaseModelAdmin, TranslationTabularInline
from modeltranslation.fields import TranslationField

from config.languages import CODES, LANGUAGES, column


def columns(field: str) -> list[str]:
    """The columns of a translated field in all languages: searching sees one language only unless each is named."""
    return [column(field, code) for code in CODES]


def yes_no(value: bool) -> str:
    """A fact for a column of a list, in the language of the page: the icons of Django are named True and False."""
    return gettext("Yes") if value else gettext("No")


class OneLanguageForm(forms.ModelForm):
    """A form that wants the field ``needed`` in one language, whichever it is."""

    needed = "name"
    missing = _("Give a name in at least one language.")

    def clean(self) -> dict[str, Any]:
        """Refuses a form in which the needed field is empty in every language."""
        cleaned = super().clean() or self.cleaned_data
        names = columns(self.needed)
        if not any(cleaned.get(name) for name in names) and not self.errors.keys() & set(names):
            self.add_error(None, forms.ValidationError(self.missing, code="no_language"))
        return cleaned


class InLanguages(TranslationBaseModelAdmin):
    """Marks the input of each translated column with its language: for browsers, fonts and the language switch."""

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """The form field, labelled with the name of the field and of the language in itself."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # A form that names a row is no place to delete it; and a pop-up cannot add a box to tick.
            field.widget.can_delete_related = False
            field.widget.can_add_related &= not db_field.many_to_many
        if field is not None and isinstance(db_field, TranslationField):
            language = LANGUAGES[db_field.language]
            field.label = f"{capfirst(db_field.translated_field.verbose_name)} ({language.label})"
            field.widget.attrs |= {"lang": language.tag, "dir": "ltr", "data-language": language.code}
        return field


class TranslatedAdmin(InLanguages, TranslationAdmin):
    """The admin of a model with translated fields. The languages of a field stand in one row of the form."""

    form = OneLanguageForm
    change_form_template = "admin/translated_change_form.html"

    class Media:
        js = [
            Script("js/admin/language-switch.js", type="module"),
            Script("js/admin/unsaved.js", type="module"),
            Script("js/admin/named-choosers.js", type="module"),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """The declared fieldsets; a translated field is named bare there and becomes a row of its columns."""
        fieldsets = super().get_fieldsets(request, obj)
        return [(name, {**options, "fields": self._rows(options["fields"])}) for name, options in fieldsets]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with the things that are to be deleted, without rows that only tie two of them together."""
        tree, counts, *rest = super().get_deleted_objects(objs, request)
        ties = [
            model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created
        ]
        names = tuple(f"{capfirst(meta.verbose_name)}: " for meta in ties)
        plural = {str(meta.verbose_name_plural) for meta in ties}
        kept = {name: count for name, count in counts.items() if str(name) not in plural}
        return _without(tree, names), kept, *rest

    def _rows(self, fields: Iterable[Any]) -> list[Any]:
        originals = {name: field for field in self.trans_opts.all_fields for name in columns(field)}
        rows = groupby(fields, key=lambda name: originals.get(name, name))
        return [tuple(names) if key in self.trans_opts.all_fields else key for key, names in rows]


def _without(tree: list[Any], names: tuple[str, ...]) -> list[Any]:
    """A nested list of lines without those that begin with one of the names."""
    return [
        _without(each, names) if isinstance(each, list) else each
        for each in tree
        if isinstance(each, list) or not str(each).startswith(names)
    ]


class OrderedFormSet(BaseInlineFormSet):
    """Rows with an order that may be left open: those without a number come last, as they stand in the form."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Lets the order of a row be empty, and names the box that deletes it: the page shows no label there."""
        super().add_fields(form, index)
        form.fields["order"].required = False
        if form.instance.pk is None:
            form.initial["order"] = None
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = gettext("Delete this row")

    def clean(self) -> None:
        """Numbers the rows that have no order yet."""
        super().clean()
        rows = [form for form in self.forms if form.is_valid() and (form.has_changed() or form.instance.pk)]
        last = max((form.cleaned_data["order"] or 0 for form in rows), default=0)
        for form in rows:
            if form.cleaned_data["order"] is None:
                last += 1
                form.instance.order = last


class OrderedRows:
    """A table of rows with an order: buttons move them, and without JavaScript the order is a number to type."""

    formset = OrderedFormSet
    extra = 0

    class Media:
        js = [Script("js/admin/ordered-rows.js", type="module")]

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """The form field, named on the input itself: a table of the admin has no labels."""
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None:
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = str(field.label)
        return field


class OrderedInline(OrderedRows, InLanguages, TranslationTabularInline):
    """Such a table of rows with translated fields."""
