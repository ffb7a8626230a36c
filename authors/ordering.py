"""The place of a name in a list of each language: English by letters, 简体 by pinyin, 繁體 by strokes.

Pure: names in, text out. A key is made of small letters of ASCII and digits alone, because every collation of every
database has those in the same order, the digits first. It is stored beside an author when the names are saved.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from authors import duplicates
from authors.duplicates import COMPOUND_SURNAMES, HAN, SURNAME_READINGS, Names
from config.languages import is_chinese

LONGEST = 240
BEYOND = "zzz"  # begins what comes after every letter
LATIN = "latin"  # the part of a list by strokes that has no characters to count
OTHER = "other"  # the part of a list by letters that begins with none of them
BETWEEN = "0"  # stands between words, and comes before every letter
# An apostrophe or a hyphen within a name parts no words: O'Neill, Wing-laan.
JOINED = r"(?<=\w)['’‘`\-‐‑](?=\w)"
STROKES = Path(__file__).with_name("strokes.txt")


def key(names: Names, language: str, *, is_person: bool = True) -> str:
    """What a name is ordered by in ``language``: the family name before the given one.

    A name whose parts are not known is ordered as it is written, as are those of bodies, which have no parts.
    """
    parts = [names.family, names.given] if names.family else [names.display]
    written = [part.strip() for part in parts if part.strip()]
    text = "".join(written)
    if not is_chinese(language) or not HAN.search(text):
        made = _letters(" ".join(written))
    elif language == "zh-hans":
        made = _by_sound(written, is_person)
    else:
        made = "".join(map(_by_strokes, _signs(text)))
    counted = language == "zh-hant" and HAN.match(text)
    return made[:LONGEST] if made[:1].isalpha() or counted else f"{BEYOND}{made}"[:LONGEST]


def part(sort_key: str, language: str) -> str:
    """The part of the list that a key belongs to: a capital letter, the number of strokes, LATIN or OTHER."""
    if language == "zh-hant":
        return str(int(sort_key[:2])) if sort_key[:2].isdigit() else LATIN
    return OTHER if sort_key.startswith(BEYOND) or not sort_key else sort_key[0].upper()


def _letters(text: str) -> str:
    """Words in letters without accents; Chinese characters by their sound; any other script after the letters."""
    spelt = HAN.sub(lambda found: f" {' '.join(duplicates.pinyin(found[0]))} ", text)
    plain = unicodedata.normalize("NFKD", re.sub(JOINED, "", spelt)).casefold().translate(duplicates.SPECIAL)
    words = re.findall(r"[^\W_]+", "".join(each for each in plain if not unicodedata.combining(each)))
    return BETWEEN.join(word if word.isascii() else f"{BEYOND}{word.encode().hex()}" for word in words)


def _by_sound(written: list[str], is_person: bool) -> str:
    """Each character by its syllable and tone, then by its strokes, so that one family stands together."""
    text = "".join(written)
    surname = _surname(written) if is_person else ""
    keys = [_of_sound(sign, sound) for sign, sound in zip(surname, _surname_sounds(surname), strict=True)]
    rest = text[len(surname) :]
    return "".join([*keys, *(_of_sound(sign, sound) for sign, sound in _sounds(rest))])


def _surname(written: list[str]) -> str:
    """The Chinese family name at the beginning; none where somebody's name was carried over from another language."""
    first = written[0]
    if "·" in "".join(written) or not HAN.fullmatch(first):
        return ""
    if len(written) > 1:
        return first if len(first) <= 2 else ""
    simple = duplicates.simplified(first)
    return first[: 2 if simple[:2] in COMPOUND_SURNAMES and len(simple) > 2 else 1]


def _surname_sounds(surname: str) -> list[str]:
    """The syllables, with the number of their tone, of a family name as it is read when it is one."""
    wanted = SURNAME_READINGS.get(duplicates.simplified(surname), "")
    sounds: list[str] = []
    for readings in _read(surname, heteronym=True):
        begun = len("".join(sound[:-1] for sound in sounds))
        fitting = (each for each in readings if wanted and wanted[begun:].startswith(each[:-1]))
        sounds.append(next(fitting, readings[0]))
    return sounds


def _sounds(text: str) -> list[tuple[str, str]]:
    """Each sign of a text with its syllable and tone; what has none stands for itself."""
    found = []
    for run in re.findall(rf"{HAN.pattern}|[^\W_]+", text):
        sounds = [each[0] for each in _read(run)] if HAN.fullmatch(run) else [""]
        found += zip(run if HAN.fullmatch(run) else [run], sounds, strict=True)
    return found


def _read(han: str, *, heteronym: bool = False) -> list[list[str]]:
    """The readings of each character, such as ``zhang1``; a character that has none stands for itself."""
    # Loading the dictionary takes a third of a second, which is the price of the first name only.
    from pypinyin import Style, pinyin

    simple = duplicates.simplified(han)
    how = {"style": Style.TONE3, "heteronym": heteronym, "neutral_tone_with_five": True}
    found: list[list[str]] = pinyin(simple, errors=list, **how)
    return found if len(found) == len(han) else [[sign] for sign in han]


def _of_sound(sign: str, sound: str) -> str:
    if HAN.fullmatch(sign):
        # A character that nobody reads aloud comes after all that somebody does.
        return f"{sound if sound.isascii() else BEYOND}{_by_strokes(sign)}"
    return f"{_letters(sign)}{BETWEEN}"


def _signs(text: str) -> list[str]:
    """Each Chinese character of a text, and each run of other letters and digits."""
    return re.findall(rf"{HAN.pattern[:-1]}|[^\W_\u3007\u3400-\u9fff]+", text)


def _by_strokes(sign: str) -> str:
    """The number of strokes, then the place among the characters that have as many; 99 where it is not known."""
    if not HAN.fullmatch(sign):
        return f"{_letters(sign)}{BETWEEN}"
    strokes, place = _table().get(sign, (99, ord(sign)))
    return f"{strokes:02}{place:06}"


@cache
def _table() -> dict[str, tuple[int, int]]:
    """The number of strokes of each character, and its place among those of that number."""
    lines = (line for line in STROKES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {
        sign: (strokes, place) for strokes, line in enumerate(lines, 1) for place, sign in enumerate(line)
    }
