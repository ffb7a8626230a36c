import pytest

from tests.factories import make_article, published
from tests.pages import one, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/zh-hant/articles/", {"文章": "page"}),
        ("/zh-hant/articles/ports/", {"文章": "true"}),
        ("/zh-hant/authors/", {"作者": "page"}),
        ("/zh-hant/", {}),
    ],
)
def test_the_section_that_a_page_lies_in_is_marked(address, current):
    published(make_article(slug="ports", title_zh_hant="港口"), "zh-hant")
    links = one(read(address), ".sections").xpath(".//a[@aria-current]")
    assert {link.text: link.get("aria-current") for link in links} == current
