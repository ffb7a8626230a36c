"""The zip package of a .docx: opened within limits, its parts as trees, and written anew for the converter."""

import io
import zipfile
from posixpath import basename, dirname, join

from django.utils.translation import gettext_lazy as _
from lxml import etree

from publications.importers.draft import ImportRefused

MOST_PARTS = 2_000
LARGEST_XML = 24 * 1024 * 1024  # bytes of one part, unpacked; a book of 500 pages has about 10 MB
LARGEST_PACKAGE = 160 * 1024 * 1024  # bytes of all parts, unpacked
HIGHEST_RATIO = 150  # unpacked to packed, for parts that are not small
_SMALL = 1024 * 1024

# ISO/IEC 29500 "strict" names the same vocabularies differently; Word and the converter speak the transitional one.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of a .docx by name. Raises ImportRefused when they cannot be read within the limits."""

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                _check_limits(archive)
                self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise ImportRefused(
                _("The file is damaged or incomplete: its archive cannot be read.")
            ) from error
        self.parts = {name: _transitional(name, part) for name, part in self.parts.items()}
        self.document = self._find_document()

    def tree(self, name: str) -> etree._Element | None:
        """A part as a tree, or None when the package has no such part.

        Entities are never resolved: ISO/IEC 29500-2 (6.2.5) forbids a DTD in any part, and one is refused.
        """
        if name not in self.parts:
            return None
        try:
            return etree.fromstring(self.parts[name], _parser())
        except etree.XMLSyntaxError as error:
            message = _("The document is damaged: its part %(name)s, line %(line)d, is not well formed.")
            raise ImportRefused(message % {"name": name, "line": error.lineno or 0}) from error

    def related(self, kind: str) -> list[str]:
        """The names of the parts that the document names as its ``footnotes``, ``styles``, ``header`` and so on."""
        rels = self.tree(join(dirname(self.document), "_rels", basename(self.document) + ".rels"))
        if rels is None:
            return []
        found = [each for each in rels.iter(_RELATIONSHIP) if each.get("Type", "").endswith(f"/{kind}")]
        targets = [each.get("Target", "") for each in found if each.get("TargetMode") != "External"]
        return [_resolved(target, dirname(self.document)) for target in targets]

    def written(self, changed: dict[str, etree._Element]) -> io.BytesIO:
        """The package with some parts replaced, as a file to read from."""
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, etree.tostring(changed[name]) if name in changed else part)
        output.seek(0)
        return output

    def _find_document(self) -> str:
        rels = self.tree("_rels/.rels")
        found = (
            []
            if rels is None
            else [e for e in rels.iter(_RELATIONSHIP) if e.get("Type", "").endswith("/officeDocument")]
        )
        name = _resolved(found[0].get("Target", ""), "") if found else "word/document.xml"
        if name not in self.parts:
            raise ImportRefused(_("The document is damaged: the part that holds its text is missing."))
        return name


def _resolved(target: str, folder: str) -> str:
    return target.lstrip("/") if target.startswith("/") or not folder else join(folder, target)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)


def _transitional(name: str, part: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return part
    if b"<!DOCTYPE" in part[:4096] or b"<!ENTITY" in part:
        raise ImportRefused(_("The document holds a DTD, which Word documents must not; it is not opened."))
    for strict, transitional in _STRICT:
        part = part.replace(strict, transitional)
    return part


def _check_limits(archive: zipfile.ZipFile) -> None:
    """Judge the archive by its directory alone; reading never yields more than an entry declares there."""
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise ImportRefused(
            _("The document has %(count)d parts; something is wrong with it.") % {"count": len(entries)}
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefused(
            _("The document is protected by a password. Save it without one and import it again.")
        )
    for entry in entries:
        xml = entry.filename.endswith((".xml", ".rels"))
        ratio = entry.file_size / max(entry.compress_size, 1)
        if (xml and entry.file_size > LARGEST_XML) or (entry.file_size > _SMALL and ratio > HIGHEST_RATIO):
            message = _("The part %(name)s of the document unpacks to %(size)d MB; it is not opened.")
            raise ImportRefused(message % {"name": entry.filename, "size": entry.file_size >> 20})
    if sum(entry.file_size for entry in entries) > LARGEST_PACKAGE:
        raise ImportRefused(
            _("The document unpacks to more than %(most)d MB; it is not opened.")
            % {"most": LARGEST_PACKAGE >> 20}
        )
