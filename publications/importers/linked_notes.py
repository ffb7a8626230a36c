"""Notes that a manuscript links both ways: one rule for every program that writes them.

A marker is a link A to an element whose own link back points at A. Word, LibreOffice, Google Docs, pandoc,
markdown-it and mammoth name their anchors differently, but all of them keep this rule.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree
from lxml.builder import E

from publications.body.notes import new_key
from publications.importers import tree
from publications.importers.draft import Draft

INLINE = frozenset(["a", "span", "sup", "sub", "b", "i", "em", "strong", "font", "small", "u", "cite", "ins"])
_CONTAINERS = frozenset(["div", "li", "dd", "aside", "section", "td", "tr"])
# Used only for links that lead nowhere: which of them were markers, and which led back from a note.
_MARKER_TARGET = re.compile(
    r"_?(?:ftn|edn|ftnt|fn|footnote|endnote|sdfootnote|sdendnote|note)[-_:.]?\d+(?:sym)?|cite_note-.+",
    re.IGNORECASE,
)
_BACK_TARGET = re.compile(
    r"_?(?:(?:ftnref|ednref|ftnt_ref|fnref|footnote-ref|endnote-ref)[-_:.]?\d+(?::\d+)?|sd(?:foot|end)note\d+anc"
    r"|cite_ref-.+)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\[(（［【]?\s*([\divxlc]{1,6}|[*†‡§①-⑳])\s*[\])）］】]?", re.IGNORECASE)


@dataclass
class _Found:
    """A note: the element it was found by, the block that holds it, the links back, and its markers."""

    target: etree._Element
    block: etree._Element
    backs: list[etree._Element] = field(default_factory=list)
    markers: list[etree._Element] = field(default_factory=list)


def join(root: etree._Element, draft: Draft) -> int:
    """Move every linked note to its marker, in place; returns how many notes there were.

    Markers whose note is missing keep what they show and are reported; so are notes without their marker.
    """
    _part_lines(root)
    named = {name: element for element in root.iter(etree.Element) for name in reversed(_names(element))}
    notes = _pairs(root, named)
    targets = {note.target for note in notes}
    markers = {marker for note in notes for marker in note.markers}
    contents = [(_container(note, targets, markers), note) for note in notes]
    taken: list[str] = []
    for number, (container, note) in enumerate(contents, 1):
        content = _content(container, note)
        key = new_key(f"{number} {tree.words(content)}", taken)
        taken.append(key)
        _put(note, content, key, root, draft)
    _report_unpaired(root, named, draft, taken)
    return len(notes)


def _part_lines(root: etree._Element) -> None:
    """Part a paragraph whose lines each begin with a link back: ``<p><a href="#_ftnref1">[1]</a> …<br><a …>``."""
    for block in list(root.iter("p")):
        breaks = [
            each
            for each in block.findall("br")
            if not (each.tail or "").strip() and _leads_back(each.getnext())
        ]
        if breaks:
            tree.part_block(block, breaks)


def _leads_back(element: etree._Element | None) -> bool:
    while element is not None and element.tag in INLINE:
        if element.tag == "a":
            return bool(_BACK_TARGET.fullmatch(_fragment(element)))
        element = element[0] if len(element) and not (element.text or "").strip() else None
    return False


def _names(element: etree._Element) -> list[str]:
    return [name for name in (element.get("id"), element.get("name")) if name]


def _fragment(link: etree._Element) -> str:
    return (link.get("href") or "").partition("#")[2]


def _pairs(root: etree._Element, named: dict[str, etree._Element]) -> list[_Found]:
    found: dict[etree._Element, _Found] = {}
    order = {element: position for position, element in enumerate(root.iter(etree.Element))}
    for link in root.iter("a"):
        target = named.get(_fragment(link))
        if target is None or order[target] < order[link]:
            continue
        block = _block(target)
        backs = _backs(block, _own_names(link))
        if backs and block.tag not in tree.HEADINGS and link not in block.iter("a"):
            note = found.setdefault(target, _Found(target, block))
            note.backs += [back for back in backs if back not in note.backs]
            note.markers.append(link)
        elif target in found:
            found[target].markers.append(link)
    return list(found.values())


def _own_names(link: etree._Element) -> set[str]:
    """The names of a link: its own, and those of what stands around it or, empty, before it."""
    names = {name for element in link.iter(etree.Element) for name in _names(element)}
    outer: etree._Element | None = link
    while outer is not None and (outer is link or outer.tag in ("sup", "span")):
        previous = outer.getprevious()
        if previous is not None and previous.tag in INLINE and not previous.tail and not tree.words(previous):
            names.update(_names(previous))
        names.update(_names(outer))
        outer = outer.getparent()
    return names


def _block(element: etree._Element) -> etree._Element:
    while element.tag in INLINE and element.getparent() is not None:
        element = element.getparent()
    return element


def _backs(block: etree._Element, names: set[str]) -> list[etree._Element]:
    around = block.getparent() if block.tag == "p" and block.getparent() is not None else block
    inside = [link for link in block.iter("a") if _fragment(link) in names]
    if inside or around.tag not in ("div", "li", "dd"):
        return inside
    return [link for link in around.iter("a") if _fragment(link) in names and link.getparent() is not None]


def _container(note: _Found, targets: set[etree._Element], markers: set[etree._Element]) -> etree._Element:
    """The largest element around a note that holds nothing but this note."""
    best = note.block
    parent = best.getparent()
    while parent is not None and parent.tag in _CONTAINERS and parent.getparent() is not None:
        inside = set(parent.iter(etree.Element))
        others = targets & inside - {note.target}
        if (
            others
            or markers & inside
            or next(parent.iter(*tree.HEADINGS), None) is not None
            or _text_before(parent, best)
        ):
            break
        best, parent = parent, parent.getparent()
    return best


def _text_before(parent: etree._Element, child: etree._Element) -> bool:
    before = (parent.text or "") + "".join(
        tree.words(each) + (each.tail or "") for each in child.itersiblings(etree.Element, preceding=True)
    )
    return bool(before.strip())


def _content(container: etree._Element, note: _Found) -> etree._Element:
    """The note's text as one inline element, its paragraphs parted by ``<br>``; the container is taken away."""
    number = _number(note.markers[0])
    for back in note.backs:
        if _number(back) == number:
            number = ""
        tree.remove(_wrapper(back))
    _prune(container)
    content = tree.gather(tree.innermost(container))
    typed = (
        re.match(rf"[\[(（［【]?{re.escape(number)}(?:[\])）］】.]|\s)\s*", tree.words(content))
        if number
        else None
    )
    if typed:
        tree.strip_start(content, typed.end())
    return content


def _wrapper(link: etree._Element) -> etree._Element:
    """The outermost ``sup`` or ``span`` that holds the link and nothing else, brackets aside."""
    element = link
    while (
        (parent := element.getparent()) is not None
        and parent.tag in ("sup", "span", "font")
        and len(parent) == 1
    ):
        if (parent.text or "").strip(" [(［【") or (element.tail or "").strip(" ])］】"):
            break
        element = parent
    return element


def _number(marker: etree._Element) -> str:
    found = _NUMBER.fullmatch(tree.words(marker))
    return found[1] if found else ""


def _prune(container: etree._Element) -> None:
    """Take the container out, and the lists and sections that it leaves empty."""
    parent = container.getparent()
    tree.remove(container)
    while parent is not None and parent.getparent() is not None and parent.tag in (*_CONTAINERS, "ol", "ul"):
        if (
            tree.words(parent)
            or parent.find(".//img") is not None
            or parent.find(".//span[@data-footnote]") is not None
        ):
            break
        parent, empty = parent.getparent(), parent
        tree.remove(empty)


def _put(note: _Found, content: etree._Element, key: str, root: etree._Element, draft: Draft) -> None:
    first, *others = note.markers
    if root not in first.iterancestors():
        # Its marker went with the marker of another note: malformed, but its text is not to be lost.
        content.tag = "p"
        root.append(content)
        message = _("The marker of this note could not be read; its text is at the end.")
        draft.report("warning", message, tree.short(tree.words(content)))
        return
    where = tree.place(_block(first))
    if not tree.words(content):
        draft.report("error", _("Note %(number)s has no text.") % {"number": _number(first)}, where)
    content.set("data-footnote", key)
    _replace_marker(first, content)
    for marker in others:
        _replace_marker(marker, E.span({"data-footnote-ref": key}))


def _replace_marker(marker: etree._Element, note: etree._Element) -> None:
    tree.replace(_wrapper(marker), note)


def _report_unpaired(
    root: etree._Element, named: dict[str, etree._Element], draft: Draft, taken: list[str]
) -> None:
    for link in list(root.iter("a")):
        fragment = _fragment(link)
        if not fragment or fragment in named or not _NUMBER.fullmatch(tree.words(link)):
            continue
        shown = tree.words(link)
        if not (_BACK_TARGET.fullmatch(fragment) or _MARKER_TARGET.fullmatch(fragment)):
            continue
        where = tree.place(_block(link))
        if _BACK_TARGET.fullmatch(fragment):
            draft.report(
                "warning",
                _("The note %(shown)s has no marker in the text; it stays as text.") % {"shown": shown},
                where,
            )
            tree.unwrap(link)
        elif _MARKER_TARGET.fullmatch(fragment):
            key = new_key(f"missing {len(taken)} {fragment}", taken)
            taken.append(key)
            message = _("The marker %(shown)s has no note: its text is not in the file.") % {"shown": shown}
            draft.report("error", message, where)
            missing = E.span({"data-footnote-ref": key})
            missing.text = shown
            _replace_marker(link, missing)
