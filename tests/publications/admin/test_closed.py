"""What a translator can change of an article, whatever is sent."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from config.languages import CODES, column
from publications.models import Article, Figure, Footnote, LanguageGrant
from publications.models.revision import NEUTRAL, TRANSLATED
from tests.factories import make_article, make_author, make_series, make_topic, make_user, picture, sign
from tests.forms import opened, typed

pytestmark = pytest.mark.django_db

NOTED = '<p>A claim.<span data-footnote="k7x2m9qa">See there.</span></p>'


@pytest.fixture
def article() -> Article:
    article = make_article(
        title_en="Ports", title_zh_hans="港口", body_en=NOTED, by=[], topics=[make_topic()]
    )
    sign(article, [make_author()], position_en="Fellow", position_zh_hans="研究员")
    return article


def translator(*languages: str) -> Client:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name="Translators"))
    LanguageGrant.objects.give(user, languages)
    client = Client()
    client.force_login(user)
    return client


def address(article: Article) -> str:
    return reverse("admin:publications_article_change", args=[article.pk])


def saved(client: Client, article: Article, **changes: object) -> HttpResponse:
    return client.post(address(article), typed(client.get(address(article)), **changes))


def everything(article: Article, *, but: tuple[str, ...] = ()) -> list[object]:
    """All that is stored of an article, without the named columns."""
    article = Article.objects.get(pk=article.pk)
    names = [*NEUTRAL, *(column(name, code) for name in TRANSLATED for code in CODES)]
    return [
        {name: getattr(article, name) or "" for name in names if name not in but},
        list(article.topics.values_list("pk")),
        list(article.regions.values_list("pk")),
        list(article.authorships.values("author", "role", "order", "position_en", "institute_en")),
        list(Footnote.objects.filter(article=article, language="en").values("key", "html", "reviewed")),
    ]


def test_a_translator_writes_the_language_that_was_given(article):
    before = everything(article, but=("title_zh_hans", "body_zh_hans"))
    answer = saved(translator("zh-hans"), article, title_zh_hans="港湾", body_zh_hans="<p>潮水。</p>")
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.title_zh_hans, article.body_zh_hans) == ("港湾", "<p>潮水。</p>")
    assert everything(article, but=("title_zh_hans", "body_zh_hans")) == before


def test_nothing_else_that_is_sent_counts(article):
    before = everything(article)
    other = make_author()
    answer = saved(
        translator("zh-hans"),
        article,
        title_en="Forged",
        title_zh_hant="偽造",
        summary_en="Forged",
        body_en="<p>Forged.</p>",
        slug="forged",
        kind="report",
        date="2020-01-01",
        topics=[str(make_topic().pk)],
        series=str(make_series().pk),
        series_number="7",
        doi="10.1000/1",
        licence="CC-BY-4.0",
        first_published_url="https://a.example/",
        lead_caption_en="Forged",
        lead_upload=SimpleUploadedFile("forged.png", picture()),
        reviewed_notes=[str(Footnote.objects.get(article=article).pk)],
        **{
            "authorships-0-author": str(other.pk),
            "authorships-0-role": "editor",
            "authorships-0-order": "5",
            "authorships-0-position_en": "Forged",
            "authorships-0-DELETE": "on",
            "authorships-TOTAL_FORMS": "2",
            "authorships-1-author": str(other.pk),
            "authorships-1-role": "author",
        },
    )
    assert answer.status_code == 302
    assert everything(article) == before
    assert not Figure.objects.exists()


def test_the_post_in_the_given_language_may_be_written(article):
    saved(translator("zh-hans"), article, **{"authorships-0-position_zh_hans": "高级研究员"})
    entry = article.authorships.get()
    assert (entry.position_zh_hans, entry.position_en) == ("高级研究员", "Fellow")


def test_a_translator_without_a_language_changes_nothing(article):
    before = everything(article)
    saved(translator(), article, **{column("title", code): "Forged" for code in CODES})
    assert everything(article) == before


def test_the_form_shows_the_other_languages_closed(article):
    page = opened(translator("zh-hant").get(address(article)))
    closed = set(page.xpath("//*[@disabled]/@name"))
    assert {
        "title_en",
        "body_en",
        "title_zh_hans",
        "slug",
        "reviewed_notes",
        "authorships-0-author",
    } <= closed
    assert not closed & {"title_zh_hant", "body_zh_hant", "comment", "base_version"}


@pytest.mark.parametrize(("language", "status"), [("zh-hans", 200), ("en", 403)])
def test_a_manuscript_is_imported_into_a_given_language_only(article, language, status):
    target = reverse("admin:publications_article_import_language", args=[article.pk, language])
    assert translator("zh-hans").get(target).status_code == status


def test_one_form_that_is_closed_leaves_that_of_others_open(article):
    translator("zh-hans").get(address(article))
    editor = make_user(is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(editor)
    assert not opened(client.get(address(article))).xpath("//main//form//*[@disabled]")
