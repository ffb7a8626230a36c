"""Headings that a manuscript does not mark as such, and the two levels that an article has."""

import re

from django.utils.translation import gettext as _
from lxml import etree

from publications.importers import tree
from publications.importers.draft import Draft

_LONGEST = 140
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[.。!！;；:：,，、…]['”’」』)）]?$")
_FIRST_LEVEL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节節部分])")
_SECOND_LEVEL = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]")


def level(root: etree._Element, draft: Draft) -> None:
    """Bring the levels of a manuscript, h1 to h6, to the two of an article, in place: the highest becomes h2."""
    headings = list(root.iter(*tree.HEADINGS))
    levels = sorted({element.tag for element in headings})
    for element in headings:
        element.tag = "h2" if element.tag == levels[0] else "h3"
    if len(levels) > 2:
        message = _("The manuscript has %(count)d levels of headings; all below the first became the second.")
        draft.report("warning", message % {"count": len(levels)})


def find_in_plain_text(root: etree._Element, draft: Draft) -> None:
    """Take short lines without a full stop that stand above a paragraph for headings.

    Chinese numbering tells two levels apart (一、 and （一）); nothing else in plain text does, which is reported.
    """
    blocks = list(root)
    short = [_is_short(block) for block in blocks] + [True]
    found = []
    for index, block in enumerate(blocks):
        run = not short[index + 1] or (not short[min(index + 2, len(blocks))] and short[index + 1])
        above = index > 1 and short[index - 1] and short[index - 2]
        if short[index] and run and not above and index + 1 < len(blocks):
            found.append(block)
    for block in found:
        block.tag = "h3" if _SECOND_LEVEL.match(tree.words(block)) else "h2"
    if len(found) > 1 and not any(_FIRST_LEVEL.match(tree.words(block)) for block in found):
        message = _(
            "%(count)d headings were found. Plain text does not tell their levels apart: all are of the first."
        )
        draft.report("warning", message % {"count": len(found)})


def _is_short(block: etree._Element) -> bool:
    text = tree.words(block)
    longest = _LONGEST // 3 if len(_HAN.findall(text)) > len(text) / 2 else _LONGEST
    if block.tag != "p" or not text or len(text) > longest or _SENTENCE_END.search(text) or "://" in text:
        return False
    return block.find(".//span") is None and not text[0].islower() and not text.startswith(("[", "［", "【"))


def find_bold(root: etree._Element, draft: Draft) -> None:
    """Where a manuscript has no headings, take short paragraphs that are bold throughout for them."""
    if any(block.tag in tree.HEADINGS for block in root):
        return
    for block in list(root)[:-1]:
        if _is_short(block) and _is_bold(block):
            tree.unwrap(block[0])
            block.tag = "h2"
            draft.report("notice", _("A bold line was taken for a heading."), tree.words(block))


def _is_bold(block: etree._Element) -> bool:
    whole = len(block) == 1 and block[0].tag == "strong"
    return whole and not (block.text or "").strip() and not (block[0].tail or "").strip()
