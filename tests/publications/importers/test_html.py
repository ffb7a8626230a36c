import re
from pathlib import Path

import pytest

from publications.importers import html
from publications.importers.draft import Draft, ImportRefused

SAMPLES = Path(__file__).parents[2] / "samples"
PROSE = "<p>The harbour office counted every ship that passed the light for three hundred years.</p>"


def read(source: str) -> Draft:
    return html.read(source.encode())


def messages(draft: Draft, severity: str) -> list[str]:
    return [each.message for each in draft.findings if each.severity == severity]


@pytest.mark.parametrize("name", ["word", "google-docs", "pandoc"])
def test_linked_notes_of_every_program_are_read_by_one_rule(name: str) -> None:
    draft = html.read((SAMPLES / f"{name}.html").read_bytes())

    assert draft.title == "Lights on a Quiet Coast"
    assert [note.html for note in draft.notes] == [
        'Harbour Office, <em>Register of Lights</em>, 1931, <a href="https://example.org/lights">p. 7</a>.',
        "Lin Yue, <em>Tides</em>.<br>Second paragraph of the note.",
        "林越：《潮汐考》，2004年。",
    ]
    assert re.search(r"<p>夜航靠灯<span data-footnote=[^>]*>[^<]*</span>。</p>", draft.body)
    assert messages(draft, "error") == []


def test_libreoffice_writes_a_web_page_that_is_read_like_its_document() -> None:
    draft = html.read((SAMPLES / "libreoffice.html").read_bytes())

    assert [note.text for note in draft.notes] == [
        "Harbour Office, Register of Lights, 1931, p. 7.",
        "Lin Yue, Tides. Second paragraph of the note.",
        "林越：《潮汐考》，海图出版社，2004年。",
    ]
    assert [each.text for each in draft.headings] == ["Lights", "Colours"]


def test_the_styles_of_word_tell_title_subtitle_headings_and_lists() -> None:
    draft = html.read((SAMPLES / "word.html").read_bytes())

    assert draft.subtitle == "A keeper’s arithmetic"
    assert [author.name for author in draft.byline] == ["Maren Holt"]
    assert [each.text for each in draft.headings] == ["Rhythm"]
    assert "<ul><li>white</li><li>red</li></ul>" in draft.body


def test_a_note_cited_again_is_one_note() -> None:
    draft = read(
        f'<h1>T</h1>{PROSE}<p>One<a href="#n1" id="r1">1</a> two<a href="#n1" id="r2">1</a>.</p>'
        '<ol><li id="n1">Office, 2019. <a href="#r1">↑</a> <a href="#r2">↑</a></li></ol>'
    )

    assert [(note.text, note.cited) for note in draft.notes] == [("Office, 2019.", 2)]


def test_entries_of_a_table_of_contents_are_no_notes() -> None:
    draft = read(
        f'<h1>T</h1><p><a href="#s1" id="t1">Lights</a></p><h2 id="s1"><a href="#t1">Lights</a></h2>{PROSE}'
    )

    assert draft.notes == []
    assert [each.text for each in draft.headings] == ["Lights"]


def test_a_marker_whose_note_did_not_come_along_is_an_error() -> None:
    draft = read(f'{PROSE}<p>Only the marker<a href="#_ftn1" name="_ftnref1">[1]</a> came.</p>')

    assert re.search(r'<span data-footnote-ref="\w{8}">\[1\]</span> came', draft.body)
    assert any("[1]" in each for each in messages(draft, "error"))


def test_a_marker_of_an_encyclopaedia_whose_note_did_not_come_along_is_an_error_too() -> None:
    draft = read(
        f'{PROSE}<p>Tides<sup><a href="https://w.example/Tide#cite_note-Lin-3">[3]</a></sup> turn.</p>'
    )

    assert re.search(r'<p>Tides<span data-footnote-ref="\w{8}">\[3\]</span> turn', draft.body)
    assert any("[3]" in each for each in messages(draft, "error"))


def test_a_note_whose_marker_did_not_come_along_stays_as_text() -> None:
    draft = read(
        f'{PROSE}<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a> Office.</p></div>'
    )

    assert draft.paragraphs[-1] == "1 Office."
    assert any("no marker" in each for each in messages(draft, "warning"))


def test_a_note_that_hangs_on_the_title_is_kept_at_the_end() -> None:
    draft = read(
        f'<h1>Tides<a href="#n1" id="r1">*</a></h1>{PROSE}<p id="n1"><a href="#r1">*</a> A talk given in May.</p>'
    )

    assert draft.title == "Tides"
    assert draft.paragraphs[-1] == "A talk given in May."
    assert any("title" in each for each in messages(draft, "warning"))


def test_typed_notes_join_an_automatic_list_below_their_heading() -> None:
    draft = read(
        f"<h1>T</h1>{PROSE}<p>One[1], two[2].</p><h2>Notes</h2><ol><li>Office, 2019.</li><li>Lin, 2004.</li></ol>"
    )

    assert [note.text for note in draft.notes] == ["Office, 2019.", "Lin, 2004."]
    assert draft.headings == []


def test_raised_figures_join_a_numbered_list_below_its_heading() -> None:
    draft = read(
        f"<h1>T</h1>{PROSE}<p>10 m<sup>2</sup> of sail<sup>1</sup>.</p><p>Notes</p><p>1. Office, 2019.</p>"
    )

    assert [note.text for note in draft.notes] == ["Office, 2019."]
    assert "sail<span data-footnote=" in draft.body


def test_typed_notes_in_one_paragraph_are_parted_at_its_lines() -> None:
    draft = read(f"<h1>T</h1>{PROSE}<p>One[1], two[2].</p><p>[1] Office, 2019.<br>[2] Lin, 2004.</p>")

    assert [note.text for note in draft.notes] == ["Office, 2019.", "Lin, 2004."]


def test_typed_markers_beside_real_notes_are_reported() -> None:
    draft = read(
        f'<h1>T</h1>{PROSE}<p>One<a href="#n1" id="r1">1</a> two[7].</p><p id="n1"><a href="#r1">1</a> Office.</p>'
    )

    assert "two[7]" in draft.body
    assert any("[7]" in each for each in messages(draft, "warning"))


def test_the_levels_of_headings_become_two() -> None:
    draft = read(f"<h1>T</h1>{PROSE}<h3>A</h3>{PROSE}<h4>B</h4>{PROSE}<h5>C</h5>{PROSE}")

    assert [(each.level, each.text) for each in draft.headings] == [(2, "A"), (3, "B"), (3, "C")]
    assert any("3 levels" in each for each in messages(draft, "warning"))


def test_bold_lines_are_headings_where_there_are_no_others() -> None:
    draft = read(f"<p>Tides of the North</p>{PROSE}<p><b>Lights</b></p>{PROSE}")

    assert [each.text for each in draft.headings] == ["Lights"]


def test_the_page_around_an_article_is_left_out_and_reported() -> None:
    draft = read(
        f"<body><nav>Home News</nav><article><h1>Tides</h1>{PROSE}</article><footer>Imprint</footer></body>"
    )

    assert "Imprint" not in draft.body
    assert any("around the article" in each for each in messages(draft, "notice"))


def test_an_embedded_picture_becomes_an_image_of_the_draft() -> None:
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    draft = read(f'<h1>T</h1>{PROSE}<p>See <img src="data:image/png;base64,{pixel}" alt="A dot"> here.</p>')

    assert draft.blocks[-2:] == ["<p>See here.</p>", '<figure><img src="draft:0" alt="A dot"></figure>']
    assert draft.images[0].media_type == "image/png"


def test_a_picture_on_another_site_becomes_a_link_and_is_not_fetched() -> None:
    draft = read(f'<h1>T</h1>{PROSE}<p><img src="https://example.org/a.png" alt="A chart"></p>')

    assert draft.blocks[-1] == '<p><a href="https://example.org/a.png">A chart</a></p>'
    assert any("another web site" in each for each in messages(draft, "warning"))


def test_deleted_text_goes_and_struck_text_stays_both_reported() -> None:
    draft = read(f"<h1>T</h1>{PROSE}<p>Old <del>gone</del><s>struck</s> words.</p>")

    assert draft.paragraphs[-1] == "Old struck words."
    assert any("Deleted" in each for each in messages(draft, "notice"))
    assert any("Struck" in each for each in messages(draft, "warning"))


def test_an_embedded_video_leaves_its_address_and_a_warning() -> None:
    draft = read(f'<h1>T</h1>{PROSE}<iframe src="https://example.org/film"></iframe>')

    assert '<a href="https://example.org/film">' in draft.body
    assert any("iframe" in each for each in messages(draft, "warning"))


def test_hostile_html_comes_out_inert() -> None:
    draft = read(f'<h1>T</h1>{PROSE}<script>x()</script><p onclick="x()"><a href="javascript:x()">go</a></p>')

    assert "x()" not in draft.body
    assert draft.paragraphs[-1] == "go"


def test_the_encoding_that_a_page_declares_is_used() -> None:
    source = f"<html><head><meta charset='iso-8859-1'></head><body><h1>Café</h1>{PROSE}</body></html>"

    assert html.read(source.encode("latin-1")).title == "Café"


def test_han_in_addresses_stays_as_it_is_written() -> None:
    assert (
        'href="https://example.org/潮汐"'
        in read(f'{PROSE}<p><a href="https://example.org/潮汐">x</a></p>').body
    )


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(ImportRefused, match="no text"):
        read("<html><body><script>x()</script></body></html>")


def test_one_of_several_headings_is_not_the_title() -> None:
    draft = read(f"<h2>Lights</h2>{PROSE}<h2>Colours</h2>{PROSE}")

    assert draft.title == ""
    assert [each.text for each in draft.headings] == ["Lights", "Colours"]
    assert messages(draft, "error") == ["No title was found."]


def test_sections_below_a_title_of_the_second_level_are_of_the_first() -> None:
    draft = read(f"<h2>Tides</h2><h3>Lights</h3>{PROSE}<h3>Colours</h3>{PROSE}")

    assert draft.title == "Tides"
    assert [each.level for each in draft.headings] == [2, 2]
