"""What every template knows of the site."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from config.languages import LANGUAGES, normalise


def site(request: HttpRequest) -> dict[str, object]:
    """The active language and all of the site's, each as a ``Language``, and what the institute calls itself."""
    code = normalise(get_language() or "") or settings.LANGUAGE_CODE
    return {
        "language": LANGUAGES[code],
        "site_languages": LANGUAGES.values(),
        "institute": settings.INSTITUTE[code],
    }
