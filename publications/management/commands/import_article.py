"""Bring in a manuscript as an article, or as one language of an article."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from config.languages import normalise
from publications import importers, workflow
from publications.importers.figures import folder
from publications.importers.kinds import check_size
from publications.models import Article


class Command(BaseCommand):
    help = (
        "Import a manuscript (.docx, .html, .md or .txt) as a new article, or into one language of an article. "
        "It becomes a draft whatever the findings. With --publish it is published too, or nothing is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the manuscript; its pictures may lie beside it")
        parser.add_argument("--language", help="en, zh-hans or zh-hant; told from the text unless given")
        parser.add_argument("--article", metavar="SLUG", help="the article to fill; a new one unless given")
        parser.add_argument("--publish", action="store_true", help="publish this language at once")
        parser.add_argument("--dry-run", action="store_true", help="read and report, save nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a report")

    def handle(self, *args: Any, **options: Any) -> None:
        language, article = _language(options["language"]), _article(options["article"])
        try:
            draft = _read(options["file"])
            if options["dry_run"]:
                draft.language = language or draft.language
                facts = _facts(draft)
            else:
                facts = self._save(draft, options, language, article)
        except importers.ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            json.dumps(facts, ensure_ascii=False, indent=2) if options["json"] else _report(facts)
        )

    def _save(
        self, draft: importers.Draft, options: dict[str, Any], language: str | None, article: Article | None
    ) -> dict[str, Any]:
        """Save, and publish if asked to, in one transaction: a command that fails leaves nothing to clear up."""
        try:
            with transaction.atomic():
                done = importers.save(draft, options["file"].name, language=language, article=article)
                if options["publish"]:
                    workflow.publish(done.article.editions.get(language=done.language))
        except workflow.Refused as refusal:
            for finding in draft.findings:
                self.stderr.write(_line(finding))
            raise CommandError(f"Not published, and nothing was kept:\n{refusal}") from refusal
        with override(done.language):
            address = f"{settings.SITE_URL}{done.article.get_absolute_url()}"
        return {**_facts(draft), "slug": done.article.slug, "address": address}


def _language(given: str | None) -> str | None:
    language = normalise(given) if given else None
    if given and language is None:
        raise CommandError(f"The site has no language {given}.")
    return language


def _article(slug: str | None) -> Article | None:
    article = Article.objects.filter(slug=slug).first() if slug else None
    if slug and article is None:
        raise CommandError(f"There is no article at {slug}.")
    return article


def _read(path: Path) -> importers.Draft:
    try:
        check_size(path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    return importers.read(content, path.name, resources=folder(path.parent))


def _facts(draft: importers.Draft) -> dict[str, Any]:
    """What was read, as ``--json`` prints it."""
    return {
        "title": draft.title,
        "subtitle": draft.subtitle,
        "summary": draft.summary,
        "date": draft.date.isoformat() if draft.date else None,
        "language": draft.language,
        "byline": [
            {"name": each.name, "position": each.position, "institute": each.institute}
            for each in draft.byline
        ],
        "headings": [{"level": each.level, "text": each.text} for each in draft.headings],
        "paragraphs": draft.paragraphs,
        "notes": [
            {"key": each.key, "number": each.number, "html": each.html, "cited": each.cited}
            for each in draft.notes
        ],
        "images": [
            {"name": each.name, "media_type": each.media_type, "alt": each.alt} for each in draft.images
        ],
        "findings": [
            {"severity": each.severity, "message": each.message, "where": each.where}
            for each in draft.findings
        ],
    }


def _report(facts: dict[str, Any]) -> str:
    names = ", ".join(author["name"] for author in facts["byline"])
    counted = ", ".join(
        f"{len(facts[name])} {name}" for name in ("headings", "paragraphs", "notes", "images")
    )
    lines = [f"{facts['title']} ({facts['language']}, {facts['date']}, {names})", counted]
    lines += [f"{each['severity']}: {each['message']} {each['where']}".rstrip() for each in facts["findings"]]
    return "\n".join([*lines, *([facts["address"]] if "address" in facts else [])])


def _line(finding: importers.Finding) -> str:
    return f"{finding.severity}: {finding.message} {finding.where}".rstrip()
