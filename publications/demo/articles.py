"""The manuscripts of the demonstration institute, brought in and published the way editors do it."""

import datetime
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.utils import timezone

from authors.models import Author
from config.languages import CODES
from publications import workflow
from publications.demo.institute import FOLDER, per_language
from publications.importers import import_document
from publications.models import Article, Attachment, Authorship, Document, Figure, Region, Series, Topic


def load() -> None:
    """Import every folder below ``articles/`` and publish what its ``article.yaml`` says is published."""
    for path in sorted((FOLDER / "articles").glob("*/article.yaml")):
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        article = _article(path.parent, facts)
        if facts["state"] != "draft":
            _publish(article, path.parent, facts)


def _article(folder: Path, facts: dict[str, Any]) -> Article:
    """The working copy of a folder in every language that has a manuscript, with its facts and byline."""
    article = Article(slug=folder.name, kind=facts["kind"], date=_day(facts))
    for name in ("doi", "licence", "first_published_url"):
        setattr(article, name, facts.get(name) or "")
    article.series = Series.objects.filter(slug=facts.get("series")).first()
    article.series_number = facts.get("number")
    _lead(article, folder, facts.get("lead"))
    article.full_clean()
    article.save()
    article.topics.set(Topic.objects.filter(slug__in=facts.get("topics", [])))
    article.regions.set(Region.objects.filter(slug__in=facts.get("regions", [])))
    for order, entry in enumerate(facts["authors"]):
        _sign(article, order, entry)
    for order, entry in enumerate(facts.get("attachments", [])):
        _attach(article, order, folder / entry["file"], entry)
    for language in CODES:
        first = folder / f"{language}.v1.md"
        _read(article, first if first.exists() else folder / f"{language}.md", language)
    article.refresh_from_db()
    return article


def _publish(article: Article, folder: Path, facts: dict[str, Any]) -> None:
    """Publish every language, at its moment if it is to come, and correct what was corrected."""
    coming = timezone.make_aware(datetime.datetime.combine(article.date, datetime.time(9)))
    at = coming if facts["state"] == "scheduled" else None
    for edition in article.editions.all():
        workflow.publish(edition, at=at)
    for language, note in (facts.get("correction") or {}).get("note", {}).items():
        _read(article, folder / f"{language}.md", language)
        workflow.correct(article.editions.get(language=language), by=None, note=note)


def _read(article: Article, manuscript: Path, language: str) -> None:
    if manuscript.exists():
        import_document(
            manuscript.read_bytes(),
            manuscript.name,
            language=language,
            article=article,
            resources=lambda name: (manuscript.parent / name).read_bytes(),
        )


def _day(facts: dict[str, Any]) -> datetime.date:
    """The date line: a day, or so many days before or after the day of loading."""
    if "date" in facts:
        return facts["date"]
    distance = facts.get("days_from_now") or -facts["days_ago"]
    return timezone.localdate() + datetime.timedelta(days=distance)


def _lead(article: Article, folder: Path, lead: dict[str, Any] | None) -> None:
    if lead:
        article.lead_figure = Figure.objects.keep((folder / lead["file"]).read_bytes())
        words = per_language("lead_alt", lead["alt"]) | per_language("lead_caption", lead.get("caption"))
        for name, text in words.items():
            setattr(article, name, text)


def _attach(article: Article, order: int, path: Path, entry: dict[str, Any]) -> None:
    document = Document.objects.keep(ContentFile(path.read_bytes(), path.name))
    labels = per_language("label", entry["label"])
    Attachment.objects.create(article=article, document=document, order=order, **labels)


def _sign(article: Article, order: int, entry: dict[str, Any]) -> None:
    """One byline entry; what the entry leaves unsaid starts from the author's post on the article's date."""
    posts = per_language("position", entry.get("position")) | per_language(
        "institute", entry.get("institute")
    )
    author = Author.objects.get(slug=entry["author"])
    role = entry.get("role", Authorship.Role.AUTHOR)
    Authorship.objects.create(article=article, author=author, role=role, order=order, **posts)
