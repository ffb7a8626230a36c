"""ISSNs. Source of the rule: ISO 3297, as the ISSN Manual has it: two groups of four digits with a hyphen between, of
which the last checks the others (weights 8 to 2, modulo 11, X for ten)."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SHAPE = re.compile(r"\d{4}-\d{3}[\dX]", re.ASCII)
# What people copy with it, and leave out of it.
_WRITTEN = re.compile(r"(?:e?-?ISSN:?\s*)?(\d{4})[-‐–]?(\d{3}[\dX])", re.ASCII | re.IGNORECASE)

_LONGEST = 40


def check_character(digits: str) -> str:
    """The last character that belongs to the first seven digits of an ISSN: ``0`` to ``9`` or ``X``."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True))
    remainder = -weighted % 11
    return "X" if remainder == 10 else str(remainder)


def validate_issn(value: str) -> None:
    """Raise ValidationError unless ``value`` is an ISSN such as 0317-8471 whose last character is right."""
    if not SHAPE.fullmatch(value):
        raise ValidationError(_("An ISSN looks like 0317-8471."), code="issn_shape")
    digits = value.replace("-", "")
    if check_character(digits[:-1]) != digits[-1]:
        raise ValidationError(
            _("This ISSN has a wrong digit: the last one does not belong to the others."),
            code="issn_checksum",
        )


class IssnField(models.CharField):
    """An ISSN; one that is written after ``ISSN``, without its hyphen or with a small x is taken as it should be."""

    default_validators = [validate_issn]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        written = _WRITTEN.fullmatch(text.strip()) if isinstance(text, str) else None
        return "-".join(written.groups()).upper() if written else text

    def formfield(self, **kwargs: Any) -> Any:
        """A field with room for what people copy with it: a browser cuts off what is longer."""
        return super().formfield(**{"max_length": _LONGEST, **kwargs})

    def deconstruct(self) -> Any:
        """To the database it is text: migrations need not know more."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
