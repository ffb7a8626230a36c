import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publications import previews
from publications.models import Article, PreviewLink
from tests.factories import make_article, make_figure, published
from tests.forms import opened, signed_in
from tests.pages import one, words

pytestmark = pytest.mark.django_db


def address(article: Article, action: str = "preview", language: str = "en", *more: object) -> str:
    return reverse(f"admin:publications_article_{action}", args=[article.pk, language, *more])


def change(article: Article) -> str:
    return reverse("admin:publications_article_change", args=[article.pk])


def make_link(article: Article, **facts: object) -> PreviewLink:
    return PreviewLink.objects.create(edition=article.editions.get(language="en"), **facts)


def test_whoever_works_on_the_article_sees_it_as_readers_would():
    figure = make_figure()
    body = f'<figure><img src="{figure.image.url}" alt="A quay"></figure>'
    article = make_article(title_en="Ports", body_en=body, title_zh_hans="港口")
    client = signed_in("Editors")
    response = client.get(address(article))
    page = opened(response)
    assert words(page, "h1") == "Ports"
    assert page.xpath("//article//img/@src") == [figure.image.url]
    assert page.xpath("//aside//a/@href") == [change(article), address(article, "preview", "zh-hans")]
    assert "no-store" in response["Cache-Control"]


def test_the_page_is_in_the_language_of_the_edition_under_an_admin_in_another():
    client = signed_in("Editors")
    client.cookies["django_language"] = "en"
    page = opened(client.get(address(make_article(title_zh_hant="港口"), "preview", "zh-hant")))
    assert page.get("lang") == "zh-Hant"


def test_a_preview_says_how_much_still_blocks_publishing():
    page = opened(signed_in("Editors").get(address(make_article(date=None, by=[]))))
    assert "2 things still block publishing." in words(page, ".preview")


@pytest.mark.parametrize(("group", "status"), [("Translators", 200), ("Fellows' staff", 403)])
def test_a_preview_is_for_those_who_may_look_at_articles(group, status):
    assert signed_in(group).get(address(make_article())).status_code == status


def test_nobody_without_an_account_sees_the_preview_of_the_admin():
    assert Client().get(address(make_article())).status_code == 302


def test_a_link_is_made_for_as_many_days_as_were_chosen_and_shown_with_its_whole_address():
    article = make_article(title_en="Ports")
    client = signed_in("Editors", username="lin")
    answer = client.post(address(article, "preview_link"), {"days-en": 7}, follow=True)
    link = PreviewLink.objects.get()
    assert link.made_by.username == "lin"
    assert abs(link.expires_at - timezone.now() - datetime.timedelta(days=7)).total_seconds() < 60
    page = opened(answer)
    whole = f"http://testserver{previews.address(link)}"
    assert one(page, ".messagelist").xpath(".//a/text()") == [whole]
    assert page.xpath("//input[@readonly]/@value") == [whole]
    assert "Made by lin" in words(page, ".panel-links")
    assert words(opened(Client().get(previews.address(link))), "h1") == "Ports"


@pytest.mark.parametrize("days", ["0", "10000", "x", ""])
def test_a_link_does_not_work_for_ever(days):
    answer = signed_in("Editors").post(
        address(make_article(), "preview_link"), {"days-en": days}, follow=True
    )
    assert every_error(answer)
    assert not PreviewLink.objects.exists()


def every_error(answer) -> list[str]:
    return opened(answer).xpath("//ul[@class='messagelist']/li[@class='error']/text()")


def test_a_link_is_revoked_and_leaves_the_list():
    article = make_article()
    link = make_link(article)
    client = signed_in("Editors")
    answer = client.post(address(article, "preview_revoke", "en", link.pk), follow=True)
    assert not opened(answer).xpath("//input[@readonly]")
    assert Client().get(previews.address(link)).status_code == 404


def test_a_link_that_has_run_out_is_not_listed():
    article = make_article()
    make_link(article, expires_at=timezone.now())
    assert not opened(signed_in("Editors").get(change(article))).xpath("//input[@readonly]")


def test_a_link_is_revoked_at_its_own_article_only():
    link = make_link(make_article())
    other = make_article()
    client = signed_in("Editors")
    assert client.post(address(other, "preview_revoke", "en", link.pk)).status_code == 404


@pytest.mark.parametrize("group", ["Translators", "Fellows' staff"])
def test_others_make_and_revoke_no_links_and_see_none(group):
    article = make_article()
    link = make_link(article)
    client = signed_in(group)
    assert client.post(address(article, "preview_link"), {"days-en": 7}).status_code == 403
    assert client.post(address(article, "preview_revoke", "en", link.pk)).status_code == 403
    assert link.token not in client.get(change(article)).content.decode()
    assert PreviewLink.objects.valid().count() == 1


def test_looking_at_the_address_that_makes_a_link_makes_none():
    article = make_article()
    assert signed_in("Editors").get(address(article, "preview_link")).url == change(article)
    assert not PreviewLink.objects.exists()


def test_the_page_that_publishes_leads_to_the_preview():
    article = make_article()
    published(article)
    page = opened(signed_in("Publishers").get(address(article, "publish")))
    assert address(article) in page.xpath("//main//a/@href")
