"""Bring in a corpus of articles, one JSON object per line; ``publications.importers.corpus`` describes it."""

import gc
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publications import workflow
from publications.importers import corpus

BATCH = 200


class Command(BaseCommand):
    help = "Load articles from a file of JSON lines. Articles that are there already are left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish every language of every article")

    def handle(self, *args: Any, **options: Any) -> None:
        read = saved = 0
        try:
            with options["file"].open(encoding="utf-8") as lines, _collecting_between_batches():
                for batch in _batches(corpus.read_lines(lines)):
                    editions = corpus.save_all(batch)
                    read += len(batch)
                    saved += len({edition.article_id for edition in editions})
                    for finding in workflow.publish_all(editions) if options["publish"] else ():
                        self.stderr.write(str(finding))
                    self.stderr.write(f"{read} read, {saved} new")
                    gc.collect()
        except (OSError, UnicodeDecodeError, corpus.LineRefused) as error:
            raise CommandError(f"{error} ({read} articles before it are kept.)") from error


def _batches(records: Iterable[corpus.Record]) -> Iterator[list[corpus.Record]]:
    records = iter(records)
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
