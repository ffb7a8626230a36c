"""ReDIF 1.0, what RePEc takes in: templates of an archive, its series and its papers.

Sources: the specification "ReDIF version 1" (2015-09-09) and RePEc's step-by-step tutorial. A value never spans
lines, so that no word of it with a colon behind can be read as a field. Files end in ``.redif``, which says UTF-8.
"""

from collections.abc import Iterable, Iterator

from publications.exporters import FORMATS
from publications.exporters.citation import Contributor, cite
from publications.models import Version
from publications.models.article import Kind

# A series for each kind of paper. Its code has six letters or digits, and never changes: handles are made of it.
SERIES = {"wpaper": Kind.WORKING_PAPER, "pbrief": Kind.POLICY_BRIEF, "report": Kind.REPORT}
# Files that people read, beside the page.
_READ = ("pdf", "epub")

Fields = Iterable[tuple[str, object]]


def archive(handle: str, name: str, email: str, address: str) -> str:
    """The template of an archive; ``handle`` is ``RePEc:aaa``, ``address`` where its files are, with a slash."""
    return _template(
        "Archive",
        [("Handle", handle), ("Name", name), ("Maintainer-Email", email), ("URL", address)],
    )


def series(handle: str, code: str, name: str, institute: str, email: str) -> str:
    """The template of one series of the archive ``handle``."""
    return _template(
        "Series",
        [
            ("Name", name),
            ("Provider-Name", institute),
            ("Maintainer-Name", institute),
            ("Maintainer-Email", email),
            ("Type", "ReDIF-Paper"),
            ("Handle", f"{handle}:{code}"),
        ],
    )


def paper(handle: str, version: Version) -> str:
    """The template of a version, of the series ``handle``; it is named after its edition, whatever its address."""
    citation = cite(version)
    return _template(
        "Paper",
        [
            *(pair for author in citation.authors for pair in _author(author)),
            ("Title", citation.full_title),
            ("Abstract", citation.summary),
            # ISO 639-1 knows no scripts.
            ("Language", citation.tag.partition("-")[0]),
            ("Creation-Date", citation.date.isoformat()),
            ("Revision-Date", citation.released.isoformat() if citation.number > 1 else ""),
            ("Number", citation.series_number),
            ("Keywords", "; ".join(citation.topics)),
            ("DOI", citation.doi),
            ("File-URL", citation.address),
            ("File-Format", "text/html"),
            *(
                pair
                for extension in _READ
                if extension in FORMATS
                for pair in _file(citation.file_address(extension))
            ),
            ("Handle", f"{handle}:{version.edition_id}"),
        ],
    )


def _author(author: Contributor) -> Iterator[tuple[str, object]]:
    """A cluster, which begins with the name."""
    yield "Author-Name", author.name
    yield "Author-Name-First", author.given_name
    yield "Author-Name-Last", author.family_name
    yield "Author-Workplace-Name", author.institute


def _file(address: str) -> Iterator[tuple[str, object]]:
    yield "File-URL", address
    yield "File-Format", FORMATS[address.rpartition(".")[2]].content_type


def _template(kind: str, fields: Fields) -> str:
    known = [("Template-Type", f"ReDIF-{kind} 1.0"), *((name, value) for name, value in fields if value)]
    return "".join(f"{name}: {' '.join(str(value).split())}\n" for name, value in known)
