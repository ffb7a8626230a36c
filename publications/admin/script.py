"""Words that are converted between the Chinese scripts in a way of their own."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publications.languages import convert
from publications.models import ScriptOverride


class ScriptOverrideForm(forms.ModelForm):
    """A word in both scripts."""

    class Meta:
        model = ScriptOverride
        fields = ["simplified", "traditional"]
        help_texts = {
            "traditional": _("To protect a name from being converted, write it the same on both sides."),
        }
        widgets = {
            "simplified": forms.TextInput({"lang": "zh-Hans", "class": "vTextField"}),
            "traditional": forms.TextInput({"lang": "zh-Hant", "class": "vTextField"}),
        }

    def clean_simplified(self) -> str:
        """Refuses a single character: it would be converted so in every word that holds it."""
        word: str = self.cleaned_data["simplified"].strip()
        if len(word) < 2:
            raise forms.ValidationError(
                _("Give a whole word: a single character would be converted so wherever it stands.")
            )
        return word


@admin.register(ScriptOverride)
class ScriptOverrideAdmin(admin.ModelAdmin):
    form = ScriptOverrideForm
    list_display = ["simplified", "traditional", "by_itself"]
    search_fields = ["simplified", "traditional"]

    @admin.display(description=_("without this row"))
    def by_itself(self, word: ScriptOverride) -> str:
        """What the conversion makes of the word when nobody tells it."""
        return convert(word.simplified, "zh-hant", settings.TRADITIONAL_VARIANT, {})
