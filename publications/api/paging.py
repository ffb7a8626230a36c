"""Lists in pages, with links to the pages beside them, in the body as in the header ``Link`` (RFC 8288)."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from publications.api.site import BadParameter


class Paged(Schema):
    """The parameters of a list in pages."""

    page: int = Field(1, ge=1, le=100_000, description="Counts from 1.")
    per_page: int = Field(20, ge=1, le=100, description="How many to a page.")


def absolute(path: str) -> str:
    """The address of a path of the site."""
    return f"{settings.SITE_URL}{path}"


def only(request: HttpRequest, schema: type[Schema]) -> None:
    """Raise BadParameter where the address names one that the list does not have, or one of its own twice."""
    known = ", ".join(schema.model_fields) or "none"
    for name, values in request.GET.lists():
        if name not in schema.model_fields:
            raise BadParameter(name, f"There is no such parameter. Known here: {known}.")
        if len(values) > 1:
            raise BadParameter(name, "It is given more than once.")


def paged(
    request: HttpRequest, response: HttpResponse, results: Iterable[Any], count: int, page: int, pages: int
) -> dict[str, Any]:
    """One page of a list of ``count`` in ``pages`` pages. Raise BadParameter where there is no such page."""
    if page > max(pages, 1):
        raise BadParameter("page", f"The last page is {max(pages, 1)}.")
    beside = {
        "prev": _address(request, page - 1) if page > 1 else None,
        "next": _address(request, page + 1) if page < pages else None,
    }
    links = [f'<{address}>; rel="{name}"' for name, address in beside.items() if address]
    if links:
        response["Link"] = ", ".join(links)
    return {"count": count, "previous": beside["prev"], "next": beside["next"], "results": list(results)}


def _address(request: HttpRequest, page: int) -> str:
    """The same list at another page; the first one needs no number."""
    asked = {name: value for name, value in request.GET.items() if name != "page"}
    query = urlencode(asked | ({"page": str(page)} if page > 1 else {}))
    return absolute(request.path) + (f"?{query}" if query else "")
