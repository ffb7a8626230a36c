"""Fields that both apps use."""

from typing import Any

from django import forms
from django.db import models


class WebAddressField(models.URLField):
    """An address on the web; one that is typed without a scheme is taken for https, as from Django 6 on."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"assume_scheme": "https", **kwargs})
