"""Forms that are refused when somebody else has saved after they were opened. Nothing that was typed is lost.

For models with a ``lock_version`` and without revisions: there is nothing to merge with, so people decide.
"""

from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class LockedForm(forms.ModelForm):
    """Knows which state of the row it was opened at; ``overwrite`` names a newer one that may be replaced."""

    # A browser that keeps what was typed over a reload must not keep this one.
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base_version"] = self.instance.lock_version

    def clean(self) -> dict[str, Any]:
        """Refuses what was opened before the row became what it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        present = self.instance.lock_version
        known = (cleaned.get("base_version"), self.data.get("overwrite"))
        if self.instance.pk and known[0] != present and known[1] != str(present):
            self.add_error(None, forms.ValidationError(stale(self.instance), code="stale"))
        return cleaned


class WaitingAdmin:
    """For an admin: a row is locked before it is read. A second one who saves waits, and sees what was saved."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        with transaction.atomic():
            if request.method == "POST" and object_id and object_id.isdecimal():
                self.row(object_id).select_for_update().values_list("pk").first()
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def row(self, key: str) -> QuerySet[Any]:
        """What is locked: the row of the form itself."""
        return self.model.objects.filter(pk=key)  # type: ignore[attr-defined,no-any-return]


class LockedAdmin(WaitingAdmin):
    """For the admin of a model with a ``lock_version``: it rises with every save."""

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Saves under the next number, also when only rows within the form have changed."""
        obj.lock_version += 1
        super().save_model(request, obj, form, change)  # type: ignore[misc]


def stale(instance: Model) -> SafeString:
    """For whoever comes second: who saved and when, and the ways on."""
    kind = ContentType.objects.get_for_model(instance)
    saved = LogEntry.objects.filter(content_type=kind, object_id=str(instance.pk))
    last = saved.select_related("user").first()
    when = date_format(timezone.localtime(last.action_time), "DATETIME_FORMAT") if last else "–"
    text = _("Not saved: %(who)s saved this at %(when)s, after you had opened it.") % {
        "who": last.user.get_username() if last else _("somebody"),
        "when": when,
    }
    return format_html(
        '{} {} <a href="?" target="_blank" rel="noopener">{}</a>. '
        '<button name="overwrite" value="{}" class="button">{}</button>',
        text,
        _("What you wrote is still in the form below."),
        _("Open what is saved in a new tab and bring the two together"),
        instance.lock_version,  # type: ignore[attr-defined]
        _("Save mine instead of theirs"),
    )
