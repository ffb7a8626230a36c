import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "written",
    [
        "10.5555/fp.1",
        " 10.5555/fp.1 ",
        "https://doi.org/10.5555/fp.1",
        "http://dx.doi.org/10.5555/fp.1",
        "doi: 10.5555/fp.1",
    ],
)
def test_a_doi_is_kept_without_what_people_copy_with_it(written):
    article = make_article(doi=written)
    article.full_clean()
    assert article.doi == "10.5555/fp.1"


@pytest.mark.parametrize(
    "doi", ["10.1000.10/123", "10.1002/(SICI)1096-8644(199601)99:1<1::AID>3.0", "10.5555/渡口"]
)
def test_what_a_registrant_may_choose(doi):
    article = make_article(doi=doi)
    article.full_clean()
    assert article.doi == doi


@pytest.mark.parametrize(
    "doi", ["fp.1", "10.5/fp", "10.5555/", "10.5555/a b", "11.5555/a", "https://example.org/10.5555/a"]
)
def test_what_is_no_doi_is_refused_with_what_one_looks_like(doi):
    with pytest.raises(ValidationError) as refused:
        make_article(doi=doi).full_clean()
    assert refused.value.message_dict["doi"] == ["A DOI looks like 10.5555/ferrypoint.7."]


def test_an_article_needs_none():
    make_article(doi="").full_clean()
