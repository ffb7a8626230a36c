import pytest

from publications import workflow
from publications.models import Edition, Revision, Step, Version
from tests.factories import make_article, make_user, published

pytestmark = pytest.mark.django_db


def draft() -> Edition:
    return make_article().editions.get()


def steps(edition: Edition) -> list[tuple[str, str]]:
    return [(step.action, step.note) for step in reversed(edition.steps.all())]


def state(edition: Edition) -> str:
    return Edition.objects.get(pk=edition.pk).state


def test_an_edition_goes_from_draft_to_approval():
    edition, writer, editor = draft(), make_user(), make_user()
    workflow.submit(edition, by=writer, note="Please look at note 3.")
    assert state(edition) == Edition.State.IN_REVIEW
    workflow.approve(edition, by=editor)
    assert state(edition) == Edition.State.APPROVED
    assert steps(edition) == [("submitted", "Please look at note 3."), ("approved", "")]
    assert [step.by for step in reversed(edition.steps.all())] == [writer, editor]


def test_an_edition_is_sent_back_with_a_reason():
    edition = draft()
    workflow.submit(edition, by=None)
    workflow.send_back(edition, by=None, note="The figure has no source.")
    assert state(edition) == Edition.State.DRAFT
    assert steps(edition)[-1] == ("returned", "The figure has no source.")


def test_sending_back_needs_a_reason():
    edition = draft()
    workflow.submit(edition, by=None)
    with pytest.raises(workflow.Refused, match="Say what is to be changed"):
        workflow.send_back(edition, by=None, note=" ")
    assert state(edition) == Edition.State.IN_REVIEW


def test_what_is_not_in_review_cannot_be_approved():
    edition = draft()
    with pytest.raises(workflow.Refused, match="moved on"):
        workflow.approve(edition, by=None)
    assert not edition.steps.exists()


def test_a_public_edition_goes_through_review_again_while_readers_see_the_old_text():
    article = make_article(title_en="First")
    published(article)
    article.title_en = "Second"
    article.save()
    edition = article.editions.get()
    assert edition.has_changed()
    workflow.submit(edition, by=None)
    assert Version.objects.public("en").get().title == "First"
    published(article)
    assert state(edition) == Edition.State.PUBLISHED
    assert not article.editions.get().has_changed()


def test_every_step_to_the_public_is_recorded():
    article, user = make_article(), make_user()
    edition = article.editions.get()
    workflow.publish(edition, by=user)
    workflow.correct(edition, by=user, note="The tonnage was wrong.")
    workflow.withdraw(edition, by=user, reason="The survey was wrong.")
    assert steps(edition) == [
        ("published", ""),
        ("corrected", "The tonnage was wrong."),
        ("withdrawn", "The survey was wrong."),
    ]
    assert list(edition.steps.values_list("version", flat=True)) == [None, 2, 1]
    assert {step.by for step in Step.objects.all()} == {user}


def test_what_somebody_saved_after_it_was_looked_at_is_not_approved():
    article = make_article()
    edition = article.editions.get()
    workflow.submit(edition, by=None)
    seen = article.lock_version
    Revision.objects.record(article, None)
    with pytest.raises(workflow.Refused, match="Somebody saved the article"):
        workflow.approve(edition, by=None, base=seen)
    assert article.editions.get().state == Edition.State.IN_REVIEW


def test_a_language_that_was_only_given_to_somebody_cannot_be_sent_for_review():
    edition = workflow.begin(make_article(), "zh-hans")
    with pytest.raises(workflow.Refused, match="There is no text"):
        workflow.submit(edition, by=None)
