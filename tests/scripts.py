"""How tests find words that stand in another script than the language around them says."""

import re
from collections.abc import Iterator
from functools import cache

import opencc
from lxml import html

# Neither is in a language: addresses of any kind, and identifiers.
ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b10\.\d{4,}/\S+|\b[\w-]+(?:\.[\w-]+)+\b")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Chinese sets names, abbreviations and titles of a word or two in Latin letters; what is longer is another language.
SENTENCE = re.compile(r"[A-Za-z][\w’'-]*(?:[ ,]+[A-Za-z][\w’'-]*){3,}")
SPOKEN = ("alt", "title", "aria-label", "placeholder")


@cache
def belonging(tag: str) -> frozenset[str]:
    """The characters that one Chinese script alone has.

    Conversion changes them, and the national standard of the other script (GB 2312 or Big5) has no place for them: 台
    and 里, which both know, are in neither set.
    """
    conversion, other = {"zh-Hans": ("s2t", "big5"), "zh-Hant": ("t2s", "gb2312")}[tag]
    convert = opencc.OpenCC(conversion).convert
    every = map(chr, range(0x4E00, 0xA000))
    return frozenset(c for c in every if convert(c) != c and not c.encode(other, "ignore"))


def strange(text: str, tag: str) -> str:
    """The part of a text that a passage marked with the language ``tag`` cannot have; empty when there is none."""
    text = ADDRESS.sub(" ", text)
    if tag.startswith("en"):
        found = HAN.search(text) or CYRILLIC.search(text)
    elif tag.startswith("zh"):
        found = CYRILLIC.search(text) or SENTENCE.search(text)
        other = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}.get(tag)
        odd = "".join(c for c in text if other and c in belonging(other))
        if odd:
            return odd
    else:
        return ""
    return found[0] if found else ""


def passages(page: html.HtmlElement) -> Iterator[tuple[str, str, str]]:
    """Every text of a page, spoken attributes among them: the nearest language, the text, and where it stands."""
    for element in page.iter():
        # HTML lets no part of a title be marked.
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title"):
            continue
        own = (element.xpath("ancestor-or-self::*[@lang][1]/@lang") or [""])[0]
        around = (element.xpath("ancestor::*[@lang][1]/@lang") or [""])[0]
        where = f"{element.tag}.{element.get('class') or ''}"
        yield own, element.text or "", where
        yield around, element.tail or "", f"after {where}"
        for name in SPOKEN:
            yield own, element.get(name) or "", f"{where}[{name}]"


def mixed(page: html.HtmlElement) -> list[str]:
    """What a page says in a script that is not of the language it is marked with."""
    return [
        f"{where} ({tag}): {odd!r} in {' '.join(text.split())[:80]!r}"
        for tag, text, where in passages(page)
        if (odd := strange(text, tag))
    ]
