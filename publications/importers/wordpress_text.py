"""A text of WordPress as HTML that the reader of web pages understands: blocks, shortcodes, notes, pictures."""

import re
from html import escape, unescape

import lxml.html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lxml import etree

from publications.body.notes import new_key
from publications.body.vocabulary import NOTE
from publications.importers import html
from publications.importers.draft import Draft
from publications.importers.wordpress import UPLOADS, Attachment, Item, Names, uploaded

_BLOCK_START = re.compile(
    r"<(?:p|h[1-6]|ul|ol|li|table|blockquote|figure|div|section|pre|hr|dl|aside|details|iframe|!--)\b|<!--|\[gallery",
    re.IGNORECASE,
)
# The shortcodes of the plugins for footnotes, and the double brackets that the oldest of them read.
_NOTES = (
    re.compile(
        r"\s*\[(ref|note|efn_note|mfn|footnote|fn)(?:\s[^\]]*)?\](.*?)\[/\1\]", re.DOTALL | re.IGNORECASE
    ),
    re.compile(r"\s*(\(\()((?:(?!\(\().){4,4000}?)\)\)(?!\))", re.DOTALL),
)
_CAPTION = re.compile(r"\[(?:wp_)?caption([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE)
_CAPTIONED = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(\w+)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
_GALLERY = re.compile(r"\[gallery([^\]]*)\]", re.IGNORECASE)
_EMBED = re.compile(r"\[embed[^\]]*\](.*?)\[/embed\]", re.DOTALL | re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?([a-z][a-z0-9_-]{2,30})(?:\s[^\]\n]*)?/?\]", re.IGNORECASE)
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")
_PICTURE = re.compile(r"wp-image-(\d+)")


def read(item: Item, names: Names) -> Draft:
    """The draft of a post, with findings. Raises ImportRefused when it holds no text."""
    draft = Draft(title=item.title, date=item.date)
    text = _gutenberg_notes(item, draft)
    text = _typed_notes(text, draft)
    text = _shortcodes(text, names, draft)
    if "<!-- wp:" not in item.content:
        text = paragraphs(text)
    root = lxml.html.fragment_fromstring(f"<div>{text}</div>" if text else "<div></div>")
    for picture in root.iter("img"):
        _place(picture, names)
    _unlink_pictures(root)
    _number_free(root)
    return html.read_html(lxml.html.tostring(root, encoding="unicode"), draft, with_head=False)


def paragraphs(text: str) -> str:
    """Text of the classic editor with its paragraphs marked, which it parts by blank lines alone."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return "\n".join(
        part if _BLOCK_START.match(part.strip()) else f"<p>{part.strip().replace(chr(10), '<br>')}</p>"
        for part in parts
        if part.strip()
    )


def _note(content: str, taken: list[str]) -> str:
    key = new_key(f"{len(taken)} {content}", taken)
    taken.append(key)
    return f'<span {NOTE}="{key}">{content.strip()}</span>'


def _typed_notes(text: str, draft: Draft) -> str:
    """The notes that are typed where they are cited, between shortcodes or brackets, as notes."""
    taken = re.findall(rf'{NOTE}="(\w+)"', text)
    before = len(taken)
    for pattern in _NOTES:
        text = pattern.sub(lambda found: _note(found[2], taken), text)
    if len(taken) > before:
        count = len(taken) - before
        message = ngettext(
            "%d note was read that was typed into the text.",
            "%d notes were read that were typed into the text.",
            count,
        )
        draft.report("notice", message % count)
    return text


def _gutenberg_notes(item: Item, draft: Draft) -> str:
    """The markers of WordPress's own footnotes with the notes that it keeps beside the text put in."""
    notes, keys = item.notes, {}
    taken: list[str] = []

    def marked(found: re.Match[str]) -> str:
        name = found[1]
        if name in keys:
            return f'<span data-footnote-ref="{keys[name]}"></span>'
        if name not in notes:
            draft.report("error", _("A marker has no note."), name)
            return f"[{words(found[0])}]"
        made = _note(notes[name], taken)
        keys[name] = taken[-1]
        return made

    marker = re.compile(r"""<sup\b[^>]*\bdata-fn=["']([^"']+)["'][^>]*>.*?</sup>""", re.DOTALL)
    text = marker.sub(marked, item.content)
    for name in notes.keys() - keys.keys():
        draft.report("warning", _("A note has no marker and was left out."), words(notes[name])[:80])
    return text


def words(markup: str) -> str:
    """The text of a piece of HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def _shortcodes(text: str, names: Names, draft: Draft) -> str:
    text = _CAPTION.sub(_captioned, text)
    text = _GALLERY.sub(lambda found: _gallery(found, names), text)
    text = _EMBED.sub(
        lambda found: f'<p><a href="{escape(found[1].strip())}">{escape(found[1].strip())}</a></p>', text
    )
    for name in dict.fromkeys(found[1] for found in _SHORTCODE.finditer(text)):
        draft.report("warning", _("The shortcode [%s] is not known; it stays as text.") % name)
    return text


def _captioned(found: re.Match[str]) -> str:
    """``[caption]`` in both of its forms: the words behind the picture, or as an attribute."""
    parts = _CAPTIONED.fullmatch(found[2])
    if parts is None:
        return found[2]
    caption = parts[2].strip() or _attributes(found[1]).get("caption", "")
    return f"\n\n<figure>{parts[1]}<figcaption>{caption}</figcaption></figure>\n\n"


def _gallery(found: re.Match[str], names: Names) -> str:
    numbers = re.findall(r"\d+", _attributes(found[1]).get("ids", ""))
    return "\n\n" + "".join(
        _figure(number, names.attachments[number]) for number in numbers if number in names.attachments
    )


def _figure(number: str, attachment: Attachment) -> str:
    caption = f"<figcaption>{attachment.caption}</figcaption>" if attachment.caption else ""
    shown = f'src="{UPLOADS}{escape(attachment.name)}" alt="{escape(attachment.alt)}"'
    return f'<figure><img class="wp-image-{number}" {shown}>{caption}</figure>'


def _attributes(written: str) -> dict[str, str]:
    return {name: double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(written)}


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
        picture.set("src", original if original in names.files else name)


def _unlink_pictures(root: etree._Element) -> None:
    """A picture that is a link to its own file needs none."""
    for link in list(root.iter("a")):
        if (
            uploaded(link.get("href") or "")
            and link.find(".//img") is not None
            and not (link.text_content() or "").strip()
        ):
            link.drop_tag()


def _number_free(root: etree._Element) -> None:
    """WordPress lists the notes of its own where its block stands; they stand at their markers now."""
    for block in root.xpath(".//*[contains(@class, 'wp-block-footnotes')]"):
        block.drop_tree()
