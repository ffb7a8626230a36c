import datetime

import pytest
from django.utils import timezone

from publications import search, workflow
from publications.models import Edition, Generation, Step, Version
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db

MOMENT = datetime.datetime(2019, 5, 4, 2, tzinfo=datetime.UTC)


def edition(article) -> Edition:
    return article.editions.get()


def test_what_another_site_published_is_public_as_of_then():
    article = make_article(title_en="The channel")
    before = Generation.objects.number()
    version = workflow.publish_then(edition(article), MOMENT)
    assert Version.objects.public("en").get() == version
    assert (version.published_at, version.number, version.change) == (MOMENT, 1, Version.Change.FIRST)
    assert edition(article).state == Edition.State.PUBLISHED
    assert not edition(article).has_changed()
    assert Step.objects.get().action == Step.Action.PUBLISHED
    assert search.find("channel", "en").total == 1
    assert Generation.objects.number() > before


def test_the_gate_holds_for_the_past_too():
    article = make_article(by=[])
    with pytest.raises(workflow.Refused, match="The byline is missing"):
        workflow.publish_then(edition(article), MOMENT)
    assert not Version.objects.exists()


@pytest.mark.parametrize("days", [1, -1])
def test_the_past_is_written_neither_after_a_version_nor_ahead(days):
    article = make_article()
    if days < 0:
        published(article)
    count = Version.objects.count()
    with pytest.raises(workflow.Refused, match="its moment is to come"):
        workflow.publish_then(edition(article), timezone.now() + datetime.timedelta(days=days))
    assert Version.objects.count() == count


def test_an_edition_without_versions_is_restored_as_it_stood():
    article = make_article()
    past = workflow.Past(edition(article), {"state": "in-review", "converted": True})
    assert workflow.restore_all([past]) == {}
    assert (edition(article).state, edition(article).converted) == (Edition.State.IN_REVIEW, True)


def test_a_state_that_is_none_is_refused():
    article = make_article()
    [findings] = workflow.restore_all([workflow.Past(edition(article), {"state": "whim"})]).values()
    assert "state: " in str(findings[0])
    assert edition(article).state == Edition.State.DRAFT
