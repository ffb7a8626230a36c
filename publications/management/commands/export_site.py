"""Write the public site as files: what outlives the software, on any web server or a stick."""

import os
import signal
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.management.base import BaseCommand, CommandError
from django.templatetags.static import static

from publications.copying import KINDS, Report, Unfit, copy_site

# One line of progress for so many addresses.
STEP = 1000


class Command(BaseCommand):
    help = (
        "Write everything public as files that need no server, with relative links between them: pages, the files of "
        "every version, feeds, sitemaps, pictures. A folder that holds an earlier copy is brought up to date."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a new or empty folder, or an earlier copy")
        parser.add_argument(
            "--without",
            type=_kinds,
            default=[],
            metavar="KINDS",
            help=f"kinds of files to leave out, with commas between: {', '.join(KINDS)}",
        )
        parser.add_argument(
            "--processes",
            type=_number,
            default=os.cpu_count() or 1,
            metavar="N",
            help="how many work at once; one for each core unless given",
        )
        parser.add_argument(
            "--despite-problems",
            action="store_true",
            help="put the copy into its place even if some addresses could not be written",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _ensure_static_files()
        with _failures_as_messages(), _ended_in_order():
            report = copy_site(
                options["folder"],
                options["without"],
                options["processes"],
                self._progress,
                despite_problems=options["despite_problems"],
            )
        self._tell(report)
        if report.problems:
            kept = "are missing in it" if options["despite_problems"] else "so the folder is as it was"
            raise CommandError(f"{len(report.problems)} addresses could not be written; {kept}.")

    def _progress(self, done: int, total: int) -> None:
        if done % STEP == 0:
            self.stderr.write(f"{done} of {total}")

    def _tell(self, report: Report) -> None:
        for stray, page in sorted(report.strays.items()):
            self.stderr.write(
                f"{page} leads to {stray}, which is not in the copy: the link leads to the site."
            )
        for address, reason in sorted(report.dropped.items()):
            self.stderr.write(f"{unquote(address)} is left out, which only leads on: {reason}.")
        for address, problem in sorted(report.problems.items()):
            self.stderr.write(f"{address}: {problem}")
        if report.has_changed:
            self.stderr.write("The site was changed meanwhile: run this again for a copy of one moment.")
        self.stderr.write(f"{report.files} files, {report.new} of them new or changed.")


def _ensure_static_files() -> None:
    try:
        static("css/site.css")
    except ValueError as error:
        raise CommandError("Static files are not collected; run collectstatic first.") from error


@contextmanager
def _failures_as_messages() -> Iterator[None]:
    try:
        yield
    except Unfit as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error} – the folder is as it was.") from error
    except KeyboardInterrupt as error:
        raise CommandError("Broken off; the folder is as it was.", returncode=130) from error
    except BrokenProcessPool as error:
        raise CommandError(
            "A process has ended before its work, as when there is too little memory; --processes 1 needs the least. "
            "The folder is as it was."
        ) from error


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Whoever ends the run from outside ends it as Ctrl-C does: what was begun is taken away."""
    former = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def _kinds(text: str) -> list[str]:
    kinds = [kind.strip() for kind in text.split(",") if kind.strip()]
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise ArgumentTypeError(f"{', '.join(unknown)}: there is no such kind; there are {', '.join(KINDS)}")
    return kinds


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number of processes")
    return int(text)
