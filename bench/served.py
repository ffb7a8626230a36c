"""A demonstration site of its own for what is measured in a browser: a folder, a port, a server."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The kinds of pages that readers meet most, below the prefix of a language.
PAGES = {
    "home": "/",
    "list": "/articles/",
    "topic": "/topics/energy-transition/",
    "article, 20 notes": "/articles/northern-route-after-the-melt/",
    "article, figures": "/articles/borrowed-wind/",
    "authors": "/authors/",
    "fellow": "/authors/yin-wangchao/",
}


def chromium() -> str:
    """The browser of this machine."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or sys.exit("Chromium is not installed (package chromium).")


@contextmanager
def site() -> Iterator[str]:
    """The address of a new demonstration site, as ``make run`` serves one, that is gone when the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "SITE_URL": address, "DEBUG": "0"}
        for name in ("DATABASE_URL", "ALLOWED_HOSTS", "SECRET_KEY"):
            environment.pop(name, None)
        for command in (["migrate"], ["load_demo"], ["render_figures"], ["collectstatic", "--no-input"]):
            run = [sys.executable, "manage.py", *command, "--verbosity", "0"]
            subprocess.run(run, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        granian = Path(sys.executable).with_name("granian")
        how = ["--interface", "wsgi", "--no-ws", "--port", str(port), "--blocking-threads", "4"]
        server = subprocess.Popen(
            [granian, *how, "--log-level", "error", "config.wsgi:application"], cwd=ROOT, env=environment
        )
        try:
            _wait(f"{address}/en/")
            yield address
        finally:
            server.terminate()
            server.wait()


def _wait(address: str) -> None:
    for _second in range(60):
        try:
            urllib.request.urlopen(address)
        except OSError:
            time.sleep(1)
        else:
            return
    sys.exit(f"Nothing answers at {address}.")
