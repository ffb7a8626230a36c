"""Citations as readers copy them: one function per style, each for the one kind of thing that is cited here, an article
on the institute's site.

Code of our own, because no processor of the Citation Style Language in Python writes Chinese names and GB/T 7714 right.
Every style follows the language of the article: an English one is cited in English, a Chinese one in Chinese, with its
title in 《》 and 等 for et al. Titles keep the capitals they were published with, because no rule can tell a name from
a word. Each function takes the record and the day on which the reader looked at the page; none knows a clock.
"""

import datetime
import re
from collections.abc import Callable
from functools import partial
from html import escape

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from config.languages import is_chinese
from publications.exporters import style_names as names
from publications.exporters.citation import ON_THEIR_OWN, Citation
from publications.exporters.style_names import EDITOR, INTERVIEWER, SLANT, TRANSLATOR, UPRIGHT, slanted

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NESTED = str.maketrans("“”", "‘’")
# By turns, as GB/T 15834 has them.
_NESTED_BOOKS = str.maketrans("《》〈〉", "〈〉《》")
_CLOSING = '’”"'


def chicago(citation: Citation, accessed: datetime.date) -> str:
    """The Chicago Manual of Style, 18th edition (chapters 13 and 14), an entry of a bibliography: of more than six
    authors the first three and et al.; editors and translators beside them follow the title."""
    authors = names.edited(names.inverted(citation, most=6, kept=3), citation, ", ed.", ", eds.")
    words = {EDITOR: "Edited by {}.", TRANSLATOR: "Translated by {}.", INTERVIEWER: "Interview by {}."}
    more = *names.helped(citation, words, partial(names.listed, most=6, kept=3)), _paper(citation, ".")
    if citation.journal:
        return _sentence(citation, authors, f"{_journal(citation)} ", f"({_day(citation)}).", *more)
    return _sentence(citation, authors, _publisher(citation), f"{_day(citation)}.", *more)


def chicago_note(citation: Citation, accessed: datetime.date) -> str:
    """The Chicago Manual of Style, 18th edition (chapters 13 and 14), a note: of more than two authors the first and
    et al.; a comma stays behind a question mark that ends a title."""
    head = names.listed([each.name for each in citation.authors], citation.language, most=2, kept=1)
    authors = names.edited(head, citation, ", ed.", ", eds.")
    words = {EDITOR: "ed. {}", TRANSLATOR: "trans. {}", INTERVIEWER: "interview by {}"}
    helped = names.helped(citation, words, partial(names.listed, most=2, kept=1))
    more = list(filter(None, (*helped, _paper(citation))))
    if is_chinese(citation.language):
        return _sentence(citation, authors, _journal(citation) or _publisher(citation), "", *more)
    if citation.kind in ON_THEIR_OWN:
        title = f"{_title(citation, ',')} {', '.join(more)}" if more else _title(citation)
        return f"{authors}, {title} ({_publisher(citation)}{_day(citation)}), {_link(citation)}."
    title = " ".join([f"{authors},", _title(citation, ","), *(f"{each}," for each in more)])
    if citation.journal:
        return f"{title} {_journal(citation)} ({_day(citation)}), {_link(citation)}."
    return f"{title} {_publisher(citation)}{_day(citation)}, {_link(citation)}."


def mla(citation: Citation, accessed: datetime.date) -> str:
    """MLA Handbook, 9th edition (chapter 5): of more than two authors the first and et al.; an institute that is both
    author and publisher is named as the publisher alone; the journal or site that it is part of is in italics, the
    publisher of what stands on its own is not; months of more than four letters are shortened."""
    month = MONTHS[citation.date.month - 1]
    short = {9: "Sept."}.get(citation.date.month, f"{month[:3]}." if len(month) > 4 else month)
    day = f"{citation.date.day} {short} {citation.date.year},"
    alone = citation.kind in ON_THEIR_OWN
    words = {EDITOR: "edited by {}", TRANSLATOR: "translated by {}", INTERVIEWER: "interview by {}"}
    helped = names.helped(citation, words, partial(names.listed, most=2, kept=1))
    if helped and not is_chinese(citation.language):
        # Of a work on its own, who helped with it stands in one sentence with who published it.
        sentence = ", ".join(helped) + ("," if alone else ".")
        helped = [f"{sentence[0].upper()}{sentence[1:]}"]
    head = "" if _is_publishers_own(citation) else names.inverted(citation, most=2, kept=1)
    authors = names.edited(head, citation, ", editor", ", editors")
    roman = alone or is_chinese(citation.language)
    publisher = citation.publisher if roman else slanted(citation.publisher)
    return _sentence(citation, authors, f"{_journal(citation) or publisher}, ", day, *helped)


def apa(citation: Citation, accessed: datetime.date) -> str:
    """Publication Manual of the American Psychological Association, 7th edition (chapters 9 and 10): up to twenty
    authors, of more the first nineteen, an ellipsis and the last; editors and translators beside them in brackets
    behind the title; of a journal the year and the number alone, and the journal in italics."""
    head = names.in_apa([names.with_initials(each) for each in citation.authors], citation.language)
    authors = names.edited(head, citation, " (Ed.)", " (Eds.)")
    words = {EDITOR: ("{}, Ed.", "{}, Eds."), TRANSLATOR: "{}, Trans.", INTERVIEWER: "{}, Interviewer"}
    more = list(
        filter(
            None,
            (_numbered_series(citation), *names.helped(citation, words, names.in_apa, names.initials_first)),
        )
    )
    source = f"{_journal(citation)}。" if citation.journal else _publisher(citation, "。")
    if is_chinese(citation.language):
        brackets = "".join(f"（{each}）" for each in more)
        date = f"{citation.date.year}" if citation.journal else _day(citation)
        return f"{authors}（{date}）。{_title(citation)}{brackets}。{source}{_link(citation)}"
    day = "" if citation.journal else f", {MONTHS[citation.date.month - 1]} {citation.date.day}"
    title = citation.full_title if citation.journal else slanted(citation.full_title)
    title = f"{title} ({'; '.join(more)})." if more else _ended(title)
    source = f"{_journal(citation, '({})')}. " if citation.journal else _publisher(citation, ". ")
    return f"{_ended(authors)} ({citation.date.year}{day}). {title} {source}{_link(citation)}"


def harvard(citation: Citation, accessed: datetime.date) -> str:
    """Harvard as Cite Them Right has it, 12th edition: of four authors or more the first and et al. in italics;
    editors and translators beside them behind the title; the day on which the page was looked at stands at the end,
    unless the article has a DOI. British: a full stop stands behind a quotation mark."""
    several = names.in_harvard(
        [names.with_initials(each, "") for each in citation.authors], citation.language
    )
    authors = names.edited(several, citation, " (ed.)", " (eds)")
    words = {EDITOR: "Edited by {}.", TRANSLATOR: "Translated by {}.", INTERVIEWER: "Interviewed by {}."}
    helped = names.helped(citation, words, names.in_harvard, partial(names.initials_first, space=""))
    source = f"{_journal(citation, '({})')}. " if citation.journal else _publisher(citation, ". ")
    if is_chinese(citation.language):
        source = source.replace(". ", "。")
        word = "檢索日期" if citation.language == "zh-hant" else "检索日期"
        seen = "" if citation.doi else f"（{word}：{_date(accessed, citation.language)}）"
        more = "".join(f"{each}。" for each in helped)
        head = f"{authors}（{citation.date.year}）{_title(citation)}。{more}"
        return f"{head}{source}{_link(citation)}{seen}"
    seen = "" if citation.doi else f" (Accessed: {_date(accessed, citation.language)})"
    title = _ended(slanted(citation.full_title), inside="")
    if citation.journal:
        title = f"‘{citation.full_title}’{'.' if helped else ','}"
    head = " ".join([f"{authors} ({citation.date.year})", title, *helped])
    return f"{head} {source}Available at: {_link(citation)}{seen}."


def gb7714(citation: Citation, accessed: datetime.date) -> str:
    """GB/T 7714-2015, chapters 4 and 8 and annexes A and B: of more than three authors the first three and 等 or et al;
    Latin family names in capitals with bare initials; the kind of document, its day and the day of looking at it.

    Editors who stand for authors have no word of their own: they are creators as authors are (3.2)."""
    title = ": ".join(filter(None, (citation.title, citation.subtitle)))
    kind = "R/OL" if citation.kind in ON_THEIR_OWN else "EB/OL"
    source, day = " ", f"({citation.date.isoformat()})"
    if citation.journal:
        kind, source = "J/OL", f" {citation.journal}, {citation.date.year}"
        day = f"({citation.series_number})" if citation.series_number else ""
    elif citation.kind in ON_THEIR_OWN:
        source = f" {citation.publisher}, {citation.date.year}"
    words = {EDITOR: "{}, ed", TRANSLATOR: "{}, trans", INTERVIEWER: "{}, interviewer"}
    helped = "".join(
        f" {each}." for each in names.helped(citation, words, names.in_gb7714, names.in_capitals, ", ")
    )
    doi = f" DOI:{citation.doi}." if citation.doi else ""
    authors = names.in_gb7714([names.in_capitals(each) for each in citation.authors], citation.language)
    return f"{_ended(authors)} {title}[{kind}].{helped}{source}{day}[{accessed.isoformat()}]. {citation.address}.{doi}"


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
    return text.replace(SLANT, "<em>").replace(UPRIGHT, "</em>")


def plain(citation: Citation, style: str, accessed: datetime.date) -> str:
    """A citation in a style of ``STYLES`` as text without any markup."""
    return STYLES[style][1](citation, accessed).replace(SLANT, "").replace(UPRIGHT, "")


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


# --- Parts ------------------------------------------------------------------------------------------------


def _title(citation: Citation, mark: str = "") -> str:
    """The title as the language marks it, with the ``mark`` that follows where the style has it inside."""
    title = citation.full_title
    if is_chinese(citation.language):
        return f"《{title.translate(_NESTED_BOOKS)}》"
    place = _ended if mark == "." else partial(_marked, mark=mark)
    if citation.kind in ON_THEIR_OWN:
        return place(slanted(title))
    return f"“{place(_nested(title))}”"


def _nested(title: str) -> str:
    """A title as it stands within quotation marks."""
    return re.sub('"([^"]*)"', r"‘\1’", title).translate(_NESTED)


def _ended(text: str, inside: str = _CLOSING) -> str:
    """With a full stop, unless a mark of its own ends it; none where there is no text."""
    ends = text.rstrip(f"{UPRIGHT}{_CLOSING}»")[-1:]
    return text if ends in "?!.…？！。" else _marked(text, ".", inside)


def _marked(text: str, mark: str, inside: str = _CLOSING) -> str:
    """With a full stop or comma, which American styles set inside a quotation mark that ends the text."""
    closing = inside if "‘" in text else inside.replace("’", "")
    bare = text.rstrip(UPRIGHT + closing) if text.rstrip(UPRIGHT)[-1:] in closing else text
    return f"{bare}{mark}{text[len(bare) :]}"


def _is_publishers_own(citation: Citation) -> bool:
    """Whether the institute is the author as well, and no journal stands between."""
    return not citation.journal and [each.name for each in citation.authors] == [citation.publisher]


def _publisher(citation: Citation, mark: str = ", ") -> str:
    """The institute, unless it is the author as well and has been named."""
    return "" if _is_publishers_own(citation) else f"{citation.publisher}{mark}"


def _journal(citation: Citation, numbered: str = "no. {}") -> str:
    """The journal and the number of what it holds, 《港湾评论》第8期 in Chinese; empty for anything else."""
    name, number = citation.journal, citation.series_number
    if name and is_chinese(citation.language):
        return f"《{name}》第{number}期" if number else f"《{name}》"
    if not name:
        return ""
    return f"{slanted(name)}, {numbered.format(number)}" if number else slanted(name)


def _numbered_series(citation: Citation) -> str:
    if citation.journal or not citation.series or not citation.series_number:
        return "" if citation.journal else citation.series
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
