"""Two people at the same article in the same moment: one waits for the other, and sees what was done."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from publications import workflow
from publications.models import Article, Edition, Step, Version
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BEFORE, AFTER = "<p>What was approved.</p>", "<p>What was saved beside it.</p>"


def beside(*doings: Callable[[], Any]) -> list[Any]:
    """Does all of them at once, each over a connection of its own; gives what they return or raise."""

    def alone(doing: Callable[[], Any]) -> Any:
        try:
            return doing()
        except Exception as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as people:
        return list(people.map(alone, doings))


def text(article: Article) -> Edition:
    return Edition.objects.get(article=article, language="en")


@pytest.mark.parametrize(("before", "after"), [(0.3, 0), (0, 0.3)])
def test_what_somebody_is_saving_is_published_as_it_is_saved(before, after):
    article = make_article(title_en="Ports", body_en=BEFORE)
    begun = threading.Event()

    def save() -> None:
        with transaction.atomic():
            stored = Article.objects.select_for_update().get(pk=article.pk)
            if before:
                begun.set()
                time.sleep(before)
            stored.body_en = AFTER
            stored.save()
            begun.set()
            time.sleep(after)

    def publish() -> Version:
        begun.wait()
        return workflow.publish(text(article))

    failed, version = beside(save, publish)
    assert failed is None
    assert version.source == AFTER
    assert text(article).published_digest == version.text_digest()


def test_of_two_who_approve_at_once_one_does_and_the_other_is_told():
    article = make_article()
    workflow.submit(text(article), by=None)
    edition = text(article)
    answers = beside(*[lambda: workflow.approve(edition, by=None)] * 2)
    assert [type(answer) for answer in answers if answer] == [workflow.Refused]
    assert Step.objects.filter(action=Step.Action.APPROVED).count() == 1
