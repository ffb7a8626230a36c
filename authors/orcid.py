"""ORCID identifiers. Source of the rule: ISO 7064, MOD 11-2, as ORCID documents it for the iD's last character."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SHAPE = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
# What people copy with it: ORCID shows iDs as addresses.
_WRITTEN = re.compile(
    rf"(?:(?:https?://)?(?:www\.)?orcid\.org/|ORCID(?: iD)?:?\s*)?({SHAPE.pattern})/?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST = 60


def check_character(digits: str) -> str:
    """The last character that belongs to the first fifteen digits of an iD: ``0`` to ``9`` or ``X``."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    remainder = (12 - total % 11) % 11
    return "X" if remainder == 10 else str(remainder)


def validate_orcid(value: str) -> None:
    """Raise ValidationError unless ``value`` is an iD such as 0000-0002-1825-0097 whose checksum is right."""
    if not SHAPE.fullmatch(value):
        raise ValidationError(_("An ORCID iD looks like 0000-0002-1825-0097."), code="orcid_shape")
    digits = value.replace("-", "")
    if check_character(digits[:-1]) != digits[-1]:
        raise ValidationError(
            _("This ORCID iD has a wrong digit: its checksum does not match."), code="orcid_checksum"
        )


class OrcidField(models.CharField):
    """An ORCID iD; one that is written as an address, or after ``ORCID``, is taken without that."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        written = _WRITTEN.fullmatch(text.strip()) if isinstance(text, str) else None
        return written[1].upper() if written else text

    def formfield(self, **kwargs: Any) -> Any:
        """A field with room for what people copy with it: a browser cuts off what is longer."""
        return super().formfield(**{"max_length": _LONGEST, **kwargs})

    def deconstruct(self) -> Any:
        """To the database it is text: migrations need not know more."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
