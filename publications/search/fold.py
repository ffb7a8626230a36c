"""What a search takes for the same: case, accents, widths, the two Chinese scripts, the forms of a word.

Pure: text in, text out, the same for what is written and for what is asked. Chinese is cut into overlapping pairs of
characters, other text into the stems of its words (Snowball's English and Russian stemmers). Words of Chinese are not
told apart: a segmenter that cuts 两国 off otherwise than the reader does would lose it.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from operator import add
from pathlib import Path

import Stemmer

# Begins every token that no text contains, and parts the title from what follows it.
MARK = "\u02d1"
LONGEST_WORD = 64
_FEW = 40
_SHORT, _MOSTLY = 200, 0.8

# Han and kana: what is written without spaces.
CHARACTERS = (
    "\u2e80-\u2fdf\u3005\u3007\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
LETTERS = rf"[^\W_{CHARACTERS}]"
_RUN = re.compile(rf"[a-z0-9]+|[{CHARACTERS}]+|{LETTERS}+")
_CHARACTER = re.compile(f"[{CHARACTERS}]")
# The s of Russia's belongs to neither this word nor the next; U.S. is one word, and so is e.g.
_POSSESSIVE = re.compile(r"['’]s\b")
_INITIALS = re.compile(r"\.(?<=\b[a-z]\.)(?=[a-z]\b)")
# In ASCII, and so in most of English, words are what stands between all other signs; a table is faster than a pattern.
_BETWEEN = {code: " " for code in range(128) if not chr(code).isalnum()}
# й is a letter of its own to the stemmer, not an и with a sign above it.
_UNSEEN = ("Cc", "Cf", "Cs", "Mn")
_KEPT = {"й": "й", "Й": "й", MARK: ""}


def _classes() -> dict[str, str]:
    lines = Path(__file__).with_name("variants.txt").read_text(encoding="utf-8").split()
    return {other: same[0] for same in lines for other in same[1:]}


_SAME = _classes()
_OTHERS: dict[str, str] = {}
for _character, _stands_for in _SAME.items():
    _OTHERS[_stands_for] = _OTHERS.get(_stands_for, "") + _character


class _Folded(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    def _fold(self, character: str) -> str:
        if character.isascii() or character in _KEPT:
            return _KEPT.get(character, character.lower())
        if unicodedata.category(character) in _UNSEEN:
            return ""
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
        bare = "".join(sign for sign in plain if unicodedata.category(sign) not in _UNSEEN)
        # Cherokee is cased the other way round: its small letters fold to capitals.
        return "".join(_SAME.get(sign, sign) for sign in unicodedata.normalize("NFC", bare)).lower()


FOLDED = _Folded()


def fold(text: str) -> str:
    """Text in lower case, without accents and what cannot be seen, each Chinese character as its class's first."""
    if text.isascii():
        return text.lower()
    if len(text) < _SHORT or len(text.encode("ascii", "ignore")) < _MOSTLY * len(text):
        return text.translate(FOLDED)
    others = {sign for sign in set(text) if sign > "\x7f"}
    if len(others) > _FEW:
        return text.translate(FOLDED)
    # Most English text has few other signs, and replacing each is five times as fast.
    for sign in others:
        text = text.replace(sign, FOLDED[ord(sign)])
    return text.lower()


def keeps_its_length(text: str) -> bool:
    """Whether each character becomes exactly one, so that a place in the folded text is the place in the text."""
    return text.isascii() or all(len(FOLDED[ord(sign)]) == 1 for sign in set(text))


def variants(character: str) -> str:
    """The characters that fold to this folded one, itself first."""
    return character + _OTHERS.get(character, "")


def runs(folded: str) -> list[str]:
    """Folded text as its words and its stretches of characters, in order: g20, 峰会."""
    bare = _POSSESSIVE.sub("", folded) if "'s" in folded or "’s" in folded else folded
    bare = _INITIALS.sub("", bare)
    return bare.translate(_BETWEEN).split() if bare.isascii() else _RUN.findall(bare)


def is_characters(run: str) -> bool:
    """Whether a run is a stretch of characters, and not a word."""
    return _CHARACTER.match(run) is not None


def pairs(run: str) -> list[str]:
    """A stretch of characters as overlapping pairs: 中美关 gives 中美 and 美关; one character is given back."""
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


def tokens(found: Iterable[str]) -> list[str]:
    """The tokens of runs, in their order.

    The last character of a stretch stands once more for itself, so that every one of them begins a token.
    """
    found = list(found)
    if "".join(found).isascii():
        return list(map(_STEMS.__getitem__, found))
    made: list[str] = []
    for run in found:
        if run.isascii() or not is_characters(run):
            made.append(_STEMS[run])
        else:
            made += map(add, run, run[1:])
            made.append(run[-1])
    return made


def phrase(found: Sequence[str]) -> str:
    """Runs as they stand in the tokens of a text, where other characters may precede and follow them."""
    made = tokens(found)
    if not is_characters(found[-1]):
        return f" {' '.join(made)} "
    return f" {' '.join(made[:-1])} " if len(found[-1]) > 1 else f" {' '.join(made)}"


_STEMMERS = {"en": Stemmer.Stemmer("english", 0), "ru": Stemmer.Stemmer("russian", 0)}
# A stemmer must not be used by two threads at once.
_ONE_AT_A_TIME = threading.Lock()


class _Stems(dict[str, str]):
    """The stems of words, found out when a word is first met. When there are very many it begins anew."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        self[word] = found = self._find(word)
        return found

    def _find(self, word: str) -> str:
        language = "en" if "a" <= word[0] <= "z" else "ru" if "а" <= word[0] <= "я" else None
        if language is None:
            return word[:LONGEST_WORD]
        with _ONE_AT_A_TIME:
            return _STEMMERS[language].stemWord(word[:LONGEST_WORD])


_MOST_STEMS = 200_000
_STEMS = _Stems()


def stem(word: str) -> str:
    """What the forms of a folded word have in common: English and Russian ones by Snowball's rules, others whole."""
    return _STEMS[word]
