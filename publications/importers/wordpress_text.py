"""A text of WordPress as HTML that the reader of web pages understands: blocks, paragraphs, pictures."""

import re

import lxml.html
from django.utils.translation import gettext as _
from lxml import etree
from lxml.builder import E

from publications.importers import html, tree, wordpress_notes, wordpress_shortcodes
from publications.importers.draft import Draft, ImportRefused
from publications.importers.wordpress import Item, link_words, uploaded
from publications.importers.wordpress_names import Names
from publications.models.document import TYPES, extension

_SHOWN_BLOCK = re.compile(r'<!--\s+wp:block\s+\{[^}]*"ref":\s*(\d+)[^}]*\}\s*/-->')
_EMPTY_BLOCK = re.compile(r"<!--\s+wp:(\S+)\s+(\{(?:(?!-->).)*\}\s+)?/-->", re.DOTALL)
# Which say nothing, or of which all that they say stands elsewhere.
_SILENT_BLOCKS = frozenset(
    {"footnotes", "more", "nextpage", "spacer", "separator", "post-title", "post-date"}
)
# What the classic editor leaves as it is, each whole, and what it sets apart from the paragraphs around.
_WHOLE = "pre|p|h[1-6]|li|dt|dd|td|th|caption|figcaption|summary|script|style"
_AROUND = (
    "div|blockquote|section|article|aside|header|footer|nav|address|center|figure|details|form|iframe|hr|ul|ol|dl"
    "|table|thead|tbody|tfoot|tr|colgroup|li|dd|dt|p|td|th"
)
_PARTS = re.compile(
    rf"(<!--.*?-->|<(?P<whole>{_WHOLE})\b[^>]*>.*?</(?P=whole)\s*>|</?(?:{_AROUND})\b[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_BLANK = re.compile(r"\n(?:[ \t\u00a0\u3000]|&nbsp;)*\n(?:[ \t\u00a0\u3000]|&nbsp;)*")
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")
_PICTURE = re.compile(r"wp-image-(\d+)")
# What names a file, and where.
_NAMING = {"a": "href", "audio": "src", "embed": "src", "iframe": "src", "object": "data", "video": "src"}
_FURNITURE = ("aside", "footer", "header", "nav", "article", "main")


def read(item: Item, names: Names) -> Draft:
    """The draft of a post, with findings. Raises ImportRefused when it holds no text, or none that can be read."""
    draft = Draft(title=item.title, date=item.date)
    text = _SHOWN_BLOCK.sub(lambda found: names.blocks.get(found[1], found[0]), item.content)
    _report_empty_blocks(text, draft)
    text = wordpress_notes.place(item, text.replace("\r\n", "\n"), draft)
    text = wordpress_shortcodes.replace(item, text, names, draft)
    if "<!-- wp:" not in item.content:
        text = paragraphs(text)
    try:
        root = lxml.html.fragment_fromstring(
            text, create_parent="div", parser=lxml.html.HTMLParser(huge_tree=True)
        )
        _tidy(root, names)
        _report_scripts(root, draft)
        return html.read_html(lxml.html.tostring(root, encoding="unicode"), draft, with_head=False)
    except RecursionError as error:
        raise ImportRefused(_("The file is nested too deeply to be read.")) from error


def paragraphs(text: str) -> str:
    """Text of the classic editor with its paragraphs marked, which blank lines and elements around it part.

    The rule is that of ``wpautop`` in ``wp-includes/formatting.php``.
    """
    made, place = [], 0
    for found in _PARTS.finditer(text):
        made += [*_between(text[place : found.start()]), _kept(found)]
        place = found.end()
    return "\n".join([*made, *_between(text[place:])])


def _between(text: str) -> list[str]:
    parts = (part.strip() for part in _BLANK.split(text))
    return [f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part]


def _kept(found: re.Match[str]) -> str:
    """An element as it is, but for the lines of a paragraph."""
    if (found["whole"] or "").lower() != "p":
        return found[0]
    return re.sub(r"(?<=\S)[ \t]*\n\s*(?=[^\s<]|<(?!/p|br))", "<br>", found[0])


def _report_empty_blocks(text: str, draft: Draft) -> None:
    """Blocks that the old site fills when it shows them have no text here; what editors typed into them is told."""
    for found in _EMPTY_BLOCK.finditer(text):
        if found[1] not in _SILENT_BLOCKS:
            message = _("The block “%s” has no text in the file and was left out.")
            draft.report("warning", message % found[1], (found[2] or "").strip())


def _tidy(root: etree._Element, names: Names) -> None:
    _complete_addresses(root, names)
    for block in root.xpath(".//div[contains(@class, 'wp-block-file')]"):
        _join_file(block)
    _link_shown(root, names)
    for picture in root.iter("img"):
        _place(picture, names)
    _unlink_pictures(root)
    _part_galleries(root)
    # WordPress lists the notes of its own where its block stands; they stand at their markers now.
    for element in root.xpath(".//*[contains(@class, 'wp-block-footnotes')]"):
        element.drop_tree()
    # In a page these would be what stands around the text; in a text they are part of it.
    for element in root.iter(*_FURNITURE):
        element.tag = "div"
    for element in root.iter("pre"):
        for part, slot in list(tree.texts(element)):
            tree.part(part, slot, re.compile(r"\n"), lambda _found: [E.br()])


def _complete_addresses(root: etree._Element, names: Names) -> None:
    """The files of the old site are named in full: what is relative there would lead into this site."""
    for element in root.iter(*_NAMING):
        name = _NAMING[element.tag]
        if address := names.own_file(element.get(name) or ""):
            element.set(name, address)


def _join_file(block: etree._Element) -> None:
    """One link of what the block of a file has: its name, which may lead to its page, a button, and the file itself."""
    links = block.findall("a")
    for button in links[1:]:
        links[0].set("href", button.get("href") or "")
        button.drop_tree()
    for shown in block.findall("object") if links else ():
        shown.drop_tree()


def _link_shown(root: etree._Element, names: Names) -> None:
    """A document that was shown within the page is a link to it."""
    for element in list(root.iter(*(_NAMING.keys() - {"a"}))):
        address = names.own_file(element.get(_NAMING[element.tag]) or "") or ""
        if extension(uploaded(address) or "") in TYPES:
            tree.replace(element, E.p(E.a(link_words(address), href=address)))


def _place(picture: etree._Element, names: Names) -> None:
    """Let a picture of the site's own name its file below the uploads: the original, not one of its sizes."""
    number = _PICTURE.search(picture.get("class") or "")
    attachment = names.attachments.get(number[1]) if number else None
    name = uploaded(picture.get("src") or "")
    if attachment and attachment.name:
        picture.set("src", attachment.name)
        if not (picture.get("alt") or "").strip():
            picture.set("alt", attachment.alt)
    elif name:
        original = _SIZE.sub("", name)
        stem, dot, extension = original.rpartition(".")
        known = (each for each in (original, f"{stem}-scaled{dot}{extension}") if each in names.files)
        picture.set("src", next(known, name))


def _unlink_pictures(root: etree._Element) -> None:
    """A picture that is a link to its own file needs none; one to a document, such as its cover, has it below."""
    for link in list(root.iter("a")):
        name = uploaded(link.get("href") or "")
        if not name or link.find(".//img") is None or (link.text_content() or "").strip():
            continue
        if extension(name) in TYPES:
            around = next(link.iterancestors("figure", "p"), link)
            around.addnext(E.p(E.a(link_words(link.get("href")), href=link.get("href"))))
        link.drop_tag()


def _part_galleries(root: etree._Element) -> None:
    """Each picture of a gallery is a figure of its own; the words of the whole stand below."""
    for gallery in root.xpath(".//figure[.//figure]"):
        gallery.tag = "div"
        for caption in gallery.findall("figcaption"):
            caption.tag = "p"


def _report_scripts(root: etree._Element, draft: Draft) -> None:
    """What scripts of other sites show, such as a chart, is not in the text."""
    for script in root.iterfind(".//script[@src]"):
        message = _("A script was left out, with whatever it shows: a chart, a map, a form.")
        draft.report("warning", message, script.get("src"))
