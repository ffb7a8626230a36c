"""Topics, regions and series with anything public."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Schema

from publications.api.authors import pages, texts
from publications.api.paging import absolute, only
from publications.api.schemas import Problem, SeveralSeries, Subjects
from publications.models import Region, Series, Topic, Version
from publications.models import subject as models

router = Router(tags=["subjects"])
ANSWERS = {200: Subjects, 400: Problem}


@router.get("/topics", response=ANSWERS, url_name="topics", summary="Topics")
def list_topics(request: HttpRequest) -> Any:
    """In the order of the site."""
    return _subjects(request, Topic)


@router.get("/regions", response=ANSWERS, url_name="regions", summary="Regions")
def list_regions(request: HttpRequest) -> Any:
    """In the order of the site."""
    return _subjects(request, Region)


@router.get("/series", response={**ANSWERS, 200: SeveralSeries}, url_name="series", summary="Series")
def list_series(request: HttpRequest) -> Any:
    """In the order of the site."""
    return _subjects(request, Series)


def _subjects(request: HttpRequest, model: type[models.Subject]) -> dict[str, Any]:
    only(request, Schema)
    found = model.objects.counted(Version.objects.public())
    relation = model._meta.get_field("versions").field.name
    spoken = Version.objects.public().order_by().exclude(**{relation: None})
    languages: dict[int, set[str]] = {}
    for key, language in spoken.values_list(relation, "language").distinct():
        languages.setdefault(key, set()).add(language)
    return {"count": len(found), "results": [_subject(row, languages[row.pk]) for row in found]}


def _subject(row: Any, public_in: set[str]) -> dict[str, Any]:
    """A subject; it has a page where it has a name or anything public."""
    names = texts(row, "name")
    return {
        "slug": row.slug,
        "urls": pages(row, sorted({*names, *public_in})),
        "name": names,
        "description": texts(row, "description"),
        "count": row.count,
        "articles": f"{absolute(reverse('api:articles'))}?{row._meta.model_name}={row.slug}",
        **({"issn": row.issn} if isinstance(row, Series) else {}),
    }
