"""What pages tell those who cite, and machines: citations to copy, files, tags and JSON-LD."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from authors.metadata import profile
from authors.models import Author
from config import metadata as institute
from config.languages import CODES, is_chinese
from publications.exporters import FORMATS, Citation, cite, metadata, styles
from publications.models import Version
from publications.models.article import Kind

register = template.Library()
register.simple_tag(cite, name="cite")

# What ends a script element, or begins a comment, may not stand in one; JSON can write it otherwise.
_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class Copy(NamedTuple):
    """A citation to copy: the code and the name of its style, and the citation as HTML."""

    style: str
    label: str
    html: SafeString


@register.simple_tag
def citations(citation: Citation) -> list[Copy]:
    """The citation in every style, as looked at today; in Chinese the national standard comes first."""
    today = timezone.localdate()
    styled = [
        Copy(code, str(label), mark_safe(styles.html(citation, code, today)))
        for code, (label, _write) in styles.STYLES.items()
    ]
    return styled[-1:] + styled[:-1] if is_chinese(citation.language) else styled


class File(NamedTuple):
    """The article in one format: where it is, its media type, what the format is called."""

    address: str
    content_type: str
    label: str


@register.simple_tag
def files(shown: Version, newest: Version) -> list[File]:
    """The article as files: as it stands now, or as it stood in the earlier version that the page shows."""
    base = shown.get_absolute_url().removesuffix("/")
    base = base if shown.number == newest.number else f"{base}/v{shown.number}"
    return [File(f"{base}.{extension}", form.content_type, form.label) for extension, form in FORMATS.items()]


@register.simple_tag
def tags(citation: Citation) -> metadata.Pairs:
    """The tags of Highwire and Dublin Core, and the one of X."""
    return metadata.highwire(citation) + metadata.dublin_core(citation) + metadata.LARGE_PICTURE


@register.simple_tag
def open_graph(citation: Citation, public_in: Sequence[str]) -> metadata.Pairs:
    """The tags of Open Graph."""
    return metadata.open_graph(citation, str(Kind(citation.kind).label), _others(citation, public_in))


@register.simple_tag
def json_ld(citation: Citation, public_in: Sequence[str], corrected: Sequence[Version]) -> SafeString:
    """The article as JSON-LD, fit to stand in a script element."""
    told = [(timezone.localdate(each.published_at).isoformat(), each.note) for each in corrected]
    return as_script(metadata.json_ld(citation, _others(citation, public_in), told))


@register.simple_tag
def profile_json_ld(author: Author) -> SafeString:
    """An author as JSON-LD in the active language, fit to stand in a script element."""
    return as_script(profile(author, get_language() or CODES[0]))


@register.simple_tag
def site_json_ld() -> SafeString:
    """Institute and site as JSON-LD in the active language, fit to stand in a script element."""
    return as_script(institute.site(get_language() or CODES[0]))


def as_script(facts: dict[str, Any]) -> SafeString:
    """JSON that can stand in a script element whatever it holds."""
    return mark_safe(json.dumps(facts, ensure_ascii=False).translate(_IN_SCRIPT))


def _others(citation: Citation, public_in: Sequence[str]) -> list[str]:
    return [code for code in public_in if code != citation.language]
