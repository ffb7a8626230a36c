import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications.exporters import cite
from publications.models import Authorship, Version
from tests.factories import make_article, make_author, make_series, make_topic, published, sign
from tests.publications.exporters.citations import LEE, citation, contributor

pytestmark = pytest.mark.django_db


def cited(version):
    return cite(Version.objects.filter(pk=version.pk).to_cite().get())


def test_it_says_what_the_page_says(settings):
    settings.SITE_URL = "https://institute.example"
    zhou = make_author(
        slug="zhou-yan",
        name_en="Zhou Yan",
        family_name_en="Zhou",
        given_name_en="Yan",
        orcid="0000-0002-1825-0097",
    )
    article = make_article(
        by=[],
        slug="tides",
        date=datetime.date(2022, 6, 16),
        title_en="Tides",
        subtitle_en="A Reckoning",
        topics=[make_topic(name_en="Sea")],
        series=make_series(name_en="Charts"),
        series_number=4,
    )
    sign(article, [zhou], position_en="Fellow", institute_en="Harbour Institute")
    found = cited(published(article))
    assert (found.full_title, found.date, found.number) == (
        "Tides: A Reckoning",
        datetime.date(2022, 6, 16),
        1,
    )
    assert (found.series, found.series_number, found.topics) == ("Charts", 4, ("Sea",))
    assert found.address == "https://institute.example/en/articles/tides/"
    assert found.version_address == "https://institute.example/en/articles/tides/v1/"
    assert found.file_address("pdf") == "https://institute.example/en/articles/tides.pdf"
    [author] = found.authors
    assert (author.family_name, author.position, author.orcid) == ("Zhou", "Fellow", "0000-0002-1825-0097")


def test_posts_are_those_of_then():
    author = make_author(name_en="Wu Qi", position_en="Fellow")
    version = published(make_article(by=[author]))
    author.position_en = "Director"
    author.save()
    assert cited(version).authors[0].position == "Fellow"


def test_names_of_topics_and_series_are_in_the_language_of_the_version():
    topic = make_topic(name_en="Sea", name_zh_hans="海洋", name_zh_hant="海洋事務")
    article = make_article(title_en="Tides", title_zh_hans="潮汐", topics=[topic])
    assert cited(published(article, "zh-hans")).topics == ("海洋",)


def test_a_title_that_asks_keeps_its_mark_before_the_subtitle():
    article = make_article(title_zh_hans="谁来修？", subtitle_zh_hans="论海缆")
    assert cited(published(article, "zh-hans")).full_title == "谁来修？论海缆"


def test_translators_are_contributors_and_not_authors():
    writer, translator = make_author(name_en="Writer"), make_author(name_en="Translator")
    article = make_article(by=[writer])
    sign(article, [translator], role=Authorship.Role.TRANSLATOR)
    found = cited(published(article))
    assert [each.name for each in found.authors] == ["Writer"]
    assert [each.name for each in found.contributors] == ["Writer", "Translator"]


def test_many_are_cited_in_three_queries():
    for _ in range(3):
        published(make_article(topics=[make_topic()], series=make_series()))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = [cite(version) for version in Version.objects.public("en").to_cite()]
    assert len(found) == 3
    assert len(queries) == 3
    assert not any('"body' in query["sql"] for query in queries)


def test_editors_head_what_names_no_author():
    editor, translator = contributor("Ed Moss", role="editor"), contributor("Yu Lan", role="translator")
    assert citation(translator, editor).authors == (editor,)
    assert citation(translator, editor).is_edited
    assert citation(LEE, editor).authors == (LEE,)
    assert not citation(LEE, editor).is_edited
    assert not citation(translator).is_edited


def test_whoever_only_translated_is_no_author():
    [head] = citation(contributor("Yu Lan", role="translator")).authors
    assert (head.name, head.is_organisation) == ("Ferry Point Institute", True)


@pytest.mark.parametrize(
    ("name", "family", "given", "first"),
    [
        ("Zhao Long", "Zhao", "Long", True),
        ("Linda Lin", "Lin", "Linda", False),
        ("赵龙", "赵", "龙", True),
        ("卢西娅·费兰迪斯", "费兰迪斯", "卢西娅", False),
        ("Plato", "", "", False),
    ],
)
def test_a_family_name_stands_in_front_as_a_whole_word(name, family, given, first):
    assert contributor(name, family, given).is_family_first is first
