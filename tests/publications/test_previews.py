import datetime

import pytest
from django.test import Client
from django.utils import timezone

from config import pagestore
from publications import previews
from publications.models import Article, Edition, PreviewLink
from tests.factories import make_article, make_figure, published
from tests.forms import opened
from tests.pages import every, one, read, words

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def make_link(article: Article, language: str = "en", **facts: object) -> PreviewLink:
    edition = Edition.objects.get(article=article, language=language)
    return PreviewLink.objects.create(edition=edition, **facts)


def address(article: Article, language: str = "en", **facts: object) -> str:
    return previews.address(make_link(article, language, **facts))


def pictured(figure) -> str:
    return f'<figure><img src="{figure.image.url}" width="60" height="40" alt="A quay"></figure>'


def test_a_link_opens_what_would_be_published_on_the_page_of_the_site():
    article = make_article(
        title_en="Ports", body_en="<h2>Quays</h2><p>Text.<span data-footnote>A note.</span></p>"
    )
    page = read(address(article))
    assert words(page, "h1") == "Ports"
    assert "Text.[1]" in words(page, ".prose")
    assert "A note." in words(page, ".notes")
    assert "This is how the article would be published in English now" in words(page, ".preview")


def test_the_working_copy_is_shown_beside_an_older_public_version():
    article = make_article(title_en="Old")
    published(article)
    article.title_en = "New"
    article.save()
    assert words(read(address(article)), "h1") == "New"
    assert words(read(f"/en/articles/{article.slug}/"), "h1") == "Old"


@pytest.mark.parametrize("cookie", ["en", "zh-hans"])
def test_the_page_speaks_the_language_of_the_edition_whatever_the_reader_chose(cookie):
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.cookies["django_language"] = cookie
    response = client.get(address(make_article(title_zh_hant="港口"), "zh-hant"))
    assert response.status_code == 200
    assert response["Content-Language"] == "zh-Hant"
    assert '<html lang="zh-Hant">' in response.content.decode()


def test_nobody_finds_or_keeps_a_preview():
    article = make_article()
    path = address(article)
    response = Client().get(path)
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    page = read(path)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow, noarchive"]
    assert not page.xpath("//link[@rel='canonical' or @rel='alternate']")
    assert not pagestore.is_for_readers({"REQUEST_METHOD": "GET", "PATH_INFO": path})


def test_an_altered_or_guessed_link_fails_before_the_database_is_asked_for_it(django_assert_num_queries):
    path = address(make_article())
    token = PreviewLink.objects.get().token
    for guess in (f"/preview/{token}/", path.replace(token, token[::-1]), f"{path[:-3]}xx/", "/preview/1/"):
        # Once for the links at the foot of the page, and once for addresses of a site that was here before.
        with django_assert_num_queries(2):
            assert Client().get(guess).status_code == 404


@pytest.mark.parametrize("facts", [{"expires_at": timezone.now() - DAY}, {"revoked_at": timezone.now()}])
def test_a_link_that_has_run_out_or_was_revoked_opens_nothing_and_says_so_politely(facts):
    article = make_article(title_en="Ports")
    response = Client().get(address(article, **facts))
    assert response.status_code == 404
    assert response["Cache-Control"] == "private, no-store"
    assert "Please ask the editors for a new one." in response.content.decode()
    assert "Ports" not in response.content.decode()


def test_a_link_stops_at_its_moment(monkeypatch):
    moment = timezone.now() + DAY
    path = address(make_article(), expires_at=moment)
    monkeypatch.setattr(timezone, "now", lambda: moment - datetime.timedelta(microseconds=1))
    assert Client().get(path).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert Client().get(path).status_code == 404


def test_pictures_of_a_draft_are_shown_through_the_preview_only():
    figure, lead = make_figure(), make_figure()
    article = make_article(title_en="x", body_en=pictured(figure), lead_figure=lead, lead_alt_en="A ship")
    path = address(article)
    shown = [image.get("src") for image in every(read(path), "img")]
    assert shown == [f"{path}{each.image.name}" for each in (lead, figure)]
    for source, each in zip(shown, (lead, figure), strict=True):
        response = Client().get(source)
        assert b"".join(response.streaming_content)
        assert response["Cache-Control"] == "private, no-store"
        assert Client().get(each.image.url).status_code == 404


def test_a_preview_shows_no_picture_but_its_own():
    other = make_figure()
    make_article(title_en="x", body_en=pictured(other))
    path = address(make_article())
    assert Client().get(f"{path}{other.image.name}").status_code == 404


def test_the_pictures_of_a_revoked_link_are_gone_too():
    figure = make_figure()
    link = make_link(make_article(title_en="x", body_en=pictured(figure)))
    link.revoked_at = timezone.now()
    link.save()
    assert Client().get(f"{previews.address(link)}{figure.image.name}").status_code == 404


def test_words_that_look_like_an_image_are_left_alone():
    article = make_article(title_en="x", body_en='<p>&lt;img src="/media/figures/a.png"&gt;</p>')
    assert '<img src="/media/figures/a.png">' in words(read(address(article)), ".prose")


def test_what_is_missing_leaves_its_place_empty():
    page = read(address(make_article(title_en="", body_en="<p>Half a sentence</p>", date=None, by=[])))
    assert words(page, "h1") == "(no title yet)"
    assert words(page, ".prose") == "Half a sentence"


def test_defects_are_seen():
    body = '<p>A claim.<span data-footnote-ref="k7x2m9qa">[21]</span></p>'
    page = read(address(make_article(title_en="x", body_en=body)))
    assert one(page, ".note-missing").text == "[21]"


def test_earlier_versions_and_corrections_are_shown_as_on_the_page():
    article = make_article()
    published(article)
    published(article, change="correction", note="The year was wrong.")
    page = read(address(article))
    assert "The year was wrong." in words(page, ".correction")
    assert len(page.xpath("//ol[@class='versions']/li")) == 2


def test_an_article_that_was_never_published_lists_no_versions():
    assert not read(address(make_article())).xpath("//ol[@class='versions']")


def test_a_preview_is_read_not_sent():
    assert Client().post(address(make_article())).status_code == 405


def test_a_preview_asks_the_database_eleven_times(django_assert_num_queries):
    path = address(make_article())
    with django_assert_num_queries(11):
        Client().get(path)


def test_the_number_is_that_of_the_version_that_waits_because_that_one_would_give_way():
    article = make_article(title_en="Ports")
    published(article)
    published(article, at=timezone.now() + datetime.timedelta(days=1))
    link = PreviewLink.objects.create(edition=article.editions.get())
    assert Client().get(previews.address(link)).context["version"].number == 2


def test_a_link_to_an_article_that_was_deleted_opens_nothing_and_says_so_politely():
    article = make_article()
    address = previews.address(PreviewLink.objects.create(edition=article.editions.get()))
    article.delete()
    answer = Client().get(address)
    assert (answer.status_code, words(opened(answer), "h1")) == (404, "No preview here")
