"""The editor of a body in a real browser, under the site's own content policy."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from publications import importers
from publications.body.clean import clean
from publications.demo.institute import FOLDER
from publications.models import Article, Figure
from tests.browser.test_admin import change, sign_in, violations
from tests.factories import make_article, make_figure, picture

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TWO_NOTES = (
    '<p>One.<span data-footnote="k7x2m9qa">See <em>Tides</em>, <a href="https://a.example/">p. 7</a>.</span> '
    'Two.<span data-footnote="k7x2m9qb">Second note.</span></p><p>Last.</p>'
)
EVERY_WORD = (
    '<h2>Lights <em>and</em> tides</h2><h3 lang="ru">Огни</h3>'
    "<p>Bold <strong>and <em>both</em></strong>, <em><strong>both</strong></em>, H<sub>2</sub>O, x<sup>2</sup>, "
    '<code>a <em>b</em></code>, <a href="/en/">here</a>,<br>a <span lang="ja">灯台</span> &amp; more.</p>'
    '<ol start="0"><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>'
    "<blockquote><p>Said.</p><p>Twice.</p></blockquote>"
    '<table><caption>Heights<span data-footnote="k7x2m9qc">Measured.</span></caption>'
    '<thead><tr><th scope="col">Light</th><th>m</th></tr></thead>'
    '<tbody><tr><th scope="row">North</th><td>12</td></tr><tr><td colspan="2">None</td></tr></tbody></table>'
    '<figure><img src="/media/figures/a.png" alt="A chart" width="60" height="40">'
    "<figcaption>Chart<br>Credit</figcaption></figure><hr>"
    '<p>Again<span data-footnote-ref="k7x2m9qc"></span>, missing<span data-footnote-ref="k7x2m9qd">[9]</span>.</p>'
)
SCHEMA_ALONE = """async (bodies) => {
  const { Editor } = await import("/static/django_prose_editor/editor.js")
  const { extensions } = await import("/static/js/editor/schema.js")
  const { serialise } = await import("/static/js/editor/serialise.js")
  const editor = new Editor({ element: document.createElement("div"), extensions, injectCSS: false })
  return bodies.map((body) => {
    editor.commands.setContent(body)
    return serialise(editor.state.doc)
  })
}"""


def open_article(page: Page, **facts: str) -> Article:
    """Opens the form of a new article; its English body is ``body_en``."""
    article = make_article(**{"title_en": "Ports", **facts})
    sign_in(page, change(article))
    return article


def text(page: Page, language: str = "English") -> Locator:
    return page.get_by_role("textbox", name=f"Body ({language})")


def every_word() -> str:
    """A body with everything that the vocabulary has, as it is stored."""
    return clean(EVERY_WORD.replace("/media/figures/a.png", make_figure().image.url))


def stored(page: Page, language: str = "en") -> str:
    """What the form would send for the body of a language, as the server would store it."""
    return clean(page.locator(f"#id_body_{language}").input_value())


def tool(page: Page, name: str) -> Locator:
    return page.locator(".body-editor:visible").get_by_role("button", name=name, exact=True).first


def asked(page: Page, label: str) -> Locator:
    """An input of the dialog that is open."""
    return page.get_by_role("dialog").get_by_label(label)


def markers(page: Page) -> list[str]:
    return text(page).locator(".note-marker").all_inner_texts()


def at_end_of(page: Page, words: str) -> None:
    """Puts the cursor behind the last paragraph with these words."""
    text(page).locator("p", has_text=words).last.click()
    page.keyboard.press("End")
    # The browser tells the editor of a moved cursor in its next turn.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def bodies_of_the_demonstration() -> list[str]:
    manuscripts = sorted((FOLDER / "articles").glob("*/*.md")) + sorted(
        path for path in SAMPLES.glob("*.*") if path.suffix[1:] in importers.READERS
    )
    return [clean(importers.read(path.read_bytes(), path.name).body) for path in manuscripts]


def test_every_body_comes_out_of_the_editor_as_it_went_in(page: Page) -> None:
    open_article(page)
    # Marks that go around one another have one order in the editor; the next test is about these.
    plainer = (
        every_word()
        .replace("<em><strong>both</strong></em>", "both")
        .replace("<em>b</em></code>", "b</code>")
    )
    bodies = [plainer, *bodies_of_the_demonstration()]
    written = page.evaluate(SCHEMA_ALONE, bodies)
    assert [clean(body) for body in written] == bodies


def test_a_change_leaves_every_other_block_byte_for_byte(page: Page) -> None:
    body = every_word() + "<p>Last.</p>"
    article = open_article(page, body_en=body)
    at_end_of(page, "Last.")
    page.keyboard.type(" Word")
    assert page.locator("#id_body_en").input_value() == body.replace("Last.", "Last. Word")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.body_en == body.replace("Last.", "Last. Word")


class TestNotes:
    def test_a_note_is_written_where_the_cursor_is_and_all_numbers_follow(self, page: Page) -> None:
        open_article(page, body_en="<p>First.</p>" + TWO_NOTES)
        at_end_of(page, "First.")
        page.keyboard.press("Control+Alt+f")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("A note needs a text.")
        page.keyboard.type("See ")
        page.keyboard.press("Control+i")
        page.keyboard.type("Register")
        page.keyboard.press("Enter")
        page.keyboard.type(" On.")
        assert re.match(
            r'<p>First\.<span data-footnote="\w{8}">See <em>Register</em></span> On\.</p>', stored(page)
        )
        assert markers(page) == ["[1]", "[2]", "[3]"]
        expect(page.locator(".editor-notes:visible li")).to_have_count(3)
        page.get_by_role("button", name="Show note 3 in the text").click()
        expect(text(page).locator(".note-marker").nth(2)).to_have_class(re.compile("selectednode"))

    def test_a_note_is_edited_by_a_double_click_and_deleted_and_comes_back(self, page: Page) -> None:
        open_article(page, body_en=TWO_NOTES)
        text(page).locator(".note-marker").nth(1).dblclick()
        page.keyboard.type(" Changed.")
        page.get_by_role("button", name="Update").click()
        assert '<span data-footnote="k7x2m9qb">Second note. Changed.</span>' in stored(page)
        text(page).locator(".note-marker").first.click()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Delete the note").click()
        assert markers(page) == ["[1]"]
        page.keyboard.press("Control+z")
        assert stored(page) == TWO_NOTES.replace("Second note.", "Second note. Changed.")
        page.keyboard.press("Control+Shift+z")
        assert markers(page) == ["[1]"]

    def test_changes_of_a_note_are_not_dropped_by_one_escape(self, page: Page) -> None:
        open_article(page, body_en=TWO_NOTES)
        text(page).locator(".note-marker").first.dblclick()
        page.keyboard.type("x")
        page.keyboard.press("Escape")
        expect(page.get_by_role("alert")).to_contain_text("not in the text yet")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert stored(page) == TWO_NOTES

    def test_a_note_is_cited_again_and_outlives_the_deletion_of_its_first_marker(self, page: Page) -> None:
        open_article(page, body_en=TWO_NOTES)
        at_end_of(page, "Last.")
        tool(page, "Cite a note again").click()
        page.keyboard.type("second")
        expect(asked(page, "Which note?").get_by_role("option")).to_have_text(["[2] Second note."])
        page.keyboard.press("Enter")
        assert stored(page).endswith('<p>Last.<span data-footnote-ref="k7x2m9qb"></span></p>')
        assert markers(page) == ["[1]", "[2]", "[2]"]
        text(page).locator(".note-marker").nth(1).click()
        page.keyboard.press("Delete")
        assert stored(page).endswith('<p>Last.<span data-footnote="k7x2m9qb">Second note.</span></p>')

    def test_a_copy_is_a_new_note_and_what_is_cut_stays_the_same(self, page: Page) -> None:
        open_article(page, body_en=TWO_NOTES)
        text(page).locator(".note-marker").nth(1).click()
        page.keyboard.press("Control+c")
        at_end_of(page, "Last.")
        page.keyboard.press("Control+v")
        keys = re.findall(r'data-footnote="(\w+)">[^<]*Second', stored(page))
        assert keys[0] == "k7x2m9qb"
        assert len(set(keys)) == 2
        text(page).locator(".note-marker").first.click()
        page.keyboard.press("Control+x")
        at_end_of(page, "Last.")
        page.keyboard.press("Control+v")
        assert re.findall(r'data-footnote="(\w+)">See', stored(page)) == ["k7x2m9qa"]

    def test_a_dragged_note_keeps_its_key(self, page: Page) -> None:
        open_article(page, body_en=TWO_NOTES)
        text(page).locator(".note-marker").first.drag_to(
            text(page).locator("p", has_text="Last."), target_position={"x": 2, "y": 10}
        )
        assert re.findall(r'data-footnote="(\w+)">See', stored(page)) == ["k7x2m9qa"]
        assert markers(page) == ["[1]", "[2]"]
        assert not stored(page).startswith("<p>One.<span")

    def test_no_mark_and_no_link_goes_around_a_note(self, page: Page) -> None:
        open_article(page, body_en=TWO_NOTES)
        text(page).locator("p").first.click(click_count=3, position={"x": 10, "y": 10})
        page.keyboard.press("Control+b")
        page.keyboard.press("Control+k")
        asked(page, "Address").fill("b.example/x")
        page.keyboard.press("Enter")
        link = '<a href="https://b.example/x"><strong>'
        assert stored(page).startswith(f'<p>{link}One.</strong></a><span data-footnote="k7x2m9qa">See <em>')
        assert f"{link} Two.</strong></a><span" in stored(page)

    def test_a_marker_without_a_note_is_given_one(self, page: Page) -> None:
        open_article(page, body_en='<p>Typed<span data-footnote-ref="k7x2m9qd">[21]</span>.</p>')
        expect(page.locator(".editor-notes:visible summary")).to_contain_text("Markers without a note: 1")
        text(page).locator(".note-missing").dblclick()
        page.get_by_role("button", name="Write the note").click()
        page.keyboard.type("Found.")
        page.keyboard.press("Enter")
        assert stored(page) == '<p>Typed<span data-footnote="k7x2m9qd">Found.</span>.</p>'

    def test_one_backspace_too_many_deletes_no_note(self, page: Page) -> None:
        open_article(page, body_en='<p>End<span data-footnote="k7x2m9qd">N.</span></p>')
        at_end_of(page, "End")
        page.keyboard.press("Backspace")
        assert markers(page) == ["[1]"]
        page.keyboard.press("Backspace")
        assert markers(page) == []


class TestFigures:
    def test_a_figure_is_uploaded_described_and_described_anew(self, page: Page) -> None:
        open_article(page, body_en="<p>First.</p><p>Last.</p>")
        at_end_of(page, "First.")
        tool(page, "Figure").click()
        asked(page, "Picture file").set_input_files(
            {"name": "a.png", "mimeType": "image/png", "buffer": picture(60, 40)}
        )
        expect(page.get_by_alt_text("The picture that is chosen")).to_be_visible()
        page.get_by_role("button", name="Insert").click()
        expect(page.get_by_role("alert")).to_contain_text("Describe the picture")
        asked(page, "Description").fill("A chart")
        asked(page, "Caption").fill("Heights")
        asked(page, "Credit").fill("Photo: Lin Yue")
        page.get_by_role("button", name="Insert").click()
        source = Figure.objects.get().image.url
        assert stored(page) == (
            f'<p>First.</p><figure><img src="{source}" alt="A chart" width="60" height="40">'
            "<figcaption>Heights<br>Photo: Lin Yue</figcaption></figure><p>Last.</p>"
        )
        text(page).locator("figure img").click()
        tool(page, "Figure").click()
        asked(page, "Description").fill("Three lights")
        page.get_by_role("button", name="Update").click()
        assert 'alt="Three lights"' in stored(page)

    def test_what_was_written_about_a_picture_is_not_dropped_by_one_escape_nor_by_a_lost_connection(
        self, page: Page, faults: list[str]
    ) -> None:
        open_article(page, body_en="<p>First.</p>")
        at_end_of(page, "First.")
        tool(page, "Figure").click()
        asked(page, "Description").fill("A chart")
        page.route("**/figures/", lambda route: route.abort())
        file = {"name": "a.png", "mimeType": "image/png", "buffer": picture(60, 40)}
        asked(page, "Picture file").set_input_files(file)
        expect(page.get_by_role("alert")).to_have_text("The server cannot be reached.")
        page.unroute("**/figures/")
        page.keyboard.press("Escape")
        expect(page.get_by_role("alert")).to_contain_text("not in the text yet")
        asked(page, "Picture file").set_input_files(file)
        expect(page.get_by_alt_text("The picture that is chosen")).to_be_visible()
        page.get_by_role("button", name="Insert").click()
        assert 'alt="A chart"' in stored(page)

    def test_a_picture_that_is_there_already_is_chosen(self, page: Page) -> None:
        figure = make_figure()
        open_article(page, body_en="<p>First.</p>")
        at_end_of(page, "First.")
        tool(page, "Figure").click()
        page.get_by_text("Choose a picture that is here already").click()
        page.get_by_role("radio", name=figure.image.name.rpartition("/")[2]).check()
        asked(page, "Description").fill("A chart")
        page.get_by_role("button", name="Insert").click()
        assert f'<img src="{figure.image.url}" alt="A chart"' in stored(page)

    def test_a_file_that_is_no_picture_is_refused_in_the_language_of_the_admin(
        self, page: Page, faults: list[str]
    ) -> None:
        open_article(page)
        at_end_of(page, "Ships")
        tool(page, "Figure").click()
        asked(page, "Picture file").set_input_files(
            {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
        )
        expect(page.get_by_role("alert")).to_contain_text("This is not a picture")
        # The refusal itself is what was asked for.
        faults[:] = [fault for fault in faults if not fault.startswith("400: ")]


def test_a_table_gets_a_head_a_caption_and_another_row(page: Page) -> None:
    open_article(page, body_en="<p>First.</p>")
    at_end_of(page, "First.")
    tool(page, "Table").click()
    for words in ("Light", "Metres", "Year", "North"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    tool(page, "Add a row below").click()
    tool(page, "Caption of the table").click()
    page.keyboard.type("Heights")
    body = stored(page)
    assert (
        "<table><caption>Heights</caption><thead><tr><th>Light</th><th>Metres</th><th>Year</th></tr></thead>"
        in body
    )
    assert body.count("<tr>") == 5 - 1
    assert "<td>North</td>" in body


def test_a_note_in_a_table_keeps_its_number_and_a_caption_its_words_when_the_table_loses_it(
    page: Page,
) -> None:
    noted = '<span data-footnote="k7x2m9qa">N.</span>'
    open_article(page, body_en=f"<table><tbody><tr><td>North{noted}</td></tr></tbody></table>")
    text(page).locator("td").click()
    tool(page, "Caption of the table").click()
    page.keyboard.type("Heights")
    assert markers(page) == ["[1]"]
    tool(page, "Caption of the table").click()
    assert stored(page) == f"<p>Heights</p><table><tbody><tr><td>North{noted}</td></tr></tbody></table>"
    assert markers(page) == ["[1]"]


def test_a_passage_is_said_to_be_in_another_language(page: Page) -> None:
    open_article(page, body_en="<p>Маяк</p>")
    text(page).locator("p").dblclick(position={"x": 10, "y": 10})
    tool(page, "Language of the passage").click()
    asked(page, "The passage is in").select_option("Русский")
    page.get_by_role("button", name="Apply").click()
    assert stored(page) == '<p><span lang="ru">Маяк</span></p>'


def test_three_editors_stand_side_by_side_each_with_its_name_and_by_keyboard(page: Page) -> None:
    open_article(
        page, title_zh_hant="港口", body_zh_hant='<p>航道<span data-footnote="k7x2m9qd">注。</span></p>'
    )
    page.get_by_role("button", name="Side by side").click()
    for language in ("English", "简体", "繁體"):
        expect(text(page, language)).to_be_visible()
    text(page, "繁體").focus()
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".body-editor").nth(2).get_by_role("button", name="Subheading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(text(page, "繁體")).to_be_focused()
    page.keyboard.type("有標")
    assert "有標" in stored(page, "zh_hant")
    assert page.locator("#id_body_zh_hans").input_value() == ""


def test_a_text_that_another_script_brings_back_is_shown(page: Page) -> None:
    open_article(page)
    page.evaluate(
        """(body) => {
          const textarea = document.querySelector("#id_body_en")
          textarea.value = body
          textarea.dispatchEvent(new Event("input", { bubbles: true }))
        }""",
        TWO_NOTES,
    )
    expect(text(page)).to_contain_text("Last.")
    assert markers(page) == ["[1]", "[2]"]
    at_end_of(page, "Last.")
    page.keyboard.type("!")
    assert page.locator("#id_body_en").input_value() == TWO_NOTES.replace("Last.", "Last.!")


def test_without_javascript_the_body_is_written_as_html(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, locale="en-GB")
    article = open_article(page)
    page.get_by_label("Body (English)").fill(TWO_NOTES)
    page.get_by_role("button", name="Save and continue editing").click()
    article.refresh_from_db()
    assert article.body_en == TWO_NOTES


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_editor_and_its_dialogs(new_page: Callable[..., Page], scheme: str) -> None:
    make_figure()
    page = new_page(color_scheme=scheme, locale="en-GB", reduced_motion="reduce")
    open_article(page, body_en=every_word())
    assert violations(page) == {}
    for name in ("Note", "Cite a note again", "Figure", "Link", "Language of the passage"):
        at_end_of(page, "missing")
        tool(page, name).click()
        assert violations(page) == {}, name
        page.keyboard.press("Escape")
