import datetime

import pytest
from django.utils import timezone

from publications import search
from publications.search import Filters
from publications.search.suggesting import Suggestions, suggest
from tests.factories import make_article, make_author, published

pytestmark = pytest.mark.django_db


def suggested(text: str, language: str = "en", **filters: object) -> Suggestions:
    return suggest(search.find(text, language, Filters(**filters)))


@pytest.fixture(autouse=True)
def texts() -> None:
    author = make_author(name_en="Zhao Long", name_zh_hans="赵龙")
    body = "<p>The strategic partnership on the Caspian Sea.</p>"
    published(make_article(title_en="Partners", body_en=body, by=[author]))
    published(make_article(title_zh_hans="中美关系", body_zh_hans="<p>走向未来</p>"), "zh-hans")
    unseen = make_article(title_en="Unseen", body_en="<p>The estrangement of partnerships.</p>")
    published(unseen, at=timezone.now() + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("asked", "language", "instead"),
    [
        ("strategc", "en", ["strategic"]),
        ("Caspain sea", "en", ["caspian sea"]),
        ("Zhoa Long", "en", ["zhao Long"]),
        ("中美關係走向", "zh-hans", ["中美關係 走向"]),
        ('"partnership strategic"', "en", ["partnership strategic"]),
        ("strategc Caspain qqqqqq", "en", ["strategic caspian"]),
        ("estrangment", "en", []),
        ("qqqqqq", "en", []),
    ],
)
def test_what_was_misspelt_is_asked_as_texts_and_names_spell_it(asked, language, instead) -> None:
    assert [each.text for each in suggested(asked, language).instead] == instead


def test_words_that_find_something_alone_are_offered() -> None:
    fewer = suggested("Caspian qqqqqq strategic").fewer
    assert [(each.text, each.total) for each in fewer] == [
        ("Caspian strategic", 1),
        ("Caspian", 1),
        ("strategic", 1),
    ]


def test_what_filters_hide_is_counted() -> None:
    assert suggested("Caspian", year=1999).unfiltered == 1


def test_suggesting_for_anything_is_harmless() -> None:
    for text in ("%", "_x", "'", "\\", "关", "a" * 500, "ж", "𬀩𠮷", "1 2 3 4 5 6 7 8 9", '"', "-x"):
        suggested(text)
