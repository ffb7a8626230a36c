import datetime

import pytest
from django.utils import timezone

from publications.models import Generation, Home, Pick
from tests.factories import make_article, pick, published
from tests.forms import opened, send, signed_in, typed
from tests.pages import every, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    return f"/admin/publications/home/{Home.objects.create().pk}/change/"


def row(article, number=0, prefix="picks", total=1) -> dict[str, object]:
    """What a browser sends when an article is put into a new row."""
    return {
        f"{prefix}-TOTAL_FORMS": total,
        f"{prefix}-{number}-id": "",
        f"{prefix}-{number}-article": article.pk,
        f"{prefix}-{number}-order": number + 1,
    }


def test_the_list_leads_to_the_one_form_there_is():
    response = signed_in("Editors").get("/admin/publications/home/")
    assert response["Location"] == f"/admin/publications/home/{Home.objects.get().pk}/change/"


def test_an_editor_picks_articles_for_each_language_by_itself(address):
    first, second = make_article(), make_article()
    before = Generation.objects.number()
    chosen = row(first) | row(second, 1, total=2) | row(second, prefix="picks-3")
    send(signed_in("Editors"), address, **chosen)
    assert list(Pick.objects.order_by("language", "order").values_list("language", "article", "order")) == [
        ("en", first.pk, 1),
        ("en", second.pk, 2),
        ("zh-hant", second.pk, 1),
    ]
    assert Generation.objects.number() > before


def test_picks_change_their_order_and_go(address):
    kept, gone = pick(make_article(), order=1), pick(make_article(), order=2)
    before = Generation.objects.number()
    send(signed_in(), address, **{"picks-0-order": 5, "picks-1-DELETE": "on"})
    assert list(Pick.objects.values_list("pk", "order")) == [(kept.pk, 5)]
    assert gone not in Pick.objects.all()
    assert Generation.objects.number() > before


def test_an_article_cannot_be_picked_twice_for_one_language(address):
    article = make_article()
    response = send(signed_in(), address, **(row(article) | row(article, 1, total=2)))
    assert "has been chosen already" in words(opened(response), ".errorlist")
    assert not Pick.objects.exists()


def test_a_pick_that_was_deleted_can_be_chosen_again_in_the_same_form(address):
    old = pick(make_article(), order=1)
    send(signed_in(), address, **({"picks-0-DELETE": "on"} | row(old.article, 1, total=2)))
    assert Pick.objects.get().article == old.article


def test_the_form_says_what_readers_see_of_each_pick(address):
    shown, draft, coming = make_article(), make_article(), make_article()
    published(shown)
    published(coming, at=timezone.now() + datetime.timedelta(days=1))
    for order, article in enumerate((shown, draft, coming)):
        pick(article, order=order)
    page = opened(signed_in().get(address))
    said = [" ".join(cell.text_content().split()) for cell in every(page, ".field-standing")]
    assert said[0] == "see it"
    assert said[1] == "do not see it: it is not public in English"
    assert said[2].startswith("see it from ")


def test_the_form_shows_what_readers_see_now(address):
    newest = make_article(title_en="Newest", title_zh_hant="最新", date="2026-10-01")
    picked = make_article(title_en="Picked", date="2020-01-01")
    for article in (newest, picked):
        published(article)
    pick(picked)
    now = [
        words_of.text_content().split() for words_of in every(opened(signed_in().get(address)), ".home-now")
    ]
    assert [word for word in now[0] if word in ("Picked", "lead", "Newest")] == ["Picked", "lead", "Newest"]
    assert "最新" not in now[2]


def test_whoever_comes_second_is_told(address):
    browser, article = signed_in(), make_article()
    mine = typed(browser.get(address), **row(article))
    send(browser, address, **row(make_article()))
    refused = opened(browser.post(address, mine))
    assert "Not saved" in words(refused, ".errorlist")
    assert Pick.objects.count() == 1
    # What was chosen is still in the form.
    assert refused.xpath(f"//select[@name='picks-0-article']/option[@value='{article.pk}' and @selected]")


@pytest.mark.parametrize("several", [1, 6])
def test_the_form_asks_as_often_for_many_picks_as_for_one(django_assert_num_queries, address, several):
    for order in range(several):
        article = make_article()
        published(article)
        pick(article, order=order)
    browser = signed_in()
    with django_assert_num_queries(16):
        browser.get(address)
