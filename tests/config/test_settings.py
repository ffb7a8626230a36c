"""The settings as other processes see them, each started with an environment of its own."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory

Run = Callable[..., subprocess.CompletedProcess[str]]

LONG_KEY = "".join(map(chr, range(ord("!"), ord("!") + 60)))


@pytest.fixture
def manage(tmp_path: Path) -> Run:
    """Runs manage.py with nothing set but the data folder and what the test sets."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", settings.BASE_DIR / "manage.py", *arguments],
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "kept"), **environment},
            capture_output=True,
            text=True,
        )

    return run


def value(manage: Run, expression: str, **environment: str) -> str:
    """An expression over the settings, evaluated in another process."""
    code = f"from django.conf import settings; print({expression})"
    shown = manage("shell", "--no-imports", "--command", code, **environment)
    assert shown.returncode == 0, shown.stderr
    return shown.stdout.strip()


def test_the_secret_key_is_made_once(manage: Run) -> None:
    first = value(manage, "settings.SECRET_KEY")

    assert len(first) >= 50
    assert value(manage, "settings.SECRET_KEY") == first


def test_only_the_owner_can_read_the_secret_key(manage: Run, tmp_path: Path) -> None:
    manage("check")

    assert stat.S_IMODE((tmp_path / "kept" / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "public",
    [
        {"ALLOWED_HOSTS": "localhost,institute.example"},
        {"ALLOWED_HOSTS": "*"},
        {"SITE_URL": "https://institute.example"},
    ],
)
def test_a_public_host_requires_a_secret_key_of_its_own(
    manage: Run, tmp_path: Path, public: dict[str, str]
) -> None:
    refused = manage("check", **public)

    assert refused.returncode != 0
    assert "Set SECRET_KEY to a long random text" in refused.stderr
    assert not (tmp_path / "kept" / "secret-key").exists()


def test_the_host_of_the_site_address_is_allowed(manage: Run) -> None:
    hosts = value(manage, "settings.ALLOWED_HOSTS", SITE_URL="http://institute.example", SECRET_KEY=LONG_KEY)

    assert "institute.example" in hosts


def test_the_deployment_check_finds_nothing_behind_https(manage: Run) -> None:
    checked = manage(
        "check", "--deploy", "--fail-level=WARNING", SITE_URL="https://institute.example", SECRET_KEY=LONG_KEY
    )

    assert checked.returncode == 0, checked.stderr


def test_a_database_address_moves_the_site_to_postgresql(manage: Run) -> None:
    database = value(
        manage,
        "{name: settings.DATABASES['default'][name]"
        " for name in ('ENGINE', 'NAME', 'HOST', 'CONN_MAX_AGE', 'OPTIONS')}",
        DATABASE_URL="postgres://ibid@db.internal/institute",
    )

    assert database == str(
        {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "institute",
            "HOST": "db.internal",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {"connect_timeout": 10},
        }
    )


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_lets_readers_read_while_somebody_writes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.django_db
def test_pages_allow_only_the_site_s_own_scripts_and_styles(client: Client) -> None:
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]

    assert "script-src 'self';" in f"{policy};"
    assert "style-src 'self';" in f"{policy};"
    assert "unsafe" not in policy


def test_a_form_of_three_long_bodies_and_hundreds_of_notes_is_taken() -> None:
    form = {f"body_{code}": "注" * 90_000 for code, _ in settings.LANGUAGES}
    form |= {f"note-{number}": "注" for number in range(3_000)}

    assert len(RequestFactory().post("/", form).POST) == len(form)


def test_the_kind_of_traditional_characters_is_taiwan_s_until_it_is_chosen(manage: Run) -> None:
    assert value(manage, "settings.TRADITIONAL_VARIANT") == "tw"
    assert value(manage, "settings.TRADITIONAL_VARIANT", TRADITIONAL_VARIANT="hk") == "hk"


def test_a_kind_of_traditional_characters_that_there_is_not_is_told_at_the_start(manage: Run) -> None:
    refused = manage("check", TRADITIONAL_VARIANT="macau")

    assert refused.returncode != 0
    assert "TRADITIONAL_VARIANT is 'macau'; it can be tw, hk, plain" in refused.stderr


def test_a_code_that_repec_gives_nobody_is_told_at_the_start(manage: Run) -> None:
    refused = manage("check", REPEC_ARCHIVE="FPI-1")
    assert refused.returncode
    assert "REPEC_ARCHIVE is 'FPI-1'" in refused.stderr


@pytest.mark.parametrize(
    "address", ["office", "office@", "Office <office@ferrypoint.example>", "a@ferrypoint.example,b@c.example"]
)
def test_what_is_no_e_mail_address_is_told_at_the_start(manage: Run, address: str) -> None:
    refused = manage("check", CONTACT_EMAIL=address)
    assert refused.returncode
    assert f"CONTACT_EMAIL is {address!r}; it is one e-mail address" in refused.stderr


def test_machines_are_given_an_address_of_the_site_until_another_is_set(manage: Run) -> None:
    code = "from django.conf import settings; print(settings.DEFAULT_FROM_EMAIL)"
    for environment, address in (
        ({"SITE_URL": "http://localhost:8000"}, "webmaster@localhost"),
        ({"CONTACT_EMAIL": "office@ferrypoint.example"}, "office@ferrypoint.example"),
    ):
        shown = manage("shell", "--no-imports", "--command", code, **environment)
        assert shown.stdout.strip() == address
