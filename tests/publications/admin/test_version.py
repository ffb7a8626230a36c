import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_article, published
from tests.forms import opened, signed_in
from tests.pages import words

pytestmark = pytest.mark.django_db

LIST = "/admin/publications/version/"


def test_a_version_is_shown_with_its_permanent_address_and_without_a_button():
    version = published(make_article(slug="ports", title_zh_hant="港口"), "zh-hant")
    page = opened(signed_in().get(reverse("admin:publications_version_change", args=[version.pk])))
    assert "/zh-hant/articles/ports/v1/" in page.xpath("//main//a/@href")
    assert not page.xpath("//main//input[@type='submit']")


def test_a_version_cannot_be_changed_by_sending_a_form():
    version = published(make_article(title_en="As published"))
    address = reverse("admin:publications_version_change", args=[version.pk])
    assert signed_in().post(address, {"title": "Other"}).status_code == 403
    version.refresh_from_db()
    assert version.title == "As published"


def test_versions_are_told_apart_by_kind_in_words():
    published(make_article(title_en="Heard", kind="interview"))
    published(make_article(title_en="Argued", kind="commentary"))
    page = opened(signed_in().get(f"{LIST}?kind=interview"))
    assert "Interview" in words(page, "#changelist-filter")
    assert "Heard" in words(page)
    assert "Argued" not in words(page)


@pytest.mark.parametrize("number", [1, 20])
def test_a_longer_list_asks_the_database_no_more_and_loads_no_text(number):
    for _ in range(number):
        published(make_article())
    client = signed_in()
    with CaptureQueriesContext(connection) as captured:
        page = opened(client.get(LIST))
    assert f"{number} version" in words(page)
    assert len(captured) == 4
    assert not [
        query for query in captured.captured_queries if '"publications_version"."body"' in query["sql"]
    ]
