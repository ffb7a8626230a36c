"""A published version becomes a file: one module per format, all of one shape."""

from collections.abc import Callable
from dataclasses import dataclass

from publications.exporters import bibtex, csl, epub, jats, markdown, ris
from publications.exporters.citation import Citation, Contributor, cite
from publications.models import Version

__all__ = ["FORMATS", "Citation", "Contributor", "Format", "cite"]


@dataclass(frozen=True)
class Format:
    """A format of files: its media type, and how a version becomes the bytes of one."""

    content_type: str
    write: Callable[[Version], bytes]


def _of_citation(content_type: str, write: Callable[[Citation], str]) -> Format:
    return Format(content_type, lambda version: write(cite(version)).encode())


# By the ending of the address.
FORMATS: dict[str, Format] = {
    "bib": _of_citation("application/x-bibtex; charset=utf-8", bibtex.write),
    "ris": _of_citation("application/x-research-info-systems; charset=utf-8", ris.write),
    "epub": Format("application/epub+zip", epub.write),
    "xml": Format("application/jats+xml", jats.write),
    "md": Format("text/markdown; charset=utf-8", markdown.write),
    "json": _of_citation("application/vnd.citationstyles.csl+json", csl.write),
}
