"""Write the whole site in the neutral form, which docs/corpus.md describes and ``load_corpus`` reads."""

import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publications.exporters import corpus
from publications.neutral import folder_of


class Command(BaseCommand):
    help = (
        "Write the whole site as JSON lines, with its pictures in a folder beside the file. Addresses of people that "
        "readers never see are in it: keep it as you keep the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="?", help="standard output, and no pictures, unless given"
        )

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        try:
            if file is None:
                self._write(sys.stdout)
                return
            with file.open("w", encoding="utf-8") as output:
                count = self._write(output)
            copied = self._copy_files(folder_of(file))
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{count} lines, {copied} files in {folder_of(file)}")

    def _write(self, output: Any) -> int:
        count = 0
        for line in corpus.lines():
            output.write(f"{line}\n")
            count += 1
        return count

    def _copy_files(self, folder: Path) -> int:
        """Copy the files that lines name; one that is lost is told, and the rest goes on."""
        count = 0
        for file in corpus.files():
            target = folder / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with file.open("rb") as stored, target.open("wb") as copy:
                    shutil.copyfileobj(stored, copy)
                count += 1
            except FileNotFoundError:
                self.stderr.write(f"{file.name}: the file is missing")
        return count
