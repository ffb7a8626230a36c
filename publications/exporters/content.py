"""The whole text of a version as one piece of HTML that holds outside the site: for feeds and interfaces."""

import re
from html import escape
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext, override

from publications.models import Version

_OWN = re.compile(r' (href|src)="(#|/(?!/))')

_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")  # a sign of percent that stands for itself


def content(version: Version, site: str) -> str:
    """Lead picture, body and numbered notes; every address is absolute, below ``site`` (no slash at its end).

    Markers lead to the notes on the page of the numbered version, where they stay whatever is corrected later.
    """
    return outside("".join((_lead(version), version.body, _notes(version))), version, site)


def outside(html: str, version: Version, site: str = "") -> str:
    """A part of a version so that it holds outside the site, whose address is the settings' unless given."""
    site = site or settings.SITE_URL
    page = f"{site}{version.get_absolute_url()}v{version.number}/"
    return _OWN.sub(lambda found: f' {found[1]}="{page if found[2] == "#" else site}{found[2]}', html)


def absolute(address: str, page: str) -> str:
    """Where a link on ``page`` leads, in ASCII; empty if nowhere, as what only looks like an address of IPv6."""
    try:
        return _STRAY.sub("%25", iri_to_uri(urljoin(page, address))) if address else ""
    except ValueError:
        return ""


def _lead(version: Version) -> str:
    if not version.lead:
        return ""
    lead = {name: escape(str(value)) for name, value in version.lead.items()}
    caption = f"<figcaption>{lead['caption']}</figcaption>" if lead["caption"] else ""
    size = f'width="{lead["width"]}" height="{lead["height"]}"'
    return f'<figure><img src="{lead["src"]}" alt="{lead["alt"]}" {size}>{caption}</figure>'


def _notes(version: Version) -> str:
    if not version.notes:
        return ""
    with override(version.language):
        heading = gettext("Notes")
    return f"<h2>{escape(heading)}</h2><ol>{''.join(map(_note, version.notes))}</ol>"


def _note(note: dict[str, Any]) -> str:
    language = f' lang="{note["lang"]}"' if note["lang"] else ""
    back = f' <a href="#{note["backlinks"][0]}">↩\ufe0e</a>' if note["backlinks"] else ""
    return f"<li><span{language}>{note['html']}</span>{back}</li>"
