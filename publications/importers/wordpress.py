"""WordPress export files (WXR 1.0 to 1.2), read as a stream, element by element.

The format is what ``wp-admin/includes/export.php`` of WordPress writes: RSS with elements of its own. Plugins add
terms and custom fields: co-authors (Co-Authors Plus), languages and translations (Polylang, WPML).
"""

import datetime
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote

from django.utils.translation import gettext as _
from lxml import etree

from publications.importers.draft import ImportRefused
from publications.importers.kinds import NAMES, sniff

_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_HEAD = 65_536
_BEFORE = b"\xef\xbb\xbf \t\r\n"
# What may stand before the first element; a declaration of entities may not.
_PROLOGUE = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*<rss\b", re.DOTALL)
KINDS = ("post", "page")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[a-z][^>]*>", re.IGNORECASE | re.DOTALL)
# Where the files of a site lie: on its own server, as one of several sites there, or on WordPress.com.
_UPLOADED = re.compile(r"(?:/wp-content/uploads/|//[\w.-]+\.files\.wordpress\.com/)(?:sites/\d+/)?([^?#]+)")
UPLOADS = "/wp-content/uploads/"


@dataclass(frozen=True)
class Attachment:
    """A file of the old site: its place below the folder of uploads, and the words that go with it.

    ``address`` is where it lay, ``link`` the page that showed it, ``parent`` the number of the text that it is for.
    """

    name: str
    number: str = ""
    address: str = ""
    link: str = ""
    alt: str = ""
    caption: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Item:
    """A post or page, as the export has it. ``terms`` are (taxonomy, address, name).

    ``former`` are words that stood in its link before ``slug``; ``parent`` is the number of the page above it.
    """

    number: str
    kind: str
    title: str
    link: str
    guid: str
    slug: str
    status: str
    date: datetime.date | None
    moment: datetime.datetime | None
    creator: str
    content: str
    excerpt: str
    is_locked: bool
    is_sticky: bool
    parent: str
    comments: int
    terms: tuple[tuple[str, str, str], ...]
    meta: dict[str, str]
    former: tuple[str, ...]

    @property
    def identity(self) -> str:
        """By what it is known again. Copies of a site share numbers, and copies of a text share guids."""
        return f"{self.number} {self.guid}"

    @property
    def group(self) -> str:
        """What its translations share; its own number where it has none."""
        wpml = self.meta.get("_wpml_import_translation_group", "")
        polylang = next((slug for taxonomy, slug, _name in self.terms if taxonomy == "post_translations"), "")
        return polylang or wpml or f"#{self.number}"

    @property
    def told_language(self) -> str:
        """The language as the old site calls it, empty where it says nothing."""
        polylang = next((slug for taxonomy, slug, _name in self.terms if taxonomy == "language"), "")
        return polylang or self.meta.get("_wpml_import_language_code", "")


def read_items(paths: Iterable[Path], kinds: Collection[str] = KINDS) -> Iterator[Item]:
    """Texts of these types in the order of the files, one at a time. Raises ImportRefused as ``read_names`` does."""
    for element in elements(paths, ("item",)):
        if text_of(element, "post_type") in kinds:
            yield read_item(element)


class _Cleaned:
    """Reads a file without the control characters that XML forbids and WordPress lets through.

    Nor does XML allow the empty lines before its declaration that a careless plugin prints.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.begun = file, False

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end, and never before."""
        while content := self.file.read(size):
            kept = content.translate(None, _CONTROLS)
            if kept := kept if self.begun else kept.lstrip(_BEFORE):
                self.begun = True
                return kept
        return b""


def elements(paths: Iterable[Path], tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of these names in the channel of each file, each whole, and gone when the next one comes."""
    for path in paths:
        try:
            with path.open("rb") as file:
                _check(file)
                yield from _parts(file, tags)
        except etree.XMLSyntaxError as error:
            message = _("The file %(name)s is no export of WordPress, or damaged: %(error)s")
            raise ImportRefused(message % {"name": path.name, "error": words(error.msg)}) from error


def _check(file: BinaryIO) -> None:
    head = file.read(_HEAD)
    file.seek(0)
    if _PROLOGUE.match(head.translate(None, _CONTROLS).lstrip(_BEFORE)):
        return
    name, kind = Path(file.name).name, sniff(head)
    if kind != "text":
        kind = "zip" if kind == "truncated" else kind
        message = _("The file %(name)s is %(found)s, no export of WordPress.")
        raise ImportRefused(message % {"name": name, "found": NAMES[kind]})
    if b"<!DOCTYPE" in head.upper():
        raise ImportRefused(_("The file %s declares entities; no export of WordPress does.") % name)
    begin = " ".join(head[:60].decode(errors="replace").split())
    message = _("The file %(name)s is no export of WordPress; it begins with “%(begin)s”.")
    raise ImportRefused(message % {"name": name, "begin": begin})


def _parts(file: BinaryIO, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    # A text with pictures in it can be longer than what the parser takes for an attack; there are no entities.
    reading = etree.iterparse(
        _Cleaned(file),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    for _event, element in reading:
        if element.getparent() is not None and element.getparent().tag == "channel":
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def text_of(element: etree._Element, name: str) -> str:
    """What stands in the first child of that name, whatever its namespace."""
    return (element.findtext(f"{{*}}{name}") or "").strip()


def meta_of(element: etree._Element) -> dict[str, str]:
    """The fields that WordPress, its plugins and editors keep beside an item."""
    return {text_of(each, "meta_key"): text_of(each, "meta_value") for each in element.findall("{*}postmeta")}


def read_attachment(element: etree._Element) -> Attachment:
    """A file, with its words, of an item of that type."""
    meta, address = meta_of(element), text_of(element, "attachment_url")
    return Attachment(
        number=text_of(element, "post_id"),
        name=meta.get("_wp_attached_file") or uploaded(address) or "",
        address=address,
        link=text_of(element, "link"),
        alt=meta.get("_wp_attachment_image_alt") or text_of(element, "title"),
        caption=namespaced(element, "excerpt"),
        parent=text_of(element, "post_parent"),
    )


def uploaded(address: str) -> str | None:
    """The place of an address below the folder of uploads, None when it lies elsewhere."""
    found = _UPLOADED.search(address)
    return unquote(found[1]) if found else None


def link_words(address: str) -> str:
    """What a link says that takes the place of a file that was shown: the file's name, or an address elsewhere."""
    return PurePosixPath(uploaded(address) or "").name or address


def words(markup: str) -> str:
    """The text of a piece of HTML on one line."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", markup))).split())


def namespaced(element: etree._Element, prefix: str) -> str:
    """What stands in the element ``encoded`` of one of the two namespaces that have it: content, excerpt."""
    """``content:encoded`` and ``excerpt:encoded`` differ only by their namespaces, which name the version as well."""
    for each in element.findall("{*}encoded"):
        if f"/{prefix}" in (etree.QName(each).namespace or ""):
            return (each.text or "").strip()
    return ""


def read_item(element: etree._Element) -> Item:
    """A text of an item."""
    written: dict[str, Any] = {
        name: text_of(element, tag)
        for name, tag in (
            *(("number", "post_id"), ("kind", "post_type"), ("title", "title"), ("link", "link")),
            *(("guid", "guid"), ("status", "status"), ("creator", "creator"), ("parent", "post_parent")),
        )
    }
    written["title"] = words(written["title"])
    return Item(
        **written,
        slug=unquote(text_of(element, "post_name")),
        date=_date(text_of(element, "post_date")),
        moment=_moment(text_of(element, "post_date_gmt")) or _moment(text_of(element, "post_date")),
        content=namespaced(element, "content"),
        excerpt=namespaced(element, "excerpt"),
        is_locked=bool(text_of(element, "post_password")),
        is_sticky=text_of(element, "is_sticky") == "1",
        comments=len(element.findall("{*}comment")),
        terms=tuple(
            (_taxonomy(each), unquote(each.get("nicename", "")), (each.text or "").strip())
            for each in element.findall("category")
        ),
        meta=meta_of(element),
        former=tuple(
            unquote(text_of(each, "meta_value"))
            for each in element.findall("{*}postmeta")
            if text_of(each, "meta_key") == "_wp_old_slug"
        ),
    )


def _taxonomy(term: etree._Element) -> str:
    """The first exports call tags by another name."""
    taxonomy = term.get("domain", "")
    return "post_tag" if taxonomy == "tag" else taxonomy


def _moment(value: str) -> datetime.datetime | None:
    """A moment of WordPress, which writes noughts for none."""
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def _date(value: str) -> datetime.date | None:
    moment = _moment(value)
    return moment.date() if moment else None
