"""What stands around every page: the ways to the sections of the site, and its feeds."""

from django import template
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from config.languages import tag
from publications.templatetags.languages import named

register = template.Library()


@register.simple_tag(takes_context=True)
def section(context: template.Context, name: str, words: str, *args: str) -> SafeString:
    """A link to a section by the name of its address; it says so when the page is the section, or lies in it."""
    address, path = reverse(name, args=args), context["request"].path
    current = "page" if path == address else "true" if path.startswith(address) else ""
    marked = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', address, marked, words)


@register.inclusion_tag("_feeds.html")
def feeds(of: models.Model) -> dict[str, str]:
    """Where feed readers find what a page follows: a topic, a region, a series or an author."""
    title, code = named(of, "name")
    lang = tag(code) if code != get_language() else ""
    return {"name": f"{of._meta.model_name}-feed", "slug": of.slug, "title": title or str(of), "lang": lang}
