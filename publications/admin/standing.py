"""How the editions of an article stand: marks in the list, the panel on the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES, Language
from publications import workflow
from publications.admin.links import field_anchor, public_address
from publications.models import Article, Edition, Version

PERMISSION = "publications.publish_edition"

# A sign beside the words, so that no state is told by colour alone.
STATES: dict[str, tuple[str, Promise]] = {
    "draft": ("○", _("draft")),
    "in-review": ("◔", _("in review")),
    "approved": ("◕", _("approved")),
    "pending": ("◷", _("scheduled")),
    "public": ("●", _("published")),
    "public-pending": ("◑", _("published, a new version is scheduled")),
    "withdrawn": ("✕", _("withdrawn")),
}


@dataclass(frozen=True)
class Standing:
    """One language of an article for the panel: what readers see now, what is to come, what stands in the way."""

    language: Language
    edition: Edition | None
    public: Version | None
    pending: Version | None
    findings: list[tuple[workflow.Finding, str]]

    @property
    def state(self) -> str:
        """A key of STATES."""
        return state(self.edition, bool(self.public), bool(self.pending)) if self.edition else "draft"

    @property
    def changed(self) -> bool:
        """Whether the text is another than the one that was last published."""
        edition = self.edition
        return bool(edition and self.public and edition.digest != edition.published_digest)

    @property
    def sign(self) -> str:
        """The state as a sign."""
        return STATES[self.state][0]

    @property
    def words(self) -> str | Promise:
        """The state in words."""
        return STATES[self.state][1]

    @property
    def address(self) -> str:
        """Where readers find it; empty while there is nothing for them."""
        return public_address(self.public) if self.public else ""


def state(edition: Edition, public: bool, pending: bool) -> str:
    """The key of STATES for an edition that has, or has not, a public version and one to come."""
    versions = [word for word, true in (("public", public), ("pending", pending)) if true]
    if versions:
        return "-".join(versions)
    return edition.state if edition.state in STATES else "draft"


def standings(article: Article) -> list[Standing]:
    """How each language of an article stands, with what blocks its publishing and a link to each such field."""
    editions = {edition.language: edition for edition in article.editions.all()}
    versions = article.versions.defer("body", "notes", "contents", "text", "source").order_by()
    public = {version.language: version for version in versions.public()}
    pending = {version.language: version for version in versions.pending()}
    return [
        Standing(
            language,
            editions.get(code),
            public.get(code),
            pending.get(code),
            _findings(article, editions.get(code)),
        )
        for code, language in LANGUAGES.items()
    ]


def _findings(article: Article, edition: Edition | None) -> list[tuple[workflow.Finding, str]]:
    if edition is None:
        return []
    # The same article for all editions, with its byline read once.
    edition.article = article
    return [(finding, field_anchor(finding)) for finding in workflow.check(edition)]


def marks(editions: Iterable[Edition]) -> SafeString:
    """The languages of an article with their states, in a few characters; ``editions`` as the list reads them."""
    order = list(LANGUAGES)
    return format_html(
        '<span class="standing-marks">{}</span>',
        format_html_join(
            " ",
            '<span class="standing standing-{}" title="{}"><span lang="{}">{}</span> <span aria-hidden="true">{}</span>'
            '<span class="visually-hidden">{}</span></span>',
            (_mark(edition) for edition in sorted(editions, key=lambda each: order.index(each.language))),
        ),
    )


def _mark(edition: Any) -> tuple[Any, ...]:
    name = state(edition, edition.is_public, edition.is_pending)
    language, (sign, words) = LANGUAGES[edition.language], STATES[name]
    return name, words, language.tag, language.label, sign, words
