"""An author as schema.org has one: what the page shows, for machines. No value is empty, and no e-mail is told."""

from typing import Any

from django.conf import settings
from django.utils.translation import override

from authors.models import Appointment, Author
from config import metadata
from config.languages import CODES, column, in_language


def profile(author: Author, language: str) -> dict[str, Any]:
    """The author, fetched as ``with_profile`` does, as a Person or an Organization in one language."""
    with override(language):
        address = f"{settings.SITE_URL}{author.get_absolute_url()}"
    name = in_language(author, "name", language) or author.slug
    portrait = author.portrait_sources().get("src")
    return metadata.known(
        {
            "@context": metadata.CONTEXT,
            "@type": "Organization" if author.is_organisation else "Person",
            "@id": address,
            "url": address,
            "mainEntityOfPage": address,
            "name": name,
            "alternateName": _other_names(author, name),
            "description": in_language(author, "biography", language),
            "image": f"{settings.SITE_URL}{portrait}" if portrait else "",
            "sameAs": _elsewhere(author),
            **({} if author.is_organisation else _work(author, language)),
        }
    )


def _other_names(author: Author, name: str) -> list[str]:
    names = dict.fromkeys(getattr(author, column("name", code)) or "" for code in CODES)
    return [other for other in names if other and other != name]


def _elsewhere(author: Author) -> list[str]:
    """Other addresses that stand for the same person: the website and the ORCID iD."""
    return list(filter(None, [author.website, f"https://orcid.org/{author.orcid}" if author.orcid else ""]))


def _work(author: Author, language: str) -> dict[str, Any]:
    """The posts held at the institute, else the one that the profile names."""
    held: list[Appointment] = getattr(getattr(author, "fellow", None), "held", [])
    if held:
        posts = filter(None, (in_language(each, "position", language) for each in held))
        return {"jobTitle": list(posts), "worksFor": metadata.institute(language)}
    employer = in_language(author, "institute", language)
    return {
        "jobTitle": in_language(author, "position", language),
        "worksFor": {"@type": "Organization", "name": employer} if employer else {},
    }
