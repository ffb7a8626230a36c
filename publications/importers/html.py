"""HTML: web pages, and what Word, LibreOffice, Google Docs, pandoc, mammoth and markdown-it write."""

import re

import lxml.html
from django.utils.translation import gettext as _
from lxml import etree
from lxml.builder import E

from publications.body.vocabulary import VOID as VOID_TAGS
from publications.body.vocabulary import Writer, start_tag
from publications.importers import figures, head, headings, linked_notes, tree
from publications.importers.draft import Draft, ImportRefused
from publications.importers.encoding import decode
from publications.importers.finishing import finish

_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_SILENT = ("script", "style", "template", "noscript", "head", "link", "meta", "title", "colgroup")
_AROUND = ("nav", "aside", "footer", "form", "button", "select", "input", "textarea")
_UNSUPPORTED = ("iframe", "video", "audio", "object", "embed", "svg", "canvas", "map", "math")
_ROLES = {"msotitle": "title", "msosubtitle": "subtitle", "msocaption": "caption", "subtitle": "subtitle"}
_HEADING_CLASS = re.compile(r"msoheading([1-6])|heading-?([1-6])", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list:\s*l\d+ level(\d)", re.IGNORECASE)
_KICKER = 200  # characters
_KEPT_ATTRIBUTES = frozenset(
    [
        "href",
        "src",
        "alt",
        "width",
        "height",
        "colspan",
        "rowspan",
        "scope",
        "start",
        "lang",
        "data-footnote",
        "data-footnote-ref",
    ]
)


def read(content: bytes) -> Draft:
    """The draft of an HTML file. Raises ImportRefused for what is no text, or empty."""
    draft = Draft()
    declared = _DECLARED.search(content[:4096])
    return read_html(decode(content, draft, declared[1].decode() if declared else None), draft)


def read_html(html: str, draft: Draft, *, with_head: bool = True) -> Draft:
    """Complete a draft from HTML; what it has already (a title, findings) stays.

    ``with_head`` says that title, date and byline stand in the text.
    """
    document = _document(html)
    titles = [" ".join(title.text_content().split()) for title in document.iter("title")]
    root = _text_part(document.find("body"), draft)
    _leave_out(root, draft)
    typed = _is_of_word_processor(document)
    if typed:
        # They mark each run with the keyboard it was typed on, which often is not the language it is in.
        etree.strip_attributes(root, "lang")
    _read_styles(root)
    _read_lists(root)
    linked_notes.join(root, draft)
    _drop_inner_links(root, draft)
    figures.lift(root, draft)
    figures.set_captions(root)
    _take_roles(root, draft, before=0 if typed else _KICKER)
    headings.level(root, draft)
    if not any(block.tag in tree.HEADINGS for block in root.iter()) and not draft.title and titles:
        draft.title = titles[0]
    return finish(draft, _Writer().inner(root), with_head=with_head)


def _document(html: str) -> etree._Element:
    html = _XML.sub("", html)
    try:
        document = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ImportRefused(_("The file holds no text.")) from error
    if document.find("body") is None:
        raise ImportRefused(_("The file holds no text."))
    for comment in document.xpath("//comment() | //processing-instruction()"):
        tree.remove(comment)
    return document


def _is_of_word_processor(document: etree._Element) -> bool:
    makers = " ".join(meta.get("content") or "" for meta in document.iter("meta"))
    return bool(
        re.search(r"Microsoft|LibreOffice|OpenOffice", makers)
        or document.xpath("//*[starts-with(@class, 'Mso')]")
    )


def _drop_inner_links(root: etree._Element, draft: Draft) -> None:
    """Links into the manuscript itself lead nowhere in the article, nor do those into somebody's own files."""
    for link in list(root.iter("a")):
        address = link.get("href") or ""
        if address.startswith("#") and tree.words(link):
            draft.report("notice", _("A link within the manuscript became plain text."), tree.words(link))
        elif address and re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
            message = _("A link that readers cannot follow became plain text: %(address)s")
            draft.report("warning", message % {"address": tree.short(address)}, tree.words(link))
        else:
            continue
        tree.unwrap(link)


def _text_part(body: etree._Element, draft: Draft) -> etree._Element:
    """The article of a web page where the page marks one; what stands around it is left out and reported."""
    marked = body.findall(".//article") or body.findall(".//main")
    if len(marked) != 1:
        return body
    article = marked[0]
    outside = len(tree.words(body)) - len(tree.words(article))
    targets = {link.get("href", "")[1:] for link in article.iter("a") if link.get("href", "").startswith("#")}
    inside = {
        name for element in article.iter(etree.Element) for name in (element.get("id"), element.get("name"))
    }
    beyond = {element.get("id") for element in body.iter(etree.Element)} & targets - inside
    if beyond or not tree.words(article):
        return body
    if outside:
        message = _("The page around the article was left out (%(count)d characters).") % {"count": outside}
        draft.report("notice", message)
    part = E.div()
    part.append(article)
    return part


def _leave_out(root: etree._Element, draft: Draft) -> None:
    for element in list(root.iter(*_SILENT)):
        tree.remove(element)
    for element in [each for each in root.iter(*_AROUND) if each.get("role") != "doc-endnotes"]:
        if tree.words(element) and not any(True for _note in element.iter("a") if _note.get("id")):
            draft.report("notice", _("A part of the page was left out."), tree.short(tree.words(element)))
            tree.remove(element)
    for element in list(root.iter("del")):
        draft.report("notice", _("Deleted text was left out."), tree.short(tree.words(element)))
        tree.remove(element)
    for element in list(root.iter("s", "strike")):
        draft.report(
            "warning", _("Struck-through text stays as ordinary text."), tree.short(tree.words(element))
        )
    for element in list(root.iter(*_UNSUPPORTED)):
        _replace_unsupported(element, draft)


def _replace_unsupported(element: etree._Element, draft: Draft) -> None:
    """A link takes the place of what an article cannot hold; text inside stays."""
    source = element.get("src") or element.get("data") or ""
    message = _("<%(tag)s> is not supported; its text or address stays.") % {"tag": element.tag}
    draft.report("warning", message, source or tree.place(element))
    text = E.span(" ".join(element.text_content().split()) if element.tag != "math" else tree.words(element))
    if source.startswith(("http://", "https://")):
        text = E.p(E.a(source, href=source))
    tree.replace(element, text)


def _read_styles(root: etree._Element) -> None:
    """Turn what classes and styles say into elements: roles, headings, bold and italic."""
    for element in list(root.iter("p", "div")):
        for name in (element.get("class") or "").lower().split():
            heading = _HEADING_CLASS.fullmatch(name)
            if heading:
                element.tag = f"h{heading[1] or heading[2]}"
            elif name in _ROLES and not element.get("data-role"):
                element.set("data-role", _ROLES[name])
    for element in list(root.iter("b", "strong", "i", "em", "span", "font")):
        style = (element.get("style") or "").replace(" ", "").lower()
        if element.tag in ("b", "strong") and "font-weight:normal" in style:
            element.tag = "span"
        if element.tag in ("i", "em") and "font-style:normal" in style:
            element.tag = "span"
        if element.tag in ("span", "font"):
            _mark_style(element, style)


def _mark_style(element: etree._Element, style: str) -> None:
    if re.search(r"font-weight:(?:bold|[7-9]00)", style):
        _wrap_content(element, "strong")
    if "font-style:italic" in style:
        _wrap_content(element, "em")
    if "vertical-align:super" in style:
        _wrap_content(element, "sup")
    if "vertical-align:sub" in style:
        _wrap_content(element, "sub")


def _wrap_content(element: etree._Element, tag: str) -> None:
    inner = etree.Element(tag)
    tree.fill(inner, element)
    element.text = None
    element.append(inner)


def _read_lists(root: etree._Element) -> None:
    """Word's web pages write lists as paragraphs whose style names the list and whose mark stands in the text."""
    for paragraph in root.xpath(".//p[contains(@style, 'mso-list')]"):
        mark = next(
            (
                each
                for each in paragraph.iter("span")
                if "mso-list:ignore" in (each.get("style") or "").lower().replace(" ", "")
            ),
            None,
        )
        if not _WORD_LIST.search(paragraph.get("style")) or mark is None:
            continue
        tag = "ol" if re.search(r"\w", tree.words(mark).lstrip("oO§")) else "ul"
        tree.remove(mark)
        above = paragraph.getprevious()
        if (
            above is not None
            and above.tag == tag
            and above.get("data-made")
            and not (above.tail or "").strip()
        ):
            above.tail, owner = None, above
        else:
            owner = etree.Element(tag, {"data-made": "1"})
            paragraph.addprevious(owner)
        tree.remove(paragraph)
        paragraph.tag = "li"
        owner.append(paragraph)


def _take_roles(root: etree._Element, draft: Draft, *, before: int) -> None:
    """Title and subtitle that a style marks; else the only h1 of the text, when it stands first.

    ``before`` is how many characters may stand above it: the kicker of a web page, the date.
    """
    titles = root.xpath(".//*[@data-role='title']")
    first = list(root.iter("h1"))
    if not titles and len(first) == 1 and _stands_first(first[0], root, before):
        titles = first
    for element in titles[:1]:
        if not draft.title and tree.words(element):
            head.take_title(element, root, draft)
    for element in root.xpath(".//*[@data-role='subtitle']")[:1]:
        if not draft.subtitle:
            draft.subtitle = tree.words(element)
            head.detach(element, root, draft)


def _stands_first(heading: etree._Element, root: etree._Element, most: int) -> bool:
    before = heading.xpath("preceding::p | preceding::h2 | preceding::h3")
    return sum(len(tree.words(element)) for element in before if root in element.iterancestors()) <= most


class _Writer(Writer):
    """Writes any element under its own name, for the cleaner to judge."""

    def element(self, element: etree._Element) -> str:
        tag = str(element.tag)
        if not re.fullmatch(r"[a-z][a-z0-9]*", tag):
            return self.inner(element)
        attributes = [(name, value) for name, value in element.items() if name in _KEPT_ATTRIBUTES]
        start = start_tag(tag, attributes)
        return start if tag in VOID_TAGS else f"{start}{self.inner(element)}</{tag}>"
