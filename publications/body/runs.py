"""Inline content as a flat sequence of runs, so that it has one normal form and marks never overlap."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from publications.body.vocabulary import escape

_BREAK = re.compile(r" +\n *|\n +")

Mark = tuple[str, str]


class Run(NamedTuple):
    """A stretch of text with the same marks, each the tag and its start tag; a break is a line feed.

    A marker is a run of its own whose text is its HTML. It carries no marks, so that no link goes around a note.
    """

    marks: tuple[Mark, ...]
    text: str
    marker: bool = False


def one_line(text: str) -> str:
    """Text with its white space as HTML shows it: one space for any run of spaces, tabs and line ends.

    Other spaces, such as the no-break space and the ideographic one, are characters and stay.
    """
    for other in "\t\n\r\f":
        text = text.replace(other, " ")
    return _single_spaced(text)


def _single_spaced(text: str) -> str:
    # Many times as fast on long texts as a regular expression, which looks at every single space.
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def joined(runs: Iterable[Run]) -> list[Run]:
    """Runs with the same marks that follow one another as one."""
    result: list[Run] = []
    for run in runs:
        if result and not run.marker and not result[-1].marker and result[-1].marks == run.marks:
            run = Run(run.marks, result.pop().text + run.text)
        result.append(run)
    return result


def tidy(runs: Iterable[Run]) -> list[Run]:
    """Runs without superfluous white space: one space between words, none at the ends, none around breaks.

    A marker counts as a letter: space beside it stays if there was any, and none is added.
    """
    result: list[Run] = []
    open_to_space = False
    for run in joined(runs):
        if not run.marker:
            text = _single_spaced(run.text)
            text = _BREAK.sub("\n", text) if "\n" in text else text
            text = text if open_to_space else text.lstrip(" ")
            run = Run(run.marks if text.strip() else (), text)
        if run.text:
            result.append(run)
            open_to_space = run.marker or run.text[-1] not in " \n"
    return _trimmed(joined(result))


def _trimmed(runs: list[Run]) -> list[Run]:
    while runs and not runs[0].marker:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        if runs[0].text:
            break
        del runs[0]
    while runs and not runs[-1].marker:
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
        if runs[-1].text:
            break
        del runs[-1]
    return runs


def write(runs: Iterable[Run]) -> str:
    """Runs as inline HTML. Marks that two neighbours share are written once around both."""
    pieces: list[str] = []
    opened: tuple[Mark, ...] = ()
    for run in runs:
        shared = 0
        while shared < min(len(opened), len(run.marks)) and opened[shared] == run.marks[shared]:
            shared += 1
        pieces += [f"</{tag}>" for tag, _ in reversed(opened[shared:])]
        pieces += [start for _, start in run.marks[shared:]]
        pieces.append(run.text if run.marker else escape(run.text).replace("\n", "<br>"))
        opened = run.marks
    return "".join([*pieces, *(f"</{tag}>" for tag, _ in reversed(opened))])
