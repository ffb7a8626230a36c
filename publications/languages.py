"""How each language writes names and posts. Pure: no Django."""

import re
from collections.abc import Sequence

from config.languages import is_chinese

IDEOGRAPHIC_SPACE = "\u3000"
_LATIN_EDGE = re.compile(r"[A-Za-z0-9]")


def post(position: str, institute: str, language: str) -> str:
    """A post in the grammar of ``language``: "Fellow, Institute" in English, 研究院研究员 in Chinese.

    Chinese names the institute first and sets no comma; where Latin letters meet there, a space parts them. An
    empty part leaves no mark behind.
    """
    position, institute = position.strip(), institute.strip()
    if not is_chinese(language):
        return ", ".join(part for part in (position, institute) if part)
    latin = position and institute and _LATIN_EDGE.match(institute[-1]) and _LATIN_EDGE.match(position[0])
    return f"{institute} {position}" if latin else institute + position


def byline(name: str, position: str, institute: str, language: str) -> str:
    """One signature: "Zhou Yan, Fellow, Harbour Institute" in English, 周彦　港湾研究院研究员 in Chinese."""
    held = post(position, institute, language)
    separator = IDEOGRAPHIC_SPACE if is_chinese(language) else ", "
    return separator.join(part for part in (name.strip(), held) if part)


def names(several: Sequence[str], language: str) -> str:
    """A list of names as ``language`` writes it: "A, B and C", or A、B、C."""
    if is_chinese(language):
        return "、".join(several)
    *first, last = several or [""]
    return f"{', '.join(first)} and {last}" if first else last
