"""Telling by its script that a passage is in another language than its page, so that it is read aloud rightly."""

import re
from collections.abc import Iterator

from config.languages import is_chinese
from publications.body.vocabulary import escape

_HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_OTHERS = {
    "ru": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "ko": "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb",
    "el": "\u0370-\u037d\u037f-\u0386\u0388-\u03ff\u1f00-\u1fff",
    "ar": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "he": "\u05d0-\u05f2\ufb1d-\ufb4f",
}
# Punctuation of East Asian type belongs to the passage that it encloses or ends.
_EAST_ASIAN_PUNCTUATION = (
    "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)

_WEB_ADDRESS = re.compile(
    rf"(?:https?://|www\.)[^\s<>“”{_HAN}{_KANA}{_EAST_ASIAN_PUNCTUATION}]+", re.IGNORECASE
)
_UKRAINIAN = re.compile("[ґєії]", re.IGNORECASE)
_RUSSIAN = re.compile("[ёъыэ]", re.IGNORECASE)
_KANA_LETTER = re.compile(f"[{_KANA}]")
_LATIN_WORD = re.compile(f"[{_LATIN}]+")
_LETTERS = {
    "en": _LATIN_WORD,
    "zh": re.compile(f"[{_HAN}{_KANA}]+"),
    **{language: re.compile(f"[{letters}]+") for language, letters in _OTHERS.items()},
}

_EAST_ASIAN = rf"{_HAN}{_KANA}"
_ALL_OTHERS = "".join(_OTHERS.values())
_FOREIGN_TO_ENGLISH = re.compile(f"[{_ALL_OTHERS}{_EAST_ASIAN}]")
_FOREIGN_TO_CHINESE = re.compile(f"[{_ALL_OTHERS}{_KANA}{_LATIN}]")

# A passage is a stretch from the first to the last letter of a script with only such between as belongs to no other.
_PASSAGE_OF_OTHERS = "|".join(
    rf"(?P<{language}>[{letters}](?:[\W\d_{letters}]*[{letters}])?)" for language, letters in _OTHERS.items()
)
_PASSAGE_IN_ENGLISH = re.compile(
    rf"{_PASSAGE_OF_OTHERS}"
    rf"|(?P<zh>[{_EAST_ASIAN}](?:[\W\d_{_EAST_ASIAN}]*[{_EAST_ASIAN}{_EAST_ASIAN_PUNCTUATION}])?)"
)
_PASSAGE_IN_CHINESE = re.compile(
    rf"{_PASSAGE_OF_OTHERS}|(?P<ja>[{_KANA}][{_EAST_ASIAN}]*)"
    rf"|(?P<en>[{_LATIN}](?:[\x20-\x40\x5b-\x60\x7b-\x7e\xa0‘-‟–—…{_LATIN}]*[{_LATIN}\d])?)"
)
# What stands before the first letter and belongs to the passage: 《 in English pages, 日本 of 日本の in Chinese ones.
_BEFORE = {"zh": re.compile(f"[{_EAST_ASIAN_PUNCTUATION}]"), "ja": re.compile(f"[{_HAN}]")}
_SHARE_OF_A_WHOLE = 0.8
_SHARE_OF_KANA = 0.25
_LEAST_WORDS = 3


def language_of(text: str, page_language: str) -> str | None:
    """The language tag of a text that is written as a whole in another script than its page, or None.

    ``page_language`` is a code of the site. The script of four words in five decides, each Han character and kana
    counting as a word; web addresses do not count.
    A script stands for its most likely language: Cyrillic for Russian or Ukrainian, Latin for English.
    """
    if _is_own(text, page_language):
        return None
    text = _WEB_ADDRESS.sub(" ", text)
    if not _foreign(page_language).search(text):
        return None
    words = {language: found.findall(text) for language, found in _LETTERS.items()}
    counts = {
        language: len("".join(found) if language == "zh" else found) for language, found in words.items()
    }
    language, most = max(counts.items(), key=lambda count: count[1])
    if not most or most < _SHARE_OF_A_WHOLE * sum(counts.values()):
        return None
    return _language(language, text, page_language)


def mark_passages(text: str, page_language: str) -> str:
    """Text as HTML, escaped, each passage in another script than that of the page in a ``span`` with its language.

    On Chinese pages Latin passages count from three words on: names and abbreviations are part of Chinese text.
    """
    if _is_own(text, page_language):
        return escape(text)
    pieces, end = [], 0
    for start, stop, language in _passages(text, page_language):
        pieces.append(f'{escape(text[end:start])}<span lang="{language}">{escape(text[start:stop])}</span>')
        end = stop
    return "".join([*pieces, escape(text[end:])]) if pieces else escape(text)


def _is_own(text: str, page_language: str) -> bool:
    """Whether no letter of a text is foreign to its page: at once for most English, which need not be searched."""
    foreign = _foreign(page_language)
    return (text.isascii() and foreign is _FOREIGN_TO_ENGLISH) or not foreign.search(text)


def _foreign(page_language: str) -> re.Pattern[str]:
    return _FOREIGN_TO_CHINESE if is_chinese(page_language) else _FOREIGN_TO_ENGLISH


def _passages(text: str, page_language: str) -> Iterator[tuple[int, int, str]]:
    foreign = _foreign(page_language)
    passage = _PASSAGE_IN_CHINESE if is_chinese(page_language) else _PASSAGE_IN_ENGLISH
    for end, stop in _between_addresses(text):
        while (letter := foreign.search(text, end, stop)) and (
            match := passage.match(text, letter.start(), stop)
        ):
            script = match.lastgroup or ""
            start = _start(text, match.start(), end, script)
            end = match.end()
            language = _language(script, text[start:end], page_language)
            if language is not None:
                yield start, end, language


def _start(text: str, start: int, least: int, script: str) -> int:
    before = _BEFORE.get(script)
    while before and start > least and before.match(text[start - 1]):
        start -= 1
    return start


def _between_addresses(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for match in _WEB_ADDRESS.finditer(text):
        yield end, match.start()
        end = match.end()
    yield end, len(text)


def _language(script: str, passage: str, page_language: str) -> str | None:
    """The language that a script stands for in this passage, or None where the page's own readers expect it."""
    if script == "ru":
        return "uk" if _UKRAINIAN.search(passage) and not _RUSSIAN.search(passage) else "ru"
    if script == "en":
        many = is_chinese(page_language) and len(_LATIN_WORD.findall(passage)) >= _LEAST_WORDS
        return "en" if many else None
    if script in ("zh", "ja"):
        return _east_asian(passage, page_language)
    # A single Greek letter is a symbol.
    return None if script == "el" and len(passage) == 1 else script


def _east_asian(passage: str, page_language: str) -> str | None:
    kana = len(_KANA_LETTER.findall(passage))
    if not is_chinese(page_language):
        return "ja" if kana else "zh"
    return "ja" if kana >= _SHARE_OF_KANA * len(passage) else None
