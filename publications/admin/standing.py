"""How the editions of an article stand, in signs and words, and as marks in the list."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES
from publications.models import Edition, Step

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
REVIEWED = (Step.Action.SUBMITTED, Step.Action.APPROVED)


def state(edition: Edition, public: bool, pending: bool) -> str:
    """The key of STATES for an edition that has, or has not, a public version and one to come."""
    versions = [word for word, true in (("public", public), ("pending", pending)) if true]
    if versions:
        return "-".join(versions)
    return edition.state if edition.state in STATES else "draft"


def touched(edition: Edition, steps: Iterable[Step]) -> bool:
    """Whether a text has changed since it was sent for review or approved; ``steps`` are its log, newest first."""
    if edition.state not in (Edition.State.IN_REVIEW, Edition.State.APPROVED):
        return False
    last = next((step.at for step in steps if step.action in REVIEWED), None)
    return bool(last and edition.changed_at and edition.changed_at > last)


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
