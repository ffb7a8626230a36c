"""Names as the styles of citations write them: at the head of an entry, and behind the title."""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from config.languages import is_chinese
from publications.exporters.citation import EDITOR, TRANSLATOR, Citation, Contributor

INTERVIEWER = "interviewer"
# What follows the names of those who helped: in simplified, and in traditional characters.
_CHINESE = {EDITOR: ("编", "編"), TRANSLATOR: ("译", "譯"), INTERVIEWER: ("采访", "採訪")}
_MIDDLE_DOT = re.compile("[·・•‧]")
# Around what is set in italics, until the text has been escaped.
SLANT, UPRIGHT = "\x02", "\x03"


def slanted(text: str) -> str:
    return f"{SLANT}{text}{UPRIGHT}"


def family_first(contributor: Contributor) -> str:
    """ "Lee, Anna"; a name that is written with the family name first, as Zhao Long is, needs no comma."""
    if not contributor.is_invertible or contributor.is_family_first:
        return contributor.name
    return f"{contributor.family_name}, {contributor.given_name}"


def _initials(contributor: Contributor, mark: str, space: str = " ") -> str:
    """ "A. M." of Anna Maria, "J.-P." of Jean-Paul, "J. K." of J.K."""
    return space.join(
        "-".join(f"{part[0].upper()}{mark}" for part in name.split("-") if part)
        for name in re.sub(r"\.(?=\w)", ". ", contributor.given_name).split()
    )


def with_initials(contributor: Contributor, space: str = " ") -> str:
    """ "Lee, A. M." in APA, "Lee, A.M." without the space in Harvard."""
    if not contributor.is_invertible:
        return contributor.name
    return f"{contributor.family_name}, {_initials(contributor, '.', space)}"


def initials_first(contributor: Contributor, space: str = " ") -> str:
    """ "A. M. Lee", as those are named who do not stand at the head of an entry."""
    if not contributor.is_invertible:
        return contributor.name
    return f"{_initials(contributor, '.', space)} {contributor.family_name}"


def in_capitals(contributor: Contributor) -> str:
    """ "LEE A M", as GB/T 7714 has names (8.1.1). Of a name in pinyin an initial would be needed for each character,
    which no rule can find: it keeps its given name, "YU Zhixing". Of a Western name in Chinese the family name alone.
    """
    if contributor.is_parted and _MIDDLE_DOT.search(contributor.name):
        return contributor.family_name
    if not contributor.is_invertible:
        return contributor.name
    given = contributor.given_name if contributor.is_family_first else _initials(contributor, "")
    return f"{contributor.family_name.upper()} {given}"


def inverted(citation: Citation, *, most: int, kept: int) -> str:
    """The authors with the family name of the first in front."""
    first, *others = citation.authors
    names = [family_first(first), *(each.name for each in others)]
    return listed(names, citation.language, most=most, kept=kept)


def listed(names: Sequence[str], language: str, *, most: int, kept: int) -> str:
    """Names as a list of the language; of more than ``most`` the first ``kept`` and et al. or 等."""
    if is_chinese(language):
        return f"{'、'.join(names[:kept])}等" if len(names) > most else "、".join(names)
    if len(names) > most:
        return f"{', '.join(names[:kept])}{',' if kept > 1 or ',' in names[0] else ''} et al."
    if len(names) == 2:
        return f"{names[0]}{',' if ',' in names[0] else ''} and {names[1]}"
    return ", ".join([*names[:-1], f"and {names[-1]}"]) if len(names) > 1 else names[0]


def edited(names: str, citation: Citation, one: str, several: str) -> str:
    """The names at the head, and after those of editors what says so in the style: ``one`` or ``several`` in English,
    主编 in Chinese, in brackets where the style has them."""
    if not citation.is_edited:
        return names
    if is_chinese(citation.language):
        word = "主編" if citation.language == "zh-hant" else "主编"
        return f"{names}（{word}）" if "(" in one else f"{names}{word}"
    return names + (one if len(citation.authors) == 1 else several)


def in_apa(names: Sequence[str], language: str) -> str:
    """Two names take a comma between them only where they are inverted, as institutes are not."""
    if is_chinese(language):
        return "、".join(names if len(names) <= 20 else [*names[:19], f"……{names[-1]}"])
    if len(names) > 20:
        return f"{', '.join(names[:19])}, … {names[-1]}"
    if len(names) == 2 and "," not in names[0]:
        return " & ".join(names)
    return ", ".join([*names[:-1], f"& {names[-1]}"]) if len(names) > 1 else names[0]


def in_harvard(names: Sequence[str], language: str) -> str:
    if is_chinese(language):
        return f"{names[0]}等" if len(names) > 3 else "、".join(names)
    if len(names) > 3:
        return f"{names[0]} {slanted('et al.')}"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def in_gb7714(names: Sequence[str], language: str) -> str:
    others = "等" if is_chinese(language) else "et al"
    return ", ".join([*names[:3], others] if len(names) > 3 else names)


def helped(
    citation: Citation,
    words: Mapping[str, str | tuple[str, str]],
    listed: Callable[[Sequence[str], str], str],
    named: Callable[[Contributor], str] = attrgetter("name"),
    mark: str = "",
) -> list[str]:
    """Who edited, translated and asked beside the authors at the head, one text for each role.

    ``words`` says it in English, for one and for several where they differ; in Chinese the word of the role follows
    the names and the ``mark``.
    """
    found = []
    for role, both in words.items():
        names = [
            named(each)
            for each in citation.contributors
            if each.role == role and each not in citation.authors
        ]
        if names and is_chinese(citation.language):
            word = _CHINESE[role][citation.language == "zh-hant"]
            found.append(f"{listed(names, citation.language)}{mark}{word}")
        elif names:
            one, several = (both, both) if isinstance(both, str) else both
            found.append((several if len(names) > 1 else one).format(listed(names, citation.language)))
    return found
