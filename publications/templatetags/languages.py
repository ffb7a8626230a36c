"""What a page says about languages: where it is in the others, and which of its words are not in its own."""

from collections.abc import Callable
from typing import NamedTuple

from django import template
from django.conf import settings
from django.db.models import Model
from django.utils.html import format_html
from django.utils.translation import get_language

from authors.models import Appointment, Author
from config.languages import CODES, LANGUAGES, Language, column, tag
from publications import languages

register = template.Library()


class Place(NamedTuple):
    """The page in one language; ``available`` tells whether it exists there."""

    language: Language
    path: str
    url: str
    active: bool
    available: bool


@register.simple_tag(takes_context=True)
def page_languages(context: template.Context) -> list[Place]:
    """This page in every language of the site.

    Where a view does not say otherwise, it exists in all of them at the address that was asked for; ``public_in``
    names the languages that it exists in, ``path`` the address in the active language.
    """
    active = get_language() or CODES[0]
    path = context.get("path") or context["request"].path
    rest = path.removeprefix(f"/{active}/").lstrip("/")
    available = context.get("public_in", CODES)
    return [
        Place(
            language,
            f"/{code}/{rest}",
            f"{settings.SITE_URL}/{code}/{rest}",
            code == active,
            code in available,
        )
        for code, language in LANGUAGES.items()
    ]


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
