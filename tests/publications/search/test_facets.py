import pytest

from publications import search
from publications.search import facets
from tests.factories import make_article, make_author, make_topic, published

pytestmark = pytest.mark.django_db


def counted(choices: list[facets.Choice]) -> list[tuple[object, int | None]]:
    return [(choice.value, choice.count) for choice in choices]


@pytest.fixture
def everything() -> tuple[object, object]:
    """Three articles on the sea: two reports on one topic, a commentary on none."""
    topic, author = make_topic(), make_author()
    for year in (2024, 2025):
        published(
            make_article(title_en="Sea", kind="report", date=f"{year}-01-01", topics=[topic], by=[author])
        )
    published(make_article(title_en="Sea", kind="commentary", date="2025-05-05", by=[author]))
    published(make_article(title_en="Land", topics=[topic]))
    return topic, author


def test_results_are_counted_by_kind_topic_author_and_year(everything) -> None:
    topic, author = everything
    found = facets.facets(search.find("sea", "en"))
    assert counted(found.kinds) == [("report", 2), ("commentary", 1)]
    assert counted(found.topics) == [(topic, 2)]
    assert counted(found.authors) == [(author, 3)]
    assert counted(found.years) == [(2025, 2), (2024, 1)]


def test_too_many_results_are_not_counted(everything, monkeypatch) -> None:
    monkeypatch.setattr(facets, "MOST_COUNTED", 2)
    assert counted(facets.facets(search.find("sea", "en")).years) == [(2025, None)]


def test_facets_take_as_many_queries_for_many_as_for_few(everything, django_assert_max_num_queries) -> None:
    results = search.find("sea", "en")
    with django_assert_max_num_queries(9):
        facets.facets(results)
