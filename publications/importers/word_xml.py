"""What the converter of Word documents would lose: kept by rewriting the document first, or else reported."""

import re

from django.utils.translation import gettext as _
from lxml import etree

from publications.importers import tree
from publications.importers.draft import Draft
from publications.importers.numbering import Numbering, W
from publications.importers.styles import Styles

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
# Private characters carry the number of a list item through the converter, which drops it.
NUMBER_START, NUMBER_END = "\ue000", "\ue001"
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def text(element: etree._Element) -> str:
    """The text of an element of a Word document, deletions aside."""
    return "".join(each.text or "" for each in element.iter(f"{W}t", f"{M}t"))


def where(element: etree._Element) -> str:
    """The first words of the paragraph that an element stands in."""
    paragraph = next(element.iterancestors(f"{W}p"), element)
    return tree.short(text(paragraph))


def run(words: str) -> etree._Element:
    """A run of text without properties."""
    made = etree.Element(f"{W}r")
    shown = etree.SubElement(made, f"{W}t", {_XML_SPACE: "preserve"})
    shown.text = words
    return made


def rewrite(part: etree._Element, draft: Draft) -> None:
    """Keep, in place, what can be kept of a part (the text, the footnotes or the endnotes); report the rest."""
    _report_changes(part, draft)
    _keep_ruby(part, draft)
    _keep_formulas(part, draft)
    _keep_text_boxes(part, draft)
    _unwrap_fields(part)
    _report_hidden(part, draft)
    _report_graphics(part, draft)


def _report_changes(part: etree._Element, draft: Draft) -> None:
    count = sum(1 for _change in part.iter(*(f"{W}{name}" for name in _CHANGES)))
    if count:
        message = _("%(count)d tracked changes were taken as accepted.") % {"count": count}
        draft.report("notice", message, where(next(part.iter(*(f"{W}{name}" for name in _CHANGES)))))


def _keep_ruby(part: etree._Element, draft: Draft) -> None:
    """A reading printed above its word follows it in brackets, as HTML's ``rp`` would show it."""
    for ruby in list(part.iter(f"{W}ruby")):
        base = "".join(text(each) for each in ruby.iter(f"{W}rubyBase"))
        reading = "".join(text(each) for each in ruby.iter(f"{W}rt"))
        holder = ruby.getparent()
        kept = run(f"{base}（{reading}）" if reading else base)[0]
        holder.replace(ruby, kept)
        draft.report(
            "notice",
            _("The reading above “%(base)s” now follows it in brackets.") % {"base": base},
            where(holder),
        )


def _keep_formulas(part: etree._Element, draft: Draft) -> None:
    for formula in list(part.iter(f"{M}oMath")):
        words = text(formula)
        outer = formula.getparent() if formula.getparent().tag == f"{M}oMathPara" else formula
        draft.report(
            "warning",
            _("A formula became plain characters: %(words)s. Check it.") % {"words": words},
            where(formula),
        )
        if outer is formula:
            outer.getparent().replace(outer, run(words))
        else:
            outer.replace(formula, run(words))
    for paragraph in list(part.iter(f"{M}oMathPara")):
        _unwrap(paragraph)


def _keep_text_boxes(part: etree._Element, draft: Draft) -> None:
    """Paragraphs of a text box follow the paragraph that the box hangs on.

    A box is written twice, for new programs and for old ones; only the first is taken.
    """
    for box in list(part.iter(f"{W}txbxContent")):
        if part not in box.iterancestors():
            continue
        frame = next(box.iterancestors(f"{MC}AlternateContent", f"{W}pict", f"{W}drawing"), None)
        outermost = list(box.iterancestors(f"{MC}AlternateContent"))
        frame = outermost[-1] if outermost else frame
        host = next(frame.iterancestors(f"{W}p"), None) if frame is not None else None
        if host is None:
            continue
        draft.report(
            "warning", _("A text box became part of the text, after the paragraph it hung on."), where(box[0])
        )
        for block in reversed(list(box)):
            host.addnext(block)
        if not any(True for _picture in frame.iter(_PICTURE)):
            frame.getparent().remove(frame)


def _unwrap_fields(part: etree._Element) -> None:
    """The converter leaves out simple fields and text of another direction; their content is ordinary text."""
    for wrapper in list(part.iter(f"{W}fldSimple", f"{W}bdo", f"{W}dir")):
        _unwrap(wrapper)


def _unwrap(element: etree._Element) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def _report_hidden(part: etree._Element, draft: Draft) -> None:
    for hidden in part.iter(f"{W}vanish"):
        owner = next(hidden.iterancestors(f"{W}r"), None)
        if owner is not None and text(owner):
            message = _("Hidden text stands in the text now: “%(words)s”.") % {
                "words": tree.short(text(owner))
            }
            draft.report("warning", message, where(owner))


def _report_graphics(part: etree._Element, draft: Draft) -> None:
    for graphic in part.iter(_GRAPHIC):
        kind = graphic.get("uri", "").rsplit("/", 1)[-1]
        if kind in ("chart", "chartex", "diagram"):
            draft.report(
                "warning", _("A chart or diagram was left out; insert it as a picture."), where(graphic)
            )
    for embedded in part.iter(f"{W}object"):
        draft.report(
            "warning",
            _("An embedded object was left out, except its picture if it has one."),
            where(embedded),
        )
    for chunk in part.iter(f"{W}altChunk"):
        draft.report("error", _("A document embedded in the document was left out."), where(chunk))


def name_roles(part: etree._Element, styles: Styles, numbering: Numbering, draft: Draft) -> None:
    """Give each paragraph that has a role a style of that name, and write automatic numbers into its text."""
    contents = 0
    paragraphs = [each for each in part.iter(f"{W}p") if text(each).strip()]
    roles = {each: styles.role(each) for each in paragraphs}
    if _has_title_as_heading(list(roles.values())):
        roles[paragraphs[0]] = "title"
    for paragraph, role in roles.items():
        number, printed = numbering.count(*styles.numbering(paragraph))
        if role == "contents":
            contents += 1
            paragraph.getparent().remove(paragraph)
        elif role:
            _set_style(paragraph, f"Ibid{role.capitalize()}")
            if printed:
                _insert(paragraph, printed if printed[-1] in "、．）》】" else f"{printed} ")
        elif number:
            _insert(paragraph, f"{NUMBER_START}{number}{NUMBER_END}")
    if contents:
        draft.report("notice", _("The table of contents was left out; the page makes its own."))


def _has_title_as_heading(roles: list[str]) -> bool:
    """Whether the document begins with its only heading of the first level and has no paragraph styled as title."""
    return roles[:1] == ["heading1"] and roles.count("heading1") == 1 and "title" not in roles


def _set_style(paragraph: etree._Element, name: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in (*properties.findall(f"{W}pStyle"), *properties.findall(f"{W}numPr")):
        properties.remove(old)
    properties.insert(0, etree.Element(f"{W}pStyle", {f"{W}val": name}))


def _insert(paragraph: etree._Element, words: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if properties is None else 1, run(words))


def mend_references(part: etree._Element, known: dict[str, set[str]], draft: Draft) -> None:
    """Make a reference to a note that is not there a link to nowhere, which reads as a marker without note.

    A mark that the author typed in place of the number is left out: the page counts its notes itself.
    """
    for kind, ids in known.items():
        for reference in list(part.iter(f"{W}{kind}Reference")):
            holder = reference.getparent()
            if reference.get(f"{W}id") not in ids:
                _link_nowhere(reference, kind)
            elif reference.get(f"{W}customMarkFollows") in ("1", "true", "on"):
                mark = text(holder)
                for shown in holder.findall(f"{W}t"):
                    holder.remove(shown)
                draft.report(
                    "notice",
                    _("The mark %(mark)s of a note became a number.") % {"mark": mark},
                    where(holder),
                )


def _link_nowhere(reference: etree._Element, kind: str) -> None:
    number = re.sub(r"\D", "", reference.get(f"{W}id", "")) or "0"
    link = etree.Element(f"{W}hyperlink", {f"{W}anchor": f"{kind}-{number}"})
    link.append(run(f"[{number}]"))
    reference.getparent().addprevious(link)
    reference.getparent().remove(reference)


def report_comments(comments: etree._Element | None, document: etree._Element, draft: Draft) -> None:
    """Comments are left out; each is quoted, with its author and the place it stands at."""
    places = {each.get(f"{W}id"): where(each) for each in document.iter(f"{W}commentReference")}
    for comment in [] if comments is None else comments.iter(f"{W}comment"):
        message = _("A comment by %(author)s was left out: “%(words)s”.")
        author = comment.get(f"{W}author") or _("somebody")
        words = tree.short(text(comment))
        draft.report(
            "warning", message % {"author": author, "words": words}, places.get(comment.get(f"{W}id"), "")
        )


def report_margins(margins: list[etree._Element], draft: Draft) -> None:
    """The text of page headers and footers is left out, each once."""
    for words in dict.fromkeys(text(margin).strip() for margin in margins):
        if words and not words.isdigit():
            draft.report("notice", _("The text of a page header or footer was left out."), tree.short(words))


def report_losses(part: etree._Element, html_text: str, draft: Draft) -> None:
    """Compare with what the converter wrote: any text that is in the document and not there is reported."""
    for shown in part.iter(f"{W}t"):
        words = shown.text or ""
        deleted = any(True for _change in shown.iterancestors(f"{W}del", f"{W}moveFrom"))
        if len(words.strip()) > 2 and not deleted and words not in html_text:
            draft.report(
                "warning",
                _("This text could not be read and was left out: “%(words)s”.") % {"words": words},
                where(shown),
            )
