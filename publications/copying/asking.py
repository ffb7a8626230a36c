"""What the site answers at an address, and what a copy makes of the answer."""

import io
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from config.context import FOR_COPY
from config.languages import LANGUAGES
from publications.copying.links import NOT_FOUND, Links, as_script, asked_by, leading_to

FRONT, MISSING, ICON = "/", f"/{NOT_FOUND}", "/favicon.ico"
# A withdrawn article keeps its page.
SHOWN = (200, 410)


class Missing(Exception):
    """The site has nothing for the copy at an address that should have something; the message says what it said."""


def content(address: str, links: Links) -> bytes:
    """The file of an address, its links rewritten by ``links``. Raise Missing where there is none."""
    if address == FRONT:
        return links.rewritten(_front(), address).encode()
    if address == MISSING:
        return links.rewritten(_body(_asked(f"{reverse('home')}-/")).decode(), address).encode()
    if address == ICON:
        return _static(static("favicon.ico"))
    if address.startswith(settings.STATIC_URL):
        return _loaded(address, links)
    return _answered(address, links)


def _answered(address: str, links: Links) -> bytes:
    response = _asked(address)
    body = _body(response)
    if response.status_code in (301, 302):
        return _moved(address, response["Location"], links)
    if response.status_code not in SHOWN:
        raise Missing(str(response.status_code))
    if response["Content-Type"].startswith("text/html"):
        return links.rewritten(body.decode(), address).encode()
    return body


def _asked(address: str) -> HttpResponseBase:
    """What the site answers to an anonymous reader, without the page store before it."""
    path, _, query = address.partition("?")
    site = urlsplit(settings.SITE_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        # As WSGI has it: the bytes of the path, each as one character.
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": site.netloc,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        FOR_COPY: True,
    }
    return _handler().get_response(WSGIRequest(environ))


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def _body(response: HttpResponseBase) -> bytes:
    """All of an answer. One connection serves a whole run, while the end of a request closes it in a transaction."""
    request_finished.disconnect(close_old_connections)
    try:
        return b"".join(response)
    finally:
        response.close()
        request_finished.connect(close_old_connections)


def _moved(address: str, location: str, links: Links) -> bytes:
    if location.startswith(settings.MEDIA_URL) and not address.endswith("/"):
        return _body(_asked(location))
    kept = links.kept(location)
    if kept is None:
        raise Missing(f"leads to {location}, which the copy does not keep")
    return leading_to(kept, address, f"{settings.SITE_URL}{kept}").encode()


def _front() -> str:
    """The page where the copy begins: the languages, and what it is a copy of."""
    places = [(language, settings.INSTITUTE[code]) for code, language in LANGUAGES.items()]
    facts = {"places": places, "site": settings.SITE_URL, "day": timezone.localdate()}
    return render_to_string("copy.html", facts)


def _loaded(address: str, links: Links) -> bytes:
    """A static file, which may need others, as browsers take it from a disk."""
    file = _static(address)
    if address.endswith(".css"):
        links.found.update(asked_by(file.decode(), address))
    return as_script(file.decode()).encode() if address.endswith(".js") else file


def _static(address: str) -> bytes:
    """A static file as it was collected, or else from where it is collected."""
    name = unquote(urlsplit(address).path).removeprefix(settings.STATIC_URL)
    with suppress(FileNotFoundError), staticfiles_storage.open(name) as file:
        return bytes(file.read())
    source = finders.find(name)
    if source is None:
        raise Missing("There is no such static file.")
    return Path(source).read_bytes()
