"""JATS (ANSI/NISO Z39.96-2021, Archiving and Interchange, version 1.3): what libraries and archives take in."""

from django.conf import settings
from django.utils.translation import gettext, override
from lxml import etree
from lxml.builder import ElementMaker

from publications.body import notes
from publications.body.plain import is_marker
from publications.body.vocabulary import BLOCKS, CITATION, HEADINGS, NOTE, Element, parse
from publications.exporters import frame
from publications.exporters.citation import Attached, Citation, Contributor, cite
from publications.exporters.metadata import licence_address
from publications.models import Version

# Files have none, as the schema has none; where an article stands within another document it must have one.
NAMESPACE = "https://jats.nlm.nih.gov/ns/archiving/1.3/"
XLINK = "http://www.w3.org/1999/xlink"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HREF = f"{{{XLINK}}}href"
E = ElementMaker(nsmap={"xlink": XLINK})

# From the list of suggested values for @article-type.
TYPES = {
    "commentary": "article-commentary",
    "interview": "interview",
    "speech": "oration",
    "report": "other",
    "policy-brief": "other",
    "book-chapter": "chapter-article",
}
_INLINE = {"strong": "bold", "em": "italic", "sub": "sub", "sup": "sup", "code": "monospace"}
_KEPT_IN_TABLES = frozenset({"colspan", "rowspan", "scope"})


def write(version: Version) -> bytes:
    """The version as a JATS file in UTF-8."""
    return etree.tostring(element(version), encoding="UTF-8", xml_declaration=True)


def in_namespace(version: Version) -> Element:
    """The version as a JATS article that can stand within another document without taking over its namespace."""
    article = etree.tostring(element(version)).replace(
        b"<article ", f'<article xmlns="{NAMESPACE}" '.encode(), 1
    )
    return etree.fromstring(article)


def element(version: Version) -> Element:
    """The version as a JATS article: front matter, the body in sections, the notes as footnotes at its end."""
    body = parse(version.source)
    writer = _Body(body, settings.SITE_URL)
    article = E.article(
        {"article-type": TYPES.get(version.kind, "research-article"), "dtd-version": "1.3"},
        E.front(_journal(cite(version)), _article(cite(version)), *_corrections(version)),
        writer.sections(body),
    )
    article.set(LANG, cite(version).tag)
    footnotes = writer.footnotes()
    if len(footnotes):
        article.append(E.back(footnotes))
    return article


# --- Front matter -----------------------------------------------------------------------------------------


def _journal(citation: Citation) -> Element:
    issn = [E.issn(citation.issn, {"publication-format": "electronic"})] if citation.issn else []
    return E(
        "journal-meta",
        E("journal-title-group", E("journal-title", citation.series or citation.publisher)),
        *issn,
        E.publisher(E("publisher-name", citation.publisher)),
    )


def _article(citation: Citation) -> Element:
    """What is known of the article, in the order that the schema fixes."""
    meta = E("article-meta")
    if citation.doi:
        meta.append(E("article-id", citation.doi, {"pub-id-type": "doi"}))
    meta.append(E("article-id", f"{citation.slug}-{citation.language}", {"pub-id-type": "publisher-id"}))
    meta.append(E("article-version", str(citation.number), {"article-version-type": "publisher"}))
    subjects = [E("subj-group", E.subject(topic), {"subj-group-type": "topic"}) for topic in citation.topics]
    if subjects:
        meta.append(E("article-categories", *subjects))
    titles = E("title-group", E("article-title", citation.title))
    if citation.subtitle:
        titles.append(E.subtitle(citation.subtitle))
    meta.append(titles)
    if citation.contributors:
        meta.append(E("contrib-group", *map(_contributor, citation.contributors)))
    meta.append(_date(citation))
    if citation.series_number:
        meta.append(E.issue(str(citation.series_number)))
    if citation.licence:
        licence = E.license(E("license-p", citation.licence))
        licence.set(HREF, licence_address(citation.licence))
        meta.append(E.permissions(licence))
    meta.append(_self(citation.version_address, "text/html"))
    meta.append(_self(citation.version_file("pdf"), "application/pdf"))
    for each in citation.attachments:
        meta.append(_supplement(each))
    if citation.summary:
        meta.append(E.abstract(E.p(citation.summary)))
    return meta


def _contributor(contributor: Contributor) -> Element:
    found = E.contrib({"contrib-type": contributor.role})
    if contributor.orcid:
        found.append(E("contrib-id", f"https://orcid.org/{contributor.orcid}", {"contrib-id-type": "orcid"}))
    if contributor.is_organisation:
        found.append(E.collab(contributor.name))
    elif contributor.is_parted:
        name = E.name(E.surname(contributor.family_name), E("given-names", contributor.given_name))
        if contributor.is_family_first:
            name.set("name-style", "eastern")
        found.append(name)
    else:
        found.append(E("string-name", contributor.name))
    if contributor.position:
        found.append(E.role(contributor.position))
    if contributor.institute:
        found.append(E.aff(E.institution(contributor.institute)))
    return found


def _date(citation: Citation) -> Element:
    day = citation.date
    parts = (E.day(str(day.day)), E.month(str(day.month)), E.year(str(day.year)))
    return E("pub-date", *parts, {"date-type": "pub", "iso-8601-date": day.isoformat()})


def _supplement(attached: Attached) -> Element:
    kind, _, subtype = attached.content_type.partition("/")
    caption = E.caption(E.p(attached.label))
    found = E("supplementary-material", caption, {"mimetype": kind, "mime-subtype": subtype})
    found.set(HREF, attached.address)
    return found


def _self(address: str, content_type: str) -> Element:
    found = E("self-uri", {"content-type": content_type})
    found.set(HREF, address)
    return found


def _corrections(version: Version) -> list[Element]:
    """What readers were told of each correction, in the version's language."""
    with override(version.language):
        word = gettext("Correction")
    return [
        E.notes(
            E.title(f"{word} {each.day.isoformat()}"), *map(E.p, each.lines), {"notes-type": "correction"}
        )
        for each in frame.corrections(version)
    ]


# --- Body -------------------------------------------------------------------------------------------------


class _Body:
    """Turns a parsed body into JATS and remembers in which order its notes were cited."""

    def __init__(self, root: Element, site: str) -> None:
        self.site = site
        self.notes = notes.notes_by_key(root)
        self.numbers: dict[str, int] = {}

    def sections(self, root: Element) -> Element:
        """The flat blocks of a body as sections within sections."""
        body = E.body()
        open_sections = [(1, body)]
        for block in self.blocks(root, headings=True):
            if block.tag != "sec":
                open_sections[-1][1].append(block)
                continue
            level = int(block.attrib.pop("specific-use"))
            while open_sections[-1][0] >= level:
                open_sections.pop()
            open_sections[-1][1].append(block)
            open_sections.append((level, block))
        return body

    def footnotes(self) -> Element:
        group = E("fn-group")
        for key, number in self.numbers.items():
            words = self.inline(E.p(), self.notes[key])
            group.append(E.fn(E.label(str(number)), words, {"id": f"note-{key}"}))
        return group

    def blocks(self, element: Element, *, headings: bool = False) -> list[Element]:
        """What stands inside an element, block by block; text beside blocks is a paragraph of its own."""
        found: list[Element] = []
        run = E.p()
        _append_text(run, element.text)
        for child in element:
            if child.tag in BLOCKS:
                found += [*_unless_empty(run), *self.block(child, headings)]
                run = E.p()
            else:
                self.inline_element(run, child)
            _append_text(run, child.tail)
        return [*found, *_unless_empty(run)]

    def block(self, element: Element, headings: bool) -> list[Element]:
        tag = element.tag
        if tag in HEADINGS:
            return [self.heading(element) if headings else E.p(self.inline(E.bold(), element))]
        if tag == "p":
            return _unless_empty(self.inline(E.p(), element))
        if tag in ("ul", "ol"):
            return [self.list(element)]
        if tag == "blockquote":
            return [E("disp-quote", *self.blocks(element))]
        if tag == "table":
            return [self.table(element)]
        if tag == "figure":
            return [self.figure(element)]
        # A rule parts sections that have no heading; JATS has no word for it.
        return [E.p("* * *")] if tag == "hr" else self.blocks(element)

    def heading(self, element: Element) -> Element:
        return E.sec(self.inline(E.title(), element), {"specific-use": element.tag[1]})

    def list(self, element: Element) -> Element:
        kind = "order" if element.tag == "ol" else "bullet"
        items = [E("list-item", *map(_within, self.blocks(item) or [E.p()])) for item in element]
        return E.list(*items, {"list-type": kind})

    def table(self, element: Element) -> Element:
        wrap = E("table-wrap")
        table = E.table()
        for part in element:
            if part.tag == "caption":
                wrap.append(E.caption(self.inline(E.p(), part)))
            elif part.tag == "tr":
                table.append(self.row(part))
            else:
                table.append(E(part.tag, *(self.row(row) for row in part)))
        wrap.append(table)
        return wrap

    def row(self, element: Element) -> Element:
        row = E.tr()
        for cell in element:
            kept = {name: value for name, value in cell.items() if name in _KEPT_IN_TABLES}
            plain = not any(child.tag in BLOCKS for child in cell)
            row.append(
                self.inline(E(cell.tag, kept), cell)
                if plain
                else E(cell.tag, kept, *map(_within, self.blocks(cell)))
            )
        return row

    def figure(self, element: Element) -> Element:
        found = E.fig()
        caption, image = element.find("figcaption"), element.find(".//img")
        if caption is not None:
            found.append(E.caption(self.inline(E.p(), caption)))
        if image is not None:
            if image.get("alt"):
                found.append(E("alt-text", image.get("alt")))
            graphic = E.graphic()
            graphic.set(HREF, self.absolute(image.get("src", "")))
            found.append(graphic)
        return found

    def inline(self, made: Element, element: Element) -> Element:
        """``made`` with the text of an element, its marks and markers."""
        _append_text(made, element.text)
        for child in element:
            self.inline_element(made, child)
            _append_text(made, child.tail)
        return made

    def inline_element(self, parent: Element, element: Element) -> None:
        if is_marker(element):
            self.marker(parent, element)
        elif element.tag == "br":
            _append_text(parent, "\n")
        elif element.tag == "a" and element.get("href"):
            link = self.inline(E("ext-link", {"ext-link-type": "uri"}), element)
            link.set(HREF, self.absolute(element.get("href", "")))
            parent.append(link)
        elif element.tag == "span" and element.get("lang"):
            passage = self.inline(E("named-content", {"content-type": "foreign"}), element)
            passage.set(LANG, element.get("lang"))
            parent.append(passage)
        elif element.tag in _INLINE:
            parent.append(self.inline(E(_INLINE[element.tag]), element))
        else:
            self.inline(parent, element)

    def absolute(self, address: str) -> str:
        return f"{self.site}{address}" if address.startswith("/") else address

    def marker(self, parent: Element, element: Element) -> None:
        key = element.get(NOTE) or element.get(CITATION) or ""
        if key not in self.notes:
            _append_text(parent, element.text)
            return
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        parent.append(E.xref(f"[{number}]", {"ref-type": "fn", "rid": f"note-{key}"}))


def _append_text(element: Element, text: str | None) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _within(block: Element) -> Element:
    """A block as items of lists and cells may hold it: all but paragraphs and lists stand in a paragraph there."""
    return block if block.tag in ("p", "list") else E.p(block)


def _unless_empty(paragraph: Element) -> list[Element]:
    return [paragraph] if len(paragraph) or (paragraph.text or "").strip() else []
