"""Names folded, so that one person is known again under any spelling: 赵龙, 趙龍, Zhao Long, Long ZHAO, Zhao L.

Pure: names in, text out. What is made here is stored beside an author, and compared by the database.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

import opencc

HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
MOST_READINGS = 12
LETTERS_ONLY = "@"  # begins the folded text of somebody without a Chinese name
COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳司马诸葛上官司徒东方独孤南宫夏侯皇甫尉迟公孙慕容长孙宇文轩辕令狐申屠端木百里呼延钟离澹台公羊淳于闻人"
        "濮阳太史东郭第五西门万俟赫连完颜纳兰",
    )
)
# Surnames that are read otherwise than the character alone; source: Xiandai Hanyu Cidian.
SURNAME_READINGS = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "任": "ren",
    "查": "zha",
    "朴": "piao",
    "区": "ou",
    "盖": "ge",
    "乐": "yue",
    "翟": "zhai",
    "折": "she",
    "繁": "po",
    "缪": "miao",
    "秘": "bi",
    "尉迟": "yuchi",
    "万俟": "moqi",
    "长孙": "zhangsun",
    "澹台": "tantai",
    "员": "yun",
    "黑": "he",
}


class Names(NamedTuple):
    """The name of one person in one language; any part may be empty."""

    display: str
    family: str
    given: str

    def spellings(self) -> list[str]:
        """The name as it is written out, and as its two parts make it."""
        parts = " ".join(filter(None, (self.family, self.given)))
        return [name for name in dict.fromkeys((self.display, parts if self.given else "")) if name]


def simplified(text: str) -> str:
    """Text with its Chinese characters as mainland China writes them."""
    return _converter().convert(text)


def words(text: str) -> list[str]:
    """The words of a name in letters: small, without accents, apostrophes and hyphens; Lü, Lyu and Lv are one."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(SPECIAL)
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in "'’‘`-‐‑–·‧•")
    return [re.sub(r"^([ln])(?:v|yu)(?=e?$)", r"\1u", word) for word in re.findall(r"[^\W\d_]+", kept)]


def pinyin(name: str) -> list[str]:
    """A Chinese name in pinyin without tones, surname first: 欧阳小明 gives ``["ouyang", "xiaoming"]``."""
    return next(iter(_readings(simplified("".join(HAN.findall(name))))), [])


def keys(several: Iterable[Names]) -> set[str]:
    """What is stored of somebody's names, for ``sought`` to be found in; no key holds a space."""
    found = set()
    for name in _written(several):
        found |= {name} if isinstance(name, str) else {_letters(name), *_spelt(name), *_marked(name, "~")}
    return found


def sought(several: Iterable[Names]) -> set[str]:
    """The keys by which somebody of these names may be stored already."""
    found = set()
    for name in _written(several):
        found |= {name} if isinstance(name, str) else {_letters(name), *_spelt(name), *_marked(name, "=")}
    return found


def folded(several: Iterable[Names]) -> str:
    """Text in which ``alternatives`` of a search find somebody by any part of a name in any script."""
    written = list(_written(several))
    parts: dict[str, None] = {}
    for name in written:
        parts |= dict.fromkeys([name] if isinstance(name, str) else [*name, "".join(name)])
    return " ".join(parts if any(isinstance(name, str) for name in written) else [LETTERS_ONLY, *parts])


def alternatives(word: str) -> list[list[str]]:
    """The ways to find one word of a search: of one of them, all parts must stand in the folded text.

    Chinese characters find the same ones, and their sound only where nothing but the sound is known of a name.
    """
    han = simplified("".join(HAN.findall(word)))
    way = words(HAN.sub(" ", word)) + ([han] if han else [])
    readings = [[LETTERS_ONLY, *reading] for reading in _readings(han)]
    return [*([way] if way else []), *readings]


def _written(several: Iterable[Names]) -> Iterator[str | list[str]]:
    """Each name once in every script: Chinese characters as text, letters as a list of words."""
    for names in several:
        for spelling in names.spellings():
            han = simplified("".join(HAN.findall(spelling)))
            if han:
                yield han
                yield from _readings(han)
            letters = words(HAN.sub(" ", spelling))
            if letters:
                yield letters


@lru_cache(maxsize=4096)
def _readings(han: str) -> list[list[str]]:
    """How Chinese characters may be read as a name, likeliest first; one without a reading gives nothing."""
    # Loading the dictionary takes a third of a second, which is the price of the first name only.
    from pypinyin import Style
    from pypinyin import pinyin as read

    surname = han[: 2 if han[:2] in COMPOUND_SURNAMES and len(han) > 2 else 1]
    characters = read(han, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=True)
    if not han or len(characters) != len(han):
        return []
    first = characters[: len(surname)]
    known = SURNAME_READINGS.get(surname)
    families = [*([known] if known else []), *map("".join, product(*first))]
    givens = list(map("".join, islice(product(*characters[len(surname) :]), MOST_READINGS)))
    several = islice(product(dict.fromkeys(families), givens), MOST_READINGS)
    return [words(f"{family} {given}") for family, given in several]


def _letters(name: list[str]) -> str:
    """A key without order: Zhang Xiaoming, Xiao-Ming ZHANG and Zhang Xiao Ming have one."""
    return "".join(sorted("".join(name)))


def _spelt(name: list[str]) -> set[str]:
    """The key of a name without its middle initials: Maria K. Lund is Maria Lund, too."""
    whole = [word for word in name if len(word) > 1]
    return {_letters(whole)} if len(whole) > 1 else set()


def _marked(name: list[str], full: str) -> set[str]:
    """The keys by which a full name and an abbreviated one meet, while two full names do not.

    A name with initials, such as M. Lund, has ``=lund.m`` and looks for ``~lund.m`` as well; a full name has
    ``~lund.m`` and looks for ``=lund.m``. ``full`` is the sign for a full name.
    """
    whole = [word for word in name if len(word) > 1]
    initials = [word for word in name if len(word) == 1]
    if len(whole) == 1 and initials:
        signs = "=" if full == "~" else "=~"
        return {f"{sign}{whole[0]}.{initial}" for sign in signs for initial in initials}
    return {f"{full}{word}.{other[0]}" for word in whole for other in whole if other is not word}


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


# Letters that no accent makes, and that are yet spelt in two ways.
SPECIAL = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
