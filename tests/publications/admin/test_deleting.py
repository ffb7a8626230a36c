"""Deleting an article: what was never published goes, anything else is refused with the way to go."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publications.models import Article
from tests.factories import make_article, published, withdrawn
from tests.forms import opened, signed_in
from tests.pages import words

pytestmark = pytest.mark.django_db

NOTED = '<p>A claim.<span data-footnote="k7x2m9qa">See there.</span></p>'


def address(article: Article) -> str:
    return reverse("admin:publications_article_delete", args=[article.pk])


def test_a_draft_is_deleted_after_a_page_that_says_what_goes_with_it():
    article = make_article(title_en="Ports", body_en=NOTED)
    client = signed_in("Editors")
    asked = words(opened(client.get(address(article))))
    assert "1 note" in asked
    assert "See there." not in asked
    client.post(address(article), {"post": "yes"})
    assert not Article.objects.exists()


@pytest.mark.parametrize("public", ["published", "withdrawn", "scheduled"])
def test_what_readers_know_or_will_know_is_not_deleted(public):
    article = make_article(title_en="Ports")
    if public == "withdrawn":
        withdrawn(article)
    else:
        published(article, at=timezone.now() + timezone.timedelta(days=public == "scheduled"))
    client = signed_in("Publishers")
    for answer in (
        client.get(address(article), follow=True),
        client.post(address(article), {"post": "yes"}, follow=True),
    ):
        assert "“Ports” cannot be deleted" in words(opened(answer), ".messagelist")
        assert "Withdraw it instead" in words(opened(answer), ".messagelist")
    assert Article.objects.exists()
