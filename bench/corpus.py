"""Articles per second of processor time, in and out, of a file of JSON lines in the neutral form, articles alone.

    python bench/corpus.py corpus.jsonl
    python tests/postgres.py python bench/corpus.py corpus.jsonl

Loads the file into an empty site, exports that, and loads the export into a second empty site. Counted is the processor
time of each command as a whole, start included; PostgreSQL's own is not. The database of DATABASE_URL must be empty.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def processor_seconds() -> float:
    """Of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def manage(folder: Path, *command: str) -> tuple[float, float]:
    """Runs a command on the site in a folder; gives the seconds of processor and of wall it took."""
    environment = os.environ | {"DATA_DIR": str(folder), "SECRET_KEY": "bench"}
    before, started = processor_seconds(), time.monotonic()
    subprocess.run(
        [sys.executable, ROOT / "manage.py", *command], env=environment, check=True, stderr=subprocess.DEVNULL
    )
    return processor_seconds() - before, time.monotonic() - started


def report(what: str, articles: int, taken: tuple[float, float]) -> None:
    """One line: the command, its seconds, and articles per second of processor time."""
    processor, wall = taken
    print(
        f"{what:24} {processor:7.1f} s of CPU {wall:7.1f} s  {articles / processor:6.0f} articles per CPU second"
    )


def main() -> None:
    """Measures the file that is named."""
    corpus = Path(sys.argv[1]).resolve()
    with corpus.open("rb") as lines:
        articles = sum(1 for _line in lines)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first").mkdir()
        (folder / "second").mkdir()
        manage(folder / "first", "migrate", "-v0")
        report(
            "load_corpus --publish",
            articles,
            manage(folder / "first", "load_corpus", str(corpus), "--publish"),
        )
        exported = str(folder / "site.jsonl")
        report("export_corpus", articles, manage(folder / "first", "export_corpus", exported))
        if "DATABASE_URL" in os.environ:
            manage(folder / "first", "flush", "--no-input", "-v0")
        manage(folder / "second", "migrate", "-v0")
        report(
            "load_corpus of that", articles, manage(folder / "second", "load_corpus", exported, "--publish")
        )


if __name__ == "__main__":
    main()
