"""What a paragraph of a Word document is: title, heading, quotation, caption, told by its style and its outline."""

import re
from collections.abc import Iterator

from lxml import etree

from publications.importers.numbering import W, whole

# Word writes the English name of a built-in style; WPS, LibreOffice and house templates write their own.
_ROLES = {
    "title": ("title", "标题", "標題", "文章标题", "文章標題", "篇名", "题目", "題目"),
    "subtitle": ("subtitle", "副标题", "副標題"),
    "quote": ("quote", "intense quote", "quotations", "block text", "引用", "明显引用", "鮮明引文", "引文"),
    "caption": ("caption", "题注", "題注", "標號", "图题", "圖題", "表题", "表題"),
    "contents": ("toc heading", "contents heading", "目录标题", "目錄標題"),
}
_NAMED = {name: role for role, names in _ROLES.items() for name in names}
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])")
_CONTENTS = re.compile(r"(?:toc|contents|目录|目錄)\s*\d")
_BODY_TEXT = 9  # the outline level that Word gives to text


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = [] if styles is None else styles.iter(f"{W}style")
        self.styles = {style.get(f"{W}styleId", ""): style for style in found}

    def role(self, paragraph: etree._Element) -> str:
        """``title``, ``subtitle``, ``heading1`` to ``heading6``, ``quote``, ``caption``, ``contents`` or nothing.

        The names of the style and of those it is based on come first, then the outline level of the paragraph or
        of its style, which is how Word itself knows a heading.
        """
        chain = list(self._chain(paragraph))
        for style in chain:
            role = _named_role(style)
            if role:
                return role
        levels = [_outline(paragraph.find(f"{W}pPr")), *(_outline(style.find(f"{W}pPr")) for style in chain)]
        level = next((each for each in levels if each is not None), _BODY_TEXT)
        return f"heading{min(level + 1, 6)}" if level < _BODY_TEXT else ""

    def numbering(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list that numbers a paragraph and its level there: from the paragraph itself or from its style."""
        for holder in (paragraph, *self._chain(paragraph)):
            numbered = holder.find(f"{W}pPr/{W}numPr")
            if numbered is not None and numbered.find(f"{W}numId") is not None:
                level = numbered.find(f"{W}ilvl")
                list_id = numbered.find(f"{W}numId").get(f"{W}val", "0")
                return list_id, whole(level.get(f"{W}val", "")) if level is not None else 0
        return "0", 0

    def _chain(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style = self.styles.get(named.get(f"{W}val", "")) if named is not None else None
        seen: set[str] = set()
        while style is not None and style.get(f"{W}styleId") not in seen:
            seen.add(style.get(f"{W}styleId", ""))
            yield style
            based = style.find(f"{W}basedOn")
            style = self.styles.get(based.get(f"{W}val", "")) if based is not None else None


def _named_role(style: etree._Element) -> str:
    named = style.find(f"{W}name")
    name = re.sub(r"\s+", " ", named.get(f"{W}val", "") if named is not None else "").strip().lower()
    heading = _HEADING.fullmatch(name)
    if heading:
        return f"heading{min(int(heading[1]), 6)}"
    return "contents" if _CONTENTS.fullmatch(name) else _NAMED.get(name, "")


def _outline(properties: etree._Element | None) -> int | None:
    level = properties.find(f"{W}outlineLvl") if properties is not None else None
    return whole(level.get(f"{W}val", ""), _BODY_TEXT) if level is not None else None
