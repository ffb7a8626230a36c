import pytest
from hypothesis import assume, given

from publications.body.clean import clean
from publications.body.notes import extract
from publications.body.plain import plain
from publications.body.render import render
from publications.exporters import markdown
from publications.importers import markdown as reader
from publications.models import Version
from tests.factories import make_article, make_author, make_topic, published, sign
from tests.publications.body.bodies import bodies

SITE = "https://ferrypoint.example"
NOTE = '<span data-footnote="k7x2m9qa">See <em>Log</em>, <a href="https://example.org/a_b">here</a>.</span>'


def text(body):
    return markdown.text(clean(body), SITE)


def again(body):
    """What the importer makes of the Markdown."""
    return reader.read(f"---\ntitle: T\n---\n\n{text(body)}".encode()).body


def words(body):
    return "".join(plain(body).split())


@given(bodies())
def test_no_word_and_no_note_is_lost_on_the_way_there_and_back(body):
    # A marker without a note cannot be published.
    assume(plain(body) and "note-missing" not in render(body, "en").html)
    back = again(body)
    assert sorted(words(back)) == sorted(words(body))
    assert [note.text for note in extract(back, "en")] == [note.text for note in extract(body, "en")]


def test_notes_are_footnotes_numbered_as_on_the_page():
    written = text(f'<p>One.{NOTE} Again.<span data-footnote-ref="k7x2m9qa"></span></p>')
    assert written == "One.[^1] Again.[^1]\n\n[^1]: See *Log*, [here](<https://example.org/a_b>).\n"


def test_what_looks_like_markdown_stays_text():
    for line in ("1. First", "- dash", "# hash", "a * b * c", "<b>", "&amp;amp;", "a | b", "\\*"):
        body = clean(f"<p>{line.replace('<', '&lt;')}</p>")
        assert plain(again(body)) == plain(body)


def test_a_cell_over_several_columns_leaves_the_others_empty():
    written = text('<table><tr><th>a</th><th>b</th></tr><tr><td colspan="2">wide</td></tr></table>')
    assert written == "| a | b |\n| --- | --- |\n| wide |  |\n"


def test_marks_around_punctuation_are_written_so_that_readers_see_them():
    assert text("<p>他说<strong>“不”</strong>吗</p>") == "他说<strong>“不”</strong>吗\n"


def test_the_sites_own_addresses_become_absolute():
    written = text(
        '<p><a href="/en/articles/">all</a></p><figure><img src="/media/figures/a.png" alt="A"></figure>'
    )
    assert "[all](<https://ferrypoint.example/en/articles/>)" in written
    assert "![A](<https://ferrypoint.example/media/figures/a.png>)" in written


@pytest.mark.django_db
def test_the_head_says_who_wrote_it_when():
    article = make_article(
        by=[], title_en="Tides: a “story”", topics=[make_topic(name_en="Sea")], date="2022-06-16"
    )
    sign(article, [make_author(name_en="Zhou Yan")], position_en="Fellow")
    written = markdown.write(published(article)).decode()
    assert written.startswith("---\ntitle: 'Tides: a “story”'\n")
    assert "date: '2022-06-16'\nlanguage: en\nkind: commentary\n" in written
    assert "- name: Zhou Yan\n  position: Fellow\n" in written


def test_notes_are_numbered_in_the_order_of_reading():
    note = '<span data-footnote="{}">x</span>'
    made = text(
        f"<table><caption>Tolls{note.format('aaaaaaaa')}</caption><tr><td>12{note.format('bbbbbbbb')}</td></tr></table>"
    )
    assert "Tolls[^1]" in made
    assert "12[^2]" in made


@pytest.mark.django_db
def test_corrections_stand_at_the_head():
    article = make_article(title_en="Tides")
    published(article)
    second = published(article, change="correction", note="The toll was 12, not 21.")
    content = markdown.write(Version.objects.to_cite().defer(None).get(pk=second.pk))
    day = second.published_at.date().isoformat()
    assert f"corrections:\n- date: '{day}'\n  note: The toll was 12, not 21.\n" in content.decode()
