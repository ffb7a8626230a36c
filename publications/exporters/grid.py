"""Tables on paper: every cell at its place, and columns as wide as the page allows."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace

from publications.body.vocabulary import Element

# In points: the text of a page as it stands, and of one that is turned, by the margins of the article's template.
UPRIGHT, TURNED = 447.0, 694.0
SIZES = (9.0, 8.0, 7.0)
LONGEST_WORD = 28  # letters; longer runs may be broken anywhere
LONGEST_PIECE = 6  # letters, where words have to be broken for a table to be read at all
# In em: what a letter takes on average, with some room, and what lies between two columns.
_LETTER, _GAP = 0.55, 0.8
_LEAST = 1.5
_LINE_MOST = 60.0
_WORD = re.compile(r"[^\s\u200b]+")
_MARKER = re.compile(r"\[\d+\]")
_DIGIT = re.compile(r"\d")
# A number with its signs, as "−1,234.5 %", "US$ 12" or "(3.1)", and what stands for one that is not there.
_FIGURE = re.compile(
    r"[^\w\s]?(?:[A-Z]{1,3}[$ ])?[^\w\s]{0,2}\s?\d[\d.,\s\u2019']*[^\w\s]{0,2}|[-–—―…./]*|n/?a\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at column ``x`` and row ``y``, ``wide`` columns and ``high`` rows of which are its own."""

    x: int
    y: int
    wide: int
    high: int
    element: Element


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row; the first ``head`` rows are its head."""

    cells: list[Cell]
    columns: int
    head: int


@dataclass(frozen=True, slots=True)
class Fit:
    """The size of the letters in points, and the widths of the columns: in em where the table ``fits`` as it is, else
    as shares of the whole width. ``turned`` asks for a page that lies on its side, ``broken`` for words that end at any
    letter."""

    size: float
    columns: list[float]
    fits: bool = False
    turned: bool = False
    broken: bool = False


def grid(table: Element) -> Grid:
    """The cells where HTML puts them ("forming a table", HTML 4.9.12.1). No cell reaches into another or out of the
    table, and none of the head into what is below it."""
    rows = list(table.iter("tr"))
    head = min(_rows_of_head(table, rows), len(rows) - 1)
    taken: set[tuple[int, int]] = set()
    cells = []
    for y, row in enumerate(rows):
        end = head if y < head else len(rows)
        x = 0
        for element in row:
            while (x, y) in taken:
                x += 1
            wide, high = _span(element, "colspan"), min(_span(element, "rowspan"), end - y)
            wide = next((step for step in range(1, wide) if (x + step, y) in taken), wide)
            taken |= {(x + across, y + down) for across in range(wide) for down in range(high)}
            cells.append(Cell(x, y, wide, high, element))
            x += wide
    return Grid(*_without_empty_columns(cells), max(head, 0))


def _without_empty_columns(cells: list[Cell]) -> tuple[list[Cell], int]:
    """The cells, and how many columns there are: only those in which some cell begins, whatever others span."""
    starts = sorted({cell.x for cell in cells})
    place = {x: number for number, x in enumerate(starts)}
    narrowed = [
        replace(cell, x=place[cell.x], wide=bisect_left(starts, cell.x + cell.wide) - place[cell.x])
        for cell in cells
    ]
    return narrowed, len(starts)


def fitted(laid: Grid, *, can_turn: bool) -> Fit:
    """How a table is made to fit the page: as it would like, in narrower columns, in smaller letters, on a page that is
    turned, with words that are broken, and in the end in letters as small as it takes."""
    least, most = _widths(laid, LONGEST_WORD)
    if sum(most) * SIZES[0] <= UPRIGHT:
        return Fit(SIZES[0], most, fits=True)
    pages = [(UPRIGHT, False), (TURNED, True)] if can_turn else [(UPRIGHT, False)]
    for width, turned in pages:
        for size in SIZES:
            if sum(least) * size <= width:
                return Fit(size, _shared(least, most, width / size), turned=turned)
    width = pages[-1][0]
    least, _most = _widths(laid, LONGEST_PIECE)
    size = min(SIZES[-1], width / sum(least))
    return Fit(size, _shared(least, most, width / size), turned=can_turn, broken=True)


def of_figures(laid: Grid) -> set[int]:
    """The columns, but for the first, whose cells below the head are numbers, signs for none, or empty."""
    below: dict[int, list[str]] = {}
    for cell in laid.cells:
        if cell.y >= laid.head and cell.wide == 1:
            below.setdefault(cell.x, []).append(_without_markers(cell.element))
    return {
        x
        for x, texts in below.items()
        if x and all(map(_FIGURE.fullmatch, texts)) and any(_DIGIT.search(text) for text in texts)
    }


def _without_markers(cell: Element) -> str:
    return _MARKER.sub("", "".join(cell.itertext())).strip()


def _rows_of_head(table: Element, rows: list[Element]) -> int:
    marked = table.find("thead")
    if marked is not None:
        return len(marked)
    return next((number for number, row in enumerate(rows) if any(cell.tag != "th" for cell in row)), 0)


def _span(element: Element, name: str) -> int:
    return int(element.get(name) or 1)


def _widths(laid: Grid, longest: int) -> tuple[list[float], list[float]]:
    """For each column what its longest word takes, and its longest line, in em with the gap;
    words count with their first ``longest`` letters."""
    least, most = [_LEAST] * laid.columns, [_LEAST] * laid.columns
    for cell in laid.cells:
        lines = "\n".join(cell.element.itertext()).split("\n")
        word = max((_em(word) for line in lines for word in _words(line, longest)), default=0)
        line = min(sum(map(_em, lines)), _LINE_MOST)
        for x in range(cell.x, cell.x + cell.wide):
            least[x] = max(least[x], word / cell.wide + _GAP)
            most[x] = max(most[x], max(word, line) / cell.wide + _GAP)
    return least, most


def _words(line: str, longest: int) -> list[str]:
    """What may not be broken; between Han characters lines may be."""
    return [word[:longest] for word in _WORD.findall(re.sub(r"([^\x00-\u2e7f])", r" \1 ", line))]


def _em(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(each) in "WF" else _LETTER for each in text)


def _shared(least: list[float], most: list[float], width: float) -> list[float]:
    """What is left beyond the least goes to those columns that would like more, in proportion."""
    wishes = [wish - need for wish, need in zip(most, least, strict=True)]
    share = (width - sum(least)) / (sum(wishes) or 1)
    return [need + share * wish for need, wish in zip(least, wishes, strict=True)]
