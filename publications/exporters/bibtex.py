"""BibTeX, as LaTeX, BibLaTeX and Zotero read it."""

import re

from publications.exporters.citation import ON_THEIR_OWN, Citation, Contributor

LANGUAGES = {"en": "english", "zh-hans": "chinese", "zh-hant": "chinese"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SPECIAL = {
    **{character: f"\\{character}" for character in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_ESCAPES = str.maketrans(_SPECIAL)
# BibTeX counts braces behind a backslash too, and a pair that does not close would take in all that follows.
_ESCAPES_UNPAIRED = str.maketrans({**_SPECIAL, "{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
_PAIR = re.compile("{[^{}]*}")


def write(citation: Citation) -> str:
    """One entry, in UTF-8. Titles stand in two pairs of braces, so that no style changes their capitals; fields that
    are not known are left out."""
    # Of the types of BibTeX 0.99; books that are not named make no others.
    kind, by = ("techreport", "institution") if citation.kind in ON_THEIR_OWN else ("misc", "publisher")
    kind = "article" if citation.journal else kind
    texts = {
        # An entry without authors is known by its editors.
        "author": "" if citation.is_edited else " and ".join(_name(each) for each in citation.authors),
        "editor": " and ".join(_name(each) for each in citation.contributors if each.role == "editor"),
        "translator": " and ".join(
            _name(each) for each in citation.contributors if each.role == "translator"
        ),
        "title": f"{{{_escaped(citation.full_title)}}}",
        by: f"{{{_escaped(citation.publisher)}}}",
        "journal": _escaped(citation.journal),
        "series": "" if citation.journal else _escaped(citation.series),
        "number": str(citation.series_number or ""),
        "issn": citation.issn,
        "year": str(citation.date.year),
        "day": str(citation.date.day),
        "date": citation.date.isoformat(),
        "version": citation.later_version,
        "doi": citation.doi,
        # Taken literally by every style that prints it.
        "url": citation.address,
        "language": LANGUAGES[citation.language],
        "langid": LANGUAGES[citation.language],
        "keywords": _escaped(", ".join(citation.topics)),
        "abstract": _escaped(citation.summary),
    }
    lines = [f"  {name} = {{{text}}}," for name, text in texts.items() if text]
    month = f"  month = {_MONTHS[citation.date.month - 1]},"
    return "\n".join([f"@{kind}{{{key(citation)},", *lines, month, "}", ""])


def key(citation: Citation) -> str:
    """What the entry is called by: the address, the year and the language, in ASCII and without marks BibTeX reads."""
    return re.sub(r"[^A-Za-z0-9-]", "", f"{citation.slug}-{citation.date.year}-{citation.language}")


def _name(contributor: Contributor) -> str:
    """ "Lee, Anna", or the whole name in braces where its parts are not known or no style may turn them round."""
    if contributor.is_invertible:
        return f"{_escaped(contributor.family_name)}, {_escaped(contributor.given_name)}"
    return f"{{{_escaped(contributor.name)}}}"


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES if _is_paired(text) else _ESCAPES_UNPAIRED)


def _is_paired(text: str) -> bool:
    found = 1
    while found:
        text, found = _PAIR.subn("", text)
    return not {"{", "}"} & set(text)
