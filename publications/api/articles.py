"""Articles: the list, narrowed, and each whole."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router

from authors import models as authors
from config.languages import CODES, in_language, tag
from publications.api.paging import Paged, absolute, only, paged
from publications.api.schemas import Article, Entries, KindCode, Language, Problem
from publications.api.site import BadParameter
from publications.exporters import FORMATS, cite
from publications.exporters.content import outside
from publications.exporters.feed import identity
from publications.models import Region, Series, Topic, Version
from publications.models.public import VersionQuerySet

router = Router(tags=["articles"])
ROWS: dict[str, type[Model]] = {"topic": Topic, "region": Region, "series": Series, "author": authors.Author}


class Narrowed(Paged):
    """What the list can be narrowed by; several narrow it together."""

    language: Language | None = None
    kind: KindCode | None = None
    topic: str | None = Field(None, description="A slug.")
    region: str | None = Field(None, description="A slug.")
    series: str | None = Field(None, description="A slug.")
    author: str | None = Field(None, description="A slug.")
    year: int | None = Field(None, ge=1000, le=2999, description="Of the date line.")
    changed_since: datetime.datetime | None = Field(
        None,
        description="What was published or corrected since; a day counts from its beginning, in the site's time zone. "
        "What was withdrawn is told by OAI-PMH, at /oai.",
    )


@router.get(
    "/articles", response={200: Entries, 400: Problem}, url_name="articles", summary="Articles, newest first"
)
def list_articles(request: HttpRequest, response: HttpResponse, asked: Query[Narrowed]) -> Any:
    """Each language of an article is an entry. Bodies and notes are told by the article itself."""
    only(request, Narrowed)
    found = _narrowed(asked)
    count, start = found.count(), (asked.page - 1) * asked.per_page
    shown = entries(found.newest_told(start, start + asked.per_page))
    return paged(request, response, shown, count, asked.page, -(-count // asked.per_page))


@router.get(
    "/articles/{language}/{slug:slug}",
    response={200: Article, 404: Problem},
    url_name="article",
    summary="One language of an article, whole",
)
def get_article(request: HttpRequest, language: Language, slug: str) -> Any:
    """As it stands now, with its notes in the order of their numbers, and every correction."""
    try:
        version = Version.objects.public(language).whole().get(article__slug=slug)
    except Version.DoesNotExist as error:
        raise Http404("No public article has this address in this language.") from error
    return entries([version])[0] | _whole(version)


def _narrowed(asked: Narrowed) -> VersionQuerySet:
    found = Version.objects.public(asked.language)
    choices = {name: getattr(asked, name) for name in ("kind", "year")}
    choices |= {name: row(name, getattr(asked, name)) for name in ROWS}
    found = found.narrowed({name: value for name, value in choices.items() if value is not None})
    return found.since(_moment(asked.changed_since)) if asked.changed_since else found


def _moment(asked: datetime.datetime) -> datetime.datetime:
    """A moment as the database counts; without a time zone it is the site's. Raise BadParameter."""
    try:
        moment = timezone.make_aware(asked) if timezone.is_naive(asked) else asked
        return moment.astimezone(datetime.UTC)
    except OverflowError as error:
        raise BadParameter("changed_since", "The calendar has no such moment.") from error


def row(name: str, slug: str | None) -> Any:
    """The topic, region, series or author that a parameter names; None for none. Raise BadParameter."""
    if slug is None:
        return None
    rows = authors.Author.objects.with_page() if name == "author" else ROWS[name].objects.all()
    found = rows.filter(slug=slug.replace("\0", "")).first()
    if found is None:
        raise BadParameter(name, f"There is none with the slug {slug!r}.")
    return found


# --- What is told of a version ----------------------------------------------------------------------------


def entries(versions: Iterable[Version]) -> list[dict[str, Any]]:
    """What lists tell of versions that come as ``to_cite`` gives them, with regions; one query for all of them."""
    shown = list(versions)
    public: defaultdict[int, list[str]] = defaultdict(list)
    rows = Version.objects.public().filter(article__in={each.article_id for each in shown}).order_by()
    for article, language in rows.values_list("article", "language"):
        public[article].append(language)
    return [_entry(version, public[version.article_id]) for version in shown]


def _entry(version: Version, public_in: Sequence[str]) -> dict[str, Any]:
    citation, language = cite(version), version.language
    facts = ("language", "kind", "title", "subtitle", "summary", "date", "change", "doi", "licence", "words")
    people = {author.pk: author.slug for author in version.authors.all()}
    return {
        **{name: getattr(version, name) for name in (*facts, "published_at", "series_number")},
        "id": identity(version),
        "tag": tag(language),
        "slug": citation.slug,
        "url": citation.address,
        "api_url": _api_address(language, citation.slug),
        "byline": [
            _signature(entry, people) for entry in zip(version.byline, citation.contributors, strict=True)
        ],
        "version": version.number,
        "topics": [_named(topic, language) for topic in version.topics.all()],
        "regions": [_named(region, language) for region in version.regions.all()],
        "series": _named(version.series, language) if version.series else None,
        "image": version.lead and {**version.lead, "url": absolute(version.lead["src"])},
        "translations": [
            {"language": code, "url": citation.address_in(code), "api_url": _api_address(code, citation.slug)}
            for code in CODES
            if code in public_in and code != language
        ],
    }


def _signature(entry: tuple[dict[str, Any], Any], people: dict[int, str]) -> dict[str, Any]:
    frozen, contributor = entry
    facts = ("name", "family_name", "given_name", "role", "position", "institute", "orcid")
    return {name: getattr(contributor, name) for name in facts} | {"author": people.get(frozen["author"])}


def _named(row: Any, language: str) -> dict[str, str]:
    return {"slug": row.slug, "name": in_language(row, "name", language) or row.slug}


def _api_address(language: str, slug: str) -> str:
    return absolute(reverse("api:article", args=[language, slug]))


def _whole(version: Version) -> dict[str, Any]:
    """What the article itself tells beside what lists do."""
    history = Version.objects.ever_public(version.language).filter(article=version.article_id).as_history()
    return {
        "body": outside(version.body, version),
        "notes": [_note(note, version) for note in version.notes],
        "contents": version.contents,
        "corrections": [
            {"version": each.number, "published_at": each.published_at, "note": each.note}
            for each in history
            if each.change == Version.Change.CORRECTION and each.number <= version.number
        ],
        "translated_from": version.translated_from or None,
        "first_published_url": version.first_published_url,
        "attachments": [
            {
                "url": each.address,
                "name": each.name,
                "label": each.label,
                "size": each.size,
                "type": each.content_type,
            }
            for each in cite(version).attachments
        ],
        "files": {extension: cite(version).file_address(extension) for extension in FORMATS},
    }


def _note(note: dict[str, Any], version: Version) -> dict[str, Any]:
    return {**note, "tag": note["lang"] or "", "html": outside(note["html"], version)}
