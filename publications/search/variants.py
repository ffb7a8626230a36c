"""Writes ``variants.txt``: which Chinese characters count as one in a search.

Run ``python -m publications.search.variants`` after an update of OpenCC. Each line is a class: the character that
stands for all, then the others. Two characters are of one class when OpenCC's dictionaries of single characters
(STCharacters, TSCharacters, TWVariants, HKVariants; Apache License 2.0) turn one into the other, by whatever way
round: 了 and 瞭, 干 and 幹 and 乾. That is wider than any conversion, which has to choose by context; a search must
find all that a writer may have chosen, and needs no converter then.
"""

import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import opencc

FILE = Path(__file__).with_name("variants.txt")
DICTIONARIES = ("STCharacters", "TSCharacters", "TWVariants", "HKVariants")
BASIC = "\u9fff"  # the end of the block in which every common character lies


def pairs(dictionary: str) -> Iterator[tuple[str, str]]:
    """Each character of one of OpenCC's dictionaries with each of those it may become."""
    home = Path(opencc.__file__).parent / "clib"
    with tempfile.NamedTemporaryFile(suffix=".txt") as text:
        source = home / "share/opencc" / f"{dictionary}.ocd2"
        command = [home / "bin/opencc_dict", "-i", source, "-f", "ocd2", "-o", text.name, "-t", "text"]
        subprocess.run(command, check=True)  # noqa: S603
        for line in Path(text.name).read_text(encoding="utf-8").splitlines():
            character, _tab, others = line.partition("\t")
            yield from ((character, other) for other in others.split() if len(character) == len(other) == 1)


def classes() -> list[str]:
    """Every class of two and more: a simplified character of the basic block first where there is one."""
    together: dict[str, set[str]] = {}
    simplified = set()
    for dictionary in DICTIONARIES:
        for character, other in pairs(dictionary):
            if dictionary == "STCharacters":
                simplified.add(character)
            merged = together.get(character, {character}) | together.get(other, {other})
            together.update(dict.fromkeys(merged, merged))
    several: dict[int, set[str]] = defaultdict(set)
    for merged in together.values():
        several[id(merged)] = merged
    ordered = (
        sorted(each, key=lambda sign: (sign > BASIC, sign not in simplified, sign))
        for each in several.values()
        if len(each) > 1
    )
    return sorted(map("".join, ordered))


if __name__ == "__main__":
    FILE.write_text("\n".join(classes()) + "\n", encoding="utf-8")
