"""CSL-JSON, as Zotero and citation processors read it."""

import json
from typing import Any

from publications.exporters.citation import Citation, Contributor

# The types of CSL 1.0.2, appendix III, that the kinds of articles are.
TYPES = {
    # An "article" of CSL is a preprint.
    "commentary": "webpage",
    "policy-brief": "report",
    "report": "report",
    "working-paper": "report",
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "interview": "interview",
    "speech": "speech",
}
# Roles beside authors that CSL has a variable for.
ROLES = ("editor", "translator", "interviewer")


def write(citation: Citation) -> str:
    """A JSON array of one item, as the CSL-JSON schema of CSL 1.0.2 has it; nothing that is not known is written."""
    return json.dumps([item(citation)], ensure_ascii=False, indent=2) + "\n"


def item(citation: Citation) -> dict[str, Any]:
    """The item alone, without empty values."""
    known = {
        "id": f"{citation.slug}-{citation.tag}",
        "type": TYPES[citation.kind],
        "title": citation.full_title,
        "author": [] if citation.is_edited else [_name(each) for each in citation.authors],
        **{role: _names(citation, role) for role in ROLES},
        "issued": {"date-parts": [[citation.date.year, citation.date.month, citation.date.day]]},
        **_part_of(citation),
        "ISSN": citation.issn,
        "abstract": citation.summary,
        "language": citation.tag,
        "version": citation.later_version,
        "DOI": citation.doi,
        "URL": citation.address,
    }
    return {name: value for name, value in known.items() if value}


def _part_of(citation: Citation) -> dict[str, Any]:
    """The journal and its number, or publisher and series; of a page the site that it is on, whose publisher of the
    same name styles would print again."""
    if citation.journal:
        named = {"container-title": citation.journal, "issue": citation.series_number}
        return {"publisher": citation.publisher, **named}
    series = {"collection-title": citation.series, "collection-number": citation.series_number}
    place = "container-title" if TYPES[citation.kind] == "webpage" else "publisher"
    return {place: citation.publisher, **series}


def _names(citation: Citation, role: str) -> list[dict[str, str]]:
    """Those of a role who have not been named as authors for want of any."""
    taken = () if citation.is_edited else citation.authors
    return [_name(each) for each in citation.contributors if each.role == role and each not in taken]


def _name(contributor: Contributor) -> dict[str, str]:
    """Family and given name where both are known, else the name as displayed."""
    if contributor.is_parted:
        return {"family": contributor.family_name, "given": contributor.given_name}
    return {"literal": contributor.name}
