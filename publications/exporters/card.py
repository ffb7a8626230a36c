"""The picture card: what is shown of an article where somebody shares its address."""

import io
from functools import cache
from typing import Any
from unicodedata import category

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override
from PIL import Image

from config.languages import is_chinese
from publications import languages, typesetting
from publications.exporters import kept
from publications.exporters.citation import Citation, cite
from publications.exporters.pieces import breakable
from publications.models import Version
from publications.models.article import Kind

# In pixels, as the makers of Open Graph and of X ask for a large picture: 1.91 to 1.
WIDTH, HEIGHT = 1200, 630
# A card is three colours and their edges.
_COLOURS = 64
_MOST_NAMES, _NAMES_KEPT = 4, 3


@cache
def recipe() -> str:
    """What stands for the way in which cards are made: another text after a change of it."""
    return typesetting.recipe() + kept.sources("card", "pieces")


def write(version: Version) -> bytes:
    """The card of a version as a PNG file: institute, kind, title, authors and date, in the version's language."""
    citation = cite(version)
    with override(version.language):
        facts = _facts(citation)
    with Image.open(io.BytesIO(typesetting.to_png("card", facts))) as drawn:
        few = drawn.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    output = io.BytesIO()
    few.save(output, "PNG", optimize=True)
    return output.getvalue()


def _facts(citation: Citation) -> dict[str, Any]:
    return {
        "tag": citation.tag,
        "region": typesetting.region(settings.TRADITIONAL_VARIANT),
        "publisher": citation.publisher,
        "kind": str(Kind(citation.kind).label),
        "title": breakable(_drawable(citation.title)),
        "subtitle": breakable(_drawable(citation.subtitle)),
        "names": _names(citation),
        "day": date_format(citation.date),
    }


def _drawable(text: str) -> str:
    """A title without pictures that no face has: it says as much without an emoji, and less with its number."""
    missing = {each for each in typesetting.without_glyph(text) if category(each) == "So"}
    return " ".join("".join(each for each in text if each not in missing).split())


def _names(citation: Citation) -> str:
    """The authors; of many the first few. The institute alone is not named again."""
    several = [each.name for each in citation.authors]
    if several == [citation.publisher]:
        return ""
    if len(several) <= _MOST_NAMES:
        return languages.names(several, citation.language)
    if is_chinese(citation.language):
        return f"{languages.names(several[:_NAMES_KEPT], citation.language)}等"
    return f"{', '.join(several[:_NAMES_KEPT])} et al."
