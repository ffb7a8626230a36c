"""The head of a manuscript: title, subtitle, date line and byline, and site furniture that was copied along."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from publications.importers import byline, tree
from publications.importers.dates import read_date
from publications.importers.draft import Byline, Draft

LONGEST_TITLE = 300
_MOST_LINES = 12  # below the title
_LONGEST_LINE = 200
_LANGUAGE_NAMES = (
    r"(?:English|EN|简体中文|繁體中文|简体|繁體|繁体|中文|简|繁|Русский|"
    r"Français|Español|日本語|한국어|العربية)"
)
_LANGUAGE_LINE = re.compile(
    rf"(?:(?:Languages?|语言|語言)\s*[:：]\s*{_LANGUAGE_NAMES}?|{_LANGUAGE_NAMES}[\s|/·]+{_LANGUAGE_NAMES})"
    rf"(?:[\s|/·]*{_LANGUAGE_NAMES})*",
    re.IGNORECASE,
)
_BACK_TO_TOP = re.compile(
    r"[↑^]?\s*(?:back to (?:the )?top|返回顶部|返回頂部|回到顶部|回到頂部|回顶部|回頂部)\s*[↑^]?",
    re.IGNORECASE,
)
_MARKERS = re.compile(r"(?:[\[［【〔]\s*\d{1,3}\s*[\]］】〕])+$")
_SUBTITLE = re.compile(r"^(?:[—–-]{1,2}|──)\s*(?=\S)")
_SENTENCE_END = re.compile(r"[.。！!？?；;]['”’」』)）]?$")


@dataclass
class _Line:
    """One line of the head and the element that holds it."""

    text: str
    element: etree._Element
    bullet: bool


def is_furniture(line: str) -> bool:
    """Whether a line is a web page's switch between languages or its way back to the top."""
    return bool(_LANGUAGE_LINE.fullmatch(line.strip()) or _BACK_TO_TOP.fullmatch(line.strip()))


def drop_furniture(root: etree._Element, draft: Draft) -> None:
    """Leave out the lines of a web page that are no text of the article, and say so."""
    for block in list(root):
        text = tree.words(block)
        if block.tag in ("p", "ul") and is_furniture(text):
            draft.report("notice", _("A line of the web page was left out."), text)
            tree.remove(block)


def read(root: etree._Element, draft: Draft, *, plain: bool) -> None:
    """Move title, subtitle, date line and byline from the blocks to the draft; what the draft has already stays.

    ``plain`` says that the manuscript has no headings of its own, so that a line without further mark is not
    taken for a name after the date, where a section's title may stand as well.
    """
    if not draft.title:
        _take_title(root, draft)
    lines = _lines(root)
    if not draft.subtitle:
        _take_subtitle(lines, root, draft)
    date_at = _take_date(lines, root, draft)
    if not draft.byline:
        _take_byline(lines, date_at, root, draft, plain=plain)
    if not draft.title:
        draft.report("error", _("No title was found."))


def _take_title(root: etree._Element, draft: Draft) -> None:
    first = next((block for block in root if tree.words(block)), None)
    if first is None or first.tag not in ("p", "h2", "h3") or not _may_be_title(tree.words(first)):
        return
    # One of several headings of a level heads its section, not the manuscript.
    if first.tag != "p" and len(root.findall(first.tag)) > 1:
        return
    if first.tag == "p" and _SENTENCE_END.search(_MARKERS.sub("", tree.words(first)).rstrip("?？!！")):
        return
    take_title(first, root, draft)


def _may_be_title(text: str) -> bool:
    return bool(text) and len(text) <= LONGEST_TITLE and read_date(text) is None


def take_title(element: etree._Element, root: etree._Element, draft: Draft) -> None:
    """Make an element's words the title; a note that hangs on them goes to the end of the text."""
    draft.title = re.sub(r"\s*\n\s*", " ", _MARKERS.sub("", tree.words(element)))
    detach(element, root, draft)


def detach(element: etree._Element, root: etree._Element, draft: Draft) -> None:
    """Take an element of the head out of the text; its notes are kept as paragraphs at the end."""
    for note in element.xpath(".//span[@data-footnote]"):
        message = _("A note of the title or byline cannot stand there; its text is at the end.")
        draft.report("warning", message, tree.short("".join(note.itertext())))
        note.tag = "p"
        note.tail = None
        del note.attrib["data-footnote"]
        root.append(note)
    parent = element.getparent()
    tree.remove(element)
    if parent is not root and not tree.words(parent):
        tree.remove(parent)


def _lines(root: etree._Element) -> list[_Line]:
    lines: list[_Line] = []
    for block in list(root):
        if block.tag == "ul" and len(block) <= 6:
            found = [_Line(tree.words(item), item, True) for item in block]
        elif block.tag == "p":
            found = [_Line(tree.words(block), block, False)]
        else:
            break
        if len(lines) >= _MOST_LINES or any(_is_prose(line.text) for line in found):
            break
        lines += found
    return lines


def _is_prose(text: str) -> bool:
    if len(text) > _LONGEST_LINE:
        return True
    return len(text) > 40 and bool(_SENTENCE_END.search(text))


def _take_subtitle(lines: list[_Line], root: etree._Element, draft: Draft) -> None:
    if lines and _SUBTITLE.match(lines[0].text):
        draft.subtitle = _SUBTITLE.sub("", lines[0].text)
        detach(lines.pop(0).element, root, draft)


def _take_date(lines: list[_Line], root: etree._Element, draft: Draft) -> int:
    """Read the date line; returns how many lines stand above it, or 0 when there is none."""
    for index, line in enumerate(lines):
        date = read_date(line.text)
        if date:
            draft.date = draft.date or date
            detach(lines.pop(index).element, root, draft)
            return index
    return 0


def _take_byline(
    lines: list[_Line], date_at: int, root: etree._Element, draft: Draft, *, plain: bool
) -> None:
    last = 0
    for index, line in enumerate(lines):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        certain = line.bullet and (byline.is_name(line.text) or byline.is_post(following))
        found = byline.read_line(line.text, certain=certain)
        marked = line.bullet or bool(found and (found[0].position or found[0].institute))
        if found and (marked or _is_signed(line.text, following, index < date_at, plain)):
            draft.byline += found
        elif index == last and draft.byline and byline.is_post(line.text) and _add_post(line.text, draft):
            pass
        else:
            continue
        last = index + 1
        detach(line.element, root, draft)


def _is_signed(text: str, following: str, above_date: bool, plain: bool) -> bool:
    """Whether a line that may be a name is one, by what stands around it."""
    return (
        above_date
        or not plain
        or byline.is_post(following)
        or text.lower().startswith(("by ", "author", "作者"))
    )


def _add_post(text: str, draft: Draft) -> bool:
    author = draft.byline[-1]
    position, institute = byline.read_post(text)
    if (position and author.position) or (institute and author.institute):
        return False
    draft.byline[-1] = Byline(author.name, author.position or position, author.institute or institute)
    return True
