"""What tokens an entry must have: the same question for both databases, and how each of them spells it. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publications.search.fold import MARK
from publications.search.query import Token

# What an entry is about, beside its words. A token of a fact begins with the mark and its letter.
LANGUAGE, KIND, YEAR, AUTHOR, TOPIC, REGION, SERIES = "lkyatrs"
# Where a word stands, from the title on; one that stands higher up counts as standing below as well.
TITLE, HEAD, OFTEN, ANYWHERE = "1", "2", "3", ""
ZONES = (TITLE, HEAD, OFTEN, ANYWHERE)

Alternative = Sequence[Token]


def fact(about: str, value: object) -> Token:
    """The token of a fact: ``fact(YEAR, 2026)``."""
    return MARK + about + re.sub(r"[\W_]", "", str(value)), False


def within(zone: str, token: Token) -> Token:
    """The token as it is marked when it stands in a zone."""
    text, is_prefix = token
    return (MARK + zone + text if zone else text), is_prefix


@dataclass(frozen=True)
class Match:
    """Every clause holds, by all the tokens of one of its alternatives, and no alternative of ``none_of`` does."""

    all_of: Sequence[Sequence[Alternative]]
    none_of: Sequence[Alternative] = ()


class Signs(NamedTuple):
    """The operators of a query language."""

    both: str
    either: str
    but_not: str


def spell(match: Match, signs: Signs, token: Callable[[Token], str]) -> str:
    """The match in a query language whose tokens ``token`` spells."""

    def alternative(tokens: Alternative) -> str:
        return f"({signs.both.join(map(token, tokens))})"

    clauses = (f"({signs.either.join(map(alternative, clause))})" for clause in match.all_of)
    return signs.but_not.join([f"({signs.both.join(clauses)})", *map(alternative, match.none_of)])
