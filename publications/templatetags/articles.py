"""How pages write what a version has frozen: kinds, bylines, licences, the letters of back-links."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language

from authors.models import Author
from config.languages import CODES, is_chinese
from publications import languages
from publications.body import pictures
from publications.body.parallel import with_prefix
from publications.body.script import language_of
from publications.body.sources import with_hosts
from publications.exporters.metadata import licence_address
from publications.models import Version
from publications.models.article import Authorship, Kind, Licence

register = template.Library()

FIGURES = f"{settings.MEDIA_URL}figures/"


@register.filter
def kind_label(code: str) -> str:
    """The name of a kind of article in the active language."""
    return str(Kind(code).label)


@register.filter
def kind_of_file(name: str) -> str:
    """What kind of file a name is of, as readers know it: XLSX."""
    return name.rpartition(".")[2].upper()


@register.filter
def role_label(code: str) -> str:
    """The name of a role in a byline in the active language."""
    return str(Authorship.Role(code).label)


@register.filter
def names(byline: Sequence[dict[str, Any]]) -> SafeString:
    """Whose article it is, for lists: the names of its authors, or of all who signed when none is an author."""
    authors = [entry for entry in byline if entry["role"] == Authorship.Role.AUTHOR]
    return mark_safe(languages.names([name_of(entry) for entry in authors or byline], _language()))


@register.filter
def shortened(summary: str) -> str:
    """As much of a summary as a card has room for: whole words, or Han characters."""
    text = Truncator(summary)
    return text.chars(120, "…") if is_chinese(_language()) else text.words(50, "…")


@register.simple_tag
def post(position: str, institute: str) -> str:
    """A post in the grammar of the active language."""
    return languages.post(position or "", institute or "", _language())


@register.simple_tag
def signature(entry: dict[str, Any], author: Author | None) -> SafeString:
    """One signature in the grammar of the active language; the name leads to the author's page if there is one."""
    name = entry["name"].strip()
    line = languages.byline(name, entry["position"], entry["institute"], _language())
    marked: str = name_of(entry)
    if author:
        address = reverse("author", args=[author.slug])
        marked = format_html('<a href="{}" rel="author">{}</a>', address, marked)
    return format_html('{}<span class="post">{}</span>', marked, line.removeprefix(name))


@register.filter
def lookup(found: dict[Any, Any], key: Any) -> Any:
    """The value under a key, or None."""
    return found.get(key)


@register.filter
def offered(body: str, sizes: str) -> SafeString:
    """A published body with its pictures in the sizes that screens need; ``sizes`` is as in HTML."""
    return mark_safe(pictures.with_renditions(body, FIGURES, sizes))


@register.simple_tag
def lead_picture(lead: dict[str, Any], sizes: str, name: str = "", *, first: bool = True) -> SafeString:
    """The lead figure of a version, of the class ``name``, in the sizes that screens need.

    The ``first`` one of a page is fetched before all else, others when the reader comes near them.
    """
    image = format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" class="{}" {}>',
        *(lead["src"], lead["alt"], lead["width"], lead["height"], name),
        mark_safe('fetchpriority="high"' if first else 'loading="lazy"'),
    )
    return mark_safe(pictures.with_renditions(image.replace(' class=""', ""), FIGURES, sizes))


@register.simple_tag
def licence(code: str) -> SafeString:
    """The licence's name as a link to its deed."""
    return format_html('<a rel="license" href="{}">{}</a>', licence_address(code), Licence(code).label)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int) -> str:
    """Where a page of the list on this page is. The list keeps what it is narrowed by."""
    listed, role = context.get("archive") or context.get("directory"), context.get("role")
    if listed:
        query = listed.query(number)
    else:
        pairs = {"role": role, "page": number if number > 1 else None}
        query = "?" + urlencode({name: value for name, value in pairs.items() if value})
    return f"{context['request'].path}{query.removesuffix('?')}"


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """The numbers of the first, the last and the nearest pages; None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.filter
def corrections(history: Iterable[Version], shown: Version) -> list[Version]:
    """The versions that corrected the article, up to the one that is shown."""
    return [
        each for each in history if each.change == Version.Change.CORRECTION and each.number <= shown.number
    ]


@register.filter
def sources(html: str) -> SafeString:
    """The frozen HTML of a note, with the hosts of its links to be seen."""
    return mark_safe(with_hosts(html))


@register.filter
def prefixed(html: str, language: str) -> SafeString:
    """A frozen body as one of two on a page: its places, and the links to them, begin with its language."""
    return mark_safe(with_prefix(html, f"{language}-"))


@register.filter
def letter(number: int) -> str:
    """The letter of a back-link: a, b, c … z, aa, ab …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def name_of(entry: dict[str, Any]) -> SafeString:
    """The name of a signature, marked where it is in another language than the page.

    Versions of the time before that was frozen with the name tell it by the script.
    """
    name = entry["name"].strip()
    tag = entry.get("lang") or language_of(name, _language())
    return format_html('<span lang="{}">{}</span>', tag, name) if tag else escape(name)


def _language() -> str:
    return get_language() or CODES[0]
