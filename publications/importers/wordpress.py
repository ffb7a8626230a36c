"""WordPress export files (WXR 1.0 to 1.2), read as a stream: first who and what they name, then text by text.

The format is what ``wp-admin/includes/export.php`` of WordPress writes: RSS with elements of its own. Plugins add
terms and custom fields: co-authors (Co-Authors Plus), languages and translations (Polylang, WPML).
"""

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

from django.utils.translation import gettext as _
from lxml import etree

from config.languages import normalise
from publications.importers.draft import ImportRefused
from publications.importers.kinds import NAMES, sniff

_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_HEAD = 65_536
_BEFORE = b"\xef\xbb\xbf \t\r\n"
# What may stand before the first element; a declaration of entities may not.
_PROLOGUE = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*<rss\b", re.DOTALL)
# Their Chinese names, as Polylang proposes them and sites use them, beside what the world calls the languages.
_NAMES = {"cn": "zh-hans", "tw": "zh-hant", "hk": "zh-hant", "chs": "zh-hans", "cht": "zh-hant"}
KINDS = ("post", "page")
# Types of WordPress itself and of its commonest plugins that hold no text of an author.
_FURNITURE = re.compile(
    r"attachment|guest-author|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request"
    r"|(?:wp_|acf-|elementor_|wpcf7_|jp_|feedback$).*"
)
_LOCALE = re.compile(r'"locale";s:\d+:"([^"]+)"')
_IDS = re.compile(r"i:(\d+);(?=s:|\})")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[a-z][^>]*>", re.IGNORECASE | re.DOTALL)
# Where the files of a site lie: on its own server, as one of several sites there, or on WordPress.com.
_UPLOADED = re.compile(r"(?:/wp-content/uploads/|//[\w.-]+\.files\.wordpress\.com/)(?:sites/\d+/)?([^?#]+)")
UPLOADS = "/wp-content/uploads/"


@dataclass(frozen=True)
class Attachment:
    """A file of the old site: its place below the folder of uploads, and the words that go with it.

    ``parent`` is the number of the text that it was uploaded for.
    """

    name: str
    alt: str
    caption: str
    parent: str


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
    comments: int
    terms: tuple[tuple[str, str, str], ...]
    meta: dict[str, str]

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


@dataclass
class Names:
    """What texts refer to: people by login or by the address of their term, attachments by number, files by name.

    ``groups`` holds the identities of texts that are translations of each other, ``count`` how many texts there are,
    ``others`` how many of each type that was not asked for. ``blocks`` are texts that others show by their number,
    ``locales`` the languages by the old site's words for them, ``same`` which term another one is a translation of.
    """

    people: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    groups: dict[str, list[str]] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    locales: dict[str, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    count: int = 0

    def language(self, item: Item) -> str | None:
        """The site's code for the language of a text, None where nothing is said or the site has no such language."""
        told = item.told_language.lower()
        told = self.locales.get(told, told)
        return _NAMES.get(told) or (normalise(told) if told else None)

    def children(self, number: str) -> list[str]:
        """The numbers of the files that were uploaded for a text."""
        return [each for each, attachment in self.attachments.items() if attachment.parent == number]


def read_names(paths: Iterable[Path], kinds: Collection[str] = KINDS) -> Names:
    """Who and what the texts of an export refer to, in however many files it comes.

    ``kinds`` are the types of texts that are asked for. Raises ImportRefused for a file that is no export.
    """
    names, terms, groups = Names(), {}, []
    for element in _elements(paths, ("author", "category", "tag", "term", "item")):
        match etree.QName(element).localname:
            case "author":
                login = _text(element, "author_login")
                names.people[login] = _text(element, "author_display_name") or login
            case "item":
                _name_item(element, names, kinds)
            case _:
                _name_term(element, names, terms, groups)
    for group in groups:
        slugs = [terms[number] for number in group if number in terms]
        names.same |= dict.fromkeys(slugs[1:], slugs[0]) if slugs else {}
    return names


def _name_item(element: etree._Element, names: Names, kinds: Collection[str]) -> None:
    kind, number = _text(element, "post_type"), _text(element, "post_id")
    if kind == "attachment":
        attachment = names.attachments[number] = _attachment(element)
        names.files.add(attachment.name)
    elif kind == "guest-author":
        names.people[_text(element, "post_name").removeprefix("cap-")] = _text(element, "title")
    elif kind == "wp_block":
        names.blocks[number] = _namespaced(element, "content")
    elif kind in kinds:
        item = _item(element)
        names.groups.setdefault(item.group, []).append(item.identity)
        names.count += 1
    elif not _FURNITURE.fullmatch(kind):
        names.others[kind] += 1


def _name_term(element: etree._Element, names: Names, terms: dict[str, str], groups: list[list[str]]) -> None:
    """Polylang keeps what it knows of languages and translations of terms as serialised PHP."""
    slugs = (_text(element, name) for name in ("category_nicename", "tag_slug", "term_slug"))
    slug = terms[_text(element, "term_id")] = unquote(next(filter(None, slugs), ""))
    taxonomy, told = _text(element, "term_taxonomy"), _text(element, "term_description")
    if taxonomy == "language" and (locale := _LOCALE.search(told)):
        names.locales[slug.lower()] = locale[1].lower()
    elif taxonomy == "term_translations":
        groups.append(_IDS.findall(told))


def read_items(paths: Iterable[Path], kinds: Collection[str] = KINDS) -> Iterator[Item]:
    """Texts of these types in the order of the files, one at a time. Raises ImportRefused as ``read_names`` does."""
    for element in _elements(paths, ("item",)):
        if _text(element, "post_type") in kinds:
            yield _item(element)


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


def _elements(paths: Iterable[Path], tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of these names in the channel of each file, each whole, and gone when the next one comes."""
    for path in paths:
        try:
            with path.open("rb") as file:
                _check(file)
                yield from _parts(file, tags)
        except etree.XMLSyntaxError as error:
            message = _("The file %(name)s is no export of WordPress, or damaged: %(error)s")
            raise ImportRefused(message % {"name": path.name, "error": error.msg}) from error


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


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()


def _meta(element: etree._Element) -> dict[str, str]:
    return {_text(each, "meta_key"): _text(each, "meta_value") for each in element.findall("{*}postmeta")}


def _attachment(element: etree._Element) -> Attachment:
    meta = _meta(element)
    name = meta.get("_wp_attached_file") or uploaded(_text(element, "attachment_url")) or ""
    alt = meta.get("_wp_attachment_image_alt") or _text(element, "title")
    return Attachment(name, alt, _namespaced(element, "excerpt"), _text(element, "post_parent"))


def uploaded(address: str) -> str | None:
    """The place of an address below the folder of uploads, None when it lies elsewhere."""
    found = _UPLOADED.search(address)
    return unquote(found[1]) if found else None


def words(markup: str) -> str:
    """The text of a piece of HTML on one line."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", markup))).split())


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
    written["title"] = words(written["title"])
    return Item(
        **written,
        slug=unquote(_text(element, "post_name")),
        date=_date(_text(element, "post_date")),
        moment=_moment(_text(element, "post_date_gmt")) or _moment(_text(element, "post_date")),
        content=_namespaced(element, "content"),
        excerpt=_namespaced(element, "excerpt"),
        is_locked=bool(_text(element, "post_password")),
        comments=len(element.findall("{*}comment")),
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
