"""The PostgreSQL that tests run on: a failure on it must be heard, and nothing of it may stay."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres

pytestmark = pytest.mark.skipif(
    postgres.programs() is None, reason="PostgreSQL is not installed (package postgresql)"
)

WHERE = """
import os, psycopg2
cursor = psycopg2.connect(os.environ["DATABASE_URL"]).cursor()
cursor.execute("SHOW data_directory")
print(cursor.fetchone()[0])
"""


def run_beside_postgresql(code: str) -> subprocess.CompletedProcess[str]:
    """Runs Python code as the command beside a server."""
    command = [sys.executable, postgres.__file__, sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_exit_code_of_the_command_is_handed_on() -> None:
    assert run_beside_postgresql("raise SystemExit(7)").returncode == 7


def test_the_server_s_folder_is_there_for_the_command_alone() -> None:
    cluster = Path(run_beside_postgresql(WHERE).stdout.strip())

    assert cluster.is_absolute()
    assert not cluster.parent.exists()
