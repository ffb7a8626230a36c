import datetime

import pytest
from django.utils import timezone

from publications import workflow
from publications.models import (
    Edition,
    Version,
)
from tests.factories import (
    make_article,
    published,
    withdrawn,
)

pytestmark = pytest.mark.django_db


HOUR = datetime.timedelta(hours=1)


DAY = 24 * HOUR


def edition(article, language="en") -> Edition:
    return article.editions.get(language=language)


def test_withdrawing_takes_an_edition_back_and_keeps_its_versions():
    article = make_article(title_en="Harbour", title_zh_hans="港")
    published(article)
    published(article, "zh-hans")
    workflow.withdraw(edition(article), reason="The survey was wrong.")
    assert [version.language for version in Version.objects.public()] == ["zh-hans"]
    assert edition(article).state == Edition.State.WITHDRAWN
    assert edition(article).withdrawal_note == "The survey was wrong."
    assert article.versions.count() == 2


def test_withdrawing_cancels_what_was_to_come():
    article = make_article()
    published(article)
    published(article, at=timezone.now() + HOUR)
    workflow.withdraw(edition(article), reason="Wrong.")
    assert not Version.objects.pending().exists()
    assert not Version.objects.public().exists()


def test_a_withdrawal_without_a_reason_is_refused():
    article = make_article()
    published(article)
    with pytest.raises(workflow.Refused, match="needs a reason"):
        workflow.withdraw(edition(article), reason="")
    assert Version.objects.public().exists()


def test_a_withdrawn_edition_can_be_published_again():
    article = make_article()
    published(article)
    workflow.withdraw(edition(article), reason="Wrong.")
    assert published(article).number == 2
    assert edition(article).withdrawal_note == ""


def test_a_withdrawn_edition_keeps_its_reason_until_it_appears_again_at_its_moment():
    article = make_article()
    edition = withdrawn(article, reason="The survey was wrong.")
    published(article, at=timezone.now() + HOUR)
    assert Edition.objects.withdrawn("en").get() == edition
    workflow.cancel(edition, by=None)
    assert article.editions.get().state == Edition.State.WITHDRAWN
    published(article)
    assert article.editions.get().withdrawal_note == ""


@pytest.mark.parametrize("how", [None, "draft", "scheduled", "withdrawn"])
def test_what_readers_do_not_see_cannot_be_withdrawn(how):
    article = make_article()
    edition = article.editions.get()
    if how == "scheduled":
        published(article, at=timezone.now() + DAY)
    if how == "withdrawn":
        published(article)
        workflow.withdraw(edition, reason="First reason.")
    with pytest.raises(workflow.Refused, match="nothing to withdraw"):
        workflow.withdraw(edition, reason="Second reason.")
    assert article.editions.get().withdrawal_note == ("First reason." if how == "withdrawn" else "")


def test_a_withdrawn_edition_that_was_published_again_is_withdrawn_again_with_another_reason():
    article = make_article()
    for number in (1, 2):
        published(article)
        assert article.editions.get().withdrawal_note == ""
        workflow.withdraw(article.editions.get(), reason=f"Reason {number}.")
    assert article.editions.get().withdrawal_note == "Reason 2."
    assert [version.number for version in Version.objects.order_by("number")] == [1, 2]
