"""Facts become pages: typst sets them by a template of this folder, in faces that come with the site. Pure: no Django.

Text reaches a template as data and is never read as markup, so whatever it holds is printed as it is.
"""

import datetime
import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unicodedata import category

import pylopdf_fonts_ko
import pylopdf_fonts_zh_cn
import pylopdf_fonts_zh_tw
import typst

_FOLDER = Path(__file__).parent
_FACES = (pylopdf_fonts_zh_cn, pylopdf_fonts_zh_tw, pylopdf_fonts_ko)
_PACKAGES = ("typst", "pylopdf-fonts-zh-cn", "pylopdf-fonts-zh-tw", "pylopdf-fonts-ko")
# For screen readers, and for archives. They make the compiler refuse what has no glyph, and name each such character.
_STANDARDS: list[Any] = ["ua-1", "a-2a"]
_REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Characters without a meaning of their own, as the bullets of Word; a face that has some shows anything there.
_PRIVATE = "Co"
_MARKS = ("Mn", "Me", "Mc")
# They choose among the shapes of a letter and have none of their own.
_SELECTORS = set(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
# What is known of each character, and letter with marks, so far: whether a face shows it.
_shown: dict[str, bool] = {}
# They have no meaning in a text, and no glyph.
_CONTROLS = dict.fromkeys(code for code in range(32) if chr(code) not in "\t\n")


def to_pdf(
    template: str, facts: Mapping[str, Any], pictures: Mapping[str, bytes], moment: datetime.datetime
) -> bytes:
    """A PDF (UA-1, A-2a) by the template of that name, made as if at ``moment``; the same facts, the same bytes.

    ``pictures`` are files under the names that the facts call them by. A character that no face has is printed as its
    number, as ``[U+20BB7]``; ``without_glyph`` tells which those are.
    """
    how = {"format": "pdf", "pdf_standards": _STANDARDS, "timestamp": int(moment.timestamp())}
    return _compile(template, facts, pictures, **how)


def to_png(template: str, facts: Mapping[str, Any]) -> bytes:
    """The only page of a template as a picture, one pixel for each point; characters are told as in a PDF."""
    return _compile(template, facts, {}, format="png", ppi=72)


def without_glyph(text: str) -> list[str]:
    """The characters of a text that none of the faces can show, each once, in their order in Unicode.

    A mark counts with the letters that it stands upon: no face may have the two of them.
    """
    rare = {character for character in text if ord(character) > 126}
    marks = {character for character in rare if category(character) in _MARKS}
    new = sorted(rare - _shown.keys())
    if new:
        refused = _refused([each for each in new if category(each) != _PRIVATE])
        _shown.update((each, each not in refused and category(each) != _PRIVATE) for each in new)
    unfit = {each for marked in _marked(text, marks) if not _fits(marked) for each in marked[1:]}
    return sorted(unfit - _SELECTORS | {character for character in rare if not _shown[character]})


def named(character: str) -> str:
    """The number of a character as Unicode writes it: ``U+20BB7``."""
    return f"U+{ord(character):04X}"


def region(variant: str) -> str:
    """Where Traditional characters of a kind (``tw``, ``hk`` or ``plain``) are written, as typst wants to know it."""
    return "HK" if variant == "hk" else "TW"


@cache
def recipe() -> str:
    """What stands for the way in which things are set here: another one after a change of templates or packages."""
    digest = hashlib.sha256(repr([version(package) for package in _PACKAGES]).encode())
    for template in sorted(_FOLDER.glob("*.typ")):
        digest.update(template.read_bytes())
    return digest.hexdigest()


def _marked(text: str, marks: set[str]) -> set[str]:
    """The letters of a text that have marks, with them."""
    every = "".join(map(re.escape, sorted(marks)))
    return set(re.findall(f".[{every}]+", text, re.DOTALL)) if marks else set()


def _fits(marked: str) -> bool:
    """Whether a face has a letter with its marks; it is named without them where none has."""
    if marked not in _shown:
        _shown[marked] = not _refused([marked])
    return _shown[marked]


def _refused(texts: list[str]) -> set[str]:
    """Those of these characters for which the compiler finds no glyph."""
    try:
        typst.compile(
            (_FOLDER / "glyphs.typ").read_bytes(),
            font_paths=_faces(),
            sys_inputs={"characters": json.dumps(texts, ensure_ascii=False)},
            pdf_standards=_STANDARDS,
        )
    except typst.TypstError as error:
        found = {_unescaped(each) for each in _REFUSED.findall(error.diagnostic)}
        if not found:
            raise
        return found
    return set()


@cache
def _faces() -> typst.Fonts:
    """Those of the packages and of typst itself; what else the machine has does not count."""
    folders = [str(Path(str(package.__file__)).parent) for package in _FACES]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _compile(template: str, facts: Mapping[str, Any], pictures: Mapping[str, bytes], **how: Any) -> bytes:
    """The facts as a file, with numbers instead of the characters that no face has."""
    missing = without_glyph(json.dumps(facts, ensure_ascii=False))
    table = _CONTROLS | {ord(each): f"[{named(each)}]" for each in missing}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for source in (f"{template}.typ", "faces.typ"):
            (root / source).write_bytes((_FOLDER / source).read_bytes())
        written = json.dumps(_printable(facts, table), ensure_ascii=False)
        (root / "facts.json").write_text(written, encoding="utf-8")
        for name, content in pictures.items():
            (root / name).write_bytes(content)
        made: bytes = typst.compile(str(root / f"{template}.typ"), root=folder, font_paths=_faces(), **how)
        return made


def _printable(value: Any, table: Mapping[int, str | None]) -> Any:
    """The same facts with every text translated by the table."""
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Mapping):
        return {name: _printable(each, table) for name, each in value.items()}
    return [_printable(each, table) for each in value] if isinstance(value, list) else value


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
