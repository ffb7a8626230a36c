"""Manuscripts become drafts, and drafts become working copies. One reader per format, all of one shape."""

from collections.abc import Callable
from pathlib import PurePath

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from publications.importers import docx, figures, html, kinds, markdown, text
from publications.importers.draft import Draft, Finding, ImportRefused
from publications.importers.figures import Resources
from publications.importers.saving import Imported, known_author, prepare, save
from publications.models import Article

READERS: dict[str, Callable[[bytes], Draft]] = {
    "docx": docx.read,
    "html": html.read,
    "htm": html.read,
    "md": markdown.read,
    "markdown": markdown.read,
    "txt": text.read,
}
_KINDS = {"htm": "html", "markdown": "md", "txt": "text"}

__all__ = [
    "READERS",
    "Draft",
    "Finding",
    "ImportRefused",
    "Imported",
    "import_document",
    "known_author",
    "prepare",
    "read",
    "save",
]


def read(content: bytes, filename: str, *, resources: Resources | None = None) -> Draft:
    """The draft of a manuscript; the extension of ``filename`` says how to read it, and ``content`` must agree.

    ``resources`` gives the pictures that the manuscript names beside itself: a mapping from relative address to
    bytes, or a function that returns them or None. Raises ImportRefused when the file cannot be read.
    """
    extension = PurePath(filename).suffix.lower().removeprefix(".")
    if extension not in READERS:
        kind = kinds.sniff(content)
        if kind in ("pdf", "doc", "encrypted", "odt", "rtf"):
            kinds.check(content, "docx")
        message = _("Files of this kind cannot be imported: “%(name)s”. Use .docx, .html, .md or .txt.")
        raise ImportRefused(message % {"name": PurePath(filename).name})
    kinds.check(content, _KINDS.get(extension, extension))
    try:
        draft = READERS[extension](content)
    except RecursionError as error:
        raise ImportRefused(_("The file is nested too deeply to be read.")) from error
    figures.resolve(draft, resources)
    return draft


def import_document(
    content: bytes,
    filename: str,
    *,
    language: str | None = None,
    article: Article | None = None,
    by: AbstractBaseUser | None = None,
    resources: Resources | None = None,
) -> Imported:
    """Read a manuscript and save it as the working copy of one language, in one transaction.

    ``language`` is told from the text unless given; ``article`` is the one to fill, else a new one is made; ``by``
    is who imports. Raises ImportRefused, and changes nothing, when the file cannot be read or saved.
    """
    return save(
        read(content, filename, resources=resources), filename, language=language, article=article, by=by
    )
