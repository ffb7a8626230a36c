"""How the page of search results writes what was found."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from authors.models import Author
from publications import languages
from publications.models import Topic
from publications.models.article import Authorship
from publications.search import Hit
from publications.search.passages import Passage
from publications.templatetags.articles import kind_label, name_of
from publications.templatetags.languages import translated

register = template.Library()


@register.filter
def marked(passage: Passage, language: str) -> SafeString:
    """A passage of a text in ``language`` as HTML, with what was found marked."""
    return mark_safe(passage.html(language))


@register.filter
def signed(hit: Hit) -> SafeString:
    """The names of those who wrote what was found, in its own language; those whom the query names are marked."""
    version = hit.version
    authors = [entry for entry in version.byline if entry["role"] == Authorship.Role.AUTHOR]
    names = [
        format_html("<mark>{}</mark>" if entry["author"] in hit.authors else "{}", name_of(entry))
        for entry in authors or version.byline
    ]
    return mark_safe(languages.names(names, version.language))


@register.filter
def named(value: Any) -> str:
    """What a choice of a filter is called in the active language: a kind, a topic, an author or a year."""
    if isinstance(value, Topic | Author):
        return translated(value, "name")
    return kind_label(value) if isinstance(value, str) else str(value)
