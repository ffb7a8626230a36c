"""The numbers that Word prints before a paragraph without writing them into its text."""

from collections.abc import Callable

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese figures: 12 is 十二, 105 is 一百零五."""
    written, rest = "", number
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit, rest = divmod(rest, unit)
        if digit:
            written += _DIGITS[digit] + name
        elif written and rest and not written.endswith("零"):
            written += "零"
    written += _DIGITS[rest] if rest else ""
    return written[1:] if 10 <= number < 20 else written


def roman(number: int) -> str:
    """A number in capital Roman figures."""
    figures = zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _ROMAN, strict=True)
    written = ""
    for value, letters in figures:
        written += letters * (number // value)
        number %= value
    return written


_ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def _letter(number: int) -> str:
    """Word goes on after Z with AA, BB."""
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1)


# ST_NumberFormat of ISO/IEC 29500-1, 17.18.59; whatever is not here is printed in Arabic figures.
_FORMATS: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), chinese),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand"), chinese),
}


class Numbering:
    """The counters of a document. ``label`` is asked once for each numbered paragraph, in reading order."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self.levels: dict[str, dict[int, etree._Element]] = {}
        self.lists: dict[str, str] = {}
        self.counters: dict[str, dict[int, int]] = {}
        if numbering is None:
            return
        for abstract in numbering.iter(f"{W}abstractNum"):
            levels = {whole(level.get(f"{W}ilvl", "0")): level for level in abstract.iter(f"{W}lvl")}
            self.levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in numbering.iter(f"{W}num"):
            self.lists[number.get(f"{W}numId", "")] = _value(number, "abstractNumId")

    def count(self, list_id: str, level: int) -> tuple[int, str]:
        """The number of the next paragraph at that level of a list, and how Word prints it: ``(3, "（三）")``.

        ``(0, "")`` for bullets and for lists that are not defined.
        """
        name = self.lists.get(list_id, "")
        levels = self.levels.get(name, {})
        if level not in levels or _value(levels[level], "numFmt") in ("bullet", "none"):
            return 0, ""
        counters = self.counters.setdefault(name, {})
        counters[level] = counters.get(level, _start(levels[level]) - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        printed = _value(levels[level], "lvlText")
        for each in range(level + 1):
            if each in levels:
                number = counters.get(each, _start(levels[each]))
                written = _FORMATS.get(_value(levels[each], "numFmt"), str)(max(number, 1))
                printed = printed.replace(f"%{each + 1}", written)
        return counters[level], printed


def whole(written: str, otherwise: int = 0) -> int:
    """A number as the document writes it, or ``otherwise`` where the document is broken."""
    return int(written) if written.isascii() and written.isdigit() else otherwise


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _start(level: etree._Element) -> int:
    return whole(_value(level, "start"), 1)
