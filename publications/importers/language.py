"""Which of the site's languages a text is in, told by its characters."""

import re
from functools import cache

from opencc import OpenCC

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def guess(text: str) -> str:
    """``en``, ``zh-hans`` or ``zh-hant`` for a text.

    Chinese is what has at least a fifth of its letters in Han characters: an English paper with Chinese sources
    stays below, a Chinese paper with English sources above. The script is the one whose own characters are more.
    """
    han = _HAN.findall(text)
    letters = len(_LETTER.findall(text))
    if not letters or len(han) / letters < 0.2:
        return "en"
    characters = "".join(han)
    simplified = _changed(characters, "s2t")
    traditional = _changed(characters, "t2s")
    return "zh-hant" if traditional > simplified else "zh-hans"


def is_written_in_han(name: str) -> bool:
    """Whether a name is written in Chinese characters."""
    return _HAN.search(name) is not None


def _changed(characters: str, conversion: str) -> int:
    converted = _converter(conversion).convert(characters)
    return sum(before != after for before, after in zip(characters, converted, strict=False))
