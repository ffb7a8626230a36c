"""Readers' pages, stored whole and never stale: a thin WSGI wrapper in front of Django.

A page is stored under the generation of the site that was read *before* it was rendered, and every request looks
pages up under the generation that holds now. The generation changes in the transaction of any public change, so a
page that was rendered beside an edit is stored where nobody looks any more. What is public also changes by itself,
when the moment of a scheduled version comes: until then, and no longer, a stored page is valid.
"""

import datetime
import gzip
import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from config.languages import CODES
from publications.models import Version

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

PAGES = re.compile(rf"/({'|'.join(CODES)}|api)/")
# Pages of lists, and of lists that one thing narrows; lists for programs name their language. Other queries,
# combinations above all, are endless in number, and would fill the store with pages that nobody asks for twice.
ONE = r"(?:(?:kind|topic|region|series)=[\w-]{1,80}|year=[12]\d{3})"
PAGE = r"page=[1-9]\d{0,3}"
LANGUAGE = rf"language=(?:{'|'.join(CODES)})"
QUERY = re.compile(rf"(?:(?:{LANGUAGE}|(?:{LANGUAGE}&)?{ONE})(?:&{PAGE})?|{PAGE})?", re.ASCII)
# Files that are packed already, and kept elsewhere: a copy in each encoding would take room and save nothing.
PACKED = ("application/pdf", "application/epub+zip", "image/")
# What the store says itself of each page.
OWN = ("content-length", "vary", "etag", "cache-control")
REFUSED = re.compile(r";q=0(\.0*)?$")
NUMBER = "SELECT number FROM publications_generation WHERE id = 1"


@dataclass(frozen=True)
class Page:
    """A response of 200 as it goes out; ``valid_until`` is in seconds of the clock.

    ``packed`` is its body in each of the encodings in which browsers take it, the smallest first.
    """

    headers: list[tuple[str, str]]
    etag: str
    valid_until: float | None
    packed: dict[str, bytes]

    def to_bytes(self) -> bytes:
        """One line of JSON, then the packed bodies."""
        lengths = {encoding: len(body) for encoding, body in self.packed.items()}
        facts = [self.headers, self.etag, self.valid_until, lengths]
        return b"".join([json.dumps(facts).encode(), b"\n", *self.packed.values()])

    @classmethod
    def from_bytes(cls, content: bytes) -> "Page":
        """What ``to_bytes`` wrote."""
        line, bodies = content.split(b"\n", 1)
        headers, etag, valid_until, lengths = json.loads(line)
        packed, start = {}, 0
        for encoding, length in lengths.items():
            packed[encoding] = bodies[start : start + length]
            start += length
        return cls([(name, value) for name, value in headers], etag, valid_until, packed)


class PageStore:
    """Answers anonymous readers from the folder, and everybody else, or where it has nothing, from the application.

    ``generation`` gives the present number, ``next_change`` the moment, in seconds of the clock, at which what is
    public changes by itself, or None.
    """

    def __init__(
        self,
        application: Application,
        folder: Path,
        generation: Callable[[], int],
        next_change: Callable[[], float | None],
    ) -> None:
        self.application = application
        self.folder = folder
        self.generation = generation
        self.next_change = next_change

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not is_for_readers(environ):
            return self.application(environ, start_response)
        try:
            place = self._place(self.generation(), environ)
        except (DatabaseError, sqlite3.Error):
            # Without a generation nothing can be known to be fresh; the application says what is wrong.
            connection.close()
            return self.application(environ, start_response)
        page = _read(place)
        if page is None:
            return self._render(place, environ, start_response)
        return _send(page, environ, start_response)

    def _place(self, generation: int, environ: Environ) -> Path:
        """Where the page of this request is kept while this generation lasts."""
        parts = [environ.get(name, "") for name in ("HTTP_HOST", "PATH_INFO", "QUERY_STRING")]
        # Behind a proxy the application sends readers of http on to https.
        parts.append(str(environ.get("HTTP_X_FORWARDED_PROTO") == "https"))
        address = "\n".join(parts)
        name = hashlib.sha256(address.encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / str(generation) / name[:2] / name

    def _render(self, place: Path, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, and keep the answer where any reader may have it."""
        valid_until = self.next_change()
        answer: list[Any] = []
        asked = {**environ, "REQUEST_METHOD": "GET"}
        chunks = self.application(
            asked, lambda status, headers, exc_info=None: answer.extend((status, headers))
        )
        try:
            body = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        status, headers = answer[:2]
        if not _is_for_anybody(status, dict(headers)):
            start_response(status, headers)
            return [body] if environ["REQUEST_METHOD"] == "GET" else []
        page = _page(headers, body, valid_until)
        self._keep(place, page)
        return _send(page, environ, start_response)

    def _keep(self, place: Path, page: Page) -> None:
        """Write the page so that a reader beside it sees all of it or nothing."""
        generation = place.parents[1]
        if not generation.exists():
            self._forget_before(int(generation.name))
        # A folder that another process clears away meanwhile is one of the past: the page is not missed.
        with suppress(FileNotFoundError, FileExistsError):
            place.parent.mkdir(parents=True, exist_ok=True)
            descriptor, fresh = tempfile.mkstemp(dir=place.parent)
            with os.fdopen(descriptor, "wb") as file:
                file.write(page.to_bytes())
            os.replace(fresh, place)

    def _forget_before(self, generation: int) -> None:
        """Clear away what no request looks up any more."""
        for old in self.folder.glob("*"):
            if int(old.name) < generation:
                shutil.rmtree(old, ignore_errors=True)


def is_for_readers(environ: Environ) -> bool:
    """Whether the request asks for a public page, and names nobody."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and PAGES.match(environ.get("PATH_INFO", "")) is not None
        and QUERY.fullmatch(environ.get("QUERY_STRING", "")) is not None
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
    )


def _is_for_anybody(status: str, headers: dict[str, str]) -> bool:
    lower = {name.lower(): value.lower() for name, value in headers.items()}
    return (
        status.startswith("200")
        and "set-cookie" not in lower
        and "cookie" not in lower.get("vary", "")
        and "no-store" not in lower.get("cache-control", "")
        and not lower.get("content-type", "").startswith(PACKED)
    )


def _page(headers: list[tuple[str, str]], body: bytes, valid_until: float | None) -> Page:
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    kept = [(name, value) for name, value in headers if name.lower() not in OWN]
    # Whoever keeps a copy asks each time whether it still holds: a 304 costs a few dozen bytes.
    kept += [("ETag", etag), ("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
    # Above 5 brotli takes many times as long, for a few bytes less.
    packed = {"br": brotli.compress(body, quality=5), "gzip": gzip.compress(body, 9, mtime=0)}
    return Page(kept, etag, valid_until, packed)


def _read(place: Path) -> Page | None:
    try:
        page = Page.from_bytes(place.read_bytes())
    except FileNotFoundError:
        return None
    return page if page.valid_until is None or time.time() < page.valid_until else None


def _send(page: Page, environ: Environ, start_response: StartResponse) -> list[bytes]:
    if _is_known(page, environ):
        start_response(
            "304 Not Modified", [pair for pair in page.headers if pair[0].lower() != "content-type"]
        )
        return []
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "").lower().replace(" ", "").split(",")
    # With a weight of 0 an encoding is refused; other weights do not matter for so few.
    offered = {each.partition(";")[0] for each in accepted if not REFUSED.search(each)}
    encoding = next((each for each in page.packed if each in offered), None)
    body = page.packed[encoding] if encoding else gzip.decompress(page.packed["gzip"])
    described = [("Content-Encoding", encoding)] if encoding else []
    start_response("200 OK", [*page.headers, *described, ("Content-Length", str(len(body)))])
    return [body] if environ["REQUEST_METHOD"] == "GET" else []


def _is_known(page: Page, environ: Environ) -> bool:
    """Whether the reader has the page already; a moment counts only where no tag is named (RFC 9110, 13.2.2)."""
    if tags := environ.get("HTTP_IF_NONE_MATCH"):
        return page.etag in tags
    return ("Last-Modified", environ.get("HTTP_IF_MODIFIED_SINCE")) in page.headers


class SqliteGeneration:
    """Reads the generation over a connection of its own for each thread.

    SQLite tells each connection whether another one has committed since; only then the row is read again. Django's
    own connection would not tell of what it has written itself.
    """

    def __init__(self, database: str) -> None:
        self.database = database
        self.thread = threading.local()

    def __call__(self) -> int:
        if not hasattr(self.thread, "connection"):
            self.thread.connection = sqlite3.connect(self.database, timeout=20, isolation_level=None)
            self.thread.seen = None
        cursor = self.thread.connection
        commits = cursor.execute("PRAGMA data_version").fetchone()[0]
        if commits != self.thread.seen:
            self.thread.number = (cursor.execute(NUMBER).fetchone() or (1,))[0]
            self.thread.seen = commits
        return int(self.thread.number)


def row_generation() -> int:
    """Reads the row over Django's connection; on a database server that is one short query."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBER)
        return int((cursor.fetchone() or (1,))[0])


def next_change() -> float:
    """The moment at which what is public changes by itself, in seconds of the clock.

    At midnight it does in any case: appointments begin and end with the day.
    """
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    midnight = timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time()))
    return min(midnight, Version.objects.next_change() or midnight).timestamp()


def in_front_of(application: Application) -> PageStore:
    """The application behind the store of the data folder, which starts empty: templates may have changed."""
    folder = settings.DATA_DIR / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    sqlite = connection.vendor == "sqlite"
    generation = SqliteGeneration(str(connection.settings_dict["NAME"])) if sqlite else row_generation
    return PageStore(application, folder, generation, next_change)
