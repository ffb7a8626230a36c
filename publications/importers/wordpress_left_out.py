"""What of a WordPress export has no place here, each kind of it once, in words for whoever runs the load."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from publications.importers.wordpress_names import Names
from publications.models import OldAddress, Topic

_MOST_NAMED = 20
# Types of WordPress itself and of its commonest plugins that hold no text of an author.
_FURNITURE = re.compile(
    r"custom_css|customize_changeset|oembed_cache|user_request|(?:wp_|acf-|elementor_|wpcf7_|jp_|feedback$).*"
)
_SENTENCES = {
    "bin": "In the bin of the old site, or begun and never saved, and left out: {}",
    "comments": "Comments left out: {}",
    "sticky": "Sticky posts, which come as any other; the home page has picks for them: {}",
    "formats": "Posts whose format, such as aside or video, was left out: {}",
    "below": "Pages below others, which stand beside these here; their old addresses lead to them: {}",
}
_TYPES = {
    "nav_menu_item": "Entries of menus left out; a page has its own place in the head or foot of every page: {}",
    "revision": "Revisions left out; the texts come as they are now: {}",
}


def left_out(names: Names, taxonomies: Collection[str]) -> Iterator[str]:
    """A sentence for each kind of thing that the export has and the site, now that it is loaded, has not."""
    yield from (
        sentence.format(names.left[kind]) for kind, sentence in _SENTENCES.items() if names.left[kind]
    )
    yield from (
        sentence.format(names.others[kind]) for kind, sentence in _TYPES.items() if names.others[kind]
    )
    yield from _types(names.others)
    yield from _terms(names, taxonomies)
    yield from _files(names)
    if names.people:
        kept = "People who come with their names alone, without e-mail address, biography and portrait"
        yield f"{kept}: {len(names.people)}"
    if +names.hidden:
        yield f"Fields left out that plugins keep: {_counted(+names.hidden)}"


def _types(others: Counter[str]) -> Iterator[str]:
    own = {kind: count for kind, count in others.items() if kind not in _TYPES}
    furniture = {kind: count for kind, count in own.items() if _FURNITURE.fullmatch(kind)}
    for kind in own.keys() - furniture.keys():
        yield f"Of the type {kind} left out; --type {kind}=commentary would bring them in: {own[kind]}"
    if furniture:
        yield f"Left out, as they shape the old site and are no texts: {_counted(furniture)}"


def _terms(names: Names, taxonomies: Collection[str]) -> Iterator[str]:
    terms = [term for term in names.terms.values() if term.taxonomy in taxonomies]
    known = set(Topic.objects.values_list("slug", flat=True))
    unused = [term.name or term.slug for term in terms if names.topic_slug(term.slug) not in known]
    below = [" › ".join(each.name for each in (*names.above(term), term)) for term in terms if term.parent]
    if below:
        yield f"Categories below others, each of which is a topic of its own here: {len(below)} ({_named(below)})"
    if unused:
        without = "Categories and tags that became no topic, as no text that came has them"
        yield f"{without}: {len(unused)} ({_named(unused)})"


def _files(names: Names) -> Iterator[str]:
    files = OldAddress.objects.exclude(figure=None, document=None)
    shown = set(files.values_list("path", flat=True))
    left = [
        each.name for number, each in names.attachments.items() if f"{names.base}?p={number}" not in shown
    ]
    if left:
        stay = "Files that belong to no text that came, and stay below wp-content/uploads"
        yield f"{stay}: {len(left)} of {len(names.attachments)} ({_named(left)})"


def _counted(counts: dict[str, int]) -> str:
    return _named([f"{name} ({count})" for name, count in Counter(counts).most_common()])


def _named(names: Collection[str]) -> str:
    shown = list(names)[:_MOST_NAMED]
    return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")
