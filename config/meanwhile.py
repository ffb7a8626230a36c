"""Two people on one form: what only one of them changed is kept, what both changed is refused once and told.

Articles have revisions to compare with, and ``publications.admin.merging`` for it; this is for what has none.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# A value of theirs that is no longer than this is shown beside the field.
SHOWN = 300


class HiddenChoices(forms.HiddenInput):
    """Several choices in one hidden input, which is there for none of them as well."""

    def format_value(self, value: Any) -> str:
        """The keys with commas between."""
        return ",".join(map(str, value or ()))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The keys that were sent; None when the input was not in the page."""
        return [key for key in data[name].split(",") if key] if name in data else None


class MeanwhileForm(forms.ModelForm):
    """A form that writes only what whoever sent it changed.

    Beside each input stands a hidden one with what the page was opened with, by Django's own means. Where only
    others have changed a field since, theirs stays, and ``kept`` holds its name. Where both did, the field gets an
    error that says into what, and who saved last and when; sent again, mine is saved. The row must be locked before
    it is read.
    """

    kept: list[str]
    unwatched: tuple[str, ...] = ()
    # Where it is not worth asking, mine is saved.
    mine_wins: tuple[str, ...] = ()

    def watch(self) -> None:
        """Begins to keep what the page is opened with; called for something that others may change as well."""
        for name, field in self.fields.items():
            if name not in self.unwatched:
                field.show_hidden_initial = True
                if isinstance(field, forms.ModelMultipleChoiceField):
                    field.hidden_widget = HiddenChoices

    def described(self) -> list[Model]:
        """The rows that the form writes, the log of which says who saved them last."""
        return [self.instance]

    def clean(self) -> dict[str, Any]:
        """Takes theirs where mine was left alone; says where both changed the same."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.kept = []
        for name in self.overtaken():
            if name in self.errors:
                continue
            if not self._differs(name, self._opened(name), self._sent(name)):
                cleaned[name] = self._kept_value(name)
                self.kept.append(name)
            elif name not in self.mine_wins and self._differs(name, self._stored(name), self._sent(name)):
                self.remember(name, self._stored(name))
                self.add_error(name, forms.ValidationError(self._theirs(name), code="changed_meanwhile"))
        return cleaned

    def overtaken(self) -> list[str]:
        """The fields that others have changed since the page was opened."""
        names = [name for name, field in self.fields.items() if field.show_hidden_initial]
        opened = {name: self._opened(name) for name in names}
        return [
            name
            for name in names
            if opened[name] is not None and self._differs(name, self._stored(name), opened[name])
        ]

    def _stored(self, name: str) -> Any:
        return self[name].initial

    def _sent(self, name: str) -> Any:
        return self[name].data

    def _opened(self, name: str) -> Any:
        bound = self[name]
        return bound.field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)

    def _differs(self, name: str, one: Any, other: Any) -> bool:
        """Whether two values of a field, each kept or sent, are not the same."""
        field = self.fields[name]
        if isinstance(field, forms.FileField):
            # What is sent is an upload, a wish to remove it, or nothing.
            return other is not None and str(one or "") != str(other or "")
        if isinstance(field, forms.ModelMultipleChoiceField):
            chosen, others = (set(map(str, field.prepare_value(value) or ())) for value in (one, other))
            return chosen != others
        try:
            first = one if isinstance(field, forms.ModelChoiceField) else field.to_python(_plain(one))
        except forms.ValidationError:
            return True
        return field.has_changed(first, _plain(other))

    def _kept_value(self, name: str) -> Any:
        field, value = self.fields[name], self._stored(name)
        return value if isinstance(field, forms.FileField) else field.to_python(field.prepare_value(value))

    def remember(self, name: str, value: Any) -> None:
        """Lets the page that comes back begin from this value, so that what is sent again is saved."""
        bound = self[name]
        kept = bound.field.hidden_widget().format_value(bound.field.prepare_value(value))
        self.data = self.data.copy()
        self.data[bound.html_initial_name] = "" if kept is None else kept

    def _theirs(self, name: str) -> str:
        shown = self._in_words(name)
        facts = {**last_saved(self.described()), "value": shown or "–"}
        said = _("Changed meanwhile into: “%(value)s”. Saved last by %(who)s, %(when)s.") % facts
        if len(shown) > SHOWN or isinstance(self.fields[name], forms.FileField):
            said = _("Changed meanwhile. Saved last by %(who)s, %(when)s.") % facts
        return f"{said} {_('Save again to put yours in its place.')}"

    def _in_words(self, name: str) -> str:
        """What is stored, as people read it."""
        value = self._kept_value(name)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(self.fields[name], forms.ModelMultipleChoiceField):
            return ", ".join(map(str, value))
        if isinstance(self.fields[name], forms.DateField) and value:
            return date_format(value, "SHORT_DATE_FORMAT")
        return "" if isinstance(self.fields[name], forms.FileField) or value is None else str(value)


def told(forms_sent: Iterable[MeanwhileForm]) -> str:
    """For whoever saved: which changes of others were kept with theirs; empty when there were none."""
    kept = [(form, name) for form in forms_sent for name in getattr(form, "kept", ())]
    if not kept:
        return ""
    changes = dict.fromkeys(str(form.fields[name].label) for form, name in kept)
    text = _(
        "Others saved while you were writing, last %(who)s, %(when)s. Their changes are kept with yours: %(changes)s."
    )
    return text % {**last_saved(kept[0][0].described()), "changes": ", ".join(changes)}


def last_saved(rows: list[Model]) -> dict[str, str]:
    """Who saved one of the rows last and when, in words, as the admin's log has it."""
    ways = Q()
    for row in rows:
        ways |= Q(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    entry = LogEntry.objects.filter(ways).select_related("user").order_by("-action_time").first()
    return {
        "who": entry.user.get_username() if entry else _("somebody"),
        "when": date_format(timezone.localtime(entry.action_time), "DATETIME_FORMAT") if entry else "–",
    }


def _plain(value: Any) -> Any:
    """Text as it is whichever way a browser ends its lines."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


class MeanwhileRow(MeanwhileForm):
    """A row of a table whose rows others may change or remove; ``owner`` is what the table belongs to."""

    owner: Model
    gone = False
    mine_wins = ("order",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.watch()

    def described(self) -> list[Model]:
        """Rows have no log of their own."""
        return [self.owner]

    def lose(self, key: Any) -> None:
        """Makes it a row that is not there any more: whoever changed nothing in it need not know."""
        self.gone = self.empty_permitted = True
        self.use_required_attribute = False
        self.watch()
        self.fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial["id"] = key

    def clean(self) -> dict[str, Any]:
        """Refuses once what was changed in a row that somebody has removed."""
        if not self.gone:
            return super().clean()
        for name in self.changed_data:
            self.remember(name, self._sent(name))
        removed = _(
            "This row was removed meanwhile. Saved last by %(who)s, %(when)s. Add it anew if it is needed; saved "
            "again, it stays away."
        )
        self.add_error(
            None, forms.ValidationError(removed % last_saved(self.described()), code="removed_meanwhile")
        )
        return self.cleaned_data


class MeanwhileRows(BaseInlineFormSet):
    """A table of such rows."""

    def add_fields(self, form: MeanwhileRow, index: int | None) -> None:
        """Tells each row what it belongs to, and those that others have removed that they are gone."""
        super().add_fields(form, index)
        form.owner = self.instance
        is_known = self.is_bound and index is not None and index < self.initial_form_count()
        if is_known and form.instance.pk is None:
            form.lose(self.data.get(f"{form.prefix}-id"))

    def clean(self) -> None:
        """Refuses once to delete a row that others have changed."""
        super().clean()
        # The admin shows the rows that were sent beside those that are stored, as if they were the same.
        self._queryset = [row.instance for row in self.initial_forms]
        for row in self.deleted_forms:
            if theirs := set(row.kept) - set(row.mine_wins):
                for name in theirs:
                    row.remember(name, row.initial.get(name))
                raise forms.ValidationError(
                    _(
                        "A row that you want to delete was changed meanwhile. Saved last by %(who)s, %(when)s. Save "
                        "again to delete it all the same."
                    ),
                    params=last_saved(row.described()),
                    code="changed_meanwhile",
                )
