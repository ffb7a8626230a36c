"""The one vocabulary of HTML that a body is written in: its tags and attributes, reading it and writing it."""

import re
from collections.abc import Callable, Iterable
from html import escape as escape_attribute

from lxml import etree

Element = etree._Element


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BLOCKS = _names("p h2 h3 ul ol li blockquote table thead tbody tr th td caption figure img figcaption hr")
INLINE = _names("strong em sub sup a br span code")
TAGS = BLOCKS | INLINE
VOID = _names("br hr img")
HEADINGS = _names("h2 h3")

# An article's own title is the page's h1, and two levels of headings below it are all that a body has.
ALIASES = (
    {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
    | {"b": "strong", "i": "em", "cite": "em", "dfn": "em", "var": "em"}
    | {"kbd": "code", "samp": "code", "tt": "code"}
    | {"menu": "ul", "dir": "ul", "tfoot": "tbody"}
)
# Blocks that the vocabulary has no word for: their text becomes paragraphs, one for each.
CONTAINERS = _names(
    "div section article main header footer aside nav search address center dl dt dd details summary dialog"
    " fieldset legend form pre listing hgroup optgroup option"
)

NOTE = "data-footnote"
CITATION = "data-footnote-ref"
KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
KEY_LENGTH = 8
KEY = re.compile(rf"[{KEY_ALPHABET}]{{{KEY_LENGTH}}}")

# In the order in which they are written.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(TAGS, ("lang",)),
    **dict.fromkeys(_names("a br code hr sub sup thead tbody"), ()),
    "a": ("href",),
    "img": ("src", "alt", "width", "height", "lang"),
    "ol": ("start", "lang"),
    "span": (NOTE, CITATION, "lang"),
    "td": ("colspan", "rowspan", "lang"),
    "th": ("colspan", "rowspan", "scope", "lang"),
}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto"})
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_IMAGE = re.compile(r"/media/[^\\\"'<>\s]+|draft:[0-9]{1,6}")
_UPWARDS = re.compile(r"(?:\.|%2e){2}", re.IGNORECASE)
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})


def address(value: str) -> str | None:
    """The address of a link if readers may follow it (http, https, mailto, relative), or None.

    Browsers leave out control characters and tabs before they look for the scheme, so the scheme is looked for
    without them, and without the invisible characters that a person cannot see either.
    """
    scheme = _SCHEME.match(_INVISIBLE.sub("", value))
    if scheme is not None and scheme[1].lower() not in _SCHEMES:
        return None
    return re.sub(r"[\t\n\r]", "", value).strip() or None


def image_source(value: str) -> str | None:
    """The place of an image if it is the site's own (``/media/…``) or stands in a draft (``draft:0``), or None."""
    value = value.strip().replace(" ", "%20")
    return value if _IMAGE.fullmatch(value) and not _UPWARDS.search(value) else None


def language_tag(value: str) -> str | None:
    """A well-formed language tag (BCP 47, without its rarer forms) as it is written, or None."""
    value = value.strip()
    return value if _LANGUAGE_TAG.fullmatch(value) else None


def _whole_number(least: int, most: int) -> Callable[[str], str | None]:
    def check(value: str) -> str | None:
        value = value.strip()
        number = int(value) if re.fullmatch(r"-?[0-9]{1,6}", value) else None
        return str(number) if number is not None and least <= number <= most else None

    return check


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "href": address,
    "src": image_source,
    "alt": lambda value: " ".join(value.split()),
    "lang": language_tag,
    "width": _whole_number(1, 99_999),
    "height": _whole_number(1, 99_999),
    "colspan": _whole_number(2, 1000),
    "rowspan": _whole_number(2, 1000),
    "start": _whole_number(-99_999, 999_999),
    "scope": lambda value: value.lower() if value.lower() in _SCOPES else None,
    NOTE: lambda value: value if KEY.fullmatch(value) else None,
    CITATION: lambda value: value if KEY.fullmatch(value) else None,
}


def escape(text: str) -> str:
    """Text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def start_tag(tag: str, attributes: Iterable[tuple[str, str]] = ()) -> str:
    """A start tag with its attributes, escaped. Han stays Han, also in addresses."""
    written = "".join(f' {name}="{escape_attribute(value)}"' for name, value in attributes)
    return f"<{tag}{written}>"


def attributes(element: Element, tag: str) -> list[tuple[str, str]]:
    """Those attributes of an element that ``tag`` may carry and whose values are allowed, in their written order."""
    if not element.attrib:
        return []
    given = ((name, element.get(name)) for name in ATTRIBUTES[tag])
    checked = ((name, _CHECKS[name](value)) for name, value in given if value is not None)
    return [(name, value) for name, value in checked if value is not None]


def parse(html: str) -> Element:
    """The tree of a piece of HTML below one ``div``. The HTML must be well formed, as the cleaner writes it.

    Every call has a parser of its own: parsers are cheap, and threads must not wait for one another.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    document = etree.fromstring(f"<div>{html}</div>".encode(), parser)
    return document[0][0]


class Writer:
    """Writes a parsed body as HTML: vocabulary only, other tags give way to their content.

    lxml's own serialiser is not used: it percent-encodes Han in addresses. Subclasses say what else is to be done
    with an element or with a piece of text.
    """

    def text(self, text: str | None) -> str:
        """A piece of text as HTML."""
        return escape(text) if text else ""

    def inner(self, element: Element) -> str:
        """What stands inside an element, as HTML."""
        pieces = [self.text(element.text)]
        for child in element:
            pieces.append(self.element(child))
            pieces.append(self.text(child.tail))
        return "".join(pieces)

    def element(self, element: Element) -> str:
        """An element with its content, as HTML."""
        tag = str(element.tag)
        if tag not in TAGS:
            return self.inner(element)
        start = start_tag(tag, attributes(element, tag))
        return start if tag in VOID else f"{start}{self.inner(element)}</{tag}>"
