"""manage.py demo_accounts: somebody to sign in as after a first run."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    # The accounts' real passwords are slow to hash on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


def run() -> str:
    """What the command prints."""
    printed = StringIO()
    call_command("demo_accounts", stdout=printed)
    return printed.getvalue()


def password_of(username: str, printed: str) -> str:
    """The password printed on the line of one account."""
    return next(line.split()[-1] for line in printed.splitlines() if f" {username} " in line)


def test_each_account_belongs_to_its_group_and_may_enter_the_admin() -> None:
    run()

    accounts = User.objects.filter(is_staff=True).values_list("username", "groups__name")
    assert dict(accounts) == {
        "publisher": "Publishers",
        "editor": "Editors",
        "translator": "Translators",
        "staff": "Fellows' staff",
    }


def test_the_printed_password_opens_the_account() -> None:
    printed = run()

    assert User.objects.get(username="editor").check_password(password_of("editor", printed))


def test_both_addresses_are_printed(settings: Settings) -> None:
    settings.SITE_URL = "https://institute.example"

    lines = run().splitlines()

    assert lines[0].split() == ["Site", "https://institute.example/"]
    assert lines[1].split() == ["Admin", "https://institute.example/admin/"]


def test_a_second_run_prints_the_same() -> None:
    assert run() == run()


def test_a_password_changed_since_is_left_alone() -> None:
    run()
    editor = User.objects.get(username="editor")
    editor.set_password("chosen by the editor")
    editor.save()

    run()

    assert User.objects.get(username="editor").check_password("chosen by the editor")


def test_an_emptied_database_gets_the_passwords_known_before() -> None:
    first = run()
    User.objects.all().delete()

    assert run() == first
    assert User.objects.get(username="staff").check_password(password_of("staff", first))


def test_an_account_made_elsewhere_keeps_its_password_and_says_so() -> None:
    User.objects.create_user("publisher", password="made by hand")

    printed = run()

    assert "changepassword" in next(line for line in printed.splitlines() if " publisher " in line)
    assert User.objects.get(username="publisher").check_password("made by hand")


def test_only_the_owner_can_read_the_passwords(data_folder: Path) -> None:
    run()

    assert stat.S_IMODE((data_folder / "demo-accounts.txt").stat().st_mode) == 0o600
