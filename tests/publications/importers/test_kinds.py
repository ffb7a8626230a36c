import pytest

from publications.importers import read
from publications.importers.draft import ImportRefused
from publications.importers.kinds import LARGEST_FILE, check_size
from tests.factories import picture
from tests.publications.importers.word_files import paragraph, word_file, zipped

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b"%PDF-1.7 ...", "paper.docx", "it is a PDF, not a Word document"),
        (b"%PDF-1.7 ...", "paper.txt", "it is a PDF, not plain text"),
        (b"{\\rtf1 ...}", "paper.docx", "Rich Text"),
        (b"Just some words.", "paper.docx", "it is plain text"),
        (b"<!DOCTYPE html><p>x", "paper.docx", "it is a web page"),
        (zipped({"xl/workbook.xml": "<x/>"}), "paper.docx", "Excel"),
        (zipped({"a.txt": "x"}), "paper.docx", "a zip archive"),
        (OLD, "paper.docx", r"old format \(\.doc\)"),
        (OLD, "paper.doc", r"old format \(\.doc\)"),
        (word_file(paragraph("Words.")), "paper.html", "it is a Word document"),
        (b"", "paper.docx", "empty"),
        (b"x", "paper.xyz", "cannot be imported"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_named(content: bytes, name: str, problem: str) -> None:
    with pytest.raises(ImportRefused, match=problem):
        read(content, name)


def test_a_picture_under_the_name_of_a_text_is_refused() -> None:
    with pytest.raises(ImportRefused, match="a picture"):
        read(picture(), "paper.md")


def test_the_largest_file_is_not_read_beyond_its_limit() -> None:
    with pytest.raises(ImportRefused, match="200 MB"):
        check_size(200 << 20)
    with pytest.raises(ImportRefused, match="too large"):
        read(b"a" * (LARGEST_FILE + 1), "paper.txt")


def test_a_web_page_may_be_called_htm_and_have_a_capital_extension() -> None:
    assert read(b"<h1>Tides</h1><p>The light burns all night long.</p>", "PAPER.HTM").title == "Tides"
