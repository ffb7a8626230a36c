"""Bring in a site from export files of WordPress (Tools → Export → All content); docs/operating.md tells how."""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models.signals import post_save

from config.languages import normalise
from publications import workflow
from publications.importers import (
    ImportRefused,
    wordpress,
    wordpress_addresses,
    wordpress_left_out,
    wordpress_names,
    wordpress_saving,
)
from publications.importers.draft import Draft
from publications.models import Article, Document, Figure
from publications.models.article import Kind
from publications.models.document import FOLDER

EVERY = 100


class Command(BaseCommand):
    help = (
        "Load posts and pages of WordPress export files (WXR) with authors, categories, notes, pictures and old "
        "addresses. What has come before is left alone, so a load can be taken up where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="file", help="all files of one export, in any order"
        )
        parser.add_argument(
            "--language", help="of texts that tell of none: en, zh-hans or zh-hant; guessed unless given"
        )
        parser.add_argument(
            "--media", type=Path, help="a copy of the old site's wp-content/uploads; nothing is fetched"
        )
        parser.add_argument(
            "--type",
            action="append",
            default=[],
            metavar="TYPE=KIND",
            help=f"bring in texts of a type of the old site's own as articles of a kind: {', '.join(Kind.values)}",
        )
        parser.add_argument(
            "--topics", action="append", default=[], metavar="TAXONOMY", help="whose terms are topics as well"
        )
        parser.add_argument(
            "--folder",
            action="append",
            default=[],
            metavar="TAXONOMY=FOLDER",
            help="where the old site has the lists of a taxonomy, or of authors, if it is not the usual place: "
            "category=themes, author=people",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what was published, as of its moment, and schedule the rest",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would be found, and keep nothing of it"
        )

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        self.options, self.counts = (
            options,
            Counter(dict.fromkeys(("new", "known", "left out", "refused"), 0)),
        )
        self.wishes = _wishes(options)
        try:
            with _taken_back() if options["dry_run"] else nullcontext():
                self._load(files)
        except (OSError, ImportRefused) as error:
            raise CommandError(str(error)) from error
        done = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        if self.counts["refused"]:
            raise CommandError(done)
        self.stderr.write(done)

    def _load(self, files: list[Path]) -> None:
        kinds = (*wordpress.KINDS, *self.wishes.kinds)
        self.names = wordpress_names.read_names(files, kinds)
        shows_progress, started = self.options["verbosity"] > 1 or sys.stderr.isatty(), time.monotonic()
        for number, item in enumerate(wordpress.read_items(files, kinds), 1):
            self.counts[self._take(item)] += 1
            if shows_progress and (number % EVERY == 0 or number == self.names.count):
                rate = number / (time.monotonic() - started)
                self.stderr.write(f"{number} of {self.names.count}, {rate:.0f}/s")
        self._finish()

    def _finish(self) -> None:
        """Let the lists of the old site lead on, and tell what of it has no place here."""
        wishes = self.wishes
        language = wishes.language or self.names.site_language or "en"
        told = wordpress_addresses.keep_lists(self.names, wishes.topics, wishes.folders, language)
        for sentence in (*told, *wordpress_left_out.left_out(self.names, wishes.topics)):
            self.stderr.write(sentence)

    def _take(self, item: wordpress.Item) -> str:
        """Bring in one text; returns as what it counts."""
        if item.status in wordpress_names.BIN:
            return "left out"
        if wordpress_saving.is_here(item):
            return "known"
        try:
            draft = wordpress_saving.read(item, self.names, self.wishes)
            self._save(item, draft)
        except ImportRefused as error:
            self.stderr.write(f"{_called(item)}: {error}")
            return "refused"
        for finding in draft.findings:
            line = f"{_called(item)}: {finding.severity}: {finding.message} {finding.where}"
            self.stderr.write(" ".join(line.split()))
        return "new"

    def _save(self, item: wordpress.Item, draft: Draft) -> None:
        """Save and publish in one transaction: a text that was cut off is not there, and comes with the next try."""
        with transaction.atomic():
            brought = wordpress_saving.save(item, draft, self.names, self.wishes)
            if self.wishes.publish and isinstance(brought.owner, Article) and not item.is_locked:
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


def _wishes(options: dict[str, Any]) -> wordpress_saving.Wishes:
    language = normalise(options["language"]) if options["language"] else None
    if options["language"] and language is None:
        raise CommandError(f"The site has no language {options['language']}.")
    kinds = _pairs(options["type"])
    if wrong := set(kinds.values()) - set(Kind.values):
        raise CommandError(f"There is no kind {', '.join(sorted(wrong))}.")
    media = options["media"]
    if media and not media.is_dir():
        raise CommandError(f"{media} is no folder.")
    return wordpress_saving.Wishes(
        media=media,
        language=language,
        publish=options["publish"],
        kinds=kinds,
        topics=(*wordpress_names.TAXONOMIES, *options["topics"]),
        folders={taxonomy: folder.strip("/") for taxonomy, folder in _pairs(options["folder"]).items()},
    )


def _pairs(given: list[str]) -> dict[str, str]:
    return dict(each.partition("=")[::2] for each in given)


@contextmanager
def _taken_back() -> Iterator[None]:
    """Takes back all that is written meanwhile, with the files, which no transaction takes back."""
    written: list[str] = []

    def note(instance: Figure | Document, **_told: Any) -> None:
        written.append(instance.image.name if isinstance(instance, Figure) else instance.file.name)

    for model in (Figure, Document):
        post_save.connect(note, sender=model)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for model in (Figure, Document):
            post_save.disconnect(note, sender=model)
        for name in written:
            default_storage.delete(name)
            # Each document has a folder of its own.
            if name.startswith(FOLDER):
                default_storage.delete(str(PurePosixPath(name).parent))


def _called(item: wordpress.Item) -> str:
    return f"{item.kind} {item.number} “{item.title}”"
