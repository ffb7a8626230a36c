"""How tests read a PDF: its words page by page, and the tree that screen readers follow."""

import io
import re
from collections import Counter

from pypdf import PdfReader


def reader(content: bytes) -> PdfReader:
    """The file, opened."""
    return PdfReader(io.BytesIO(content))


def squeezed(text: str) -> str:
    """A text without what lines make of it: white space, and the hyphens at their ends."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def pages(content: bytes) -> list[str]:
    """The text of each page, squeezed."""
    return [squeezed(page.extract_text()) for page in reader(content).pages]


def bookmarks(content: bytes) -> list[str]:
    """The titles of all bookmarks, in their order."""

    def titles(outline: list) -> list[str]:
        found = []
        for each in outline:
            found += titles(each) if isinstance(each, list) else [each.title]
        return found

    return titles(reader(content).outline)


def faces(content: bytes) -> set[str]:
    """The names of the faces, each of which must lie in the file itself."""
    found = set()
    for page in reader(content).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            description = inner["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(description)
            found.add(inner["/BaseFont"].partition("+")[2])
    return found


def glyphs(content: bytes, character: str) -> int:
    """How many shapes a character has on the first page, alone or twice in a row, over all faces."""
    code = "".join(f"{byte:02x}" for byte in character.encode("utf-16-be"))
    fonts = reader(content).pages[0]["/Resources"]["/Font"].values()
    maps = (font.get_object()["/ToUnicode"].get_data().decode().lower() for font in fonts)
    return sum(
        len(re.findall(rf"^<[0-9a-f]+> (?:<{code}>|<{code}{code}>)$", each, re.MULTILINE)) for each in maps
    )


def structure(content: bytes) -> list[dict]:
    """The elements of the structure tree in reading order."""

    def below(node: object) -> list[dict]:
        node = node.get_object()
        if isinstance(node, list):
            return [each for kid in node for each in below(kid)]
        if not isinstance(node, dict):
            return []
        return ([node] if "/S" in node else []) + (below(node["/K"]) if "/K" in node else [])

    return below(reader(content).trailer["/Root"]["/StructTreeRoot"]["/K"])


def tags(content: bytes) -> Counter:
    """How many elements of each kind the structure tree has."""
    return Counter(element["/S"].removeprefix("/") for element in structure(content))
