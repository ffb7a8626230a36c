"""What every template knows of the site."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from config.languages import LANGUAGES, normalise

# In the environment of a request: the page is made for a copy of the site, where no server can be asked for anything.
FOR_COPY = "ibid.copy"


def site(request: HttpRequest) -> dict[str, object]:
    """The active language and all of the site's, each as a ``Language``, and what the institute calls itself.

    ``copied`` tells that the page is for a copy of the site, which has no search, no forms and no endless lists.
    """
    code = normalise(get_language() or "") or settings.LANGUAGE_CODE
    return {
        "language": LANGUAGES[code],
        "site_languages": LANGUAGES.values(),
        "institute": settings.INSTITUTE[code],
        "copied": FOR_COPY in request.META,
    }
