"""The institute and its site as schema.org has them. No value is empty."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override

from config.languages import tag

CONTEXT = "https://schema.org"


def institute(language: str) -> dict[str, str]:
    """The institute as something that people work for, in one language."""
    return {"@type": "Organization", "@id": _id("institute"), **_named(language)}


def site(language: str) -> dict[str, Any]:
    """What the home page tells of institute and site: names in other languages, and where the site is searched.

    Google reads the ``SearchAction`` as its documentation of sitelinks search boxes has it.
    """
    others = {text["name"] for code, text in settings.INSTITUTE.items() if code != language}
    organisation = institute(language) | {
        "alternateName": sorted(others - {settings.INSTITUTE[language]["name"]}),
        "slogan": settings.INSTITUTE[language]["tagline"],
        "logo": f"{settings.SITE_URL}{static('icon.svg')}",
    }
    website = {
        "@type": "WebSite",
        "@id": _id("site"),
        **_named(language),
        "inLanguage": tag(language),
        "publisher": {"@id": _id("institute")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{_address('search', language)}?q={{words}}"},
            "query-input": "required name=words",
        },
    }
    return {"@context": CONTEXT, "@graph": [known(organisation), website]}


def known(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts without those that are empty."""
    return {name: value for name, value in facts.items() if value}


def _named(language: str) -> dict[str, str]:
    return {"name": settings.INSTITUTE[language]["name"], "url": _address("home", language)}


def _id(part: str) -> str:
    """A name that is the same on every page and in every language."""
    return f"{settings.SITE_URL}/#{part}"


def _address(name: str, language: str) -> str:
    with override(language):
        return f"{settings.SITE_URL}{reverse(name)}"
