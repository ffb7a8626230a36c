"""Where the links of a published note lead: each shows the host, so that a reader knows the source before following."""

import re
from html import escape, unescape
from urllib.parse import urlsplit

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_ADDRESS = re.compile(r"(https?://(?:www\.)?)([^/?#<]+)([^<]*)")


def with_hosts(html: str) -> str:
    """The HTML of a note as ``render`` writes it, with the host of each of its links to be seen.

    An address that is written out has all but its host in elements of the class ``address-rest``, which may be
    left out where there is little room. Any other link names the host in ``data-host``; so does an address that leads
    to another host than it says. The text stays the same.
    """
    return _LINK.sub(_link, html)


def host(address: str) -> str:
    """The host of an address of the web without ``www.``, empty for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""


def _link(link: re.Match[str]) -> str:
    name, address = host(unescape(link[1])), _ADDRESS.fullmatch(link[2])
    if not name:
        return link[0]
    if address and host(unescape(link[2])) == name:
        start, shown, rest = address.groups()
        rest = f'<span class="address-rest">{rest}</span>' if rest else ""
        return f'<a href="{link[1]}"><span class="address-rest">{start}</span>{shown}{rest}</a>'
    return f'<a href="{link[1]}" data-host="{escape(name)}">{link[2]}</a>'
