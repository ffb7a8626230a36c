"""What two people made of one thing, brought together field by field."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """Names of fields: those that only the others changed, and those that both sides changed differently."""

    taken: list[str]
    conflicts: list[str]


def merge(base: Mapping[str, object], theirs: Mapping[str, object], mine: Mapping[str, object]) -> Merged:
    """Compare two states of the same fields with the one that both started from: a three-way merge.

    ``theirs`` names the same fields as ``base``. A field that ``mine`` does not name was not mine to change, so
    theirs is taken. What both changed alike is neither taken nor in conflict.
    """
    changed = [name for name in base if theirs[name] != base[name]]
    taken = [name for name in changed if mine.get(name, base[name]) == base[name]]
    conflicts = [name for name in changed if name not in taken and mine[name] != theirs[name]]
    return Merged(taken, conflicts)
