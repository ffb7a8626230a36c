"""The files that go with an article, in its form."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from config.admin import OrderedInline, columns
from publications.admin.closed import ClosedRows
from publications.admin.rows import MergedRows
from publications.models import Attachment, Document
from publications.models.document import TYPES


class DocumentInput(forms.FileInput):
    """A choice of a file beside the name of the one that is there already."""

    document: Document | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The file that is there, to look at, and the chooser, unless it may not be replaced."""
        chooser = super().render(name, value, attrs, renderer)
        if self.document is None:
            return chooser
        return format_html(
            '<p><a href="{}" target="_blank" rel="noopener">{} ({})</a></p>{}',
            self.document.file.url,
            self.document.name,
            filesizeformat(self.document.size),
            "" if (attrs or {}).get("disabled") else chooser,
        )


class AttachmentForm(forms.ModelForm):
    """One file. It is stored as soon as it has come, so that a form which is refused does not lose it."""

    document = forms.ModelChoiceField(Document.objects.all(), required=False, widget=forms.HiddenInput)
    upload = forms.FileField(
        label=_("File"),
        required=False,
        widget=DocumentInput({"accept": ",".join(f".{each}" for each in TYPES), "aria-label": _("File")}),
    )

    class Meta:
        model = Attachment
        fields = ["document", "language", *columns("label"), "order"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["upload"].widget.document = self.instance.document

    def clean_upload(self) -> UploadedFile | None:
        """Stores the file and chooses it, or says what is wrong with it."""
        upload: UploadedFile | None = self.cleaned_data["upload"]
        if upload:
            self._choose(Document.objects.keep(upload))
        return upload

    def clean(self) -> dict[str, Any]:
        """Refuses a row without a file."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        document = cleaned.get("document")
        self.fields["upload"].widget.document = document
        if document is None and "upload" not in self.errors:
            self.add_error("upload", forms.ValidationError(_("Choose a file."), code="required"))
        return cleaned

    def _choose(self, document: Document) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("document")] = document.pk
        self.cleaned_data["document"] = document


class AttachmentInline(ClosedRows, OrderedInline):
    after = _("Lead figure")
    form = AttachmentForm
    formset = MergedRows
    model = Attachment
    fields = ["document", "upload", "label", "language", "order"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attachment]:
        return super().get_queryset(request).select_related("document")
