"""What every reader does at the end: clean the text, read its head, join its notes, make its addresses links."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from publications.body.clean import clean
from publications.body.notes import linkify
from publications.body.vocabulary import Writer, parse
from publications.importers import head, headings, tree, typed_notes
from publications.importers.draft import Draft, ImportRefused
from publications.importers.language import guess

_ADDRESS = re.compile(r"https?://\S+")
_WRITER = Writer()


def finish(draft: Draft, html: str, *, plain: bool = False, with_head: bool = True) -> Draft:
    """Complete a draft from the HTML that a reader made of its file.

    Linked notes stand at their markers in ``html`` already; typed ones are looked for here, unless there are
    linked ones. ``plain`` says that the source marks no headings, ``with_head`` that title, date and byline stand
    in the text. Raises ImportRefused when there is no text.
    """
    root = parse(clean(html))
    if not tree.words(root) and root.find(".//img") is None:
        raise ImportRefused(_("The file holds no text."))
    linked = root.find(".//span[@data-footnote]") is not None
    head.drop_furniture(root, draft)
    if with_head:
        head.read(root, draft, plain=plain)
    if linked:
        typed_notes.report_stray(root, draft)
    else:
        typed_notes.join(root, draft)
    if plain:
        headings.find_in_plain_text(root, draft)
    else:
        headings.find_bold(root, draft)
        headings.level(root, draft)
    _drop_last_heading(root)
    _link_addresses(root)
    draft.blocks = [block for block in map(_written, root) if block]
    draft.language = draft.language or guess("\n".join([draft.title, *draft.paragraphs]))
    return draft


def _drop_last_heading(root: etree._Element) -> None:
    """A heading of notes whose notes have all moved to their markers has nothing left to head."""
    last = root[-1] if len(root) else None
    if (
        last is not None
        and last.tag in ("h2", "h3", "hr")
        and (last.tag == "hr" or typed_notes.NOTES_HEADING.fullmatch(tree.words(last)))
    ):
        root.remove(last)


def _link_addresses(root: etree._Element) -> None:
    for element, slot in list(_all_texts(root)):
        tree.part(element, slot, _ADDRESS, _links)


def _all_texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every text that is not a link's already, that of notes included."""
    for element in root.iter(etree.Element):
        if element.tag == "a" or any(True for _link in element.iterancestors("a")):
            slots = ("tail",) if element.tag == "a" else ()
        else:
            slots = ("text", "tail")
        yield from ((element, slot) for slot in slots if getattr(element, slot))


def _links(match: re.Match[str]) -> list[etree._Element]:
    """A link for an address, and the text that does not belong to it after it."""
    made = parse(linkify(match[0]))
    return [] if made.text else list(made)


def _written(block: etree._Element) -> str:
    block.tail = None
    return clean(_WRITER.element(block))
