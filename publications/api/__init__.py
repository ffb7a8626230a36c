"""What is public as JSON: read only, described by OpenAPI 3.1, for anybody's programs."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Router

from publications.api import articles, authors, searching, subjects
from publications.api.paging import absolute
from publications.api.schemas import Home
from publications.api.site import Api

api = Api()


@api.get("/", response=Home, url_name="home", tags=["home"])
def home(request: HttpRequest) -> dict[str, str]:
    """Where everything is."""
    names = ("articles", "authors", "topics", "regions", "series", "search")
    places = {name: absolute(reverse(f"api:{name}")) for name in names}
    return {"openapi": absolute(reverse("api:openapi-json")), **places}


# An address is answered by the first that knows it.
rest = Router()


@rest.get("/{path:rest}", include_in_schema=False, url_name="nothing")
def nothing(request: HttpRequest, rest: str) -> None:
    """Any other address."""
    raise Http404("There is nothing at this address; /api/ names what there is.")


for router in (articles.router, authors.router, subjects.router, searching.router, rest):
    api.add_router("", router)
