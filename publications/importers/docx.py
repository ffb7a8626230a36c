"""Word documents (.docx), of Word, WPS, LibreOffice and Google Docs."""

import base64
import datetime
import html
import re
from xml.parsers.expat import ExpatError

import mammoth
from django.utils.translation import gettext as _
from lxml import etree

from publications.importers import byline, word_xml
from publications.importers.draft import Byline, Draft, ImportRefused
from publications.importers.html import read_html
from publications.importers.kinds import check
from publications.importers.numbering import Numbering, W
from publications.importers.package import Package
from publications.importers.styles import Styles

_STYLE_MAP = "\n".join(
    (
        "p.IbidTitle => p.msotitle:fresh",
        "p.IbidSubtitle => p.msosubtitle:fresh",
        "p.IbidCaption => p.msocaption:fresh",
        "p.IbidQuote => blockquote > p:fresh",
        # One lower than in the document: the title has its own style, so that no heading is taken for it.
        *(f"p.IbidHeading{level} => h{min(level + 1, 6)}:fresh" for level in range(1, 7)),
        "br[type='page'] => ",
    )
)
_NUMBER = re.compile(f"{word_xml.NUMBER_START}(\\d+){word_xml.NUMBER_END}")
_FIRST_ITEM = re.compile(f"<ol><li>{_NUMBER.pattern}")
# What the converter says of styles is our own doing, or of no consequence for the text.
_NO_LOSS = re.compile(
    r"style|Image of type|(?:permStart|permEnd|separator|continuationSeparator|annotationRef)$", re.I
)
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def read(content: bytes) -> Draft:
    """The draft of a .docx. Raises ImportRefused for what is not one, is damaged, locked or beyond the limits."""
    check(content, "docx")
    draft = Draft()
    package = Package(content)
    parts = _rewritten(package, draft)
    made = _converted(package, parts, draft)
    read_html(_numbered(made), draft)
    _fill_from_properties(package, draft)
    return draft


def _rewritten(package: Package, draft: Draft) -> dict[str, etree._Element]:
    """The text, footnotes and endnotes as trees, rewritten so that the converter loses nothing of them."""
    styles = Styles(_first(package, "styles"))
    document = package.tree(package.document)
    notes = {kind: package.related(f"{kind}s")[:1] for kind in ("footnote", "endnote")}
    parts = {name: package.tree(name) for names in notes.values() for name in names if name in package.parts}
    known = {
        kind: {
            note.get(f"{W}id") for name in names if name in parts for note in parts[name].iter(f"{W}{kind}")
        }
        for kind, names in notes.items()
    }
    for part in (document, *parts.values()):
        word_xml.rewrite(part, draft)
        word_xml.mend_references(part, known, draft)
    word_xml.name_roles(document, styles, Numbering(_first(package, "numbering")), draft)
    word_xml.report_comments(_first(package, "comments"), document, draft)
    margins = [package.tree(name) for kind in ("header", "footer") for name in package.related(kind)]
    word_xml.report_margins([margin for margin in margins if margin is not None], draft)
    return {package.document: document, **parts}


def _first(package: Package, kind: str) -> etree._Element | None:
    names = package.related(kind)
    return package.tree(names[0]) if names else None


def _converted(package: Package, parts: dict[str, etree._Element], draft: Draft) -> str:
    try:
        result = mammoth.convert_to_html(
            package.written(parts),
            style_map=_STYLE_MAP,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(_image),
        )
    except (KeyError, ValueError, AttributeError, IndexError, TypeError, ExpatError) as error:
        # The converter trusts its input; what a damaged document makes of that is not known beforehand.
        raise ImportRefused(
            _("The document is damaged: its structure cannot be read (%(error)s).") % {"error": error}
        ) from error
    for message in dict.fromkeys(message.message for message in result.messages):
        if not _NO_LOSS.search(message):
            draft.report(
                "warning", _("Something in the document is not supported: %(what)s") % {"what": message}
            )
    shown = html.unescape(re.sub(r"<[^>]+>", "", result.value))
    for part in parts.values():
        word_xml.report_losses(part, shown, draft)
    return result.value


def _image(image: mammoth.documents.Image) -> dict[str, str]:
    try:
        with image.open() as opened:
            content = opened.read()
    except (KeyError, ValueError, OSError):
        # Linked from outside, or named but not in the package: reported as a picture that cannot be shown.
        return {"src": "missing:"}
    kind = image.content_type or "application/octet-stream"
    return {"src": f"data:{kind};base64,{base64.b64encode(content).decode()}"}


def _numbered(made: str) -> str:
    """Lists that go on after a paragraph go on counting, as in the document."""
    started = _FIRST_ITEM.sub(
        lambda found: "<ol><li>" if found[1] == "1" else f'<ol start="{found[1]}"><li>', made
    )
    return _NUMBER.sub("", started)


def _fill_from_properties(package: Package, draft: Draft) -> None:
    """What the text does not say is taken from the document's properties, with a warning: they are often stale."""
    names = [name for name in package.parts if name.endswith("docProps/core.xml")]
    properties = package.tree(names[0]) if names else None
    if properties is None:
        return
    title, author = (
        " ".join((properties.findtext(f"{_DUBLIN_CORE}{name}") or "").split())
        for name in ("title", "creator")
    )
    if not draft.title and title:
        draft.title = title
        draft.findings = [each for each in draft.findings if each.message != _("No title was found.")]
        draft.report("warning", _("The title was taken from the document's properties."), title)
    if not draft.byline and byline.is_name(author):
        draft.byline = [Byline(author)]
        draft.report("warning", _("The author was taken from the document's properties."), author)
    created = properties.findtext(f"{_TERMS}created") or ""
    if draft.date is None and re.match(r"\d{4}-\d\d-\d\d", created):
        draft.date = datetime.date.fromisoformat(created[:10])
        draft.report("warning", _("The date is the day on which the document was made."), created[:10])
