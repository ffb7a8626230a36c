"""What a version is made of, read from the working copy."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.utils.translation import override

from authors.models import Author
from config.languages import LANGUAGES, column, tag
from publications.body import pictures, plain, render
from publications.body.render import Heading, PublishedNote
from publications.models import Article, Edition, Figure, Version

AS_IT_IS = ("kind", "date", "series_number", "doi", "licence", "first_published_url")


def snapshot(edition: Edition) -> Version:
    """The version that publishing would write now, unsaved and without number or moment: also for previews."""
    facts = _facts(edition)
    rendered = render.render(facts["source"], edition.language)
    text = plain.plain(facts["source"])
    return Version(
        edition=edition,
        article=edition.article,
        language=edition.language,
        body=rendered.html,
        notes=[_facts_of(note) for note in rendered.notes],
        contents=[_facts_of(heading) for heading in rendered.contents],
        text=text,
        words=plain.count_words(text),
        translated_from=edition.translated_from,
        series=edition.article.series,
        **facts,
    )


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
                "lang": _foreign(entry.author, language),
                "family_name": entry.author.family_name or "",
                "given_name": entry.author.given_name or "",
                "role": entry.role,
                "position": getattr(entry, column("position", language)) or "",
                "institute": getattr(entry, column("institute", language)) or "",
            }
            for entry in article.authorships.all()
        ]


def _foreign(author: Author, language: str) -> str:
    """The tag of the language that an author's name is taken from, empty where it is in ``language`` itself."""
    codes = (language, *LANGUAGES[language].fallbacks)
    found = next((code for code in codes if getattr(author, column("name", code))), language)
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


def relate(versions: Sequence[Version]) -> None:
    """Freeze what versions belong to, so that moving a working copy elsewhere moves nothing public."""
    addresses = {version: pictures.pictures(version.source) for version in versions}
    figures = Figure.objects.by_address(address for several in addresses.values() for address in several)
    belongings = {
        Version.authors: lambda version: {entry.author_id for entry in version.article.authorships.all()},
        Version.topics: lambda version: {topic.pk for topic in version.article.topics.all()},
        Version.regions: lambda version: {region.pk for region in version.article.regions.all()},
        Version.figures: lambda version: (
            {figures[address].pk for address in addresses[version] if address in figures}
            | {version.article.lead_figure_id} - {None}
        ),
    }
    for relation, keys in belongings.items():
        name = f"{relation.field.m2m_reverse_field_name()}_id"
        relation.through.objects.bulk_create(
            relation.through(version=version, **{name: key})
            for version in versions
            for key in sorted(keys(version))
        )
