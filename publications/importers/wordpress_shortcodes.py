"""Words in square brackets that WordPress and its plugins replace: captions, galleries, rows of page builders."""

import mimetypes
import re
from html import escape

from django.utils.translation import gettext as _

from publications.importers.draft import Draft
from publications.importers.wordpress import UPLOADS, Attachment, Item, link_words
from publications.importers.wordpress_names import Names

_CAPTION = re.compile(r"\[(?:wp_)?caption([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE)
_CAPTIONED = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(\w+)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
_GALLERY = re.compile(r"\[gallery([^\]]*)\]", re.IGNORECASE)
_EMBED = re.compile(r"\[embed[^\]]*\](.*?)\[/embed\]", re.DOTALL | re.IGNORECASE)
# A film, a recording, or a document that a plugin shows, by the address of its file in any attribute.
_PLAYED = re.compile(
    r"""\[(audio|video|pdf-embedder|pdfjs-viewer|embeddoc|gview)\s[^\]]*?=["']?((?:https?:)?//[^"'\s\]]+)[^\]]*\](?:\s*\[/\1\])?""",
    re.IGNORECASE,
)
# Numbers of notes, as Word numbers those at the end.
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
# Rows and columns of WPBakery, Divi and Avada, which stand around the text and say nothing.
_LAYOUT = re.compile(
    r"\[/?(?:vc|et_pb|fusion)(?:_builder)?_(?:section|container|row|column|text)(?:_inner|_text)?(?:\s[^\]]*)?\]",
    re.IGNORECASE,
)
_ANY = re.compile(r"\[(/?)([a-z][a-z0-9_-]{1,40})((?:\s[^\[\]]*)?)\]", re.IGNORECASE)
_ALONE = re.compile(r"(?:^|>)[ \t]*\[([a-z][a-z0-9_-]{1,40})\][ \t]*(?=<|$)", re.IGNORECASE | re.MULTILINE)


def replace(item: Item, text: str, names: Names, draft: Draft) -> str:
    """The text with what is known in place of its shortcode; any other stays as text and is told."""
    text = _CAPTION.sub(_captioned, text)
    text = _GALLERY.sub(lambda found: _gallery(found, item, names, draft), text)
    text = _EMBED.sub(lambda found: _link(found[1]), _PLAYED.sub(lambda found: _link(found[2]), text))
    text, count = _LAYOUT.subn("\n\n", text)
    if count:
        draft.report("notice", _("The rows and columns of a page builder were left out; their text stays."))
    for name in _unknown(text):
        draft.report("warning", _("The shortcode [%s] is not known; it stays as text.") % name)
    return text


def _unknown(text: str) -> list[str]:
    """The names of what must be shortcodes; editors put words such as [sic] into brackets too."""
    closed = {found[2] for found in _ANY.finditer(text) if found[1]}
    alone = {found[1] for found in _ALONE.finditer(text)}
    told = (
        found[2]
        for found in _ANY.finditer(text)
        if "=" in found[3] or "_" in found[2] or found[2] in closed | alone
    )
    return [name for name in dict.fromkeys(told) if not _ROMAN.fullmatch(name)]


def _link(address: str) -> str:
    address = address.strip()
    return f'<p><a href="{escape(address)}">{escape(link_words(address))}</a></p>'


def _captioned(found: re.Match[str]) -> str:
    """``[caption]`` in both of its forms: the words behind the picture, or as an attribute."""
    parts = _CAPTIONED.fullmatch(found[2])
    if parts is None:
        return found[2]
    caption = parts[2].strip() or _attributes(found[1]).get("caption", "")
    return f"\n\n<figure>{parts[1]}<figcaption>{caption}</figcaption></figure>\n\n"


def _gallery(found: re.Match[str], item: Item, names: Names, draft: Draft) -> str:
    """The pictures that a gallery names, or else all that were uploaded for its text."""
    told = _attributes(found[1])
    numbers = re.findall(r"\d+", told.get("ids") or told.get("include") or "") or names.children(item.number)
    missing = [number for number in numbers if number not in names.attachments]
    if missing or not numbers:
        message = _("A gallery shows pictures of which the file knows nothing: %s")
        draft.report("warning", message % (", ".join(missing) or found[0]))
    shown = [number for number in numbers if number not in missing]
    return "\n\n" + "".join(_figure(number, names.attachments[number]) for number in shown) + "\n\n"


def _figure(number: str, attachment: Attachment) -> str:
    if not (mimetypes.guess_type(attachment.name)[0] or "").startswith("image/"):
        return ""
    caption = f"<figcaption>{attachment.caption}</figcaption>" if attachment.caption else ""
    shown = f'src="{UPLOADS}{escape(attachment.name)}" alt="{escape(attachment.alt)}"'
    return f'<figure><img class="wp-image-{number}" {shown}>{caption}</figure>'


def _attributes(written: str) -> dict[str, str]:
    return {name: double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(written)}
