"""What every test may ask for: its own folders and database, and pages in a real browser."""

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import settings as generated_tests
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

# How long an example takes says more about the machine than about the code.
generated_tests.register_profile("unhurried", deadline=None)
generated_tests.load_profile("unhurried")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# Nothing but this machine can be reached, and the browser asks its makers for nothing.
QUIET = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def why_no_browser() -> str | None:
    """What this machine lacks to open a page, and the package that brings it; None when it lacks nothing."""
    if not CHROMIUM:
        return "Chromium is not installed (package chromium)"
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return "Playwright's driver cannot start without libatomic (package libatomic1)"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that open a page, and skips them where there is no browser to open it in."""
    lacking = why_no_browser()
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if lacking:
                item.add_marker(pytest.mark.skip(reason=lacking))


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps the tests' files out of the site's data folder, and serves static files from the source."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "static").mkdir()
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        DATA_DIR=folder,
        MEDIA_ROOT=folder / "media",
        STATIC_ROOT=folder / "static",
        STORAGES={**settings.STORAGES, "staticfiles": static},
        # Hashing a password well takes as long as the rest of most tests.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begins every test in English: a request leaves the language of its page active in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Puts SQLite's test database into a file: in memory, server and test would share one connection."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """Debian's Chromium, headless; one for all tests of a process."""
    contents = connection._test_serialized_contents
    # Playwright keeps an event loop in this thread, and beside one Django refuses to reach the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        # Beside that loop Django opens another connection. What the migrations made, and every test in the browser
        # starts from, is known only to the one that made the database.
        connection._test_serialized_contents = contents
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What went wrong in the pages of this test; the test fails when anything is left here at its end."""
    found: list[str] = []
    yield found
    assert not found, "\n".join(found)


def watch(context: BrowserContext, address: str, faults: list[str]) -> None:
    """Notes every request to another host, missing file, script error and breach of the content policy."""

    def request(request: Request) -> None:
        if not request.url.startswith((f"{address}/", "data:", "blob:", "about:")):
            faults.append(f"request to another host: {request.url}")

    def response(response: Response) -> None:
        # A test may open an address that answers 404; a page may never ask for a file that is not there.
        if response.status >= 400 and not response.request.is_navigation_request():
            faults.append(f"{response.status}: {response.url}")

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"console: {message.text}")

    context.on("request", request)
    context.on("response", response)
    context.on("console", console)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))


@pytest.fixture
def new_page(
    browser: Browser, live_server: LiveServer, django_db_serialized_rollback: None, faults: list[str]
) -> Iterator[Callable[..., Page]]:
    """Opens pages of the running site, each like a new reader's; takes Playwright's options of a context.

    Addresses are given without the host: ``new_page(java_script_enabled=False).goto("/en/")``.
    """
    contexts: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)  # type: ignore[arg-type]
        contexts.append(context)
        watch(context, live_server.url, faults)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A new reader's page: a desktop window, in English."""
    return new_page(locale="en-GB")
