"""Accounts to try the site with, one for each part that somebody plays in publishing."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand
from django.db import transaction
from django.urls import reverse

from publications.models import LanguageGrant

GROUPS = {
    "publisher": "Publishers",
    "editor": "Editors",
    "translator": "Translators",
    "staff": "Fellows' staff",
}
# What translators may write in.
LANGUAGES = {"translator": ["zh-hans", "zh-hant"]}


class Command(BaseCommand):
    help = (
        "Makes the demonstration accounts that are not there yet, and prints the addresses and the accounts."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Leaves existing accounts alone; what was made up for the new ones is kept in demo-accounts.txt."""
        path = settings.DATA_DIR / "demo-accounts.txt"
        passwords = read(path)
        for username, group in GROUPS.items():
            make_account(username, group, passwords)
        write(path, passwords)
        self.stdout.write(f"Site   {settings.SITE_URL}/")
        self.stdout.write(f"Admin  {settings.SITE_URL}{reverse('admin:index')}")
        for username, group in GROUPS.items():
            password = passwords.get(username, "(made elsewhere: set one with manage.py changepassword)")
            self.stdout.write(f"  {group:15} {username:11} {password}")


@transaction.atomic
def make_account(username: str, group: str, passwords: dict[str, str]) -> None:
    """Makes the account unless it exists, with its kept password or a new one, which is added to ``passwords``."""
    if User.objects.filter(username=username).exists():
        return
    password = passwords.setdefault(username, secrets.token_urlsafe(12))
    user = User.objects.create_user(username, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    LanguageGrant.objects.give(user, LANGUAGES.get(username, []))


def read(path: Path) -> dict[str, str]:
    """The passwords kept in the file by user name; none when there is no file yet."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return dict(line.split(maxsplit=1) for line in lines if line.strip())


def write(path: Path, passwords: dict[str, str]) -> None:
    """Keeps the passwords in the file, one line each; only its owner may read it."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{username} {password}\n" for username, password in passwords.items())
