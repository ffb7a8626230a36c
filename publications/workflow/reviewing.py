"""From draft to approval, one language at a time.

``base`` is the ``lock_version`` of the article that somebody has looked at before the step; None asks for none. Every
verb raises Refused when the article was saved after it.
"""

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from publications.models import Edition, Step
from publications.workflow.check import Finding, Refused
from publications.workflow.steps import locked, take

State = Edition.State


def submit(edition: Edition, *, by: AbstractBaseUser | None, note: str = "", base: int | None = None) -> None:
    """Send an edition for review. Raises Refused without a text, or when it is in review or approved already."""
    with locked(edition, base) as stored:
        if not stored.digest:
            raise Refused([Finding(stored.language, _("There is no text in that language."), "state")])
        _expect(stored, State.DRAFT, State.PUBLISHED, State.WITHDRAWN)
        take(stored, Step.Action.SUBMITTED, by, note, state=State.IN_REVIEW)


def approve(
    edition: Edition, *, by: AbstractBaseUser | None, note: str = "", base: int | None = None
) -> None:
    """Approve an edition that is in review. Raises Refused for any other."""
    with locked(edition, base) as stored:
        _expect(stored, State.IN_REVIEW)
        take(stored, Step.Action.APPROVED, by, note, state=State.APPROVED)


def send_back(edition: Edition, *, by: AbstractBaseUser | None, note: str, base: int | None = None) -> None:
    """Send an edition back to its writers. Raises Refused without a reason, or when it is not under review."""
    with locked(edition, base) as stored:
        _expect(stored, State.IN_REVIEW, State.APPROVED)
        if not note.strip():
            raise Refused([Finding(stored.language, _("Say what is to be changed."), "note")])
        take(stored, Step.Action.RETURNED, by, note, state=State.DRAFT)


def _expect(edition: Edition, *states: State) -> None:
    if edition.state not in states:
        message = _("It has moved on meanwhile: it is now “%s”.") % edition.get_state_display()
        raise Refused([Finding(edition.language, message, "state")])
