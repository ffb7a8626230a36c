import pytest

from publications import workflow
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db


def advice(**facts: object) -> list[workflow.Finding]:
    article = make_article(topics=[make_topic()], **facts)
    return workflow.advise(article.editions.get())


def test_a_whole_text_lacks_nothing():
    assert advice(title_zh_hans="潮汐", summary_zh_hans="海之账。") == []


def test_characters_that_no_face_has_are_told_with_their_text():
    found = advice(title_en="Tides", summary_en="Sea 😀", body_en="<p>吉𠮷 and 𠮷</p>")
    assert [(finding.field, finding.words) for finding in found] == [
        ("summary_en", "😀 U+1F600"),
        ("body_en", "𠮷 U+20BB7"),
    ]
    assert "only show the number" in str(found[0])
