"""Searching, as readers do on the site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from publications import search
from publications.api.articles import entries, row
from publications.api.paging import only, paged
from publications.api.schemas import Findings, KindCode, Language, Problem
from publications.models import Version
from publications.search.finding import MOST_PAGES, PER_PAGE

router = Router(tags=["search"])


class Asked(Schema):
    """What is searched, and what narrows it."""

    q: str = Field(
        min_length=1, max_length=400, description="Words; “…” for a phrase, - for what must not be there."
    )
    language: Language
    kind: KindCode | None = None
    topic: str | None = Field(None, description="A slug.")
    author: str | None = Field(None, description="A slug.")
    year: int | None = Field(None, ge=1000, le=2999)
    page: int = Field(1, ge=1, le=MOST_PAGES, description=f"Counts from 1; {PER_PAGE} to a page.")


@router.get(
    "/search", response={200: Findings, 400: Problem}, url_name="search", summary="Search, best first"
)
def find_articles(request: HttpRequest, response: HttpResponse, asked: Query[Asked]) -> Any:
    """Either Chinese script finds the other; names in any language are searched, and notes are."""
    only(request, Asked)
    filters = search.Filters(
        asked.kind or "", row("topic", asked.topic), row("author", asked.author), asked.year
    )
    results = search.find(asked.q, asked.language, filters, asked.page)
    listed = paged(request, response, _found(results), results.total, asked.page, results.pages)
    return listed | {"is_least": results.is_least, "elsewhere": results.elsewhere}


def _found(results: search.Results) -> list[dict[str, Any]]:
    """The hits with their articles as lists tell them."""
    versions = Version.objects.public(results.language).filter(
        pk__in=[hit.version.pk for hit in results.hits]
    )
    shown = list(versions.to_tell())
    told = dict(zip((version.pk for version in shown), entries(shown), strict=True))
    return [
        {
            "article": told[hit.version.pk],
            "passage": hit.passage.html(results.language),
            "note": hit.note and hit.note["number"],
        }
        for hit in results.hits
        if hit.version.pk in told
    ]
