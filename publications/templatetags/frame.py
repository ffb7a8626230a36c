"""What stands around every page: the ways to the sections of the site."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def section(context: template.Context, name: str, words: str, *args: str) -> SafeString:
    """A link to a section by the name of its address; it says so when the page is the section, or lies in it."""
    address, path = reverse(name, args=args), context["request"].path
    current = "page" if path == address else "true" if path.startswith(address) else ""
    marked = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', address, marked, words)
