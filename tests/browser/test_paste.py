"""What arrives in the editor by the clipboard: as Word, LibreOffice, Google Docs, pandoc and web pages put it there."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from publications import importers
from publications.body.clean import clean
from publications.body.defects import MARKER_WITHOUT_NOTE, defects
from publications.body.notes import extract
from tests.browser.test_editor import at_end_of, markers, open_article, stored, text

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PASTE = """(editor, [html, plain]) => {
  const clipboardData = new DataTransfer()
  if (html) clipboardData.setData("text/html", html)
  clipboardData.setData("text/plain", plain)
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""


def paste(page: Page, html: str, plain: str = "plain") -> str:
    """Pastes into an empty English body; gives what is stored."""
    text(page).evaluate(PASTE, [html, plain])
    return stored(page)


def status(page: Page) -> Locator:
    """What the English editor says about the last thing that was pasted."""
    return page.locator(".body-editor").first.get_by_role("status")


@pytest.mark.parametrize("name", ["word", "google-docs", "libreoffice", "pandoc"])
def test_notes_arrive_as_the_importer_of_manuscripts_reads_them(page: Page, name: str) -> None:
    open_article(page, body_en="")
    content = (SAMPLES / f"{name}.html").read_bytes()
    body = paste(page, content.decode())
    expected = [note.html for note in importers.read(content, f"{name}.html").notes]
    assert [note.html for note in extract(body, "en")] == expected
    assert not body.endswith("<hr>")
    assert markers(page) == [f"[{number}]" for number in range(1, len(expected) + 1)]
    expect(status(page)).to_contain_text(f"Notes that came along: {len(expected)}.")


def test_word_leaves_its_styles_behind_and_keeps_lists_notes_and_headings(page: Page) -> None:
    open_article(page, body_en="")
    body = paste(page, (SAMPLES / "paste" / "word.html").read_text(encoding="utf-8"))
    assert re.sub(r'data-footnote="\w{8}"', "data-footnote", body) == (
        "<h2>Ferries</h2><p>The ferry is <strong>late</strong>."
        "<span data-footnote>Harbour Office, <em>Timetables</em>, "
        '<a href="https://example.org/t">p. 7</a>.</span> It always was.'
        "<span data-footnote>林越：《潮汐考》，2004年。<br>"
        "With a second paragraph.</span></p><ol><li>morning<ul><li>early</li></ul></li><li>evening</li></ol>"
        "<p>[A pier]</p>"
    )
    said = status(page)
    expect(said).to_contain_text("Pictures from other places, left out: 1.")
    expect(said).to_contain_text("Comments of reviewers, left out: 1.")


def test_a_web_page_leaves_out_what_is_not_text_and_says_so(page: Page) -> None:
    open_article(page, body_en="")
    body = paste(page, (SAMPLES / "paste" / "web.html").read_text(encoding="utf-8"))
    assert body == (
        "<h3>Night boats</h3><p>Boats cross at night (more).</p><p>[A boat]</p>"
        '<p>Press <a href="https://other.example/">source</a></p>'
        "<table><tbody><tr><th>Port</th></tr><tr><td>North</td></tr></tbody></table>"
    )
    said = status(page)
    expect(said).to_contain_text("Pictures from other places, left out: 1.")
    expect(said).to_contain_text("Films, drawings and embedded pages, left out: 1.")
    expect(said).to_contain_text("kept as text: 2.")


def test_a_reference_whose_note_stayed_behind_is_seen_and_blocks_publishing(page: Page) -> None:
    open_article(page, body_en="")
    body = paste(page, (SAMPLES / "paste" / "reference-only.html").read_text(encoding="utf-8"))
    assert re.fullmatch(
        r'<p>Only a part was copied\.<span data-footnote-ref="\w{8}">\[7\]</span> More\.</p>', body
    )
    assert [defect.kind for defect in defects(body, "en")] == [MARKER_WITHOUT_NOTE]
    expect(text(page).locator(".note-missing")).to_have_text("[7]")
    expect(status(page)).to_contain_text("was not in the clipboard: [7]")


def test_a_marker_of_an_encyclopaedia_whose_note_stayed_behind_is_seen_too(page: Page) -> None:
    open_article(page, body_en="")
    body = paste(page, '<p>Tides.<sup><a href="https://w.example/Tide#cite_note-Lin-3">[3]</a></sup></p>')
    assert re.fullmatch(r'<p>Tides\.<span data-footnote-ref="\w{8}">\[3\]</span></p>', body)


def test_the_heading_over_notes_goes_with_them_and_what_was_deleted_stays_away(page: Page) -> None:
    open_article(page, body_en="")
    body = paste(
        page,
        '<p>Late<del>st</del>.<a id="r1" href="#n1">1</a></p>'
        '<h2>Notes</h2><ol><li id="n1">Timetable. <a href="#r1">↩</a></li></ol><h2>Annex</h2><p>Table.</p>',
    )
    assert re.sub(r"=\"\w{8}", '="', body) == (
        '<p>Late.<span data-footnote="">Timetable.</span></p><h2>Annex</h2><p>Table.</p>'
    )
    expect(status(page)).to_contain_text("Passages marked as deleted, left out: 1.")


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("", "Lin Yue, Tides.\n\nSecond line.\r\nThird."),
        (
            '<p style="color:red"><a href="file:///c.docx#_ftnref2" name="_ftn2">[2]</a> Lin Yue, Tides.</p>'
            '<table><tr><td>Second line.</td></tr></table><p>Third.<img src="https://other.example/a.png"></p>',
            "",
        ),
    ],
    ids=["plain", "word"],
)
def test_all_that_is_pasted_into_a_note_is_in_the_note(page: Page, html: str, plain: str) -> None:
    open_article(page, body_en="<p>End</p>")
    at_end_of(page, "End")
    page.keyboard.press("Control+Alt+f")
    page.get_by_role("textbox", name="Text of the note").evaluate(PASTE, [html, plain])
    if html:
        expect(page.get_by_role("alert")).to_contain_text("Pictures from other places, left out: 1.")
    page.keyboard.press("Enter")
    assert [note.html for note in extract(stored(page), "en")] == [
        "Lin Yue, Tides.<br>Second line.<br>Third."
    ]


def test_plain_text_with_typed_numbers_stays_as_it_is(page: Page) -> None:
    open_article(page, body_en="")
    assert paste(page, "", "A claim.[1] It costs *nothing*.\n\nAnother.") == (
        "<p>A claim.[1] It costs *nothing*.</p><p>Another.</p>"
    )


def test_a_body_copied_into_another_language_keeps_the_keys_of_its_notes(page: Page) -> None:
    body = (
        '<p>One.<span data-footnote="k7x2m9qa">N.</span> Again<span data-footnote-ref="k7x2m9qa"></span>.</p>'
    )
    open_article(page, body_en=body)
    page.get_by_role("button", name="Side by side").click()
    text(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    text(page, "繁體").click()
    page.keyboard.press("Control+v")
    assert stored(page, "zh_hant") == body
    at_end_of(page, "One.")
    page.keyboard.press("Control+v")
    keys = re.findall(r'data-footnote(?:-ref)?="(\w+)"', stored(page))
    assert keys[:2] == ["k7x2m9qa", "k7x2m9qa"]
    assert keys[2] == keys[3] != "k7x2m9qa"


def test_hostile_html_is_harmless_and_only_its_text_arrives(page: Page) -> None:
    open_article(page, body_en="")
    body = paste(
        page,
        '<p>A<img src=x onerror="document.title=1"><span data-footnote="k7x2m9qa">N<img src=x onerror="x()">'
        '<a href="javascript:x()">o</a></span><svg onload="x()"><p>B</p></svg><style>p{color:red}</style></p>',
    )
    assert clean(body) == body
    assert body.startswith('<p>A<span data-footnote="k7x2m9qa">No</span>')
    assert "onerror" not in text(page).inner_html()
