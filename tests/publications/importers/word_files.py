"""Makes real .docx files for tests: those of python-docx, with parts that it cannot write patched in."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

from docx import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
_SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{0}>'
)


def run(text: str, properties: str = "") -> str:
    """A run of text; ``properties`` such as ``<w:i/>``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain strings become runs."""
    runs = "".join(each if each.startswith("<") else run(each) for each in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def reference(number: int, kind: str = "footnote") -> str:
    """The reference to a note."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def notes(kind: str, contents: Mapping[int, Iterable[str]]) -> str:
    """A part of footnotes or endnotes; each note is the paragraphs that it consists of."""
    written = "".join(
        f'<w:{kind} w:id="{number}">{"".join(paragraphs)}</w:{kind}>'
        for number, paragraphs in contents.items()
    )
    return f"<w:{kind}s {_NAMESPACES}>{_SEPARATORS.format(kind)}{written}</w:{kind}s>"


def comments(*texts: str, author: str = "Wen Qing") -> str:
    """A part of comments, numbered from 0."""
    written = "".join(
        f'<w:comment w:id="{number}" w:author="{author}">{paragraph(text)}</w:comment>'
        for number, text in enumerate(texts)
    )
    return f"<w:comments {_NAMESPACES}>{written}</w:comments>"


def part(tag: str, content: str) -> str:
    """A part with the root element ``w:tag``."""
    return f"<w:{tag} {_NAMESPACES}>{content}</w:{tag}>"


def word_file(
    *content: str, styles: str = "", document: object = None, links: Iterable[str] = (), **parts: str
) -> bytes:
    """A .docx whose text is ``content`` (paragraphs and tables as XML), after that of a python-docx document.

    ``parts`` are further parts by name (footnotes, endnotes, comments, numbering, header1), ``styles`` further
    styles; ``links`` are outside addresses, known in ``content`` as rLink0, rLink1 and so on.
    """
    base = document or Document()
    base.core_properties.title = base.core_properties.title if document else ""
    base.core_properties.author = base.core_properties.author if document else ""
    saved = io.BytesIO()
    base.save(saved)
    with zipfile.ZipFile(saved) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    body = files["word/document.xml"].decode()
    body = re.sub(r"<w:document [^>]*>", lambda found: _open(found[0]), body, count=1)
    end = body.rindex("<w:sectPr")
    files["word/document.xml"] = f"{body[:end]}{''.join(content)}{body[end:]}".encode()
    files["word/styles.xml"] = files["word/styles.xml"].replace(
        b"</w:styles>", f"{styles}</w:styles>".encode()
    )
    for name, xml in parts.items():
        _add(files, name, xml)
    for number, address in enumerate(links):
        _relate(files, f"rLink{number}", "hyperlink", escape(address), ' TargetMode="External"')
    return zipped(files)


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of files."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return output.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _open(tag: str) -> str:
    known = set(re.findall(r"xmlns:(\w+)=", tag))
    more = [
        each for each in re.findall(r'xmlns:\w+="[^"]+"', _NAMESPACES) if each[6:].split("=")[0] not in known
    ]
    return f"{tag[:-1]} {' '.join(more)}>"


def _add(files: dict[str, bytes], name: str, xml: str) -> None:
    kind = name.rstrip("0123456789")
    files[f"word/{name}.xml"] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}'.encode()
    if f'PartName="/word/{name}.xml"'.encode() not in files["[Content_Types].xml"]:
        override = f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE.format(kind)}"/></Types>'
        files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", override.encode())
    if f'Target="{name}.xml"'.encode() not in files["word/_rels/document.xml.rels"]:
        _relate(files, f"rPart{name}", kind, f"{name}.xml")


def _relate(files: dict[str, bytes], key: str, kind: str, target: str, mode: str = "") -> None:
    relation = (
        f'<Relationship Id="{key}" Type="{_RELATION.format(kind)}" Target="{target}"{mode}/></Relationships>'
    )
    rels = files["word/_rels/document.xml.rels"]
    files["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", relation.encode())
