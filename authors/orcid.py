"""ORCID identifiers. Source of the rule: ISO 7064, MOD 11-2, as ORCID documents it for the iD's last character."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHAPE = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


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
