import pytest

from publications.models import Footnote
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def note(key: str, text: str) -> str:
    return f'<span data-footnote="{key}">{text}</span>'


FIRST = note("aaaaaaaa", 'See <a href="https://example.org/a">a</a>.')
SECOND = note("bbbbbbbb", "Second.")


def rows(article) -> list[tuple[int | None, str, str]]:
    return list(article.footnotes.order_by("number", "key").values_list("number", "key", "text"))


def test_notes_have_rows_in_reading_order():
    article = make_article(body_en=f"<p>One{FIRST} two{SECOND}.</p>")
    assert rows(article) == [(1, "aaaaaaaa", "See a."), (2, "bbbbbbbb", "Second.")]
    assert article.footnotes.get(key="aaaaaaaa").links == ["https://example.org/a"]


def test_moved_notes_keep_their_rows_and_get_new_numbers():
    article = make_article(body_en=f"<p>One{FIRST} two{SECOND}.</p>")
    before = dict(article.footnotes.values_list("key", "pk"))
    article.body_en = f"<p>Two{SECOND} one{FIRST}.</p>"
    article.save()
    assert rows(article) == [(1, "bbbbbbbb", "Second."), (2, "aaaaaaaa", "See a.")]
    assert dict(article.footnotes.values_list("key", "pk")) == before


def test_each_language_has_its_own_rows_under_the_same_key():
    article = make_article(
        body_en=f"<p>One{FIRST}</p>", body_zh_hans=f"<p>一{note('aaaaaaaa', '见甲。')}</p>"
    )
    assert list(article.footnotes.values_list("language", "text")) == [
        ("en", "See a."),
        ("zh-hans", "见甲。"),
    ]


def test_a_note_that_left_the_text_leaves_no_row():
    article = make_article(body_en=f"<p>One{FIRST}</p>")
    article.body_en = "<p>One</p>"
    article.save()
    assert rows(article) == []


def test_a_checked_note_that_comes_back_is_still_checked():
    article = make_article(body_en=f"<p>One{FIRST}</p>")
    article.footnotes.update(reviewed=True)
    for body in ("<p>One</p>", f"<p>One again{FIRST}</p>"):
        article.body_en = body
        article.save()
    row = article.footnotes.get()
    assert (row.number, row.reviewed, row.removed_at) == (1, True, None)


def test_a_checked_note_that_is_away_keeps_its_row_without_a_number():
    article = make_article(body_en=f"<p>One{FIRST}</p>")
    article.footnotes.update(reviewed=True)
    article.body_en = "<p>One</p>"
    article.save()
    row = article.footnotes.get()
    assert row.number is None
    assert row.removed_at is not None


def test_a_note_whose_words_changed_has_to_be_checked_again():
    article = make_article(body_en=f"<p>One{FIRST}</p>")
    article.footnotes.update(reviewed=True)
    article.body_en = f"<p>One{note('aaaaaaaa', 'Another source.')}</p>"
    article.save()
    assert not article.footnotes.get().reviewed


def test_saving_unchanged_notes_asks_once_and_writes_nothing(django_assert_num_queries):
    article = make_article(body_en=f"<p>One{FIRST} two{SECOND}.</p>")
    with django_assert_num_queries(1):
        Footnote.objects.sync(article)
