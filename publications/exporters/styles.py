"""Citations as readers copy them: one function per style, each for the one kind of thing that is cited here, an article
on the institute's site.

Code of our own, because no processor of the Citation Style Language in Python writes Chinese names and GB/T 7714 right.
Every style follows the language of the article: an English one is cited in English, a Chinese one in Chinese, with its
title in 《》 and 等 for et al. Titles keep the capitals they were published with, because no rule can tell a name from
a word. Each function takes the record and the day on which the reader looked at the page; none knows a clock.
"""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from config.languages import is_chinese
from publications.exporters.citation import ON_THEIR_OWN, Citation, Contributor

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
EDITOR, TRANSLATOR, INTERVIEWER = "editor", "translator", "interviewer"
# What follows the names of those who helped: in simplified, and in traditional characters.
_CHINESE = {EDITOR: ("编", "編"), TRANSLATOR: ("译", "譯"), INTERVIEWER: ("采访", "採訪")}
_NESTED = str.maketrans("“”", "‘’")
# By turns, as GB/T 15834 has them.
_NESTED_BOOKS = str.maketrans("《》〈〉", "〈〉《》")
_CLOSING = '’”"'
_MIDDLE_DOT = re.compile("[·・•‧]")
# Around what is set in italics, until the text has been escaped.
_SLANT, _UPRIGHT = "\x02", "\x03"


def chicago(citation: Citation, accessed: datetime.date) -> str:
    """The Chicago Manual of Style, 18th edition (chapters 13 and 14), an entry of a bibliography: of more than six
    authors the first three and et al.; editors and translators beside them follow the title."""
    authors = _edited(_inverted(citation, most=6, kept=3), citation, ", ed.", ", eds.")
    words = {EDITOR: "Edited by {}.", TRANSLATOR: "Translated by {}.", INTERVIEWER: "Interview by {}."}
    more = *_helped(citation, words, partial(_listed, most=6, kept=3)), _paper(citation, ".")
    return _sentence(citation, authors, _publisher(citation), f"{_day(citation)}.", *more)


def chicago_note(citation: Citation, accessed: datetime.date) -> str:
    """The Chicago Manual of Style, 18th edition (chapters 13 and 14), a note: of more than two authors the first and
    et al.; a comma stays behind a question mark that ends a title."""
    names = _listed([each.name for each in citation.authors], citation.language, most=2, kept=1)
    authors = _edited(names, citation, ", ed.", ", eds.")
    words = {EDITOR: "ed. {}", TRANSLATOR: "trans. {}", INTERVIEWER: "interview by {}"}
    helped = _helped(citation, words, partial(_listed, most=2, kept=1))
    more = list(filter(None, (*helped, _paper(citation))))
    if is_chinese(citation.language):
        return _sentence(citation, authors, _publisher(citation), "", *more)
    if citation.kind in ON_THEIR_OWN:
        title = f"{_title(citation, ',')} {', '.join(more)}" if more else _title(citation)
        return f"{authors}, {title} ({_publisher(citation)}{_day(citation)}), {_link(citation)}."
    title = " ".join([f"{authors},", _title(citation, ","), *(f"{each}," for each in more)])
    return f"{title} {_publisher(citation)}{_day(citation)}, {_link(citation)}."


def mla(citation: Citation, accessed: datetime.date) -> str:
    """MLA Handbook, 9th edition (chapter 5): of more than two authors the first and et al.; an institute that is both
    author and publisher is named as the publisher alone; the site that a page is part of is in italics, the publisher
    of what stands on its own is not; months of more than four letters are shortened."""
    month = MONTHS[citation.date.month - 1]
    short = {9: "Sept."}.get(citation.date.month, f"{month[:3]}." if len(month) > 4 else month)
    day = f"{citation.date.day} {short} {citation.date.year},"
    alone = citation.kind in ON_THEIR_OWN
    words = {EDITOR: "edited by {}", TRANSLATOR: "translated by {}", INTERVIEWER: "interview by {}"}
    helped = _helped(citation, words, partial(_listed, most=2, kept=1))
    if helped and not is_chinese(citation.language):
        # Of a work on its own, who helped with it stands in one sentence with who published it.
        sentence = ", ".join(helped) + ("," if alone else ".")
        helped = [f"{sentence[0].upper()}{sentence[1:]}"]
    names = "" if _is_publishers_own(citation) else _inverted(citation, most=2, kept=1)
    authors = _edited(names, citation, ", editor", ", editors")
    slanted = not alone and not is_chinese(citation.language)
    publisher = _slanted(citation.publisher) if slanted else citation.publisher
    return _sentence(citation, authors, f"{publisher}, ", day, *helped)


def apa(citation: Citation, accessed: datetime.date) -> str:
    """Publication Manual of the American Psychological Association, 7th edition (chapters 9 and 10): up to twenty
    authors, of more the first nineteen, an ellipsis and the last; editors and translators beside them in brackets
    behind the title."""
    names = _in_apa([_with_initials(each) for each in citation.authors], citation.language)
    authors = _edited(names, citation, " (Ed.)", " (Eds.)")
    words = {EDITOR: ("{}, Ed.", "{}, Eds."), TRANSLATOR: "{}, Trans.", INTERVIEWER: "{}, Interviewer"}
    more = list(
        filter(None, (_numbered_series(citation), *_helped(citation, words, _in_apa, _initials_first)))
    )
    if is_chinese(citation.language):
        brackets = "".join(f"（{each}）" for each in more)
        date = f"（{_day(citation)}）"
        return f"{authors}{date}。{_title(citation)}{brackets}。{_publisher(citation, '。')}{_link(citation)}"
    date = f"({citation.date.year}, {MONTHS[citation.date.month - 1]} {citation.date.day})."
    title = _slanted(citation.full_title)
    title = f"{title} ({'; '.join(more)})." if more else _ended(title)
    return f"{_ended(authors)} {date} {title} {_publisher(citation, '. ')}{_link(citation)}"


def harvard(citation: Citation, accessed: datetime.date) -> str:
    """Harvard as Cite Them Right has it, 12th edition: of four authors or more the first and et al. in italics;
    editors and translators beside them behind the title; the day on which the page was looked at stands at the end,
    unless the article has a DOI. British: a full stop stands behind a quotation mark."""
    several = _in_harvard([_with_initials(each, "") for each in citation.authors], citation.language)
    authors = _edited(several, citation, " (ed.)", " (eds)")
    words = {EDITOR: "Edited by {}.", TRANSLATOR: "Translated by {}.", INTERVIEWER: "Interviewed by {}."}
    helped = _helped(citation, words, _in_harvard, partial(_initials_first, space=""))
    if is_chinese(citation.language):
        word = "檢索日期" if citation.language == "zh-hant" else "检索日期"
        seen = "" if citation.doi else f"（{word}：{_date(accessed, citation.language)}）"
        more = "".join(f"{each}。" for each in helped)
        head = f"{authors}（{citation.date.year}）{_title(citation)}。{more}"
        return f"{head}{_publisher(citation, '。')}{_link(citation)}{seen}"
    seen = "" if citation.doi else f" (Accessed: {_date(accessed, citation.language)})"
    title = _ended(_slanted(citation.full_title), inside="")
    head = " ".join([f"{authors} ({citation.date.year})", title, *helped])
    return f"{head} {_publisher(citation, '. ')}Available at: {_link(citation)}{seen}."


def gb7714(citation: Citation, accessed: datetime.date) -> str:
    """GB/T 7714-2015, chapters 4 and 8 and annexes A and B: of more than three authors the first three and 等 or et al;
    Latin family names in capitals with bare initials; the kind of document, its day and the day of looking at it.

    Editors who stand for authors have no word of their own: they are creators as authors are (3.2)."""
    title = ": ".join(filter(None, (citation.title, citation.subtitle)))
    days = f"({citation.date.isoformat()})[{accessed.isoformat()}]"
    kind = "R/OL" if citation.kind in ON_THEIR_OWN else "EB/OL"
    words = {EDITOR: "{}, ed", TRANSLATOR: "{}, trans", INTERVIEWER: "{}, interviewer"}
    helped = "".join(f" {each}." for each in _helped(citation, words, _in_gb7714, _in_capitals, ", "))
    publisher = f" {citation.publisher}, {citation.date.year}" if citation.kind in ON_THEIR_OWN else " "
    doi = f" DOI:{citation.doi}." if citation.doi else ""
    authors = _in_gb7714([_in_capitals(each) for each in citation.authors], citation.language)
    return f"{_ended(authors)} {title}[{kind}].{helped}{publisher}{days}. {citation.address}.{doi}"


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


def _sentence(citation: Citation, authors: str, publisher: str, day: str, *more: str) -> str:
    """Authors, title, publisher, day and address, as Chicago and MLA order them; ``day`` is for English alone.

    ``more`` stands between title and publisher, in English with its punctuation; ``publisher`` ends in a comma.
    """
    if is_chinese(citation.language):
        parts = (_title(citation), *more, publisher.rstrip(", "), _day(citation), _link(citation))
        return f"{authors}{'：' if authors else ''}{'，'.join(filter(None, parts))}。"
    title = " ".join(filter(None, (_ended(authors), _title(citation, "."), *more)))
    return f"{title} {publisher}{day} {_link(citation)}."


# --- Names ------------------------------------------------------------------------------------------------


def _family_first(contributor: Contributor) -> str:
    """ "Lee, Anna"; a name that is written with the family name first, as Zhao Long is, needs no comma."""
    if not contributor.is_invertible or contributor.is_family_first:
        return contributor.name
    return f"{contributor.family_name}, {contributor.given_name}"


def _initials(contributor: Contributor, mark: str, space: str = " ") -> str:
    """ "A. M." of Anna Maria, "J.-P." of Jean-Paul, "J. K." of J.K."""
    return space.join(
        "-".join(f"{part[0].upper()}{mark}" for part in name.split("-") if part)
        for name in re.sub(r"\.(?=\w)", ". ", contributor.given_name).split()
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
    """ "LEE A M", as GB/T 7714 has names (8.1.1). Of a name in pinyin an initial would be needed for each character,
    which no rule can find: it keeps its given name, "YU Zhixing". Of a Western name in Chinese the family name alone.
    """
    if contributor.is_parted and _MIDDLE_DOT.search(contributor.name):
        return contributor.family_name
    if not contributor.is_invertible:
        return contributor.name
    given = contributor.given_name if contributor.is_family_first else _initials(contributor, "")
    return f"{contributor.family_name.upper()} {given}"


def _inverted(citation: Citation, *, most: int, kept: int) -> str:
    """The authors with the family name of the first in front."""
    first, *others = citation.authors
    names = [_family_first(first), *(each.name for each in others)]
    return _listed(names, citation.language, most=most, kept=kept)


def _listed(names: Sequence[str], language: str, *, most: int, kept: int) -> str:
    """Names as a list of the language; of more than ``most`` the first ``kept`` and et al. or 等."""
    if is_chinese(language):
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


def _in_apa(names: Sequence[str], language: str) -> str:
    """Two names take a comma between them only where they are inverted, as institutes are not."""
    if is_chinese(language):
        return "、".join(names if len(names) <= 20 else [*names[:19], f"……{names[-1]}"])
    if len(names) > 20:
        return f"{', '.join(names[:19])}, … {names[-1]}"
    if len(names) == 2 and "," not in names[0]:
        return " & ".join(names)
    return ", ".join([*names[:-1], f"& {names[-1]}"]) if len(names) > 1 else names[0]


def _in_harvard(names: Sequence[str], language: str) -> str:
    if is_chinese(language):
        return f"{names[0]}等" if len(names) > 3 else "、".join(names)
    if len(names) > 3:
        return f"{names[0]} {_slanted('et al.')}"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _in_gb7714(names: Sequence[str], language: str) -> str:
    others = "等" if is_chinese(language) else "et al"
    return ", ".join([*names[:3], others] if len(names) > 3 else names)


def _helped(
    citation: Citation,
    words: Mapping[str, str | tuple[str, str]],
    listed: Callable[[Sequence[str], str], str],
    named: Callable[[Contributor], str] = attrgetter("name"),
    mark: str = "",
) -> list[str]:
    """Who edited, translated and asked beside the authors at the head, one text for each role.

    ``words`` says it in English, for one and for several where they differ; in Chinese the word of the role follows
    the names and the ``mark``.
    """
    found = []
    for role, both in words.items():
        names = [
            named(each)
            for each in citation.contributors
            if each.role == role and each not in citation.authors
        ]
        if names and is_chinese(citation.language):
            word = _CHINESE[role][citation.language == "zh-hant"]
            found.append(f"{listed(names, citation.language)}{mark}{word}")
        elif names:
            one, several = (both, both) if isinstance(both, str) else both
            found.append((several if len(names) > 1 else one).format(listed(names, citation.language)))
    return found


# --- Parts ------------------------------------------------------------------------------------------------


def _title(citation: Citation, mark: str = "") -> str:
    """The title as the language marks it, with the ``mark`` that follows where the style has it inside."""
    title = citation.full_title
    if is_chinese(citation.language):
        return f"《{title.translate(_NESTED_BOOKS)}》"
    place = _ended if mark == "." else partial(_marked, mark=mark)
    if citation.kind in ON_THEIR_OWN:
        return place(_slanted(title))
    return f"“{place(_nested(title))}”"


def _nested(title: str) -> str:
    """A title as it stands within quotation marks."""
    return re.sub('"([^"]*)"', r"‘\1’", title).translate(_NESTED)


def _slanted(text: str) -> str:
    return f"{_SLANT}{text}{_UPRIGHT}"


def _ended(text: str, inside: str = _CLOSING) -> str:
    """With a full stop, unless a mark of its own ends it; none where there is no text."""
    ends = text.rstrip(f"{_UPRIGHT}{_CLOSING}»")[-1:]
    return text if ends in "?!.…？！。" else _marked(text, ".", inside)


def _marked(text: str, mark: str, inside: str = _CLOSING) -> str:
    """With a full stop or comma, which American styles set inside a quotation mark that ends the text."""
    closing = inside if "‘" in text else inside.replace("’", "")
    bare = text.rstrip(_UPRIGHT + closing) if text.rstrip(_UPRIGHT)[-1:] in closing else text
    return f"{bare}{mark}{text[len(bare) :]}"


def _is_publishers_own(citation: Citation) -> bool:
    """Whether the institute is the author as well."""
    return [each.name for each in citation.authors] == [citation.publisher]


def _publisher(citation: Citation, mark: str = ", ") -> str:
    """The institute, unless it is the author as well and has been named."""
    return "" if _is_publishers_own(citation) else f"{citation.publisher}{mark}"


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
