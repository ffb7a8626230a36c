"""Which parts of two sequences correspond: equal ones exactly, similar ones by what they share.

No step looks at every part of one text against every part of the other: the time grows with the length of the texts,
also for texts made to be slow.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Pair = tuple[int, int]
Features = frozenset[str]
# For two places, how much the pairs up to there have in common, and the last of them.
Best = dict[Pair, tuple[float, Pair | None]]

# How many equal pairs for each element difflib may look at. Prose has two or three.
_MOST_PAIRS = 16
_DEEPEST = 12
# How far from its place in the sequence a similar part is looked for: so far, or as far as this many looks allow.
_REACH = 16
_MOST_LOOKS = 20_000
_LEAST_SIMILARITY = 0.35


class Stretch(NamedTuple):
    """A part of two sequences, from ``start`` to ``end`` of the first and from ``start2`` to ``end2`` of the second."""

    same: bool
    start: int
    end: int
    start2: int
    end2: int


def stretches(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Stretch]:
    """Two sequences as equal and unequal stretches in turn, which cover both from end to end."""
    start = start2 = 0
    for first, second, length in _blocks(matches(before, after), len(before), len(after)):
        if first > start or second > start2:
            yield Stretch(False, start, first, start2, second)
        if length:
            yield Stretch(True, first, first + length, second, second + length)
        start, start2 = first + length, second + length


def _blocks(pairs: Sequence[Pair], end: int, end2: int) -> Iterator[tuple[int, int, int]]:
    start, start2, length = 0, 0, 0
    for first, second in pairs:
        if (first, second) != (start + length, start2 + length):
            yield start, start2, length
            start, start2, length = first, second, 0
        length += 1
    yield start, start2, length
    yield end, end2, 0


def matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """The places of equal elements that correspond, in rising order on both sides."""
    found: list[Pair] = []
    _match(before, after, Stretch(False, 0, len(before), 0, len(after)), found, _DEEPEST)
    return sorted(found)


def _match(
    before: Sequence[Hashable], after: Sequence[Hashable], part: Stretch, found: list[Pair], depth: int
) -> None:
    _, start, end, start2, end2 = part
    while start < end and start2 < end2 and before[start] == after[start2]:
        found.append((start, start2))
        start, start2 = start + 1, start2 + 1
    while start < end and start2 < end2 and before[end - 1] == after[end2 - 1]:
        end, end2 = end - 1, end2 - 1
        found.append((end, end2))
    if start == end or start2 == end2:
        return
    old, new = before[start:end], after[start2:end2]
    if _is_easy(old, new):
        matcher = SequenceMatcher(None, old, new)
        for first, second, length in matcher.get_matching_blocks():
            found += [(start + first + step, start2 + second + step) for step in range(length)]
    elif depth:
        anchors = [(start + first, start2 + second) for first, second in _anchors(old, new)]
        for (first, second), (next_, next2) in zip(
            [(start, start2), *anchors], [*anchors, (end, end2)], strict=True
        ):
            if anchors:
                _match(before, after, Stretch(False, first, next_, second, next2), found, depth - 1)


def _is_easy(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    """Whether difflib will be done soon: it looks at each pair of equal elements, at best once."""
    counts = Counter(old)
    # difflib itself leaves out what makes up more than a hundredth of a long sequence.
    often = len(new) // 100 + 1 if len(new) >= 200 else len(new)
    pairs = sum(counts[element] * count for element, count in Counter(new).items() if count <= often)
    return pairs <= _MOST_PAIRS * (len(old) + len(new))


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Elements that each side has once, as far as they are in the same order: the longest rising row of them."""
    counts, counts2 = Counter(old), Counter(new)
    places = {element: place for place, element in enumerate(new) if counts2[element] == 1}
    pairs = [(i, places[e]) for i, e in enumerate(old) if counts[e] == 1 and e in places]
    ends: list[int] = []
    chains: list[int] = []
    previous: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        previous.append(chains[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        chains[length : length + 1] = [index]
    row: list[Pair] = []
    index = chains[-1] if chains else -1
    while index >= 0:
        row.append(pairs[index])
        index = previous[index]
    return row[::-1]


def similar(before: Sequence[Features], after: Sequence[Features]) -> list[Pair]:
    """The places of parts that are likely to be one another's successors, in rising order on both sides.

    Parts are given as what they are made of, such as their words. Of all ways to pair them the one with the most in
    common is taken; in long sequences parts are looked for not too far from where they would be expected.
    """
    best: Best = {}
    reach = max(_REACH, _MOST_LOOKS // max(1, 2 * len(before)))
    for first, features in enumerate(before):
        expected = first * len(after) // len(before)
        for second in range(max(0, expected - reach), min(len(after), expected + reach)):
            best[first, second] = _best(best, first, second, similarity(features, after[second]))
    return _traced(best)


def similarity(one: Features, other: Features) -> float:
    """How much two parts have in common, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _best(best: Best, first: int, second: int, likeness: float) -> tuple[float, Pair | None]:
    nothing: tuple[float, Pair | None] = (0.0, None)
    chosen = max(
        best.get((first - 1, second), nothing), best.get((first, second - 1), nothing), key=lambda way: way[0]
    )
    if likeness >= _LEAST_SIMILARITY:
        through = best.get((first - 1, second - 1), nothing)[0] + likeness
        if through > chosen[0]:
            return through, (first, second)
    return chosen


def _traced(best: Best) -> list[Pair]:
    pairs: list[Pair] = []
    place = max(best, key=lambda each: best[each][0], default=None)
    while place in best and (pair := best[place][1]):
        pairs.append(pair)
        place = (pair[0] - 1, pair[1] - 1)
    return pairs[::-1]
