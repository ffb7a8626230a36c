"""Bring in a site from an export file of WordPress (Tools → Export → All content); docs/operating.md tells how."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.languages import normalise
from publications import workflow
from publications.importers import ImportRefused, figures, wordpress, wordpress_saving
from publications.importers.draft import Draft
from publications.models import Article

LEFT_OUT = ("trash", "auto-draft", "inherit")
EVERY = 100


class Command(BaseCommand):
    help = (
        "Load posts and pages of a WordPress export file (WXR) with authors, categories, notes, pictures and old "
        "addresses. What has come before is left alone, so a load can be taken up where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--language", help="of texts that tell of none: en, zh-hans or zh-hant; guessed unless given"
        )
        parser.add_argument(
            "--media", type=Path, help="a copy of the old site's wp-content/uploads; nothing is fetched"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what was published, as of its moment, and schedule the rest",
        )
        parser.add_argument("--dry-run", action="store_true", help="read everything and tell, save nothing")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.options, self.counts = options, {"new": 0, "known": 0, "left out": 0, "refused": 0}
        self.language = normalise(options["language"]) if options["language"] else None
        if options["language"] and self.language is None:
            raise CommandError(f"The site has no language {options['language']}.")
        self.resources = figures.folder(options["media"]) if options["media"] else None
        try:
            self._load(file)
        except (OSError, ImportRefused) as error:
            raise CommandError(str(error)) from error
        done = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        if self.counts["refused"]:
            raise CommandError(done)
        self.stderr.write(done)

    def _load(self, file: Path) -> None:
        self.names = wordpress.read_names(file)
        shows_progress, started = self.options["verbosity"] > 1 or sys.stderr.isatty(), time.monotonic()
        for number, item in enumerate(wordpress.read_items(file), 1):
            self.counts[self._take(item)] += 1
            if shows_progress and (number % EVERY == 0 or number == self.names.count):
                rate = number / (time.monotonic() - started)
                self.stderr.write(f"{number} of {self.names.count}, {rate:.0f}/s")

    def _take(self, item: wordpress.Item) -> str:
        """Bring in one text; returns as what it counts."""
        if item.status in LEFT_OUT:
            return "left out"
        if wordpress_saving.is_here(item):
            return "known"
        try:
            draft = wordpress_saving.read(item, self.names, self.resources, self.language)
            if not self.options["dry_run"]:
                self._save(item, draft)
        except ImportRefused as error:
            self.stderr.write(f"{_called(item)}: {error}")
            return "refused"
        for finding in draft.findings:
            self.stderr.write(
                f"{_called(item)}: {finding.severity}: {finding.message} {finding.where}".rstrip()
            )
        return "new"

    def _save(self, item: wordpress.Item, draft: Draft) -> None:
        """Save and publish in one transaction: a text that was cut off is not there, and comes with the next try."""
        with transaction.atomic():
            brought = wordpress_saving.save(item, draft, self.names, self.resources)
            if self.options["publish"] and isinstance(brought.owner, Article) and not item.is_locked:
                self._publish(item, brought)

    def _publish(self, item: wordpress.Item, brought: wordpress_saving.Brought) -> None:
        edition = brought.owner.editions.get(language=brought.language)
        try:
            if item.status == "publish" and item.moment:
                workflow.publish_then(edition, item.moment)
            elif item.status in ("publish", "future"):
                workflow.publish(edition, at=item.moment)
        except workflow.Refused as refused:
            for finding in refused.findings:
                brought.draft.report("error", f"It stays a draft. {finding}")


def _called(item: wordpress.Item) -> str:
    return f"{item.kind} {item.number} “{item.title}”"
