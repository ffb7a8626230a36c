"""The links to the pages that editors write, which stand at the head and foot of every page."""

from django import template
from django.utils.translation import get_language

from config.languages import CODES
from publications.models import Page

register = template.Library()


@register.simple_tag
def page_links() -> dict[str, list[Page]]:
    """The pages that the active language has, by the place in which they are linked."""
    language = get_language() or CODES[0]
    links: dict[str, list[Page]] = {place: [] for place in Page.Place.values}
    for page in Page.objects.public(language).as_links(language):
        links[page.place].append(page)
    return links
