"""What Crossref takes in to register DOIs: deposits of its schema 5.3.1 (its documentation of ``doi_batch``).

One deposit holds one type of content, so versions are sorted first: reports and papers, articles of a journal, and
all else as posted content. A DOI stands for an article, whose languages are one record: that of the original.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree
from lxml.builder import ElementMaker

from config.languages import CODES
from publications.exporters.citation import Citation, Contributor
from publications.exporters.metadata import licence_address

VERSION = "5.3.1"
SCHEMA = f"http://www.crossref.org/schema/{VERSION}"
JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
AI = "http://www.crossref.org/AccessIndicators.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
E = ElementMaker(namespace=SCHEMA, nsmap={None: SCHEMA, "jats": JATS, "ai": AI, "xsi": XSI})
J = ElementMaker(namespace=JATS, nsmap={"jats": JATS})
A = ElementMaker(namespace=AI, nsmap={"ai": AI})

REPORT, JOURNAL, POSTED = "report-paper", "journal", "posted_content"
# The type of content that each kind is; any other is posted content.
TYPES = {"report": REPORT, "policy-brief": REPORT, "working-paper": REPORT, "journal-article": JOURNAL}
ROLES = ("author", "editor", "translator")
# The schema takes no digits and no question marks in the name of a person, and no more than sixty characters.
_PERSON = re.compile(r"[^\d?]{1,60}")

Element = etree._Element


@dataclass(frozen=True)
class Depositor:
    """Who sends a deposit, and for whom: ``issn`` is that of the institute's journal, empty for none.

    A journal article of a series that has an ISSN is deposited with that one.
    """

    name: str
    email: str
    registrant: str
    issn: str = ""


def sorted_out(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    """The records to deposit by type of content: one for each DOI, that of the original where it is among them."""
    chosen: dict[str, Citation] = {}
    for citation in sorted(citations, key=_originals_first):
        chosen.setdefault(citation.doi.lower(), citation)
    found: dict[str, list[Citation]] = {}
    for citation in chosen.values():
        found.setdefault(TYPES.get(citation.kind, POSTED), []).append(citation)
    return found


def deposit(kind: str, citations: Iterable[Citation], depositor: Depositor, now: datetime.datetime) -> bytes:
    """A deposit of one type of content. ``now`` numbers it: Crossref keeps the record with the higher number."""
    stamp = now.astimezone(datetime.UTC).strftime("%Y%m%d%H%M%S")
    sender = E.depositor(E.depositor_name(depositor.name), E.email_address(depositor.email))
    head = E.head(
        E.doi_batch_id(f"{kind}-{stamp}"), E.timestamp(stamp), sender, E.registrant(depositor.registrant)
    )
    write = {REPORT: _report, JOURNAL: _journal, POSTED: _posted}[kind]
    batch = E.doi_batch({"version": VERSION}, head, E.body(*(write(each, depositor) for each in citations)))
    batch.set(f"{{{XSI}}}schemaLocation", f"{SCHEMA} https://www.crossref.org/schemas/crossref{VERSION}.xsd")
    return etree.tostring(batch, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _originals_first(citation: Citation) -> tuple[bool, int]:
    return bool(citation.translated_from), CODES.index(citation.language)


# --- Types of content: their parts, in the order that the schema fixes ------------------------------------


def _report(citation: Citation, depositor: Depositor) -> Element:
    metadata = E(
        "report-paper_metadata",
        {"language": _language(citation)},
        *_contributors(citation),
        _titles(citation),
        *_abstract(citation),
        _date("publication_date", citation.date),
        E.publisher(E.publisher_name(citation.publisher)),
        _institution(citation.publisher),
        *_number(citation),
        *_licence(citation),
        _doi(citation),
    )
    return E(REPORT, {"publication_type": "full_text"}, metadata)


def _journal(citation: Citation, depositor: Depositor) -> Element:
    metadata = E.journal_metadata({"language": _language(citation)})
    metadata.append(E.full_title(citation.series or citation.publisher))
    if issn := citation.issn or depositor.issn:
        metadata.append(E.issn(issn, {"media_type": "electronic"}))
    article = E.journal_article(
        {"publication_type": "full_text", "language": _language(citation)},
        _titles(citation),
        *_contributors(citation),
        *_abstract(citation),
        _date("publication_date", citation.date),
        *_licence(citation),
        _doi(citation),
    )
    return E.journal(metadata, *_issue(citation), article)


def _posted(citation: Citation, depositor: Depositor) -> Element:
    return E.posted_content(
        {"type": "other", "language": _language(citation)},
        *([E.group_title(citation.series)] if citation.series else []),
        *_contributors(citation),
        _titles(citation),
        _date("posted_date", citation.date),
        _institution(citation.publisher),
        *_abstract(citation),
        *_licence(citation),
        _doi(citation),
    )


# --- Parts ------------------------------------------------------------------------------------------------


def _language(citation: Citation) -> str:
    """The code of ISO 639-1, which knows no scripts."""
    return citation.tag.partition("-")[0]


def _contributors(citation: Citation) -> Iterator[Element]:
    """Who wrote, edited and translated it; Crossref has no role for who interviewed."""
    others = (each for each in citation.contributors if each not in citation.authors and each.role in ROLES)
    first = "editor" if citation.is_edited else "author"
    signed = chain(((each, first) for each in citation.authors), ((each, each.role) for each in others))
    yield E.contributors(
        *(
            _contributor(each, role, "additional" if number else "first")
            for number, (each, role) in enumerate(signed)
        )
    )


def _contributor(contributor: Contributor, role: str, sequence: str) -> Element:
    facts = {"sequence": sequence, "contributor_role": role}
    parts = [contributor.family_name, contributor.given_name]
    names = parts if contributor.is_parted else [contributor.name]
    if contributor.is_organisation or not all(map(_PERSON.fullmatch, names)):
        return E.organization(contributor.name, facts)
    if contributor.is_family_first:
        facts["name-style"] = "eastern"
    person = E.person_name(facts, *(E.given_name(name) for name in names[1:]), E.surname(names[0]))
    if contributor.institute:
        person.append(E.affiliations(_institution(contributor.institute)))
    if contributor.orcid:
        person.append(E.ORCID(f"https://orcid.org/{contributor.orcid}"))
    return person


def _institution(name: str) -> Element:
    return E.institution(E.institution_name(name))


def _titles(citation: Citation) -> Element:
    titles = E.titles(E.title(citation.title))
    if citation.subtitle:
        titles.append(E.subtitle(citation.subtitle))
    return titles


def _abstract(citation: Citation) -> Iterator[Element]:
    paragraphs = [part for part in citation.summary.splitlines() if part.strip()]
    if paragraphs:
        yield J.abstract(*map(J.p, paragraphs))


def _date(name: str, date: datetime.date) -> Element:
    """A day online, in the order of the schema: month, day, year."""
    parts = (E.month(f"{date:%m}"), E.day(f"{date:%d}"), E.year(f"{date.year:04}"))
    return E(name, {"media_type": "online"}, *parts)


def _issue(citation: Citation) -> Iterator[Element]:
    if citation.series_number:
        yield E.journal_issue(_date("publication_date", citation.date), E.issue(str(citation.series_number)))


def _number(citation: Citation) -> Iterator[Element]:
    if citation.series_number:
        yield E.publisher_item(E.identifier(str(citation.series_number), {"id_type": "report-number"}))


def _licence(citation: Citation) -> Iterator[Element]:
    if address := licence_address(citation.licence):
        yield A.program({"name": "AccessIndicators"}, A.license_ref(address))


def _doi(citation: Citation) -> Element:
    return E.doi_data(E.doi(citation.doi), E.resource(citation.address))
