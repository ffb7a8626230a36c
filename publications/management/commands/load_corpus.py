"""Bring in a site or a corpus, one JSON object per line; docs/corpus.md describes the form."""

import gc
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publications import workflow
from publications.importers import corpus, corpus_files, corpus_lines
from publications.models import Edition
from publications.neutral import folder_of

BATCH = 200


class Command(BaseCommand):
    help = "Load a file of JSON lines. What is there already is left alone, so a load can be taken up where it stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish: the versions that the file tells of, or else every language as it is",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would be found, and write nothing"
        )

    def handle(self, *args: Any, file: Path, publish: bool, dry_run: bool, **options: Any) -> None:
        self.read = self.new = self.problems = 0
        placed: list[str] = []
        self.shows_progress = options["verbosity"] > 1 or sys.stderr.isatty()
        try:
            placed, lost = corpus_files.place_all(folder_of(file))
            self._tell(lost)
            with file.open("rb") as lines, transaction.atomic() if dry_run else _collecting_between_batches():
                self._load(lines, file.stat().st_size, publish, dry_run)
                if dry_run:
                    transaction.set_rollback(True)
        except OSError as error:
            raise CommandError(str(error)) from error
        finally:
            if dry_run:
                corpus_files.remove_all(placed)
        done = f"{self.read} read, {self.new} {'would be ' if dry_run else ''}new, {self.problems} problems"
        if self.problems:
            raise CommandError(done)
        self.stderr.write(done)

    def _load(self, lines: Any, size: int, publish: bool, dry_run: bool) -> None:
        started = time.monotonic()
        for batch in _batches(corpus_lines.read_lines(lines)):
            self._tell([each for each in batch if isinstance(each, corpus_lines.Problem)])
            records = [each for each in batch if isinstance(each, corpus_lines.Line)]
            if dry_run:
                # Whoever has one gets files in many sizes, which no transaction takes back.
                for line in records:
                    line.record.pop("portrait", None)
            for _is_article, several in groupby(records, key=lambda line: line.is_article):
                self._save(list(several), publish)
            self.read += len(batch)
            gc.collect()
            self._progress(started, lines.tell() / max(size, 1))

    def _save(self, lines: list[corpus_lines.Line], publish: bool) -> None:
        """Save and publish in one transaction: what was cut off is not there, and comes with the next try."""
        with transaction.atomic():
            saved = corpus.save_all(lines)
            refused = self._publish(saved) if publish else {}
        self.new += saved.others + len({edition.article_id for edition, _told in saved.editions})
        self._tell(saved.problems)
        for edition, findings in refused.items():
            for finding in findings:
                self.stderr.write(f"{edition.article.slug} stays a draft. {finding}")

    def _publish(self, saved: corpus.Saved) -> dict[Edition, list[workflow.Finding]]:
        past = corpus.pasts([(edition, told) for edition, told in saved.editions if "state" in told])
        pasts = [workflow.Past(told.edition, told.facts, told.versions, told.belongings) for told in past]
        present = [edition for edition, told in saved.editions if "state" not in told]
        refused = workflow.restore_all(pasts) if pasts else {}
        return refused | (workflow.publish_all(present) if present else {})

    def _tell(self, problems: list[corpus_lines.Problem]) -> None:
        self.problems += len(problems)
        for problem in problems:
            self.stderr.write(str(problem))

    def _progress(self, started: float, share: float) -> None:
        if self.shows_progress:
            seconds = time.monotonic() - started
            left = seconds * (1 - share) / share if share else 0
            self.stderr.write(f"{self.read} read, {self.read / seconds:.0f}/s, about {left:.0f} s left")


def _batches(records: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(records, BATCH)):
        yield batch


@contextmanager
def _collecting_between_batches() -> Iterator[None]:
    """Looks for garbage between batches alone: within one, looking through all its rows takes a tenth of the time."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
