"""Old addresses lead to the present ones, in one step however they are written."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

from authors.models import Author
from publications.models import Article, OldAddress, Region, Series, Topic

# Whose slug stands in an address, by the address's name.
ADDRESSED = {
    "article": Article,
    "version": Article,
    "article-file": Article,
    "version-file": Article,
    "changes": Article,
    "parallel": Article,
    "topic": Topic,
    "topic-feed": Topic,
    "region": Region,
    "region-feed": Region,
    "series": Series,
    "series-feed": Series,
    "author": Author,
    "author-feed": Author,
    "fellow": Author,
}


def present(address: str) -> str:
    """Where an address with a slug of former times leads now; any other address as it is.

    ``address`` is a path in the active language, and perhaps a query, which stays.
    """
    path, mark, query = address.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        return address
    if match.url_name not in ADDRESSED:
        return address
    found = ADDRESSED[match.url_name].objects.formerly_at(match.kwargs["slug"]).first()
    if found is None:
        return address
    return reverse(match.url_name, kwargs={**match.kwargs, "slug": found.slug}) + mark + query


class Moved:
    """Answers for pages that are not found where they once were.

    It stands outside of whatever adds a slash to an address, so that one step leads to the present address, and inside
    of what finds the language of one, which sees where each language leads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 404:
            address = present(request.get_full_path())
            if address != request.get_full_path():
                return HttpResponsePermanentRedirect(address)
        elif response.status_code in (301, 302) and not urlsplit(response["Location"]).netloc:
            response["Location"] = present(response["Location"])
        return response


class Replaced:
    """Answers for addresses of the site that was here before, of which this one knows nothing by itself.

    It is asked when nothing else has an answer, and for the numbers in the query of its home page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        asked = request.get_full_path()
        if response.status_code == 404 or asked.startswith("/?"):
            address = OldAddress.objects.present(asked)
            if address:
                return HttpResponsePermanentRedirect(address)
        return response
