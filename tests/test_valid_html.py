"""Every kind of page, as the Nu HTML Checker of the W3C reads it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from config.faults import server_error
from config.languages import CODES
from tests.specimens import addresses, make_mixed, make_site

CHECKER = settings.BASE_DIR / "var/node/node_modules/vnu-jar/build/dist/vnu.jar"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not shutil.which("java"), reason="java is not installed (package default-jre-headless)"
    ),
    pytest.mark.skipif(
        not CHECKER.exists(), reason="the checker is not there (tests/needs.sh fetches vnu-jar)"
    ),
]


def faults(folder: Path) -> list[str]:
    """What the checker finds in the pages of a folder: errors, each with its page and the line it is in."""
    pages = sorted(map(str, folder.glob("*.html")))
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(CHECKER),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    answer = subprocess.run([*command, *pages], capture_output=True, text=True, check=True)
    return [
        f"{Path(fault['url']).name}, line {fault['lastLine']}: {fault['message']} {fault.get('extract', '')!r}"
        for fault in json.loads(answer.stderr)["messages"]
    ]


def test_the_checker_finds_what_is_wrong(tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><div></p>")
    assert faults(tmp_path)


def test_every_page_is_valid(tmp_path):
    make_site()
    make_mixed()
    for language in CODES:
        for place, address in addresses(language).items():
            page = Client().get(address)
            (tmp_path / f"{language} {place}.html").write_bytes(page.content)
    (tmp_path / "failure.html").write_text(server_error(RequestFactory().get("/")).content.decode())
    assert not faults(tmp_path)
