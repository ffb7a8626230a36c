"""RIS, as EndNote, Mendeley and Zotero read it."""

from collections.abc import Iterator

from publications.exporters.citation import ON_THEIR_OWN, Citation, Contributor

# The types of the RIS specification (2011) that the kinds of articles are.
TYPES = {
    **dict.fromkeys(ON_THEIR_OWN, "RPRT"),
    "journal-article": "JOUR",
    "book-chapter": "CHAP",
}
ROLES = {"author": "AU", "editor": "ED", "translator": "A4", "interviewer": "A2"}


def write(citation: Citation) -> str:
    """One record; lines end in CR LF, as the specification asks, and nothing that is not known is written."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _fields(citation) if value]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(citation.kind, "ELEC")
    # Authors first: readers of RIS take the first of them as the one to sort by.
    for each in citation.authors:
        yield ROLES["editor"] if citation.is_edited else "AU", _name(each)
    for each in citation.contributors:
        if each not in citation.authors:
            yield ROLES[each.role], _name(each)
    yield "TI", citation.full_title
    yield from _part_of(citation)
    yield "PB", citation.publisher
    yield "PY", str(citation.date.year)
    yield "DA", citation.date.strftime("%Y/%m/%d")
    yield "ET", citation.later_version
    yield "AB", citation.summary
    for topic in citation.topics:
        yield "KW", topic
    yield "LA", citation.tag
    yield "DO", citation.doi
    yield "UR", citation.address


def _part_of(citation: Citation) -> Iterator[tuple[str, str]]:
    """Series and number, where each type has a place for them: SN is the number of a report, the ISSN of a journal."""
    kind, number = TYPES.get(citation.kind, "ELEC"), str(citation.series_number or "")
    if kind == "RPRT":
        yield from (("T2", citation.series), ("SN", number))
    elif kind == "JOUR":
        yield from (("T2", citation.series or citation.publisher), ("IS", number), ("SN", citation.issn))
    else:
        yield "T2", citation.publisher if kind == "ELEC" else ""
        yield "T3", f"{citation.series} {number}".rstrip()


def _name(contributor: Contributor) -> str:
    """ "Lee, Anna", or the name as displayed where its parts are not known."""
    if not contributor.is_parted:
        return contributor.name
    return f"{contributor.family_name}, {contributor.given_name}"
