"""Runs a command beside a PostgreSQL of its own: `python tests/postgres.py pytest ...`.

The server lives in a temporary folder on a free port; the command finds it in DATABASE_URL. However the
command ends, server and folder are gone afterwards. Where PostgreSQL is not installed, the command is skipped
with that reason.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nobody needs these rows after a power cut.
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def programs() -> Path | None:
    """The folder with PostgreSQL's server programs, the newest ones; None when there are none."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda program: float(program.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    return Path(found).parent if found else None


def unprivileged_user() -> str | None:
    """Whom the server runs as, since it refuses to run as root; None when the present user will do."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Returns when the server takes connections; RuntimeError with its log if it ends or takes too long."""
    for _ in range(300):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


@contextmanager
def running(binaries: Path) -> Iterator[str]:
    """A running server with one empty database; gives its address, as DATABASE_URL takes it."""
    user, port = unprivileged_user(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="ibid-postgres-"))
    cluster, log = folder / "cluster", folder / "log"
    try:
        if user:
            shutil.chown(folder, user)
        options = ["--username=ibid", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        initdb = [binaries / "initdb", "-D", cluster, *options]
        subprocess.run(initdb, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        place = ["-D", cluster, "-k", folder, "-h", "127.0.0.1", "-p", str(port)]
        # In a session of its own, so that Ctrl-C reaches the command first and the server stops last.
        with log.open("wb") as lines:
            server = subprocess.Popen(
                [binaries / "postgres", *place, *FAST],
                user=user,
                cwd=folder,
                stdout=lines,
                stderr=lines,
                start_new_session=True,
            )
        try:
            wait_until_ready(server, port, log)
            yield f"postgres://ibid@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    finally:
        shutil.rmtree(folder)


def main(command: list[str]) -> int:
    """Runs the command; gives its exit code, or 0 when PostgreSQL is not there to run it on."""
    binaries = programs()
    if binaries is None:
        print("PostgreSQL is not installed (package postgresql): the tests on it are skipped.")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with running(binaries) as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
