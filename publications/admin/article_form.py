"""The form of an article: what it takes and what it refuses."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.widgets import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from config.admin import OneLanguageForm, columns
from publications.admin import merging
from publications.admin.editor import BodyEditor
from publications.admin.notes import ReviewedNotes
from publications.models import Article, Figure

BODY_HELP = _(
    "HTML with p, h2, h3, ul, ol, blockquote, table and figure; anything else is cleaned away when you save. "
    "A note stands where it is cited: <code>…sentence.&lt;span data-footnote&gt;Text of the note.&lt;/span&gt;"
    "</code> It gets its key and its number by itself."
)


class ArticleForm(OneLanguageForm):
    """The working copy. Its texts are kept as typed when it is refused, whatever the reason."""

    meanwhile: merging.Meanwhile | None = None
    needed = "title"
    missing = _("Give the article a title in at least one language.")

    # A browser that keeps what was typed over a reload must not keep these two.
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    draft = forms.UUIDField(
        required=False, initial=uuid.uuid4, widget=forms.HiddenInput({"autocomplete": "off"})
    )
    lead_upload = forms.FileField(
        label=_("Upload a lead figure"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF. It takes the place of the one that is chosen."),
    )
    reviewed_notes = ReviewedNotes()
    comment = forms.CharField(
        label=_("What did you change?"),
        required=False,
        max_length=300,
        help_text=_("For your colleagues, in the history of the article."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            "body": BodyEditor(),
            "topics": CheckboxSelectMultiple,
            "regions": CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for name in columns("body"):
            if name in self.fields:
                self.fields[name].help_text = BODY_HELP
        if self.instance.pk:
            self.initial["base_version"] = self.instance.lock_version
            self.initial["reviewed_notes"] = self.fields["reviewed_notes"].of(self.instance)

    def clean_slug(self) -> str:
        """The address as typed, or one made from the English title; without one, from the date."""
        typed: str = self.cleaned_data["slug"]
        return typed or Article.objects.free_slug(
            self.cleaned_data.get("title_en") or "", self.cleaned_data.get("date")
        )

    def clean_lead_upload(self) -> UploadedFile | None:
        """Stores the picture at once and chooses it, so that a refused form does not lose it."""
        upload: UploadedFile | None = self.cleaned_data["lead_upload"]
        if upload:
            figure = Figure.objects.keep(upload.read())
            self.data = self.data.copy()
            self.data[self.add_prefix("lead_figure")] = figure.pk
            self.cleaned_data["lead_figure"] = figure
        return upload

    def clean(self) -> dict[str, Any]:
        """Brings a form that was opened before others saved together with what they saved, or refuses it."""
        cleaned = super().clean()
        if self.instance.pk:
            self.meanwhile = merging.reconcile(self, cleaned)
        return cleaned
