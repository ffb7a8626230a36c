"""The page of what was searched and found."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from authors.models import Author
from config.languages import CODES
from publications import search
from publications.models import Topic
from publications.models.article import Kind
from publications.search import Results
from publications.search.facets import Choice, facets
from publications.search.suggesting import suggest

FILTERS = ("kind", "topic", "author", "year")


@dataclass(frozen=True)
class Way:
    """One way to narrow results, or to widen them again: ``value`` as the facets give it, and where it leads."""

    value: Any
    address: str
    count: int | None = None


def search_page(request: HttpRequest) -> HttpResponse:
    """What is found by the words of ``q`` in this language, or in the one of ``language``, as filters narrow it."""
    language = request.GET.get("language")
    language = language if language in CODES else get_language()
    page = request.GET.get("page", "")
    filters, kept = _filters(request.GET)
    number = int(page) if page.isdecimal() and len(page) < 5 else 1
    results = search.find(request.GET.get("q", ""), language, filters, number)
    kept |= {"q": results.query.text, "language": language if language != get_language() else ""}
    context = {
        "results": results,
        "kept": {name: value for name, value in kept.items() if value and name != "q"},
        "languages": _languages(results, kept),
        "chosen": [
            Way((name, getattr(filters, name)), _address(kept, **{name: ""}))
            for name in FILTERS
            if kept[name]
        ],
        "turns": [_address(kept, page=results.page + turn) for turn in (-1, 1)],
        "instead": _instead(results, kept),
        "narrower": _narrower(results, kept) if results.total > 1 or results.is_least else {},
    }
    return render(request, "publications/search.html", context)


def _filters(asked: QueryDict) -> tuple[search.Filters, dict[str, Any]]:
    """The filters of an address, and what each is called there; what does not exist filters nothing."""
    kind, year = asked.get("kind", ""), asked.get("year", "")
    filters = search.Filters(
        kind=kind if kind in Kind.values else "",
        topic=_row(Topic, asked.get("topic")),
        author=_row(Author, asked.get("author")),
        year=int(year) if year.isdecimal() and year.isascii() and len(year) == 4 else None,
    )
    return filters, {name: _called(getattr(filters, name)) for name in FILTERS}


def _row(model: type[Topic] | type[Author], slug: str | None) -> Any:
    return model.objects.filter(slug=slug.replace("\0", "")).first() if slug else None


def _called(value: Any) -> str:
    """A value of a filter as addresses have it."""
    return value.slug if isinstance(value, Topic | Author) else str(value or "")


def _address(kept: dict[str, Any], **changes: Any) -> str:
    """The address of the page with what is kept and what is changed; the results begin from their first page."""
    asked = {name: value for name, value in (kept | changes).items() if value}
    return f"{reverse('search')}?{urlencode(asked)}"


def _languages(results: Results, kept: dict[str, Any]) -> list[Way]:
    """The languages of the site, with how much is found in each."""
    totals = {**results.elsewhere, results.language: results.total}
    return [
        Way(code, _address(kept, language=code if code != get_language() else ""), totals.get(code, 0))
        for code in CODES
    ]


def _instead(results: Results, kept: dict[str, Any]) -> dict[str, Any]:
    """What to try when nothing was found: other words, fewer words, no filters."""
    if results.total or not results.query.terms:
        return {}
    found = suggest(results)
    without = _address(kept, **dict.fromkeys(FILTERS, ""))
    return {
        "words": [Way(each.text, _address(kept, q=each.text), each.total) for each in found.instead],
        "fewer": [Way(each.text, _address(kept, q=each.text), each.total) for each in found.fewer],
        "unfiltered": Way(None, without, found.unfiltered) if found.unfiltered else None,
    }


def _narrower(results: Results, kept: dict[str, Any]) -> dict[str, list[Way]]:
    """The choices of each filter that is not set, where there is a choice."""
    found = facets(results)
    choices = {"kind": found.kinds, "topic": found.topics, "author": found.authors, "year": found.years}
    return {
        name: _ways(name, several, kept)
        for name, several in choices.items()
        if not kept[name] and len(several) > 1
    }


def _ways(name: str, choices: Iterable[Choice], kept: dict[str, Any]) -> list[Way]:
    return [
        Way(choice.value, _address(kept, **{name: _called(choice.value)}), choice.count) for choice in choices
    ]
