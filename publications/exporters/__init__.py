"""A published version becomes a file: one module per format, all of one shape."""

from collections.abc import Callable
from dataclasses import dataclass

from publications.exporters import bibtex, card, csl, epub, jats, kept, markdown, pdf, ris
from publications.exporters.citation import Citation, Contributor, cite
from publications.models import Version

__all__ = ["FILES", "FORMATS", "Citation", "Contributor", "Format", "cite"]


@dataclass(frozen=True)
class Format:
    """A format of files: what it is called, its media type, and how a version becomes the bytes of one."""

    label: str
    content_type: str
    write: Callable[[Version], bytes]


def _of_citation(label: str, content_type: str, write: Callable[[Citation], str]) -> Format:
    return Format(label, content_type, lambda version: write(cite(version)).encode())


# By the ending of the address, in the order in which pages offer them.
FORMATS: dict[str, Format] = {
    "pdf": Format("PDF", "application/pdf", kept.once("pdf", pdf.recipe, pdf.write)),
    "epub": Format("EPUB", "application/epub+zip", kept.once("epub", epub.recipe, epub.write)),
    "md": Format("Markdown", "text/markdown; charset=utf-8", markdown.write),
    "xml": Format("JATS XML", "application/jats+xml", jats.write),
    "bib": _of_citation("BibTeX", "application/x-bibtex; charset=utf-8", bibtex.write),
    "ris": _of_citation("RIS", "application/x-research-info-systems; charset=utf-8", ris.write),
    "json": _of_citation("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
}

# All that there is an address for: beside what pages offer to readers, what they name to machines.
FILES = {**FORMATS, "png": Format("PNG", "image/png", kept.once("png", card.recipe, card.write))}
