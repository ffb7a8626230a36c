"""What a version is made of, read from the working copy."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from django.utils.translation import override

from authors.models import Author
from config.languages import LANGUAGES, column, in_language, tag
from publications.body import pictures, plain, render
from publications.body.render import Heading, PublishedNote
from publications.models import Article, Attachment, Document, Edition, Figure, Version
from publications.models.rows import insert

RELATIONS = (Version.authors, Version.topics, Version.regions, Version.figures, Version.documents)
AS_IT_IS = ("kind", "date", "series_number", "doi", "licence", "first_published_url")


def snapshot(edition: Edition) -> Version:
    """The version that publishing would write now, unsaved and without number or moment: also for previews."""
    facts = _facts(edition)
    return Version(
        edition=edition,
        article=edition.article,
        language=edition.language,
        translated_from=edition.translated_from,
        series=edition.article.series,
        **facts,
        **read(facts["source"], edition.language),
    )


def read(source: str, language: str) -> dict[str, Any]:
    """What follows from the stored body alone, by the names of a version's columns."""
    rendered, text = render.render(source, language), plain.plain(source)
    return {
        "body": rendered.html,
        "notes": [_facts_of(note) for note in rendered.notes],
        "contents": [_facts_of(heading) for heading in rendered.contents],
        "text": text,
        "words": plain.count_words(text),
    }


def _facts_of(part: PublishedNote | Heading) -> dict[str, Any]:
    """A flat part of a page by the names of its facts; ``asdict`` would copy each fact deeply."""
    return {each.name: getattr(part, each.name) for each in fields(part)}


def changes(edition: Edition, version: Version) -> list[str]:
    """In what publishing now would differ from ``version``: names of its columns, and ``topics`` and ``regions``."""
    facts = _facts(edition) | {"series_id": edition.article.series_id}
    names = [name for name, fact in facts.items() if _differs(getattr(version, name), fact)]
    return names + [
        name for name in ("topics", "regions") if _keys(edition.article, name) != _keys(version, name)
    ]


def _differs(frozen: Any, present: Any) -> bool:
    """Whether a fact is another now. What older versions do not say at all of a name or a figure is no change."""
    if isinstance(frozen, list) and isinstance(present, list):
        pairs = zip(frozen, present, strict=False)
        return len(frozen) != len(present) or any(_differs(*pair) for pair in pairs)
    if isinstance(frozen, dict) and isinstance(present, dict):
        return any(_differs(value, present.get(name)) for name, value in frozen.items())
    return bool(frozen != present)


def _keys(owner: Article | Version, relation: str) -> set[int]:
    return {each.pk for each in getattr(owner, relation).all()}


def _facts(edition: Edition) -> dict[str, Any]:
    """What a version takes from the working copy as it is, by the names of its columns."""
    article, language = edition.article, edition.language
    return {
        **{name: getattr(article, column(name, language)) or "" for name in ("title", "subtitle", "summary")},
        "source": getattr(article, column("body", language)) or "",
        "byline": byline(article, language),
        "lead": _lead(article, language),
        "attachments": _attachments(article, language),
        **{name: getattr(article, name) for name in AS_IT_IS},
    }


def byline(article: Article, language: str) -> list[dict[str, Any]]:
    """Who signs, in order, with the post of the article's time. Names fall back to another language, posts never."""
    with override(language):
        return [
            {
                "author": entry.author_id,
                "slug": entry.author.slug,
                "name": str(entry.author),
                "lang": _foreign(entry.author, "name", language),
                "family_name": entry.author.family_name or "",
                "given_name": entry.author.given_name or "",
                "role": entry.role,
                "position": getattr(entry, column("position", language)) or "",
                "institute": getattr(entry, column("institute", language)) or "",
            }
            for entry in article.authorships.all()
        ]


def _foreign(named: Author | Attachment, field: str, language: str) -> str:
    """The tag of the language that a name is taken from, empty where it is in ``language`` itself."""
    codes = (language, *LANGUAGES[language].fallbacks)
    found = next((code for code in codes if getattr(named, column(field, code))), language)
    return "" if found == language else tag(found)


def _lead(article: Article, language: str) -> dict[str, Any] | None:
    """The lead figure with its words in this language, or None."""
    figure = article.lead_figure
    return figure and {
        "src": figure.image.url,
        "width": figure.width,
        "height": figure.height,
        "alt": getattr(article, column("lead_alt", language)) or "",
        "caption": getattr(article, column("lead_caption", language)) or "",
    }


def _attachments(article: Article, language: str) -> list[dict[str, Any]]:
    """What goes with the article for readers of this language, in order. What a file is falls back as names do."""
    return [
        {
            "src": each.document.file.url,
            "name": each.document.name,
            "label": in_language(each, "label", language) or each.document.name,
            "lang": _foreign(each, "label", language),
            "size": each.document.size,
            "type": each.document.content_type,
        }
        for each in article.attachments.all()
        if each.is_for(language)
    ]


Belongings = dict[str, set[int]]


def relate(versions: Sequence[Version], told: Callable[[Version], Belongings] | None = None) -> None:
    """Freeze what versions belong to, so that moving a working copy elsewhere moves nothing public.

    ``told`` gives the keys of authors, topics and regions of a version; they are the working copy's unless given.
    """
    addresses = {version: _addresses(version) for version in versions}
    figures = Figure.objects.by_address(address for several in addresses.values() for address in several)
    documents = Document.objects.by_address(
        each["src"] for version in versions for each in version.attachments
    )
    belongings = {version: (told or _belongings)(version) for version in versions}
    for version, several in addresses.items():
        belongings[version]["figures"] = {figures[each].pk for each in several if each in figures}
        offered = (documents.get(each["src"]) for each in version.attachments)
        belongings[version]["documents"] = {each.pk for each in offered if each}
    for relation in RELATIONS:
        insert(
            relation.through,
            ("version", relation.field.m2m_reverse_field_name()),
            (
                (version.pk, key)
                for version in versions
                for key in sorted(belongings[version][relation.field.name])
            ),
        )


def _addresses(version: Version) -> list[str]:
    """Of the pictures that a version shows."""
    return [*pictures.pictures(version.source), *([version.lead["src"]] if version.lead else [])]


def _belongings(version: Version) -> Belongings:
    article = version.article
    return {
        "authors": {entry.author_id for entry in article.authorships.all()},
        "topics": {topic.pk for topic in article.topics.all()},
        "regions": {region.pk for region in article.regions.all()},
    }
