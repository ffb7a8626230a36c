"""No page speaks another language than it says it does, without marking it."""

import pytest
from django.test import Client
from lxml import html

from config.languages import CODES
from tests.scripts import mixed, strange
from tests.specimens import MIXED, PAGES, make_mixed, make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "tag", "odd"),
    [
        ("The Ministry (外交部) said", "en", "外"),
        ("В проливе", "en", "В"),
        ("研究员 John Smith 在 NATO 的讲话", "zh-Hans", ""),
        ("他说 the channel is marked for ships", "zh-Hans", "the channel is marked for ships"),
        ("图书馆 Лукин", "zh-Hant", "图书馆"),
        ("圖書館在台北的里程碑", "zh-Hans", "圖書館"),
        ("台北的里程碑", "zh-Hans", ""),
        ("台北的里程碑", "zh-Hant", ""),
        ("见 https://example.org/a/very/long/path", "zh-Hans", ""),
        ("Лукин, «Узкие воды»", "ru", ""),
        ("", "en", ""),
    ],
)
def test_words_that_a_language_cannot_have_are_found(text, tag, odd):
    assert strange(text, tag) == odd


def test_the_nearest_mark_decides_for_what_stands_within_and_not_behind():
    page = html.document_fromstring(
        '<html lang="en"><body><p><span lang="zh-Hans">海峡</span>海</p><img alt="海" lang="zh"><i title="海"></i>'
    )
    assert len(mixed(page)) == 2


@pytest.mark.parametrize("language", CODES)
def test_no_page_mixes_languages_without_marking_it(language):
    make_site()
    make_mixed()
    found = []
    for place in [*PAGES.values(), *MIXED]:
        page = html.document_fromstring(Client().get(f"/{language}{place}").content.decode())
        found += [f"{place}: {each}" for each in mixed(page)]
    assert not found, "\n".join(dict.fromkeys(found))
