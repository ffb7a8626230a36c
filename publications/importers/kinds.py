"""What a file really is, told by its first bytes, whatever its name says."""

import io
import zipfile

from django.utils.translation import gettext_lazy as _

from publications.importers.draft import ImportRefused

LARGEST_FILE = 40 * 1024 * 1024  # bytes
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB], the container of .doc and of encrypted .docx
NAMES = {
    "pdf": _("a PDF"),
    "encrypted": _("a document protected by a password"),
    "doc": _("a Word document of the old format (.doc)"),
    "odt": _("an OpenDocument text (.odt)"),
    "xlsx": _("an Excel workbook"),
    "pptx": _("a PowerPoint presentation"),
    "epub": _("an EPUB book"),
    "rtf": _("a Rich Text document (.rtf)"),
    "picture": _("a picture"),
    "zip": _("a zip archive"),
    "docx": _("a Word document (.docx)"),
    "html": _("a web page (.html)"),
    "text": _("plain text"),
}
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_IN_ZIP = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
)
_TEXTS = ("text", "md")


def check(content: bytes, kind: str) -> None:
    """Raise ImportRefused unless ``content`` can be a file of ``kind`` (docx, html, md or text).

    The message names what the file is instead and, where there is a way, how to import it all the same.
    """
    if not content.strip():
        raise ImportRefused(_("The file is empty."))
    check_size(len(content))
    found = sniff(content)
    if found == kind or (found in ("text", "html") and kind in (*_TEXTS, "html")):
        return
    if found == "encrypted":
        raise ImportRefused(
            _("The document is protected by a password. Save it without one and import it again.")
        )
    if found == "truncated":
        raise ImportRefused(_("The file is damaged or incomplete: its archive has no end."))
    if found == "doc":
        raise ImportRefused(
            _("This is a Word document of the old format (.doc). Save it as .docx and import that.")
        )
    message = _("This is not what its name says: it is %(found)s, not %(kind)s.")
    raise ImportRefused(message % {"found": NAMES[found], "kind": NAMES.get(kind, NAMES["text"])})


def check_size(size: int) -> None:
    """Raise ImportRefused for a file of more than LARGEST_FILE bytes, so that it need not be read at all."""
    if size > LARGEST_FILE:
        message = _("The file is too large: %(size)d MB. The most that can be imported is %(most)d MB.")
        raise ImportRefused(message % {"size": size >> 20, "most": LARGEST_FILE >> 20})


def sniff(content: bytes) -> str:
    """The kind of a file by its content; ``text`` for whatever has no signature."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    if content.startswith(_COMPOUND):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "doc"
    if content.startswith(b"PK"):
        return _in_zip(content)
    return "html" if start[:14].lower().startswith((b"<!doctype html", b"<html")) else "text"


def _in_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            declared = archive.read("mimetype")[:80] if "mimetype" in names[:1] else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return "truncated"
    if b"opendocument.text" in declared:
        return "odt"
    if b"epub" in declared:
        return "epub"
    return next((kind for folder, kind in _IN_ZIP if any(name.startswith(folder) for name in names)), "zip")
