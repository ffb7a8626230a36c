"""In which language an address is answered: the one that it names, or the one that suits its reader best.

The addresses of pages begin with the code of a language, and answer everybody alike. An address without one leads to
the first language, of those that the reader accepts, in which there is something: the one the reader has chosen, then
those of the browser, then the site's own.
"""

import copy
import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers

from config.languages import CODES, accepted, normalise, tag
from config.moved import present

# What the links of the switcher say in their query, so that a choice is remembered without scripts too.
REMEMBER = "remember"
# Only what is surely a language: a page may well be called zh-policy.
_NAMED = re.compile(r"(?:en|zh|cmn|yue)(?:[-_]han[st])?(?:[-_][a-z]{2})?", re.IGNORECASE)


def wanted(request: HttpRequest) -> list[str]:
    """The site's codes that the reader accepts, the most welcome first; never empty.

    A browser that says nothing accepts every language, and the site's own before others.
    """
    chosen = accepted(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    header = request.headers.get("Accept-Language", "").strip()
    others = accepted(header) if header else [settings.LANGUAGE_CODE, *CODES]
    return list(dict.fromkeys([*chosen, *others])) or [settings.LANGUAGE_CODE]


class LanguageMiddleware:
    """Activates the language of each request, and leads addresses without one to where they are answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.split("/", 2)[1]
        if first in CODES:
            return _remembering(request, first) if REMEMBER in request.GET else self._answer(request, first)
        codes = wanted(request)
        translation.activate(codes[0])
        asks = request.method in ("GET", "HEAD") and not _match(request.path_info)
        response = (asks and self._way(request, codes, first)) or self._answer(request, codes[0])
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    def _answer(self, request: HttpRequest, code: str) -> HttpResponse:
        """What the site says in one language."""
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/"):
            response.headers.setdefault("Content-Language", tag(code))
        return response

    def _way(self, request: HttpRequest, codes: Sequence[str], first: str) -> HttpResponse | None:
        """Where an address that has no language, or names it in the world's way, is answered; None for nowhere."""
        if _NAMED.fullmatch(first) and (code := normalise(first)):
            return self._first(
                request, [code], request.path_info[len(first) + 1 :] or "/", HttpResponsePermanentRedirect
            )
        response = self._first(request, codes, request.path_info, HttpResponseRedirect)
        if response:
            # It is this reader's way.
            response["Cache-Control"] = "private, no-cache"
        return response

    def _first(
        self,
        request: HttpRequest,
        codes: Sequence[str],
        path: str,
        redirect: type[HttpResponseRedirect] | type[HttpResponsePermanentRedirect],
        moved: bool = False,
    ) -> HttpResponse | None:
        """The way to the first language with something at the path, else what the reader's own says is missing.

        What has moved is looked for at its new address, so that one step leads there.
        """
        refusals = []
        for code in codes:
            asked = _in_language(request, code, path)
            match = _match(asked.path_info)
            if match is None:
                return None
            # Every language has the pages that are not of one thing.
            response = self._answer(asked, code) if match.kwargs else None
            if response is None or response.status_code in (200, 410):
                return redirect(asked.get_full_path())
            new = urlsplit(response.headers.get("Location") or present(asked.path_info)).path
            if not moved and new != asked.path_info and new.startswith(f"/{code}/"):
                return self._first(request, codes, new.removeprefix(f"/{code}"), redirect, moved=True)
            refusals.append(response)
        translation.activate(codes[0])
        return refusals[0]


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _in_language(request: HttpRequest, code: str, path: str) -> HttpRequest:
    """The request as if it had named the language, and had not forgotten the slash at the end."""
    translation.activate(code)
    address = f"/{code}{path}"
    if not address.endswith("/") and not _match(address) and _match(f"{address}/"):
        address += "/"
    asked = copy.copy(request)
    asked.path_info = address
    asked.path = f"{request.META.get('SCRIPT_NAME', '').rstrip('/')}{address}"
    return asked


def _remembering(request: HttpRequest, code: str) -> HttpResponse:
    """Keeps the choice that a link of the switcher stands for, and leads to the page without it."""
    query = request.GET.copy()
    del query[REMEMBER]
    asked = copy.copy(request)
    asked.META = {**request.META, "QUERY_STRING": query.urlencode()}
    response = HttpResponseRedirect(asked.get_full_path())
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    response["Cache-Control"] = "no-store"
    return response
