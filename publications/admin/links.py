"""Addresses that the admin shows: public pages in the language of the version, fields of the form."""

from django.urls import reverse
from django.utils.translation import override

from publications.models import Version
from publications.workflow import Finding

# The parts of the form that are not one input.
PLACES = {"authorships": "authorships-group"}


def public_address(version: Version, *, permanent: bool = False) -> str:
    """The path at which readers find the version in its language; ``permanent`` names its number."""
    with override(version.language):
        if permanent:
            return reverse("version", args=[version.article.slug, version.number])
        return version.get_absolute_url()


def field_anchor(finding: Finding) -> str:
    """The fragment that leads to the field of the article form, or to the button, by which it can be mended."""
    if finding.field in PLACES:
        return f"#{PLACES[finding.field]}"
    if finding.field in ("converted", "state"):
        return f"#panel-{finding.language}"
    return f"#id_{finding.field}"
