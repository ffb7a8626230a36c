"""WordPress export files (WXR 1.0 to 1.2), read as a stream: first who and what they name, then text by text.

The format is what ``wp-admin/includes/export.php`` of WordPress writes: RSS with elements of its own. Plugins add
terms and custom fields: co-authors (Co-Authors Plus), languages and translations (Polylang, WPML).
"""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from lxml import etree

from config.languages import normalise
from publications.importers.draft import ImportRefused

_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_HEAD = 65_536
# Their Chinese names, as Polylang proposes them and sites use them, beside what the world calls the languages.
_NAMES = {"cn": "zh-hans", "tw": "zh-hant", "hk": "zh-hant", "chs": "zh-hans", "cht": "zh-hant"}
KINDS = ("post", "page")
UPLOADS = "/wp-content/uploads/"


@dataclass(frozen=True)
class Attachment:
    """A file of the old site: its place below the folder of uploads, and the words that go with it."""

    name: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Item:
    """A post or page, as the export has it. ``terms`` are (taxonomy, address, name)."""

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
    terms: tuple[tuple[str, str, str], ...]
    meta: dict[str, str]

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

    @property
    def language(self) -> str | None:
        """The site's code for it, None where nothing is said or the site has no such language."""
        told = self.told_language.lower()
        return _NAMES.get(told) or (normalise(told) if told else None)

    @property
    def notes(self) -> dict[str, str]:
        """The notes that WordPress's own block keeps beside the text, by their ids."""
        try:
            found = json.loads(self.meta.get("footnotes") or "[]")
            return {str(note["id"]): str(note["content"]) for note in found}
        except (ValueError, TypeError, KeyError):
            return {}


@dataclass
class Names:
    """What texts refer to: people by login or by the address of their term, attachments by number, files by name.

    ``groups`` holds the guids of texts that are translations of each other, ``count`` how many texts there are.
    """

    people: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    groups: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0


def read_names(path: Path) -> Names:
    """Who and what the texts of an export refer to. Raises ImportRefused for a file that is no export."""
    names = Names()
    for element in _elements(path, ("author", "item")):
        if etree.QName(element).localname == "author":
            login = _text(element, "author_login")
            names.people[login] = _text(element, "author_display_name") or login
        elif _text(element, "post_type") == "attachment":
            attachment = names.attachments[_text(element, "post_id")] = _attachment(element)
            names.files.add(attachment.name)
        elif _text(element, "post_type") == "guest-author":
            names.people[_text(element, "post_name").removeprefix("cap-")] = _text(element, "title")
        elif _text(element, "post_type") in KINDS:
            item = _item(element)
            names.groups.setdefault(item.group, []).append(item.guid)
            names.count += 1
    return names


def read_items(path: Path) -> Iterator[Item]:
    """Posts and pages in the order of the file, one at a time. Raises ImportRefused as ``read_names`` does."""
    for element in _elements(path, ("item",)):
        if _text(element, "post_type") in KINDS:
            yield _item(element)


class _WithoutControls:
    """Reads a file without the control characters that XML forbids and WordPress lets through."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end, and never before."""
        while content := self.file.read(size):
            if kept := content.translate(None, _CONTROLS):
                return kept
        return b""


def _elements(path: Path, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of these names, each whole, and gone when the next one comes."""
    with path.open("rb") as file:
        if b"<!DOCTYPE" in file.read(_HEAD).upper():
            raise ImportRefused(_("The file declares entities; no export of WordPress does."))
        file.seek(0)
        reading = etree.iterparse(
            _WithoutControls(file),
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            for _event, element in reading:
                if element.getparent() is not None and element.getparent().tag == "channel":
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise ImportRefused(_("The file is no export of WordPress, or damaged: %s") % error) from error
        if reading.root is None or reading.root.tag != "rss":
            raise ImportRefused(_("The file is no export of WordPress."))


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()


def _meta(element: etree._Element) -> dict[str, str]:
    return {_text(each, "meta_key"): _text(each, "meta_value") for each in element.findall("{*}postmeta")}


def _attachment(element: etree._Element) -> Attachment:
    meta = _meta(element)
    name = meta.get("_wp_attached_file") or uploaded(_text(element, "attachment_url")) or ""
    alt = meta.get("_wp_attachment_image_alt") or _text(element, "title")
    return Attachment(name, alt, _namespaced(element, "excerpt"))


def uploaded(address: str) -> str | None:
    """The place of an address below the folder of uploads, None when it lies elsewhere."""
    path = unquote(urlsplit(address).path)
    return path.partition(UPLOADS)[2] or None


def _namespaced(element: etree._Element, prefix: str) -> str:
    """``content:encoded`` and ``excerpt:encoded`` differ only by their namespaces, which name the version as well."""
    for each in element.findall("{*}encoded"):
        if f"/{prefix}" in (etree.QName(each).namespace or ""):
            return (each.text or "").strip()
    return ""


def _item(element: etree._Element) -> Item:
    written: dict[str, Any] = {
        name: _text(element, tag)
        for name, tag in (
            *(("number", "post_id"), ("kind", "post_type"), ("title", "title"), ("link", "link")),
            *(("guid", "guid"), ("status", "status"), ("creator", "creator")),
        )
    }
    written["title"] = unescape(written["title"])
    return Item(
        **written,
        slug=unquote(_text(element, "post_name")),
        date=_date(_text(element, "post_date")),
        moment=_moment(_text(element, "post_date_gmt")),
        content=_namespaced(element, "content"),
        excerpt=_namespaced(element, "excerpt"),
        is_locked=bool(_text(element, "post_password")),
        terms=tuple(
            (each.get("domain", ""), unquote(each.get("nicename", "")), (each.text or "").strip())
            for each in element.findall("category")
        ),
        meta=_meta(element),
    )


def _moment(value: str) -> datetime.datetime | None:
    """A moment of WordPress, which writes noughts for none."""
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def _date(value: str) -> datetime.date | None:
    moment = _moment(value)
    return moment.date() if moment else None
