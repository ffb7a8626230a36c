"""The integrity gate: what stands in the way of publishing, and what is advisable."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.languages import column, label
from publications import typesetting
from publications.body import defects
from publications.models import Article, Edition
from publications.models.article import TEXTS

DEFECTS: dict[str, Promise] = {
    "marker-without-note": _("A marker has no note."),
    "note-without-text": _("A note has no text."),
    "image-without-alt": _("A picture has no alternative text."),
}


@dataclass(frozen=True)
class Finding:
    """Something that stands in the way of publishing.

    ``field`` is the column of the article to mend, ``place`` says where in the body, ``words`` are those around.
    """

    language: str
    message: str | Promise
    field: str
    place: str = ""
    words: str = ""

    def __str__(self) -> str:
        """One line: language, what, where and the surrounding words."""
        line = f"{label(self.language)}: {self.message}"
        if self.place:
            line += f" {self.place}"
        return f"{line}: “{self.words}”" if self.words else line


class Refused(Exception):
    """The edition cannot go out; ``findings`` says why and where."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def check(edition: Edition) -> list[Finding]:
    """What stands in the way of publishing this edition; an empty list if nothing does."""
    article, language = edition.article, edition.language
    converted = Finding(language, _("Nobody has confirmed the conversion of the script yet."), "converted")
    return [*_missing(article, language), *([converted] if edition.converted else [])] + [
        Finding(language, DEFECTS[defect.kind], column("body", language), _place(defect), defect.words)
        for defect in defects.defects(getattr(article, column("body", language)) or "", language)
    ]


def advise(edition: Edition) -> list[Finding]:
    """What would better be mended before publishing, but stands in nobody's way."""
    article, language = edition.article, edition.language
    source = next((each for each in article.editions.all() if each.language == edition.translated_from), None)
    advisable = [
        (
            column("summary", language),
            not getattr(article, column("summary", language)),
            _("There is no summary."),
        ),
        ("topics", not article.topics.all(), _("The article belongs to no topic.")),
        (
            column("body", language),
            edition.is_outdated(),
            _("The text it was translated from has changed."),
        ),
        (
            column("body", language),
            source is not None and source.note_count != edition.note_count,
            _("It has not as many notes as the text it was translated from."),
        ),
        (
            column("body", language),
            source is not None and source.heading_count != edition.heading_count,
            _("It has not as many headings as the text it was translated from."),
        ),
    ]
    found = [Finding(language, message, name) for name, holds, message in advisable if holds]
    return [*found, *_unprintable(article, language)]


def _missing(article: Article, language: str) -> list[Finding]:
    """The parts without which no article goes out."""
    title, body, alt = (column(name, language) for name in ("title", "body", "lead_alt"))
    required = [
        (title, bool(getattr(article, title)), _("The title is missing.")),
        (body, bool(getattr(article, body)), _("The text is missing.")),
        ("date", article.date is not None, _("The date is missing.")),
        ("authorships", bool(article.authorships.all()), _("The byline is missing.")),
        (
            alt,
            not article.lead_figure_id or bool(getattr(article, alt)),
            _("The lead figure has no alternative text."),
        ),
    ]
    return [Finding(language, message, name) for name, there, message in required if not there]


def _unprintable(article: Article, language: str) -> list[Finding]:
    """The texts with characters that the faces of PDFs and picture cards do not have."""
    message = _("PDFs and picture cards can only show the number of a character.")
    texts = {name: getattr(article, name) or "" for name in (column(text, language) for text in TEXTS)}
    found = {name: typesetting.without_glyph(text) for name, text in texts.items()}
    return [
        Finding(
            language, message, name, words=" ".join(f"{each} {typesetting.named(each)}" for each in missing)
        )
        for name, missing in found.items()
        if missing
    ]


def _place(defect: defects.Defect) -> str:
    """Where in the body, in the words of the active language."""
    place = {"block": defect.block, "heading": defect.heading}
    if defect.heading:
        return gettext("Block %(block)d, under “%(heading)s”") % place
    return gettext("Block %(block)d, before the first heading") % place
