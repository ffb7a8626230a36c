import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from publications.models import Article, Figure, Revision
from tests.factories import make_article, make_author, picture
from tests.forms import signed_in

pytestmark = pytest.mark.django_db

READ = "/admin/publications/article/read/"
SAMPLES = Path(__file__).parents[2] / "samples"
SIGNED = (
    "# Open water\n\nAda Brun, Fellow, Institute of Ports\n\n20 November 2026\n\n"
    "Ships keep to the channel.[^1]\n\n[^1]: A source.\n"
)


def read(name: str, content: bytes, group: str = "Editors", **sent: str):
    """The answer to a manuscript that somebody of that group dropped on a form."""
    return signed_in(group).post(READ, {"manuscript": SimpleUploadedFile(name, content), **sent})


def test_the_texts_come_back_for_the_fields_of_the_open_language():
    answer = read("ports.md", SIGNED.encode(), language="en").json()
    assert answer["fields"]["title_en"] == "Open water"
    assert 'data-footnote="' in answer["fields"]["body_en"]
    assert (answer["language"], answer["comment"]) == ("en", "Imported from ports.md")


def test_the_language_is_told_from_the_text_when_several_are_open():
    answer = read("ports.txt", (SAMPLES / "article-zh.txt").read_bytes()).json()
    assert answer["language"] == "zh-hans"
    assert "body_zh_hans" in answer["fields"]


def test_nothing_of_an_article_is_stored():
    article = make_article(title_en="Ports")
    read("ports.md", SIGNED.encode(), language="en")
    assert [(each.pk, each.lock_version) for each in Article.objects.all()] == [(article.pk, 0)]
    assert not Revision.objects.exists()


def test_pictures_are_kept_and_shown_where_they_stood():
    manuscript, output = Document(), io.BytesIO()
    manuscript.add_paragraph("Ships keep to the channel.")
    manuscript.add_picture(io.BytesIO(picture()))
    manuscript.save(output)
    answer = read("ports.docx", output.getvalue(), language="en").json()
    assert f'<img src="{Figure.objects.get().image.url}"' in answer["fields"]["body_en"]


def test_a_known_author_is_named_for_the_byline_with_the_post_of_the_manuscript():
    author = make_author(name_en="Ada Brun")
    [entry] = read("ports.md", SIGNED.encode(), language="en").json()["byline"]
    assert (entry["author"], entry["position_en"]) == (author.pk, "Fellow")


def test_an_author_who_is_not_known_is_a_finding():
    answer = read("ports.md", SIGNED.encode(), language="en").json()
    assert answer["byline"] == []
    assert any("Ada Brun is not among the authors" in each["message"] for each in answer["findings"])


def test_a_text_in_another_language_than_the_open_one_is_a_finding():
    answer = read("ports.md", SIGNED.encode(), language="zh-hant").json()
    assert any("looks like English" in each["message"] for each in answer["findings"])


def test_a_file_that_cannot_be_read_is_refused_with_the_reason():
    answer = read("letter.pdf", b"%PDF-1.7 ...")
    assert answer.status_code == 422
    assert "PDF" in answer.json()["refused"]


def test_an_empty_file_is_refused_with_the_reason():
    answer = read("empty.txt", b"")
    assert answer.status_code == 422
    assert answer.json()["refused"]


def test_reading_asks_for_a_file_that_is_sent():
    assert signed_in("Editors").get(READ).status_code == 405


def test_who_may_not_change_articles_may_not_read_manuscripts_into_them():
    assert read("ports.md", SIGNED.encode(), "Fellows' staff").status_code == 403


def test_a_translator_reads_no_manuscript_into_a_language_that_is_not_theirs():
    answer = read("ports.md", SIGNED.encode(), "Translators", language="en")
    assert answer.json()["refused"] == "You may not write in English."
