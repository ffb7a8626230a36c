import io
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Inches

from publications.importers import docx
from publications.importers.draft import Byline, Draft
from tests.factories import picture
from tests.publications.importers.word_files import (
    comments,
    notes,
    paragraph,
    part,
    reference,
    run,
    unzipped,
    word_file,
    zipped,
)

SAMPLES = Path(__file__).parents[2] / "samples"


def messages(draft: Draft, severity: str = "") -> list[str]:
    return [each.message for each in draft.findings if severity in ("", each.severity)]


def texts(draft: Draft) -> list[str]:
    return [note.text for note in draft.notes]


def test_footnotes_and_endnotes_stand_at_their_markers_in_reading_order() -> None:
    draft = docx.read(
        word_file(
            paragraph("Tides are kept", reference(1, "endnote"), " in tables", reference(1), "."),
            footnotes=notes("footnote", {1: [paragraph(" Harbour Office, 2019.")]}),
            endnotes=notes("endnote", {1: [paragraph(" Lin, Tides, p. 4.")]}),
        )
    )

    assert texts(draft) == ["Lin, Tides, p. 4.", "Harbour Office, 2019."]
    assert draft.blocks[-1].startswith("<p>Tides are kept<span data-footnote=")


def test_a_note_keeps_its_paragraphs_links_and_italics() -> None:
    link = f'<w:hyperlink r:id="rLink0">{run("the register")}</w:hyperlink>'
    content = word_file(
        paragraph("Ships are counted.", reference(2)),
        footnotes=notes(
            "footnote", {2: [paragraph("Lin, ", run("Tides", "<w:i/>"), "."), paragraph("See ", link, ".")]}
        ),
    )
    # A link inside a note is named in the relations of the notes, not of the text.
    files = unzipped(content)
    files["word/_rels/footnotes.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rLink0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
        ' Target="https://example.org/register" TargetMode="External"/></Relationships>'
    )
    draft = docx.read(zipped(files))

    assert draft.notes[0].html == (
        'Lin, <em>Tides</em>.<br>See <a href="https://example.org/register">the register</a>.'
    )


def test_a_file_of_libreoffice_has_its_notes_lists_table_and_headings() -> None:
    draft = docx.read((SAMPLES / "libreoffice.docx").read_bytes())

    assert texts(draft) == [
        "Harbour Office, Register of Lights, 1931, p. 7.",
        "Lin Yue, Tides. Second paragraph of the note.",
        "林越：《潮汐考》，海图出版社，2004年。",
    ]
    assert [(each.level, each.text) for each in draft.headings] == [(2, "Lights"), (3, "Colours")]
    assert any(block.startswith("<ul><li>") for block in draft.blocks)
    assert any("<td" in block for block in draft.blocks)


@pytest.mark.parametrize("name", ["标题 1", "標題 1", "heading 1", "Heading 1"])
def test_a_chinese_heading_style_is_a_heading_whatever_its_key(name: str) -> None:
    style = f'<w:style w:type="paragraph" w:styleId="a7"><w:name w:val="{name}"/></w:style>'
    draft = docx.read(
        word_file(paragraph("潮汐"), paragraph("航道", style="a7"), paragraph("船循航道而行。"), styles=style)
    )

    assert [each.text for each in draft.headings] == ["航道"]


def test_a_style_based_on_a_heading_and_an_outline_level_are_headings() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House section"/><w:basedOn w:val="Heading1"/>'
        "</w:style>"
    )
    draft = docx.read(
        word_file(
            paragraph("Tides", style="Title"),
            paragraph("Lights", style="House"),
            paragraph("Text one."),
            paragraph("Colours", properties='<w:outlineLvl w:val="1"/>'),
            paragraph("Text two."),
            styles=style,
        )
    )

    assert draft.title == "Tides"
    assert [(each.level, each.text) for each in draft.headings] == [(2, "Lights"), (3, "Colours")]


def test_title_subtitle_byline_and_date_leave_the_text() -> None:
    document = Document()
    document.add_heading("The Keeper’s Book", 0)
    document.add_paragraph("Lights on a Quiet Coast", style="Subtitle")
    document.add_paragraph("Maren Holt, Senior Fellow, Institute of Coastal Studies")
    document.add_paragraph("16 June 2022")
    document.add_heading("Lights", 1)
    document.add_paragraph("Every light has its own rhythm.")
    draft = docx.read(word_file(document=document))

    assert (draft.title, draft.subtitle) == ("The Keeper’s Book", "Lights on a Quiet Coast")
    assert draft.byline == [Byline("Maren Holt", "Senior Fellow", "Institute of Coastal Studies")]
    assert str(draft.date) == "2022-06-16"
    assert draft.blocks == ["<h2>Lights</h2>", "<p>Every light has its own rhythm.</p>"]


def test_tables_with_merged_cells_and_lists_are_kept() -> None:
    document = Document()
    document.add_paragraph("Tides of the year were counted in three harbours.")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Harbours"
    table.cell(1, 0).text, table.cell(1, 1).text = "North", "South"
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("second", style="List Bullet")
    draft = docx.read(word_file(document=document))

    assert '<td colspan="2">Harbours</td>' in draft.body
    assert "<ul><li>first</li><li>second</li></ul>" in draft.body


def test_a_list_that_goes_on_after_a_paragraph_goes_on_counting() -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>',
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    draft = docx.read(
        word_file(
            paragraph("Three rules hold in every harbour of the coast."),
            paragraph("Slow", properties=item),
            paragraph("Keep right", properties=item),
            paragraph("The third is the oldest of them all and often forgotten."),
            paragraph("Look out", properties=item),
            numbering=numbering,
        )
    )

    assert '<ol start="3"><li>Look out</li></ol>' in draft.body
    assert "<ol><li>Slow</li><li>Keep right</li></ol>" in draft.body


def test_the_automatic_number_of_a_heading_is_written_into_it() -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>',
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    headings = [paragraph(text, style="Heading1", properties=numbered) for text in ("潮汐", "航道")]
    draft = docx.read(
        word_file(
            paragraph("海图", style="Title"), *headings, paragraph("船循航道而行。"), numbering=numbering
        )
    )

    assert [each.text for each in draft.headings] == ["一、潮汐", "二、航道"]


def test_a_picture_becomes_a_figure_with_its_alternative_text_and_caption() -> None:
    document = Document()
    document.add_paragraph("The chart below shows the tides of one year.")
    shape = document.add_picture(io.BytesIO(picture()), width=Inches(1))
    shape._inline.docPr.set("descr", "A line that rises and falls twice a day")
    document.add_paragraph("Tides at North Harbour", style="Caption")
    draft = docx.read(word_file(document=document))

    assert draft.blocks[-1] == (
        '<figure><img src="draft:0" alt="A line that rises and falls twice a day">'
        "<figcaption>Tides at North Harbour</figcaption></figure>"
    )
    assert (draft.images[0].media_type, draft.images[0].content[:4]) == ("image/png", b"\x89PNG")


def test_a_picture_without_alternative_text_is_reported() -> None:
    document = Document()
    document.add_paragraph("The chart below shows the tides of one year.")
    document.add_picture(io.BytesIO(picture()), width=Inches(1))

    assert "The picture has no alternative text." in messages(
        docx.read(word_file(document=document)), "warning"
    )


def test_a_windows_metafile_is_left_out_and_reported() -> None:
    document = Document()
    document.add_paragraph("The chart below shows the tides of one year.")
    document.add_picture(io.BytesIO(picture()), width=Inches(1))
    files = unzipped(word_file(document=document))
    files["word/media/image1.emf"] = b"\x01\x00\x00\x00" + bytes(84)
    del files["word/media/image1.png"]
    files = {
        name: content.replace(b"image1.png", b"image1.emf").replace(
            b'Extension="png" ContentType="image/png"', b'Extension="emf" ContentType="image/x-emf"'
        )
        for name, content in files.items()
    }
    draft = docx.read(zipped(files))

    assert draft.images == []
    assert any("image/x-emf" in message for message in messages(draft, "warning"))


def test_tracked_changes_are_accepted_and_reported() -> None:
    change = 'w:id="1" w:author="Wen Qing" w:date="2026-01-05T09:00:00Z"'
    deleted = f'<w:del {change}><w:r><w:delText xml:space="preserve">old </w:delText></w:r></w:del>'
    inserted = f"<w:ins {change}>{run('new ')}</w:ins>"
    draft = docx.read(word_file(paragraph("The ", deleted, inserted, "light burns all night.")))

    assert draft.paragraphs == ["The new light burns all night."]
    assert "2 tracked changes were taken as accepted." in messages(draft, "notice")


def test_a_comment_is_left_out_and_quoted_with_its_author() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    draft = docx.read(
        word_file(paragraph("The light burns all night.", mark), comments=comments("Is this so?"))
    )

    assert "Is this so?" not in draft.body
    assert "A comment by Wen Qing was left out: “Is this so?”." in messages(draft, "warning")
    assert draft.findings[0].where == "The light burns all night."


def test_the_word_below_a_reading_is_kept_with_the_reading_in_brackets() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('cháo')}</w:rt><w:rubyBase>{run('潮')}</w:rubyBase></w:ruby></w:r>"
    draft = docx.read(word_file(paragraph("夜里的", ruby, "水很高。")))

    assert draft.paragraphs == ["夜里的潮（cháo）水很高。"]


def test_a_formula_is_kept_as_characters_and_reported() -> None:
    formula = "<m:oMath><m:r><m:t>h=2r</m:t></m:r></m:oMath>"
    draft = docx.read(word_file(paragraph("The height is ", formula, ".")))

    assert draft.paragraphs == ["The height is h=2r."]
    assert any("h=2r" in message for message in messages(draft, "warning"))


def test_the_text_of_a_box_stands_once_after_its_paragraph() -> None:
    inside = f"<w:txbxContent>{paragraph('Box words.')}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x">'
        f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    draft = docx.read(word_file(paragraph("The main text goes on here.", box), paragraph("And ends.")))

    assert draft.paragraphs == ["The main text goes on here.", "Box words.", "And ends."]
    assert any("text box" in message for message in messages(draft, "warning"))


def test_a_field_in_a_caption_keeps_its_number() -> None:
    field = f'<w:fldSimple w:instr=" SEQ Figure ">{run("3")}</w:fldSimple>'
    draft = docx.read(word_file(paragraph("As Figure ", field, " shows, it rises.")))

    assert draft.paragraphs == ["As Figure 3 shows, it rises."]


def test_a_table_of_contents_and_page_headers_are_left_out_and_reported() -> None:
    style = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    draft = docx.read(
        word_file(
            paragraph("Lights 3", style="TOC1"),
            paragraph("The light burns all night."),
            styles=style,
            header1=part("hdr", paragraph("Draft, not for quotation")),
        )
    )

    assert draft.paragraphs == ["The light burns all night."]
    assert [each.where for each in draft.findings if "header" in each.message] == ["Draft, not for quotation"]
    assert any("table of contents" in message for message in messages(draft, "notice"))


def test_a_reference_without_its_note_is_a_marker_without_note() -> None:
    draft = docx.read(
        word_file(
            paragraph("Ships are counted", reference(1), " every day", reference(9), "."),
            footnotes=notes("footnote", {1: [paragraph("Harbour Office, 2019.")]}),
        )
    )

    assert len(draft.notes) == 1
    assert 'data-footnote-ref="' in draft.body
    assert ">[9]</span>" in draft.body
    assert len(messages(draft, "error")) >= 1


def test_typed_markers_join_a_list_at_the_end() -> None:
    draft = docx.read(
        word_file(
            paragraph("Ships are counted[1] every day.[2]"),
            paragraph("[1] Harbour Office, 2019."),
            paragraph("[2] Lin, ", run("Tides", "<w:i/>"), ", 2004."),
        )
    )

    assert [note.html for note in draft.notes] == ["Harbour Office, 2019.", "Lin, <em>Tides</em>, 2004."]


def test_a_mark_of_the_authors_own_does_not_stay_beside_the_number() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    draft = docx.read(
        word_file(
            paragraph("Ships are counted", own, "."),
            footnotes=notes("footnote", {1: [paragraph("* Office, 2019.")]}),
        )
    )

    assert draft.paragraphs == ["Ships are counted."]


def test_title_author_and_date_come_from_the_properties_when_the_text_has_none() -> None:
    document = Document()
    document.core_properties.title = "The Keeper’s Book"
    document.core_properties.author = "Maren Holt"
    document.add_paragraph(
        "Every light has its own rhythm, and every keeper knows it by heart without counting."
    )
    draft = docx.read(word_file(document=document))

    assert draft.title == "The Keeper’s Book"
    assert draft.byline == [Byline("Maren Holt")]
    assert any("properties" in message for message in messages(draft, "warning"))


def test_strict_office_open_xml_is_read_as_well() -> None:
    files = unzipped(
        word_file(
            paragraph("The light burns all night.", reference(1)),
            footnotes=notes("footnote", {1: [paragraph("Office, 2019.")]}),
        )
    )
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in files.items()
    }

    assert texts(docx.read(zipped(strict))) == ["Office, 2019."]


def test_links_that_run_code_become_text() -> None:
    link = f'<w:hyperlink r:id="rLink0">{run("press here")}</w:hyperlink>'
    draft = docx.read(word_file(paragraph("The light burns, ", link, "."), links=["javascript:alert(1)"]))

    assert "javascript" not in draft.body
    assert draft.paragraphs == ["The light burns, press here."]


def test_sixty_notes_are_all_joined() -> None:
    text = [paragraph(f"Sentence number {n} of the report.", reference(n)) for n in range(1, 61)]
    contents = {n: [paragraph(f"Source {n}, https://example.org/{n}.")] for n in range(1, 61)}
    draft = docx.read(word_file(*text, footnotes=notes("footnote", contents)))

    assert [note.text for note in draft.notes] == [
        f"Source {n}, https://example.org/{n}." for n in range(1, 61)
    ]
    assert all(note.links for note in draft.notes)
