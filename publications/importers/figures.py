"""Pictures of a manuscript: each becomes a figure between the blocks, and an image of the draft."""

import base64
import binascii
import mimetypes
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from django.utils.translation import gettext as _
from lxml import etree
from lxml.builder import E

from publications.importers import tree
from publications.importers.draft import Draft, Image

Resources = Mapping[str, bytes] | Callable[[str], bytes | None]

_OUTER = ("p", "ul", "ol", "table", "blockquote", *tree.HEADINGS)
_EMBEDDED = re.compile(r"data:(?P<type>[\w/+.-]+);base64,(?P<content>.*)", re.DOTALL)
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)


def media_type(content: bytes) -> str:
    """The media type of a picture that browsers show (PNG, JPEG, GIF, WebP), or nothing."""
    return next((name for signature, name in _SIGNATURES if signature.match(content)), "")


def lift(root: etree._Element, draft: Draft) -> None:
    """Put every picture into a figure between the blocks, in place, and its content into the draft.

    A picture on another web site is not fetched: a link takes its place. One that no browser shows is left out.
    All of it is reported.
    """
    last: dict[etree._Element, etree._Element] = {}
    for picture in list(root.iter("img")):
        where = tree.place(_outermost(picture, root))
        source = (picture.get("src") or "").strip()
        if re.match(r"(?:https?:)?//", source):
            _link_instead(picture, source, draft, where)
            continue
        image = _image(picture, source)
        if image is None or (image.content and not media_type(image.content)):
            _leave_out(picture, image, draft, where)
            continue
        if not image.alt:
            draft.report("warning", _("The picture has no alternative text."), where)
        _set_figure(picture, root, f"draft:{len(draft.images)}", last)
        draft.images.append(image)


def _image(picture: etree._Element, source: str) -> Image | None:
    alt = " ".join((picture.get("alt") or "").split())
    embedded = _EMBEDDED.fullmatch(source)
    if embedded is None:
        kind = mimetypes.guess_type(source)[0] or ""
        return Image(unquote(source), kind, b"", alt) if source and ":" not in source[:10] else None
    try:
        content = base64.b64decode(unquote(embedded["content"]))
    except (binascii.Error, ValueError):
        return None
    return Image(
        picture.get("data-name") or _("picture"), media_type(content) or embedded["type"], content, alt
    )


def _link_instead(picture: etree._Element, source: str, draft: Draft, where: str) -> None:
    message = _("The picture %(source)s is on another web site; a link takes its place.") % {"source": source}
    draft.report("warning", message, where)
    link = E.a({"href": source if source.startswith("http") else f"https:{source}"})
    link.text = (picture.get("alt") or "").strip() or source
    tree.replace(picture, link)


def _leave_out(picture: etree._Element, image: Image | None, draft: Draft, where: str) -> None:
    kind = image.media_type if image else _("unknown")
    message = _(
        "A picture was left out: its format (%(kind)s) is not one that web pages show. Alternative text: “%(alt)s”."
    )
    draft.report("warning", message % {"kind": kind, "alt": picture.get("alt") or "–"}, where)
    tree.remove(picture)


def _outermost(picture: etree._Element, root: etree._Element) -> etree._Element:
    """The block to put the figure after: the outermost one that holds the picture."""
    around = [each for each in picture.iterancestors() if each is not root and each.tag in _OUTER]
    return around[-1] if around else picture


def _set_figure(
    picture: etree._Element, root: etree._Element, source: str, last: dict[etree._Element, etree._Element]
) -> None:
    """Put a picture's figure behind the block that holds it, and behind that block's earlier figures."""
    figure = next(picture.iterancestors("figure"), None)
    if figure is None:
        figure = E.figure()
        tree.replace(picture, figure)
        figure.append(picture)
    picture.attrib["src"] = source
    caption = picture.attrib.pop("data-caption", "")
    if caption and figure.find("figcaption") is None:
        figure.append(E.figcaption(caption))
    outer = _outermost(figure, root)
    if outer is not figure:
        tree.remove(figure)
        last.get(outer, outer).addnext(figure)
        last[outer] = figure
        if outer.tag == "p" and not tree.words(outer) and not len(outer.xpath(".//img | .//span")):
            tree.remove(outer)


def set_captions(root: etree._Element) -> None:
    """Move a paragraph of the role ``caption`` into the figure above it or the table beside it, in place."""
    for paragraph in root.xpath(".//p[@data-role='caption']"):
        above, below = paragraph.getprevious(), paragraph.getnext()
        if above is not None and above.tag == "figure" and above.find("figcaption") is None:
            _move(paragraph, above, "figcaption", len(above))
        elif below is not None and below.tag == "table":
            _move(paragraph, below, "caption", 0)
        elif above is not None and above.tag == "table" and above.find("caption") is None:
            _move(paragraph, above, "caption", 0)


def _move(paragraph: etree._Element, owner: etree._Element, tag: str, position: int) -> None:
    tree.remove(paragraph)
    paragraph.tag = tag
    owner.insert(position, paragraph)


def resolve(draft: Draft, resources: Resources | None) -> None:
    """Read the pictures that lie beside the manuscript; those that cannot be had leave the text, reported."""
    for index, image in enumerate(draft.images):
        if image.content:
            continue
        content = beside(image.name, resources)
        if content and media_type(content):
            draft.images[index] = Image(image.name, media_type(content), content, image.alt)
            continue
        message = _("The picture %(name)s is not in the file and was left out. Alternative text: “%(alt)s”.")
        if content:
            message = _(
                "%(name)s is no picture that web pages show and was left out. Alternative text: “%(alt)s”."
            )
        draft.report("warning", message % {"name": image.name, "alt": image.alt or "–"})
        drop(draft, index)


def beside(name: str, resources: Resources | None) -> bytes | None:
    """A picture that lies beside the manuscript, None when it does not."""
    if resources is None:
        return None
    try:
        return resources(name) if callable(resources) else resources.get(name)
    except OSError:
        return None


def folder(path: Path) -> Callable[[str], bytes | None]:
    """Reads pictures that lie in a folder or below it; nothing outside of it."""

    def read(name: str) -> bytes | None:
        found = within(path, name)
        return found.read_bytes() if found else None

    return read


def within(folder: Path, name: str) -> Path | None:
    """The file of that name in a folder or below it, None when there is none; nothing outside of it."""
    root = folder.resolve()
    try:
        found = (root / name).resolve()
        return found if found.is_relative_to(root) and found.is_file() else None
    except (OSError, ValueError):
        # No disk could hold a file of such a name.
        return None


def drop(draft: Draft, index: int) -> None:
    """Take the figure of an image out of the blocks; its caption stays as a paragraph."""
    shown = re.compile(rf'<img src="draft:{index}"[^>]*>')
    empty = re.compile(r"<figure>\s*(?:<figcaption>(.*?)</figcaption>)?\s*</figure>", re.DOTALL)
    kept = (empty.sub(_caption_only, shown.sub("", block)) for block in draft.blocks)
    draft.blocks = [block for block in kept if block]


def _caption_only(found: re.Match[str]) -> str:
    return f"<p>{found[1]}</p>" if found[1] else ""
