"""What every template knows of the site."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from config.languages import LANGUAGES, normalise


def site(request: HttpRequest) -> dict[str, object]:
    """The active language, as a ``Language``, and what the institute calls itself in it."""
    code = normalise(get_language() or "") or settings.LANGUAGE_CODE
    return {"language": LANGUAGES[code], "institute": settings.INSTITUTE[code]}
