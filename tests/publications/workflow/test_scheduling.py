import datetime

import pytest
from django.utils import timezone

from publications import workflow
from publications.models import (
    Edition,
    Step,
    Version,
)
from tests.factories import (
    make_article,
    published,
)

pytestmark = pytest.mark.django_db


HOUR = datetime.timedelta(hours=1)


DAY = 24 * HOUR


def test_a_moment_that_has_passed_counts_as_now():
    before = timezone.now()
    assert published(make_article(), at=before - HOUR).published_at >= before


def test_a_version_that_waited_gives_way_to_a_newer_one():
    article = make_article(title_en="First")
    published(article)
    published(article, at=timezone.now() + HOUR)
    last = published(article, at=timezone.now() + 2 * HOUR)
    assert last.number == 2
    assert [version.number for version in Version.objects.pending()] == [2]
    assert Version.objects.public("en").get().number == 1


def test_a_version_that_is_put_off_leaves_no_gap(monkeypatch):
    article = make_article()
    first = published(article)
    published(article, at=timezone.now() + HOUR)
    second = published(article, at=timezone.now() + 3 * HOUR)
    monkeypatch.setattr(timezone, "now", lambda: second.published_at - HOUR)
    assert list(Version.objects.public("en")) == [first]


def test_publishing_at_once_cancels_a_version_that_waited():
    article = make_article()
    published(article)
    published(article, at=timezone.now() + HOUR)
    now = published(article)
    assert list(Version.objects.public("en")) == [now]
    assert not Version.objects.pending().exists()


def test_cancelling_tells_again_what_has_changed_since_readers_saw_it():
    article = make_article(title_en="Old")
    published(article)
    article.title_en = "New"
    article.save()
    published(article, at=timezone.now() + HOUR)
    assert not article.editions.get().has_changed()
    workflow.cancel(article.editions.get(), by=None)
    assert article.editions.get().has_changed()
    article.title_en = "Old"
    article.save()
    assert not article.editions.get().has_changed()


def test_cancelling_does_not_take_back_a_review():
    article = make_article()
    published(article, at=timezone.now() + HOUR)
    workflow.submit(article.editions.get(), by=None)
    workflow.cancel(article.editions.get(), by=None)
    assert article.editions.get().state == Edition.State.IN_REVIEW


@pytest.mark.parametrize("verbs", [(), ("submit",), ("submit", "approve")])
def test_cancelling_leads_back_to_where_the_review_stood(verbs):
    article = make_article()
    edition = article.editions.get()
    for verb in verbs:
        getattr(workflow, verb)(edition, by=None)
    before = article.editions.get().state
    published(article, at=timezone.now() + DAY)
    workflow.cancel(edition, by=None)
    assert article.editions.get().state == before


def test_the_log_tells_for_when_a_version_was_scheduled_and_which_schedule_was_cancelled():
    article = make_article()
    moment = timezone.now() + DAY
    published(article, at=moment)
    published(article, at=moment + DAY)
    workflow.cancel(article.editions.get(), by=None)
    told = [(step.action, step.version, step.moment) for step in Step.objects.order_by("pk")]
    assert told == [("scheduled", 1, moment), ("scheduled", 1, moment + DAY), ("cancelled", 1, moment + DAY)]


def test_a_schedule_that_was_cancelled_meanwhile_is_not_changed():
    article = make_article()
    waiting = published(article, at=timezone.now() + DAY)
    workflow.cancel(article.editions.get(), by=None)
    with pytest.raises(workflow.Refused, match="was cancelled"):
        published(article, latest=waiting.pk)
