import pytest

from publications.models import Edition
from publications.workflow import snapshot
from tests.factories import make_article, make_author, published
from tests.pages import one, read

pytestmark = pytest.mark.django_db


def test_a_byline_says_from_which_language_it_takes_a_name():
    people = [
        make_author(name_en="Zhou Yan", name_zh_hans="周彦", name_zh_hant="周彥"),
        make_author(name_zh_hans="吴岸"),
        make_author(name_en="Ada Reed"),
    ]
    article = make_article(by=people, title_zh_hant="港口")
    byline = snapshot(Edition.objects.get(article=article)).byline
    assert [(entry["name"], entry["lang"]) for entry in byline] == [
        ("周彥", ""),
        ("吴岸", "zh-Hans"),
        ("Ada Reed", "en"),
    ]


def test_lists_and_pages_mark_such_a_name():
    article = make_article(by=[make_author(name_zh_hans="吴岸")], title_zh_hant="港口")
    published(article, "zh-hant")
    for address in ("/zh-hant/articles/", f"/zh-hant/articles/{article.slug}/"):
        assert one(read(address), "span[@lang='zh-Hans'][text()='吴岸']") is not None
