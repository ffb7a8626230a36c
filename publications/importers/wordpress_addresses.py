"""What stood at an address of a WordPress site is led to where it is now: texts, pictures, lists, feeds."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from itertools import product

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from authors.models import Author
from config.languages import CODES, column
from publications.importers import saving
from publications.importers.draft import Draft
from publications.importers.wordpress import UPLOADS, Attachment, Item, words
from publications.importers.wordpress_names import Names, Term
from publications.models import Article, Document, Figure, Home, OldAddress, Page, Topic
from publications.models.old_address import LONGEST, OWNERS, normal

# The folders of lists, as WordPress has them unless it is told otherwise; any other taxonomy has one of its own name.
_FOLDERS = {"post_tag": "tag"}
# By which query a term is found without its path.
_QUERIES = {"category": "cat", "post_tag": "tag"}


def keep(item: Item, names: Names, owner: Article | Page, language: str, draft: Draft) -> None:
    """Let the links of a text, those of former times too, and its number lead to what it became.

    By one of the rows it is known again. Its pictures lead to where they are now.
    """
    identity = item.identity[:LONGEST]
    for path in _paths(item):
        if len(path) > LONGEST or OldAddress.objects.filter(path=path).exists():
            draft.report("warning", _("The old address %s leads elsewhere already.") % path[:80])
        else:
            _create(path, language, owner, identity)
            identity = ""
    if identity:
        # Nobody can ask for this path, which has no stroke before it.
        _create(identity, language, owner, identity)
    for image in filter(lambda image: image.content, draft.images):
        attachment = names.files.get(image.name) or Attachment(name=image.name)
        with suppress(ValidationError):
            keep_file(attachment, Figure.objects.keep(image.content), language, names.base)


def _create(path: str, language: str, owner: Article | Page | Figure | Document, guid: str = "") -> None:
    OldAddress.objects.create(
        path=path, language=language, guid=guid, **{owner._meta.model_name or "": owner}
    )


def _paths(item: Item) -> list[str]:
    link = normal(item.link)
    folder, _stroke, last = link.rpartition("/")
    former = [f"{folder}/{word}" for word in item.former if last == item.slug]
    return list(dict.fromkeys(filter(None, (normal(f"/?p={item.number}"), normal(item.guid), link, *former))))


def keep_file(attachment: Attachment, owner: Figure | Document, language: str, base: str) -> None:
    """Let the address of a file, its page and its number lead to what it became, as far as they lead nowhere yet."""
    address = attachment.address or f"{base}{UPLOADS}{attachment.name}"
    number = f"{base}?p={attachment.number}" if attachment.number else ""
    for path in dict.fromkeys(filter(None, (normal(address), normal(attachment.link), number))):
        if len(path) <= LONGEST and not OldAddress.objects.filter(path=path).exists():
            _create(path, language, owner)


def keep_lists(
    names: Names, taxonomies: Collection[str], folders: Mapping[str, str], language: str
) -> list[str]:
    """Let the lists of the old site lead to topics and authors, and its home page with its feeds to this one.

    ``taxonomies`` are those whose terms are topics, ``folders`` where their lists are where it is not the usual place,
    ``language`` is that of what tells of none. Returns a sentence for each address that leads elsewhere already.
    """
    wanted = {
        row.path: row for row in _rows(names, taxonomies, folders, language) if len(row.path) <= LONGEST
    }
    known = OldAddress.objects.in_bulk(wanted, field_name="path")
    OldAddress.objects.bulk_create(row for path, row in wanted.items() if path not in known)
    return [
        f"The old address {path} leads elsewhere already."
        for path, row in known.items()
        if _owner(row) != _owner(wanted[path])
    ]


def _owner(row: OldAddress) -> tuple[int | None, ...]:
    return tuple(getattr(row, f"{name}_id") for name in OWNERS)


def _rows(
    names: Names, taxonomies: Collection[str], folders: Mapping[str, str], language: str
) -> Iterator[OldAddress]:
    """What leads from the lists of the old site; the last of equal paths counts."""
    topics = Topic.objects.in_bulk(field_name="slug")
    places = names.places()
    for login, author in _people(names):
        word = slugify(login.replace(".", "-"), allow_unicode=True)
        for place, told in places.items():
            path = f"{place}/{folders.get('author') or 'author'}/{word}"
            yield OldAddress(path=path, language=told or language, author=author)
        if number := names.numbers.get(login):
            yield OldAddress(path=f"{names.base}?author={number}", language=language, author=author)
    for term in names.terms.values():
        topic = topics.get(names.topic_slug(term.slug)) if term.taxonomy in taxonomies else None
        if topic:
            yield from _of_term(term, topic, names, folders.get(term.taxonomy, ""), language)
    home = Home.objects.first() or Home.objects.create()
    for place, told in places.items():
        yield OldAddress(path=place or "/", language=told or language, home=home)


def _of_term(term: Term, topic: Topic, names: Names, folder: str, language: str) -> Iterator[OldAddress]:
    """A term is found below the terms above it, by its own word alone, and by a query."""
    folder = folder or _FOLDERS.get(term.taxonomy, term.taxonomy)
    chain = "/".join(each.slug for each in (*names.above(term), term))
    for (place, told), word in product(names.places().items(), dict.fromkeys((term.slug, chain))):
        code = _named(topic, term, told, language)
        yield OldAddress(path=f"{place}/{folder}/{word}", language=code, topic=topic)
    asked = term.number if term.taxonomy == "category" else term.slug
    if asked and term.taxonomy in _QUERIES:
        path = f"{names.base}?{_QUERIES[term.taxonomy]}={asked}"
        yield OldAddress(path=path, language=_named(topic, term, None, language), topic=topic)


def _named(topic: Topic, term: Term, told: str | None, language: str) -> str:
    """The language in which a topic has a name, and so a page.

    It is the one that the place tells, or else that in which the term is its name, or else that of the old site.
    """
    names = {code: getattr(topic, column("name", code)) for code in CODES}
    own = next((code for code in CODES if names[code] == words(term.name)), None)
    return next((code for code in (told, own, language, *CODES) if code and names[code]), language)


def _people(names: Names) -> Iterator[tuple[str, Author]]:
    """Those who became authors, by their login or by the word of their term."""
    called = names.people | {word: names.people.get(name, name) for word, name in names.signed.items()}
    for login, name in called.items():
        if author := saving.known_author(name, Draft()):
            yield login, author
