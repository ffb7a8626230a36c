import struct

import pytest

from publications.importers import docx
from publications.importers.draft import ImportRefused
from tests.publications.importers.word_files import (
    paragraph,
    unzipped,
    word_file,
    zipped,
)


def test_a_document_cut_off_in_the_middle_is_refused() -> None:
    content = word_file(paragraph("The light burns all night."))

    with pytest.raises(ImportRefused, match="damaged or incomplete"):
        docx.read(content[: len(content) // 2])


def test_an_encrypted_document_is_refused_as_protected() -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1024)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(512)
    )

    with pytest.raises(ImportRefused, match="protected by a password"):
        docx.read(content)


def test_a_document_of_the_old_format_is_told_from_an_encrypted_one() -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "WordDocument".encode("utf-16-le") + bytes(512)
    )

    with pytest.raises(ImportRefused, match=r"old format \(\.doc\)"):
        docx.read(content)


def test_an_opendocument_text_under_another_name_is_named() -> None:
    content = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})

    with pytest.raises(ImportRefused, match="OpenDocument"):
        docx.read(content)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    files = unzipped(word_file(paragraph("The light burns all night.")))
    bomb = zipped({**files, "word/document.xml": b"<w:p/>" * 17_000_000})

    assert len(bomb) < 500_000
    with pytest.raises(ImportRefused, match="unpacks to"):
        docx.read(bomb)


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(word_file(paragraph("The light burns all night.")))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, 3)

    with pytest.raises(ImportRefused, match="cannot be read"):
        docx.read(bytes(content))


def test_a_document_with_a_dtd_is_refused() -> None:
    files = unzipped(word_file(paragraph("The light burns all night.")))
    text = files["word/document.xml"].decode()
    start = text.index("?>") + 2
    entity = '<!DOCTYPE w:document [<!ENTITY a "aaaa">]>'
    files["word/document.xml"] = f"{text[:start]}{entity}{text[start:]}".encode()

    with pytest.raises(ImportRefused, match="DTD"):
        docx.read(zipped(files))


def test_xml_that_is_not_well_formed_is_refused_with_its_line() -> None:
    files = unzipped(word_file(paragraph("The light burns all night.")))
    files["word/document.xml"] = files["word/document.xml"].replace(b"</w:body>", b"")

    with pytest.raises(ImportRefused, match=r"word/document\.xml, line"):
        docx.read(zipped(files))


def test_a_package_without_its_text_is_refused() -> None:
    files = unzipped(word_file(paragraph("The light burns all night.")))
    del files["word/document.xml"]

    with pytest.raises(ImportRefused, match="missing"):
        docx.read(zipped(files))


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(ImportRefused, match="no text"):
        docx.read(word_file())
