"""The way to the public, and the only writer of editions and versions.

``check`` and ``advise`` tell what is wrong, ``snapshot`` what would be published; the verbs do it.
"""

from publications.workflow.check import Finding, Refused, advise, check
from publications.workflow.history import Past, publish_then, restore_all
from publications.workflow.publishing import (
    REVIEWED,
    cancel,
    correct,
    meanwhile,
    publish,
    publish_all,
    withdraw,
)
from publications.workflow.reviewing import approve, send_back, submit
from publications.workflow.snapshot import byline, changes, snapshot
from publications.workflow.translating import assign, begin, confirm, convert, derive, still_valid

__all__ = [
    "REVIEWED",
    "Finding",
    "Past",
    "Refused",
    "advise",
    "approve",
    "assign",
    "begin",
    "byline",
    "cancel",
    "changes",
    "check",
    "confirm",
    "convert",
    "correct",
    "derive",
    "meanwhile",
    "publish",
    "publish_all",
    "publish_then",
    "restore_all",
    "send_back",
    "snapshot",
    "still_valid",
    "submit",
    "withdraw",
]
