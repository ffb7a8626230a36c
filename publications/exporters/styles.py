"""Citations as readers copy them: one function per style, each for the one kind of thing that is cited here, an article
on the institute's site.

Code of our own, because no processor of the Citation Style Language in Python writes Chinese names and GB/T 7714 right.
Every style follows the language of the article: an English one is cited in English, a Chinese one in Chinese, with its
title in 《》 and 等 for et al. Titles keep the capitals they were published with, because no rule can tell a name from
a word. Each function takes the record and the day on which the reader looked at the page; none knows a clock.
"""

import datetime
from collections.abc import Callable, Sequence
from html import escape

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from config.languages import is_chinese
from publications.exporters.citation import ON_THEIR_OWN, Citation, Contributor

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NESTED = str.maketrans("“”", "‘’")
# Around what is set in italics, until the text has been escaped.
_SLANT, _UPRIGHT = "\x02", "\x03"


def chicago(citation: Citation, accessed: datetime.date) -> str:
    """The Chicago Manual of Style, 18th edition (chapters 13 and 14), an entry of a bibliography: of more than six
    authors the first three and et al."""
    authors = _edited(_inverted(citation, most=6, kept=3), citation, ", ed.", ", eds.")
    more = _translated(citation, "Translated by {}."), _paper(citation, ".")
    return _sentence(citation, authors, f"{_day(citation)}.", *more)


def chicago_note(citation: Citation, accessed: datetime.date) -> str:
    """The Chicago Manual of Style, 18th edition (chapters 13 and 14), a note: of more than two authors the first and
    et al."""
    names = _listed([each.name for each in citation.authors], citation, most=2, kept=1)
    authors = _edited(names, citation, ", ed.", ", eds.")
    more = list(filter(None, (_translated(citation, "trans. {}"), _paper(citation))))
    if is_chinese(citation.language):
        return _sentence(citation, authors, "", *more)
    if citation.kind in ON_THEIR_OWN:
        title = ", ".join([authors, _title(citation), *more])
        return f"{title} ({_publisher(citation)}{_day(citation)}), {_link(citation)}."
    title = " ".join([f"{authors},", _title(citation, ","), *(f"{each}," for each in more)])
    return f"{title} {_publisher(citation)}{_day(citation)}, {_link(citation)}."


def mla(citation: Citation, accessed: datetime.date) -> str:
    """MLA Handbook, 9th edition (chapter 5): of more than two authors the first and et al.; months of more than four
    letters are shortened."""
    month = MONTHS[citation.date.month - 1]
    short = {9: "Sept."}.get(citation.date.month, f"{month[:3]}." if len(month) > 4 else month)
    day = f"{citation.date.day} {short} {citation.date.year},"
    # Of a work on its own, who translated it stands in one sentence with who published it.
    mark = "," if citation.kind in ON_THEIR_OWN else "."
    translated = _translated(citation, f"Translated by {{}}{mark}")
    authors = _edited(_inverted(citation, most=2, kept=1), citation, ", editor", ", editors")
    return _sentence(citation, authors, day, translated)


def apa(citation: Citation, accessed: datetime.date) -> str:
    """Publication Manual of the American Psychological Association, 7th edition (chapters 9 and 10): up to twenty
    authors, of more the first nineteen, an ellipsis and the last."""
    names = _in_apa([_with_initials(each) for each in citation.authors], citation.language)
    authors = _edited(names, citation, " (Ed.)", " (Eds.)")
    translators = _in_apa([_initials_first(each) for each in _translators(citation)], citation.language)
    translated = _translated(citation, "{}, Trans.", translators)
    more = list(filter(None, (_numbered_series(citation), translated)))
    if is_chinese(citation.language):
        brackets = "".join(f"（{each}）" for each in more)
        date = f"（{_day(citation)}）"
        return f"{authors}{date}。{_title(citation)}{brackets}。{_publisher(citation, '。')}{_link(citation)}"
    date = f"({citation.date.year}, {MONTHS[citation.date.month - 1]} {citation.date.day})."
    title = _slanted(citation.full_title)
    title = f"{title} ({'; '.join(more)})." if more else _ended(title)
    return f"{_ended(authors)} {date} {title} {_publisher(citation, '. ')}{_link(citation)}"


def harvard(citation: Citation, accessed: datetime.date) -> str:
    """Harvard as Cite Them Right has it, 12th edition: of four authors or more the first and et al.; the day on which
    the page was looked at stands at the end, unless the article has a DOI."""
    several = _in_harvard([_with_initials(each, "") for each in citation.authors], citation.language)
    authors = _edited(several, citation, " (ed.)", " (eds)")
    names = _in_harvard([_initials_first(each, "") for each in _translators(citation)], citation.language)
    translated = _translated(citation, "Translated by {}. ", names)
    if is_chinese(citation.language):
        translated = f"{translated}。" if translated else ""
        word = "檢索日期" if citation.language == "zh-hant" else "检索日期"
        seen = "" if citation.doi else f"（{word}：{_date(accessed, citation.language)}）"
        head = f"{authors}（{citation.date.year}）{_title(citation)}。{translated}"
        return f"{head}{_publisher(citation, '。')}{_link(citation)}{seen}"
    seen = "" if citation.doi else f" (Accessed: {_date(accessed, citation.language)})"
    title = _ended(_slanted(citation.full_title))
    head = f"{authors} ({citation.date.year}) {title} {translated}{_publisher(citation, '. ')}"
    return f"{head}Available at: {_link(citation)}{seen}."


def gb7714(citation: Citation, accessed: datetime.date) -> str:
    """GB/T 7714-2015, chapters 4 and 8 and annexes A and B: of more than three authors the first three and 等 or et al;
    Latin family names in capitals with bare initials; the kind of document, its day and the day of looking at it.

    Editors who stand for authors have no word of their own: they are creators as authors are (3.2)."""
    several = [_in_capitals(each) for each in citation.authors]
    others = "等" if is_chinese(citation.language) else "et al"
    authors = ", ".join([*several[:3], others] if len(several) > 3 else several)
    title = ": ".join(filter(None, (citation.title, citation.subtitle)))
    days = f"({citation.date.isoformat()})[{accessed.isoformat()}]"
    kind = "R/OL" if citation.kind in ON_THEIR_OWN else "EB/OL"
    names = ", ".join(map(_in_capitals, _translators(citation)))
    translated = f" {_translated(citation, '{}, trans', names, ', ')}." if names else ""
    publisher = f" {citation.publisher}, {citation.date.year}" if citation.kind in ON_THEIR_OWN else " "
    doi = f" DOI:{citation.doi}." if citation.doi else ""
    return f"{_ended(authors)} {title}[{kind}].{translated}{publisher}{days}. {citation.address}.{doi}"


STYLES: dict[str, tuple[str | Promise, Callable[[Citation, datetime.date], str]]] = {
    "chicago": ("Chicago", chicago),
    "chicago-note": (gettext_lazy("Chicago, note"), chicago_note),
    "apa": ("APA", apa),
    "mla": ("MLA", mla),
    "harvard": ("Harvard", harvard),
    "gb7714": ("GB/T 7714", gb7714),
}


def html(citation: Citation, style: str, accessed: datetime.date) -> str:
    """A citation in a style of ``STYLES`` as HTML: escaped text, with ``em`` around what is set in italics."""
    text = escape(STYLES[style][1](citation, accessed), quote=False)
    return text.replace(_SLANT, "<em>").replace(_UPRIGHT, "</em>")


def plain(citation: Citation, style: str, accessed: datetime.date) -> str:
    """A citation in a style of ``STYLES`` as text without any markup."""
    return STYLES[style][1](citation, accessed).replace(_SLANT, "").replace(_UPRIGHT, "")


# --- Whole citations --------------------------------------------------------------------------------------


def _sentence(citation: Citation, authors: str, day: str, *more: str) -> str:
    """Authors, title, publisher, day and address, as Chicago and MLA order them; ``day`` is for English alone.

    ``more`` stands between title and publisher, in English with its punctuation.
    """
    if is_chinese(citation.language):
        parts = (_title(citation), *more, _publisher(citation, ""), _day(citation), _link(citation))
        return f"{authors}：{'，'.join(filter(None, parts))}。"
    title = " ".join(filter(None, (_ended(authors), _title(citation, "."), *more)))
    return f"{title} {_publisher(citation)}{day} {_link(citation)}."


# --- Names ------------------------------------------------------------------------------------------------


def _family_first(contributor: Contributor) -> str:
    """ "Lee, Anna"; a name that is written with the family name first, as Zhao Long is, needs no comma."""
    if not contributor.is_invertible or contributor.name.startswith(contributor.family_name):
        return contributor.name
    return f"{contributor.family_name}, {contributor.given_name}"


def _initials(contributor: Contributor, mark: str, space: str = " ") -> str:
    return space.join(
        "-".join(f"{part[0].upper()}{mark}" for part in name.split("-") if part)
        for name in contributor.given_name.split()
    )


def _with_initials(contributor: Contributor, space: str = " ") -> str:
    """ "Lee, A. M." in APA, "Lee, A.M." without the space in Harvard."""
    if not contributor.is_invertible:
        return contributor.name
    return f"{contributor.family_name}, {_initials(contributor, '.', space)}"


def _initials_first(contributor: Contributor, space: str = " ") -> str:
    """ "A. M. Lee", as those are named who do not stand at the head of an entry."""
    if not contributor.is_invertible:
        return contributor.name
    return f"{_initials(contributor, '.', space)} {contributor.family_name}"


def _in_capitals(contributor: Contributor) -> str:
    """LEE A"""
    if not contributor.is_invertible:
        return contributor.name
    return f"{contributor.family_name.upper()} {_initials(contributor, '')}"


def _inverted(citation: Citation, *, most: int, kept: int) -> str:
    """The authors with the family name of the first in front."""
    first, *others = citation.authors
    return _listed([_family_first(first), *(each.name for each in others)], citation, most=most, kept=kept)


def _listed(names: Sequence[str], citation: Citation, *, most: int, kept: int) -> str:
    """Names as a list of the language; of more than ``most`` the first ``kept`` and et al. or 等."""
    if is_chinese(citation.language):
        return f"{'、'.join(names[:kept])}等" if len(names) > most else "、".join(names)
    if len(names) > most:
        return f"{', '.join(names[:kept])}{',' if kept > 1 or ',' in names[0] else ''} et al."
    if len(names) == 2:
        return f"{names[0]}{',' if ',' in names[0] else ''} and {names[1]}"
    return ", ".join([*names[:-1], f"and {names[-1]}"]) if len(names) > 1 else names[0]


def _edited(names: str, citation: Citation, one: str, several: str) -> str:
    """The names at the head, and after those of editors what says so in the style: ``one`` or ``several`` in English,
    主编 in Chinese, in brackets where the style has them."""
    if not citation.is_edited:
        return names
    if is_chinese(citation.language):
        word = "主編" if citation.language == "zh-hant" else "主编"
        return f"{names}（{word}）" if "(" in one else f"{names}{word}"
    return names + (one if len(citation.authors) == 1 else several)


def _all(contributors: Sequence[Contributor], citation: Citation) -> str:
    names = [each.name for each in contributors]
    return _listed(names, citation, most=len(names), kept=0) if names else ""


def _in_apa(names: Sequence[str], language: str) -> str:
    if not names:
        return ""
    if is_chinese(language):
        return "、".join(names if len(names) <= 20 else [*names[:19], f"……{names[-1]}"])
    if len(names) > 20:
        return f"{', '.join(names[:19])}, … {names[-1]}"
    return ", ".join([*names[:-1], f"& {names[-1]}"]) if len(names) > 1 else names[0]


def _in_harvard(names: Sequence[str], language: str) -> str:
    if not names:
        return ""
    if is_chinese(language):
        return f"{names[0]}等" if len(names) > 3 else "、".join(names)
    if len(names) > 3:
        return f"{names[0]} et al."
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# --- Parts ------------------------------------------------------------------------------------------------


def _title(citation: Citation, mark: str = "") -> str:
    """The title as the language marks it, with the ``mark`` that follows where the style has it inside."""
    title = citation.full_title
    if is_chinese(citation.language):
        return f"《{title.translate(str.maketrans('《》', '〈〉'))}》"
    if citation.kind in ON_THEIR_OWN:
        return _ended(_slanted(title)) if mark == "." else f"{_slanted(title)}{mark}"
    nested = title.translate(_NESTED)
    return f"“{_ended(nested)}”" if mark == "." else f"“{nested}{mark}”"


def _translators(citation: Citation) -> list[Contributor]:
    """Who translated the article, unless they are named as its authors for want of any."""
    named = citation.authors
    return [each for each in citation.contributors if each.role == "translator" and each not in named]


def _translated(citation: Citation, words: str, names: str = "", mark: str = "") -> str:
    """Who translated it, in English in the ``words`` of the style; empty where nobody did."""
    names = names or _all(_translators(citation), citation)
    if names and is_chinese(citation.language):
        return f"{names}{mark}{'譯' if citation.language == 'zh-hant' else '译'}"
    return words.format(names) if names else ""


def _slanted(text: str) -> str:
    return f"{_SLANT}{text}{_UPRIGHT}"


def _ended(text: str) -> str:
    """With a full stop, unless a mark of its own ends it."""
    return text if text.rstrip(f"{_UPRIGHT}’”")[-1:] in ("?", "!", ".", "…") else f"{text}."


def _publisher(citation: Citation, mark: str = ", ") -> str:
    """The institute, unless it is the author as well and has been named."""
    named = [each.name for each in citation.authors] == [citation.publisher]
    return "" if named else f"{citation.publisher}{mark}"


def _numbered_series(citation: Citation) -> str:
    if not citation.series or not citation.series_number:
        return citation.series
    if is_chinese(citation.language):
        return f"{citation.series}第{citation.series_number}期"
    return f"{citation.series} No. {citation.series_number}"


def _paper(citation: Citation, mark: str = "") -> str:
    """Series and number of what is published on its own, which is found by them; empty for anything else."""
    if citation.kind not in ON_THEIR_OWN or not citation.series:
        return ""
    if is_chinese(citation.language):
        return _numbered_series(citation)
    return f"{citation.series} {citation.series_number or ''}".rstrip() + mark


def _link(citation: Citation) -> str:
    return f"https://doi.org/{citation.doi}" if citation.doi else citation.address


def _date(day: datetime.date, language: str) -> str:
    if is_chinese(language):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _day(citation: Citation) -> str:
    """The day of the article, as Chicago writes it in English."""
    day = citation.date
    if is_chinese(citation.language):
        return _date(day, citation.language)
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
