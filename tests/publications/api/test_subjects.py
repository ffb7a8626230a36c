import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_article, make_region, make_series, make_topic, published
from tests.publications.api.asking import ask, problem

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
# What each is made by, and how an article is given it.
KINDS = {
    "topics": (make_topic, lambda row: {"topics": [row]}),
    "regions": (make_region, lambda row: {"regions": [row]}),
    "series": (make_series, lambda row: {"series": row}),
}


@pytest.mark.parametrize("path", KINDS)
def test_what_has_anything_public_is_told_with_how_much(path):
    make, belonging = KINDS[path]
    row = make(slug="sea", name_en="Sea", description_en="Of waters.")
    article = make_article(title_en="Tides", title_zh_hans="潮汐", **belonging(row))
    published(article)
    published(article, "zh-hans")
    make_article(**belonging(make(slug="unseen")))
    [told] = ask(f"/{path}")["results"]
    assert (told["slug"], told["name"], told["description"]) == ("sea", {"en": "Sea"}, {"en": "Of waters."})
    assert told["count"] == 2
    assert told["urls"] == {
        "en": f"{SITE}/en/{path}/sea/",
        "zh-hans": f"{SITE}/zh-hans/{path}/sea/",
    }
    assert ask(told["articles"].removeprefix(f"{SITE}/api"))["count"] == 2


def test_a_series_has_its_issn():
    for facts in ({"issn": "2049-3630", "order": 1}, {"order": 2}):
        published(make_article(series=make_series(**facts)))
    assert [told["issn"] for told in ask("/series")["results"]] == ["2049-3630", ""]


@pytest.mark.parametrize("path", KINDS)
def test_there_are_no_parameters(path):
    assert problem(f"/{path}?page=1") == ["page"]


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("several", [1, 3])
def test_many_cost_what_few_cost(path, several):
    make, belonging = KINDS[path]
    for _ in range(several):
        published(make_article(**belonging(make())))
    with CaptureQueriesContext(connection) as queries:
        assert ask(f"/{path}")["count"] == several
    assert len(queries) == 3
