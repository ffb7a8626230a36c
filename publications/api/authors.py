"""Authors who have a page: the list, and each whole. E-mail addresses are told to nobody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from ninja import Query, Router

from authors import models
from config.languages import CODES, column
from publications.api.paging import Paged, absolute, only, paged
from publications.api.schemas import Author, Problem, Profiles

router = Router(tags=["authors"])


@router.get(
    "/authors", response={200: Profiles, 400: Problem}, url_name="authors", summary="Authors, by slug"
)
def list_authors(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> Any:
    """Visible fellows, and everybody with anything public."""
    only(request, Paged)
    found = models.Author.objects.with_page().order_by("slug")
    count, start = found.count(), (asked.page - 1) * asked.per_page
    shown = found.in_lists().select_related("fellow")[start : start + asked.per_page]
    return paged(request, response, map(_profile, shown), count, asked.page, -(-count // asked.per_page))


@router.get(
    "/authors/{slug:slug}",
    response={200: Author, 404: Problem},
    url_name="author",
    summary="One author, whole",
)
def get_author(request: HttpRequest, slug: str) -> Any:
    """With the posts that are held today."""
    found = models.Author.objects.with_page().with_profile(timezone.localdate()).filter(slug=slug).first()
    if found is None:
        raise Http404("No author with a page has this slug.")
    fellow = _fellow(found)
    return _profile(found) | {
        "biography": texts(found, "biography"),
        "posts": [_post(each, each.department, "name") for each in fellow.held]
        if fellow and fellow.held
        else _own(found),
        "topics": [topic.slug for topic in fellow.topics.all()] if fellow else [],
        "regions": [region.slug for region in fellow.regions.all()] if fellow else [],
        "articles": f"{absolute(reverse('api:articles'))}?author={found.slug}",
    }


def texts(instance: Any, field: str) -> dict[str, str]:
    """A translated field in the languages that have it."""
    found = {code: getattr(instance, column(field, code)) for code in CODES}
    return {code: text for code, text in found.items() if text}


def pages(instance: Any, languages: Any = CODES) -> dict[str, str]:
    """The page of something in each of the languages."""
    found = {}
    for code in languages:
        with override(code):
            found[code] = absolute(instance.get_absolute_url())
    return found


def _profile(author: models.Author) -> dict[str, Any]:
    portrait = author.portrait_sources().get("src")
    return {
        **{name: getattr(author, name) for name in ("slug", "is_organisation", "orcid", "website")},
        "api_url": absolute(reverse("api:author", args=[author.slug])),
        "urls": pages(author),
        "name": texts(author, "name"),
        "is_fellow": _fellow(author) is not None,
        "image": absolute(portrait) if portrait else "",
    }


def _fellow(author: models.Author) -> models.Fellow | None:
    """The fellow that readers see the author to be, or None."""
    fellow = getattr(author, "fellow", None)
    return fellow if fellow and fellow.visible else None


def _own(author: models.Author) -> list[dict[str, Any]]:
    post = _post(author, author, "institute")
    return [post] if any(post.values()) else []


def _post(holder: Any, place: Any, name: str) -> dict[str, Any]:
    return {"position": texts(holder, "position"), "institute": texts(place, name)}
