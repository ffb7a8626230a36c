"""What has changed in the source of a translation, each passage beside the translation's own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from config.languages import column
from publications.body.difference import Difference, compare, compare_texts
from publications.differences import written
from publications.models import Article, Edition, Revision

TEXTS = {"title": compare_texts, "subtitle": compare_texts, "summary": compare_texts, "body": compare}


@dataclass(frozen=True)
class Passage:
    """A change of the source and, where it can be told, what stands at its place in the translation; both HTML."""

    label: str | Promise
    change: SafeString
    own: SafeString


def passages(article: Article, edition: Edition) -> list[Passage] | None:
    """What has changed in the source since the translation was last compared with it, in the order of the text.

    None when the history does not hold the source as it was then.
    """
    source = edition.translated_from
    compared = Revision.objects.saying(article.pk, source, edition.checked_digest)
    if compared is None:
        return None
    return [
        passage
        for name, compare_sides in TEXTS.items()
        for passage in _passages(
            name,
            compare_sides(
                compared.field(column(name, source)) or "", getattr(article, column(name, source)) or ""
            ),
            compare_sides(*[getattr(article, column(name, edition.language)) or ""] * 2),
        )
    ]


def _passages(name: str, change: Difference, own: Difference) -> Iterator[Passage]:
    """Pairs changed blocks with the translation's, if that has as many as the source had when it was translated."""
    label = Article._meta.get_field(name).verbose_name
    matches = sum(block.before is not None for block in change.blocks) == len(own.blocks)
    place = 0
    for block in change.blocks:
        beside = own.blocks[place : place + 1] if matches and block.before else ()
        place += block.before is not None
        if block.kind != "same":
            yield Passage(
                label, written(replace(change, blocks=(block,))), written(replace(own, blocks=beside))
            )
