"""What a page says about languages: where it is in the others, and which of its words are not in its own."""

from collections.abc import Callable
from typing import NamedTuple

from django import template
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from authors.models import Appointment, Author
from config.choice import REMEMBER
from config.languages import CODES, LANGUAGES, Language, column, tag
from publications import languages
from publications.body.script import mark_passages

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


@register.filter
def own_label(code: str) -> SafeString:
    """The language's name in the language itself, marked with it: for sentences of another one."""
    return in_language(LANGUAGES[code].label, code)


@register.filter
def foreign(text: str) -> SafeString:
    """What a reader wrote, with passages in other scripts than the page's marked with their languages."""
    return mark_safe(mark_passages(text, get_language() or CODES[0]))


def in_language(words: str, code: str) -> SafeString:
    """Words as HTML, marked with their language."""
    return format_html('<span lang="{}">{}</span>', tag(code), words)


@register.simple_tag
def translated(instance: Model, field: str) -> str:
    """A name in the active language, else in the next one that has it, marked then with that language."""
    return _marked(*named(instance, field)) or str(instance)


def named(instance: Model, field: str) -> tuple[str, str]:
    """A name and the code of its language: the active one, else the next one that has it; empty where none has."""
    return _first(lambda code: getattr(instance, column(field, code)) or "")


@register.simple_tag
def held(holder: Author | Appointment) -> str:
    """The post of an author's profile or of an appointment, all of it in one language and in its grammar."""
    return _marked(*_first(lambda code: languages.post(*holder.post(code), code)))


def _first(words: Callable[[str], str]) -> tuple[str, str]:
    active = get_language() or CODES[0]
    found = ((words(code), code) for code in (active, *LANGUAGES[active].fallbacks))
    return next((each for each in found if each[0]), ("", active))


def _marked(words: str, code: str) -> str:
    return words if code == get_language() or not words else in_language(words, code)
