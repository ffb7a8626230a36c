"""Bytes to text, without guessing silently: byte order marks, then strict decoders in an order that can be told."""

import codecs
import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from publications.importers.draft import Draft, ImportRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# The commonest Han of running prose in each script. Both encodings use nearly the same byte pairs, so bytes of
# one often decode in the other, but to rare characters: whichever reading has more everyday ones is the right one.
_EVERYDAY = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過"
    "民前面学學经經关關系係与與及其而政治济濟研究之，。、：；“”《》「」"
)


def decode(content: bytes, draft: Draft, declared: str | None = None) -> str:
    """The text of ``content``, line ends as ``\\n``; an encoding that had to be inferred is reported as a notice.

    ``declared`` is the encoding that the file itself names (an HTML ``meta``), tried after a byte order mark.
    Raises ImportRefused for bytes that are no text in UTF-8, UTF-16, GB18030 or Big5.
    """
    text = _marked(content) or _strict(content, ["utf-8"]) or _strict(content, [declared] if declared else [])
    if text is None:
        text = _chinese(content, draft)
    if _CONTROL.search(text):
        raise ImportRefused(_("This file is not text: it contains control characters."))
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def _marked(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                message = _("The file says that it is %(encoding)s, but byte %(position)d is not.")
                raise ImportRefused(message % {"encoding": encoding, "position": error.start}) from error
    return None


def _strict(content: bytes, encodings: Sequence[str]) -> str | None:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _chinese(content: bytes, draft: Draft) -> str:
    readings = {name: _strict(content, [name]) for name in ("gb18030", "big5")}
    best = max(readings, key=lambda name: _everyday(readings[name]))
    text = readings[best]
    if text is None or not _everyday(text):
        raise ImportRefused(
            _("The encoding of this text cannot be told. Save it as UTF-8 and import it again.")
        )
    draft.report(
        "notice", _("The file is not UTF-8; it was read as %(encoding)s.") % {"encoding": best.upper()}
    )
    return text


def _everyday(text: str | None) -> float:
    if not text:
        return 0
    return sum(character in _EVERYDAY for character in text) / len(text)
