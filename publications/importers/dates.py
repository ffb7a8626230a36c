"""The date line of a manuscript, as English and Chinese manuscripts write it."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}{_MONTH}\s*{_DAY},?\s+(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_DAY}\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})\s*年\s*(?P<number>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        r"(?P<year>[〇零○一二三四五六七八九]{4})年(?P<number>[一二三四五六七八九十]{1,3})月"
        r"(?P<day>[一二三四五六七八九十]{1,3})日",
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})",
    )
)
_LABEL = re.compile(
    r"^(?:published(?:\s+on)?|publication date|date|posted(?:\s+on)?|发布时间|發布時間|发表时间|發表時間|"
    r"发布日期|發布日期|发表日期|發表日期|日期|时间|時間)\s*[:：]?\s*",
    re.IGNORECASE,
)
_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def read_date(line: str) -> date | None:
    """The date of a line that says nothing else, such as ``Jun 16, 2022``, ``16 June 2022``, ``2022-06-16`` (ISO
    8601), ``2022年6月16日`` or ``二〇二二年六月十六日``, perhaps after a label; None for any other line.

    All-figure dates are read only with the year first, because 06/07/2022 is two days in two countries.
    """
    words = _LABEL.sub("", line.strip()).strip("()（）[]【】 　")
    for form in _FORMS:
        found = form.fullmatch(words)
        if found:
            return _date(found.groupdict())
    return None


def _date(parts: dict[str, str | None]) -> date | None:
    month = parts.get("month")
    number = _MONTHS.index(month[:3].lower()) + 1 if month else _number(parts["number"] or "")
    try:
        return date(_year(parts["year"] or ""), number, _number(parts["day"] or ""))
    except ValueError:
        return None


def _year(figures: str) -> int:
    return int("".join(str(_DIGITS.get(figure, figure)) for figure in figures))


def _number(figures: str) -> int:
    """A number up to 99 in Arabic or Chinese figures."""
    if figures.isascii():
        return int(figures)
    tens, ten, ones = figures.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
