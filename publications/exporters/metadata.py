"""What the head of an article's page tells machines: Highwire and Dublin Core tags, Open Graph, and JSON-LD.

Every list holds pairs of a name and a value that is not empty. Nothing is told that the page does not show.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from publications.exporters import card
from publications.exporters.citation import ON_THEIR_OWN, Citation, Contributor

# The types of schema.org that the kinds of articles are; any other is an Article.
TYPES = {
    "policy-brief": "Report",
    "report": "Report",
    "working-paper": "ScholarlyArticle",
    "journal-article": "ScholarlyArticle",
    "book-chapter": "Chapter",
}
LOCALES = {"en": "en_GB", "zh-hans": "zh_CN", "zh-hant": "zh_TW"}

Pairs = list[tuple[str, str]]

# What X asks for before it shows the picture of Open Graph in full width.
LARGE_PICTURE: Pairs = [("twitter:card", "summary_large_image")]


def licence_address(code: str) -> str:
    """The deed of a licence, which Creative Commons names by the parts of the SPDX code; empty for none."""
    terms = code.removeprefix("CC-").removesuffix("-4.0").lower()
    return f"https://creativecommons.org/licenses/{terms}/4.0/" if terms else ""


def highwire(citation: Citation) -> Pairs:
    """The ``citation_*`` tags that Google Scholar asks for in its inclusion guidelines, and Zotero reads."""
    day = citation.date.strftime("%Y/%m/%d")
    report = citation.kind in ON_THEIR_OWN
    return _known(
        ("citation_title", citation.full_title),
        *(pair for author in citation.authors for pair in _highwire_author(author)),
        ("citation_publication_date", day),
        ("citation_online_date", day),
        ("citation_language", citation.tag),
        ("citation_publisher", citation.publisher),
        ("citation_technical_report_institution", citation.publisher if report else ""),
        ("citation_technical_report_number", str(citation.series_number or "") if report else ""),
        ("citation_journal_title", citation.journal),
        ("citation_issue", str(citation.series_number or "") if citation.journal else ""),
        ("citation_series_title", "" if citation.journal else citation.series),
        ("citation_issn", citation.issn),
        ("citation_doi", citation.doi),
        *(("citation_keywords", topic) for topic in citation.topics),
        ("citation_abstract", citation.summary),
        ("citation_fulltext_html_url", citation.address),
        ("citation_pdf_url", citation.file_address("pdf")),
    )


def _highwire_author(author: Contributor) -> Iterator[tuple[str, str]]:
    inverted = f"{author.family_name}, {author.given_name}"
    yield "citation_author", inverted if author.is_invertible else author.name
    yield "citation_author_institution", author.institute
    yield "citation_author_orcid", f"https://orcid.org/{author.orcid}" if author.orcid else ""


def dublin_core(citation: Citation) -> Pairs:
    """The fifteen elements of Dublin Core, in HTML as DCMI recommends it (DC-HTML, 2008)."""
    others = [each for each in citation.contributors if each not in citation.authors]
    return _known(
        ("DC.title", citation.full_title),
        *(("DC.creator", each.name) for each in citation.authors),
        *(("DC.contributor", each.name) for each in others),
        ("DC.date", citation.date.isoformat()),
        ("DC.language", citation.tag),
        ("DC.publisher", citation.publisher),
        *(("DC.subject", topic) for topic in citation.topics),
        ("DC.description", citation.summary),
        ("DC.type", "Text"),
        ("DC.identifier", citation.address),
        ("DC.identifier", f"https://doi.org/{citation.doi}" if citation.doi else ""),
        # The name of what it is part of (RFC 8254).
        ("DC.relation", f"urn:ISSN:{citation.issn}" if citation.issn else ""),
        ("DC.rights", licence_address(citation.licence)),
    )


def open_graph(citation: Citation, kind: str, others: Sequence[str]) -> Pairs:
    """What is shown where somebody shares the page. ``kind`` is the kind's name in the language, ``others`` the codes
    of the other languages in which the article is public."""
    return _known(
        ("og:type", "article"),
        ("og:title", citation.full_title),
        ("og:description", citation.summary),
        ("og:url", citation.address),
        ("og:site_name", citation.publisher),
        ("og:locale", LOCALES[citation.language]),
        *(("og:locale:alternate", LOCALES[code]) for code in others),
        *_card(citation),
        ("article:published_time", citation.date.isoformat()),
        ("article:modified_time", citation.published_at.isoformat()),
        ("article:section", kind),
        *(("article:tag", topic) for topic in citation.topics),
    )


def _card(citation: Citation) -> Pairs:
    """The picture card, which a new version has at a new address, so that nobody goes on showing the former one."""
    return [
        ("og:image", citation.version_file("png")),
        ("og:image:type", "image/png"),
        ("og:image:width", str(card.WIDTH)),
        ("og:image:height", str(card.HEIGHT)),
        ("og:image:alt", f"{citation.full_title} – {citation.publisher}"),
    ]


def json_ld(
    citation: Citation, others: Sequence[str], corrections: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """The article as schema.org has it. ``corrections`` are the day (ISO 8601) and the text of each that readers see,
    ``others`` the codes of the other languages in which the article is public."""
    known: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(citation.kind, "Article"),
        "@id": citation.address,
        "url": citation.address,
        "mainEntityOfPage": citation.address,
        "headline": citation.title,
        "alternativeHeadline": citation.subtitle,
        "name": citation.full_title,
        "description": citation.summary,
        "inLanguage": citation.tag,
        "datePublished": citation.date.isoformat(),
        "dateModified": citation.published_at.isoformat(),
        "version": citation.number,
        "wordCount": citation.words,
        "image": citation.image,
        "author": [] if citation.is_edited else [_person(each) for each in citation.authors],
        **{
            role: [_person(each) for each in citation.contributors if each.role == role]
            for role in ("editor", "translator")
        },
        # schema.org has no word for who asked.
        "contributor": [
            _person(each)
            for each in citation.contributors
            if each.role == "interviewer" and each not in citation.authors
        ],
        "publisher": {"@type": "Organization", "name": citation.publisher},
        "isPartOf": _series(citation),
        "position": citation.series_number,
        "about": [{"@type": "Thing", "name": topic} for topic in citation.topics],
        "identifier": f"https://doi.org/{citation.doi}" if citation.doi else "",
        "sameAs": citation.first_published_url,
        "license": licence_address(citation.licence),
        **_translations(citation, others),
        "correction": [
            {"@type": "CorrectionComment", "datePublished": day, "text": text} for day, text in corrections
        ],
        "encoding": [
            {"@type": "MediaObject", "contentUrl": citation.file_address(extension), "encodingFormat": kind}
            for extension, kind in (("pdf", "application/pdf"), ("epub", "application/epub+zip"))
        ],
        "associatedMedia": [
            {
                "@type": "MediaObject",
                "name": each.label,
                "contentUrl": each.address,
                "encodingFormat": each.content_type,
                "contentSize": f"{each.size} B",
            }
            for each in citation.attachments
        ],
    }
    return {name: value for name, value in known.items() if value}


def _series(citation: Citation) -> dict[str, str]:
    """What the article is part of; only what has an ISSN is surely a periodical."""
    if citation.issn:
        return {"@type": "Periodical", "name": citation.series, "issn": citation.issn}
    return {"@type": "CreativeWorkSeries", "name": citation.series} if citation.series else {}


def _translations(citation: Citation, others: Sequence[str]) -> dict[str, Any]:
    """The work that this one was translated from, and those that were translated from it, where they are public."""
    works = {code: {"@id": citation.address_in(code)} for code in others}
    if citation.translated_from:
        return {"translationOfWork": works.get(citation.translated_from)}
    return {"workTranslation": list(works.values())}


def _person(contributor: Contributor) -> dict[str, Any]:
    known = {
        "@type": "Organization" if contributor.is_organisation else "Person",
        "name": contributor.name,
        "familyName": contributor.family_name,
        "givenName": contributor.given_name,
        "jobTitle": contributor.position,
        "affiliation": {"@type": "Organization", "name": contributor.institute}
        if contributor.institute
        else {},
        "sameAs": f"https://orcid.org/{contributor.orcid}" if contributor.orcid else "",
    }
    return {name: value for name, value in known.items() if value}


def _known(*pairs: tuple[str, str]) -> Pairs:
    return [(name, value) for name, value in pairs if value]
