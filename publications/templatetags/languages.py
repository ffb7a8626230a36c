"""What a page says about languages: where it is in the others, and which of its words are not in its own."""

from collections.abc import Callable
from typing import NamedTuple

from django import template
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language

from authors.models import Appointment, Author
from config.choice import REMEMBER
from config.languages import CODES, LANGUAGES, Language, column, tag
from publications import languages

register = template.Library()

PAGE = "page"  # in the query of a list


class Place(NamedTuple):
    """The page in one language; ``available`` tells whether it exists there.

    ``choice`` leads there and has the language remembered; ``neutral`` is the address without a language.
    """

    language: Language
    path: str
    url: str
    choice: str
    neutral: str
    active: bool
    available: bool


@register.simple_tag(takes_context=True)
def page_languages(context: template.Context) -> list[Place]:
    """This page in every language of the site.

    Where a view does not say otherwise, it exists in all of them at the address that was asked for; ``public_in``
    names the languages that it exists in, ``path`` the address in the active language, with the query that tells one
    list from another.
    """
    active = get_language() or CODES[0]
    given = context.get("path")
    path, mark, query = (given or context["request"].path).partition("?")
    rest = path.removeprefix(f"/{active}/").lstrip("/") + mark + query
    choice = f"{rest}{'&' if mark else '?'}" if given else f"{rest}?{_question(context['request'])}"
    available = context.get("public_in", CODES)
    return [
        Place(
            language,
            f"/{code}/{rest}",
            absolute(f"/{code}/{rest}"),
            f"/{code}/{choice}{REMEMBER}",
            absolute(f"/{rest}"),
            code == active,
            code in available,
        )
        for code, language in LANGUAGES.items()
    ]


def _question(request: HttpRequest) -> str:
    """What the page was asked for, as the beginning of a query, but not which page of a list: those differ."""
    query = request.GET.copy()
    for name in (PAGE, REMEMBER):
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""


@register.filter
def absolute(path: str) -> str:
    """The whole address of a path of the site."""
    return f"{settings.SITE_URL}{path}"


@register.filter(name="tag")
def html_tag(code: str) -> str:
    """The language code as HTML writes it."""
    return tag(code)


@register.filter
def label(code: str) -> str:
    """The language's name in the language itself."""
    return LANGUAGES[code].label


@register.simple_tag
def translated(instance: Model, field: str) -> str:
    """A name in the active language, else in the next one that has it, marked then with that language."""
    return _first(lambda code: getattr(instance, column(field, code)) or "") or str(instance)


@register.simple_tag
def held(holder: Author | Appointment) -> str:
    """The post of an author's profile or of an appointment, all of it in one language and in its grammar."""
    return _first(lambda code: languages.post(*holder.post(code), code))


def _first(words: Callable[[str], str]) -> str:
    active = get_language() or CODES[0]
    for code in (active, *LANGUAGES[active].fallbacks):
        found = words(code)
        if found:
            return found if code == active else format_html('<span lang="{}">{}</span>', tag(code), found)
    return ""
