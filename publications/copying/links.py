"""Where a copy of the site keeps what stands at an address, and how its pages lead there. Text in, text out.

An address of the site ends in a slash, or in a query; a file has a name, and a browser that opens one without a server
shows no folder. So ``/en/articles/`` is kept as ``en/articles/index.html`` and ``/en/articles/?page=2`` as
``en/articles/page-2.html``, a name that no article can have, and every link names the file, relative to its page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from posixpath import dirname, relpath
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urljoin, urlsplit

# Servers show it at any address, so its links begin at the root.
NOT_FOUND = "404.html"
# Markup never stands in attributes unescaped, and all of them are in double quotes.
_ELEMENT = re.compile(r'<(?:a|link|img|source|script)(?:\s+[^\s=>"]+(?:="[^"]*")?)*+\s*>')
_ATTRIBUTE = re.compile(r'(?<=\s)(href|src|srcset)="([^"]*)"')
_MODULE = '<script type="module" '
_STYLE = re.compile(r"""@import\s+["']([^"']+)["']|url\(\s*["']?([^"')]+)["']?\s*\)""")
# What the links of the language switch ask the site to remember.
_REMEMBER = re.compile(r"[?&]remember$")


def place(address: str) -> str:
    """The file, as a path below the folder of the copy, for the path of an address and perhaps a query."""
    path, _, query = address.partition("?")
    words = "-".join(f"{name}-{word}" for name, word in parse_qsl(query))
    path = unquote(path).removeprefix("/")
    if words:
        return f"{path}{words}.html"
    return f"{path}index.html" if path.endswith("/") or not path else path


@dataclass
class Links:
    """What the links of a page become.

    ``site`` is the address of the site, without a slash at its end. ``held`` gives the address under which the copy
    keeps what stands at an address, or None for what it does not keep: a link to that leads to the site itself.
    ``assets`` are the beginnings of the addresses of files that pages show; these are kept whatever they are.

    Reading a page adds to ``found`` the assets that it needs, and to ``strays`` the addresses that are not kept.
    """

    site: str
    held: Callable[[str], str | None]
    assets: tuple[str, ...]
    found: set[str] = field(default_factory=set)
    strays: set[str] = field(default_factory=set)

    def rewritten(self, page: str, address: str) -> str:
        """The HTML of the page at an address with every link to a file of the copy; all else stays as it is."""
        return _ELEMENT.sub(lambda match: self._element(match[0], address), page)

    def _element(self, element: str, address: str) -> str:
        # Browsers load no module from a file; none of the readers' scripts imports another (see ``as_script``).
        element = element.replace(_MODULE, "<script defer ", 1)
        absolute = element.startswith("<a ")

        def attribute(match: re.Match[str]) -> str:
            name, value = match[1], unescape(match[2])
            if name == "srcset":
                candidates = (each.split(" ") for each in value.split(", "))
                value = ", ".join(" ".join([self._link(it, address), *width]) for it, *width in candidates)
            else:
                value = self._link(value, address, absolute)
            return f'{name}="{escape(value)}"'

        return _ATTRIBUTE.sub(attribute, element)

    def _link(self, link: str, page: str, absolute: bool = False) -> str:
        """The link as the copy has it. Addresses that name the host are metadata, but for those that readers follow."""
        if link.startswith("#") or (urlsplit(link).scheme and not (absolute and self._is_own(link))):
            return link
        target, fragment = urldefrag(urljoin(self.site + page, link))
        if not self._is_own(target):
            return link
        wanted = _REMEMBER.sub("", target.removeprefix(self.site)).removesuffix("?") or "/"
        kept = self.kept(wanted)
        if kept is None:
            self.strays.add(wanted)
            return self.site + wanted + (f"#{fragment}" if fragment else "")
        return relative(kept, page) + (f"#{fragment}" if fragment else "")

    def _is_own(self, link: str) -> bool:
        return link == self.site or link.startswith(f"{self.site}/")

    def kept(self, address: str) -> str | None:
        """The address under which the copy keeps what stands at an address, or None."""
        if address.startswith(self.assets):
            self.found.add(address)
            return address
        return self.held(address)


def relative(target: str, page: str) -> str:
    """The way from the file of a page to the file of another address."""
    if place(page) == NOT_FOUND:
        return f"/{quote(place(target))}"
    return quote(relpath(place(target), dirname(place(page)) or "."))


def as_script(module: str) -> str:
    """A module that imports nothing as a script that keeps its names to itself."""
    return f'(() => {{\n"use strict";\n{module}\n}})();\n'


def asked_by(style: str, address: str) -> set[str]:
    """The addresses of the files that a style sheet loads."""
    named = (match[1] or match[2] for match in _STYLE.finditer(style))
    return {urljoin(address, each) for each in named if not each.startswith(("data:", "#"))}


def leading_to(target: str, page: str, canonical: str) -> str:
    """A page for an address that has moved: it leads to ``target``, an address that the copy keeps."""
    there, canonical = escape(relative(target, page)), escape(canonical)
    return (
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        f'<title>{canonical}</title>\n<link rel="canonical" href="{canonical}">\n'
        f'<meta http-equiv="refresh" content="0; url={there}">\n</head>\n'
        f'<body><p><a href="{there}">{canonical}</a></p></body>\n</html>\n'
    )
