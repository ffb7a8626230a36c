"""The forms of people: an author, and a fellow, whose form is the author's with the profile's own fields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.forms import Script
from django.forms.models import construct_instance, model_to_dict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from authors import duplicates, portrait_files, portraits
from authors.models import Author, Fellow
from config.admin import OneLanguageForm, columns
from config.languages import CODES, column
from config.meanwhile import MeanwhileForm

# The fields of an author that the form of a fellow holds.
PERSON = (
    *columns("name"),
    *columns("family_name"),
    *columns("given_name"),
    "slug",
    *columns("position"),
    *columns("institute"),
    *columns("biography"),
    "portrait",
    "portrait_x",
    "portrait_y",
    "website",
    "orcid",
    "email",
)


class PortraitInput(forms.ClearableFileInput):
    """Shows the picture, and keeps an upload while something else in its form is wrong."""

    template_name = "admin/authors/portrait.html"
    clear_checkbox_label = _("Remove the portrait")
    waiting: portrait_files.Waiting | None = None

    class Media:
        css = {"all": ["css/portrait.css"]}
        js = [Script("js/admin/portrait.js", type="module")]

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Any:
        """The upload, False to remove the picture, or the upload that waits from an earlier attempt."""
        upload = super().value_from_datadict(data, files, name)
        return portrait_files.waiting(data.get(f"{name}-waiting", "")) if upload is None else upload

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        """Whether neither a file, nor one that waits, nor a wish to remove it was sent."""
        return super().value_omitted_from_data(data, files, name) and f"{name}-waiting" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows: the picture that waits, else the one that is kept."""
        context = super().get_context(name, value, attrs)
        kept = value.url if context["widget"]["is_initial"] else ""
        return context | {
            "waiting": self.waiting,
            "whole": portraits.as_address(self.waiting.read()) if self.waiting else kept,
            "least": portraits.LEAST,
            "accept": ",".join(f"image/{kind.lower()}" for kind in portraits.FORMATS),
        }

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        # The renderer of forms looks into the folders of apps only.
        return render_to_string(template_name, context)


class PortraitField(forms.FileField):
    """A picture that is checked and encoded anew as soon as it arrives."""

    widget = PortraitInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """What is to be kept; raises ValidationError for a file that is no portrait."""
        if isinstance(data, portrait_files.Waiting):
            return data
        cleaned = super().clean(data, initial)
        if not isinstance(cleaned, UploadedFile):
            return cleaned
        # Whoever asks for a preview has it read twice. One byte more than allowed tells that there is more.
        cleaned.seek(0)
        return portrait_files.wait(portraits.prepare(cleaned.read(portraits.MOST_BYTES + 1)))


class PersonForm(MeanwhileForm, OneLanguageForm):
    """An author: names, portrait, and a warning of likely duplicates. The form of a fellow has the same."""

    portrait = PortraitField(label=_("Portrait"), required=False)
    another_person = forms.CharField(required=False, widget=forms.HiddenInput)
    likely: list[Author] = []
    unwatched = ("another_person",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made from the name.")
        if self.person.pk:
            self.watch()

    @property
    def person(self) -> Author:
        """The author whom the form describes."""
        return self.instance

    def clean(self) -> dict[str, Any]:
        """Keeps the upload in the form, makes an address from the name, and warns once of likely duplicates."""
        upload = self.cleaned_data.get("portrait")
        cleaned = super().clean()
        if isinstance(upload, portrait_files.Waiting):
            self.fields["portrait"].widget.waiting = upload
        names = self._names()
        if "slug" in self.fields and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = self.person.slug or free_slug(names)
        self._warn(names)
        return cleaned

    def _names(self) -> list[duplicates.Names]:
        parts = ("name", "family_name", "given_name")
        return [
            duplicates.Names(*(self.cleaned_data.get(column(part, code)) or "" for part in parts))
            for code in CODES
        ]

    def _warn(self, names: list[duplicates.Names]) -> None:
        """An error that goes away by saying that everybody found is another person."""
        if self.person.pk and self.person.names() == names:
            return
        likely = list(Author.objects.like(names).exclude(pk=self.person.pk).select_related("fellow")[:20])
        others = self.cleaned_data.get("another_person", "").split(",")
        if {str(author.pk) for author in likely} - set(others):
            self.likely = likely
            message = _("Somebody of this name may be here already. Look at the list above, then save again.")
            self.add_error(None, forms.ValidationError(message, code="likely_duplicate"))


class FellowForm(PersonForm):
    """A fellow and the author whom the profile belongs to, in one form.

    ``author`` is the one who becomes a fellow, or None for a new person; ``person_fields`` are the fields of the
    form that are the author's. Both are set where the form is made for a request.
    """

    author: Author | None = None
    person_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        fellow = kwargs.get("instance")
        self._person = fellow.author if fellow and fellow.pk else self.author or Author()
        given = model_to_dict(self._person, self.person_fields)
        kwargs["initial"] = {**given, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def person(self) -> Author:
        return self._person

    def described(self) -> list[Model]:
        """The fellow and the author, whose form is another."""
        return [self.instance, self._person]

    def _post_clean(self) -> None:
        """Checks the author as a form of its own would, so that all that is wrong is said at once."""
        super()._post_clean()
        construct_instance(self, self._person, self.person_fields)
        unchecked = {field.name for field in Author._meta.fields} - set(self.cleaned_data)
        try:
            self._person.full_clean(exclude=unchecked, validate_unique=True)
        except forms.ValidationError as errors:
            self._update_errors(errors)
        if (
            self.instance.pk is None
            and self._person.pk
            and Fellow.objects.filter(author=self._person).exists()
        ):
            self.add_error(None, _("Somebody else has made this person a fellow in the meantime."))
        self.instance.author = self._person


def free_slug(names: list[duplicates.Names]) -> str:
    """An address that nobody has, from the first name in letters, else from a Chinese one in pinyin."""
    written = [spelling for each in names for spelling in each.spellings()]
    wanted = next(filter(None, map(slugify, written)), "")
    wanted = wanted or "-".join(next(filter(None, map(duplicates.pinyin, written)), ["author"]))
    taken = set(Author.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := wanted[:110] if number == 1 else f"{wanted[:110]}-{number}") not in taken
    )
