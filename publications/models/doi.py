"""DOIs. Source of the rule: ISO 26324 (``10.``, the registrant's digits, a slash, whatever the registrant chose), as
narrowly as Crossref documents it for those it registers."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SHAPE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
# What people copy with it.
_BEFORE = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def validate_doi(value: str) -> None:
    """Raise ValidationError unless ``value`` is a DOI such as 10.5555/ferrypoint.7."""
    if not SHAPE.fullmatch(value):
        raise ValidationError(_("A DOI looks like 10.5555/ferrypoint.7."), code="doi_shape")


class DoiField(models.CharField):
    """A DOI; one that is written as an address, or after ``doi:``, is taken without that."""

    default_validators = [validate_doi]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return _BEFORE.sub("", text.strip(), count=1) if isinstance(text, str) else text

    def deconstruct(self) -> Any:
        """To the database it is text: migrations need not know more."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
