import datetime

import pytest

from publications import workflow
from publications.models import (
    Article,
    Version,
)
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_series,
    make_topic,
    published,
    sign,
)

pytestmark = pytest.mark.django_db


def changed(article: Article) -> list[str]:
    article = Article.objects.get(pk=article.pk)
    return workflow.changes(article.editions.get(), Version.objects.public().get())


def test_nothing_differs_from_what_was_just_published():
    article = make_article(
        lead_figure=make_figure(), lead_alt_en="A ship", topics=[make_topic()], by=[make_author()]
    )
    published(article)
    assert changed(article) == []


def test_what_an_older_version_does_not_say_of_its_byline_is_no_change():
    article = make_article()
    published(article)
    version = Version.objects.public().get()
    del version.byline[0]["family_name"]
    assert workflow.changes(article.editions.get(), version) == []


def test_whatever_readers_would_notice_is_told_as_a_change():
    article = make_article(title_en="Ports", topics=[make_topic()])
    published(article)
    article.title_en, article.date, article.series = "Harbours", datetime.date(2026, 1, 1), make_series()
    article.lead_figure, article.lead_alt_en = make_figure(), "A ship"
    article.body_en = "<p>Another text.</p>"
    article.save()
    sign(article, [make_author()])
    article.topics.clear()
    expected = {"title", "source", "byline", "lead", "date", "series_id", "topics"}
    assert set(changed(article)) == expected
