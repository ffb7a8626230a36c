"""Who and what the texts of a WordPress export refer to, and what else stands in its files: the first reading."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.text import slugify
from lxml import etree

from config.languages import normalise
from publications.body.notes import new_key
from publications.importers.wordpress import (
    KINDS,
    Attachment,
    Item,
    elements,
    namespaced,
    read_attachment,
    read_item,
    text_of,
    uploaded,
)

# Their Chinese names, as Polylang proposes them and sites use them, beside what the world calls the languages.
_NAMES = {"cn": "zh-hans", "tw": "zh-hant", "hk": "zh-hant", "chs": "zh-hans", "cht": "zh-hant"}
# Whose terms are topics without being asked for.
TAXONOMIES = ("category", "post_tag")
# The category of what has none, of which Polylang makes one for each language.
_NO_TOPIC = re.compile(r"uncategori[sz]ed(?:-[a-z-]+)?")
# Texts that nobody means to keep.
BIN = ("trash", "auto-draft", "inherit")
_LOCALE = re.compile(r'"locale";s:\d+:"([^"]+)"')
_IDS = re.compile(r"i:(\d+);(?=s:|\})")
# Fields that WordPress keeps for itself, that are read, or (of Advanced Custom Fields) that say what another field is.
_HOUSEKEEPING = re.compile(r"_(?:edit_|wp_|wpml_|oembed_|thumbnail_id$|encloseme$|pingme$).*")
_OF_ANOTHER_FIELD = re.compile(r"field_\w+")
# However the links of posts are shaped, no site has its lists in more folders than that.
_MOST_PLACES = 9


@dataclass(frozen=True)
class Term:
    """A category, a tag, or a term of another taxonomy; ``parent`` is the address of the one above it."""

    number: str
    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""


@dataclass
class Names:
    """What texts refer to: people by login or by the address of their term, attachments by number, files by name.

    ``groups`` holds the identities of texts that are translations of each other, ``count`` how many texts there are,
    ``others`` how many of each type that was not asked for, ``left`` how much of what else was left out, ``hidden`` of
    each field of plugins. ``blocks`` are texts that others show by their number, ``locales`` the languages by the old
    site's words for them, ``same`` which term another one is a translation of.

    ``home`` is the address of the old site, ``base`` its folder, ``hosts`` are those of its texts and files,
    ``site_language`` its own, ``fronts`` are folders of its posts
    with the languages of these; ``numbers`` are those of people, ``signed`` their names by what lists call them.
    """

    people: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    locales: dict[str, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    fronts: Counter[tuple[str, str]] = field(default_factory=Counter)
    hosts: set[str] = field(default_factory=set)
    home: str = ""
    base: str = ""
    site_language: str | None = None
    count: int = 0

    def language(self, item: Item) -> str | None:
        """The site's code for the language of a text, None where nothing is said or the site has no such language."""
        return self._code(item.told_language)

    def _code(self, told: str) -> str | None:
        told = self.locales.get(told.lower(), told.lower())
        return _NAMES.get(told) or (normalise(told) if told else None)

    def children(self, number: str) -> list[str]:
        """The numbers of the files that were uploaded for a text."""
        return [each for each, attachment in self.attachments.items() if attachment.parent == number]

    def own_file(self, address: str) -> str | None:
        """The whole address of a file below the old site's own uploads, None for any other address."""
        try:
            whole = urljoin(self.home, address.strip())
            return whole if uploaded(whole) and _host(whole) in self.hosts else None
        except ValueError:
            return None

    def places(self) -> dict[str, str | None]:
        """The folders in which the old site had its lists, each with its language where it is that of one alone."""
        codes: dict[str, set[str | None]] = {self.base: set()}
        for (front, told), _count in self.fronts.most_common(_MOST_PLACES):
            codes.setdefault(front, set()).add(self._code(told))
        return {front: next(iter(told)) if len(told) == 1 else None for front, told in codes.items()}

    def topic_slug(self, address: str) -> str:
        """The address of the topic that a term becomes, empty for the category of what has none."""
        same = self.same.get(address, address)
        if _NO_TOPIC.fullmatch(same):
            return ""
        return slugify(same)[:80] if same.isascii() else new_key(same)

    def above(self, term: Term) -> list[Term]:
        """The terms above one, the highest first."""
        found: list[Term] = []
        parent = self.terms.get((term.taxonomy, term.parent))
        while parent and parent not in found:
            found.insert(0, parent)
            parent = self.terms.get((parent.taxonomy, parent.parent))
        return found


def read_names(paths: Iterable[Path], kinds: Collection[str] = KINDS) -> Names:
    """Who and what the texts of an export refer to, in however many files it comes.

    ``kinds`` are the types of texts that are asked for. Raises ImportRefused for a file that is no export.
    """
    reading = _Reading(kinds)
    for element in elements(
        paths, ("language", "base_blog_url", "author", "category", "tag", "term", "item")
    ):
        reading.read(element)
    return reading.finished()


class _Reading:
    """The names as they are read, with what only the end can put together."""

    def __init__(self, kinds: Collection[str]) -> None:
        self.kinds, self.names = kinds, Names()
        self.slugs: dict[str, str] = {}
        # The words of terms, which links of posts may have as folders.
        self.folders: set[str] = set()
        self.translated: list[list[str]] = []

    def read(self, element: etree._Element) -> None:
        names = self.names
        match etree.QName(element).localname:
            case "language":
                names.site_language = names.site_language or normalise((element.text or "").strip())
            case "base_blog_url":
                names.home = (element.text or "").strip()
                names.base = urlsplit(names.home).path.rstrip("/")
                self._note_host(names.home)
            case "author":
                login = text_of(element, "author_login")
                names.people[login] = text_of(element, "author_display_name") or login
                names.numbers[login] = text_of(element, "author_id")
            case "item":
                self._item(element)
            case _:
                self._term(element)

    def finished(self) -> Names:
        for group in self.translated:
            slugs = [self.slugs[number] for number in group if number in self.slugs]
            self.names.same |= dict.fromkeys(slugs[1:], slugs[0]) if slugs else {}
        return self.names

    def _item(self, element: etree._Element) -> None:
        names = self.names
        kind, number = text_of(element, "post_type"), text_of(element, "post_id")
        if kind == "attachment":
            attachment = names.attachments[number] = read_attachment(element)
            names.files[attachment.name] = attachment
            self._note_host(attachment.address)
        elif kind == "guest-author":
            names.people[text_of(element, "post_name").removeprefix("cap-")] = text_of(element, "title")
        elif kind == "wp_block":
            names.blocks[number] = namespaced(element, "content")
        elif kind in self.kinds:
            self._text(read_item(element))
        else:
            names.others[kind] += 1

    def _text(self, item: Item) -> None:
        names = self.names
        names.groups.setdefault(item.group, []).append(item.identity)
        names.count += 1
        self._note_host(item.link)
        if item.creator:
            names.signed.setdefault(item.creator, item.creator)
        for taxonomy, slug, name in item.terms:
            # An export of some texts alone does not list the terms.
            names.terms.setdefault((taxonomy, slug), Term("", taxonomy, slug, name))
            if taxonomy == "author":
                names.signed[slug.removeprefix("cap-")] = name
            self._note_folder(taxonomy, slug)
        if (front := _front(item, self.folders)) is not None:
            names.fronts[front, item.told_language] += 1
        self._count(item)

    def _note_host(self, address: str) -> None:
        """A site may have one for each language, and another one for its files."""
        with suppress(ValueError):
            self.names.hosts.add(_host(address))

    def _count(self, item: Item) -> None:
        """What of a text has no place here."""
        left = self.names.left
        left["comments"] += item.comments
        left["sticky"] += item.is_sticky
        left["bin"] += item.status in BIN
        left["formats"] += any(taxonomy == "post_format" for taxonomy, _slug, _name in item.terms)
        left["below"] += item.kind == "page" and item.parent not in ("", "0")
        for name, value in item.meta.items():
            if name.startswith("_") and value and not _HOUSEKEEPING.fullmatch(name):
                self.names.hidden[name] += not _OF_ANOTHER_FIELD.fullmatch(value)

    def _term(self, element: etree._Element) -> None:
        """Polylang keeps what it knows of languages and translations of terms as serialised PHP."""
        kind = etree.QName(element).localname
        told = {
            name: next(filter(None, (text_of(element, each) for each in names)), "")
            for name, names in {
                "slug": ("category_nicename", "tag_slug", "term_slug"),
                "name": ("cat_name", "tag_name", "term_name"),
                "parent": ("category_parent", "term_parent"),
                "description": ("category_description", "tag_description", "term_description"),
            }.items()
        }
        slug = unquote(told["slug"])
        number = text_of(element, "term_id")
        self.slugs[number] = slug
        taxonomy = text_of(element, "term_taxonomy") or {"tag": "post_tag"}.get(kind, kind)
        if taxonomy == "language" and (locale := _LOCALE.search(told["description"])):
            self.names.locales[slug.lower()] = locale[1].lower()
        elif taxonomy == "term_translations":
            self.translated.append(_IDS.findall(told["description"]))
        term = Term(number, taxonomy, slug, told["name"], unquote(told["parent"]), told["description"])
        self.names.terms[taxonomy, slug] = term
        self._note_folder(taxonomy, slug)

    def _note_folder(self, taxonomy: str, slug: str) -> None:
        """A language is a folder as well, but of whole parts of the site."""
        if taxonomy != "language":
            self.folders.add(slug)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _front(item: Item, terms: Collection[str]) -> str | None:
    """The folder of a post, as far as it is that of all: without date, category, author, and the post's own word."""
    parts = urlsplit(item.link)
    if item.kind != "post" or parts.query or not parts.path.strip("/"):
        return None
    authors = (item.creator, slugify(item.creator))
    folders = unquote(parts.path).strip("/").split("/")[:-1]
    shared = takewhile(lambda each: not (each.isdecimal() or each in terms or each in authors), folders)
    return "".join(f"/{each}" for each in shared)
