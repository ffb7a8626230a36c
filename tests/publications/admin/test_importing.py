import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publications.models import Article, LanguageGrant, Revision
from tests.factories import make_article
from tests.forms import opened, send, signed_in
from tests.pages import every, words

pytestmark = pytest.mark.django_db

IMPORT = "/admin/publications/article/import/"
MANUSCRIPT = """Who Mends the Cable

The cable was cut in March.[1] Nobody had a ship ready.[2]

Notes

[1] Interview with a ship's master, 4 April 2026.
"""
CHINESE = "谁来修缆\n\n三月，海缆断了，附近没有一艘可以出海的修缆船，岛上的人等了整整四十天。\n"


def manuscript(text: str = MANUSCRIPT, name: str = "cable.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def into(article: Article, language: str) -> str:
    return reverse("admin:publications_article_import_language", args=[article.pk, language])


def test_a_manuscript_becomes_an_article_and_its_findings_stay_to_be_read():
    client = signed_in("Editors", username="lin")
    answer = send(client, IMPORT, manuscript=manuscript())
    article = Article.objects.get()
    assert article.title_en == "Who Mends the Cable"
    assert answer.url == reverse("admin:publications_article_imported", args=[article.pk])
    for _time in range(2):
        page = opened(client.get(answer.url))
        assert page.xpath("//dt[.='Notes']/following-sibling::dd[1]")[0].text == "1"
        assert "[2]" in words(page, ".findings")
    assert Revision.objects.get().by.username == "lin"


def test_the_language_is_found_out_from_the_text():
    send(signed_in("Editors"), IMPORT, manuscript=manuscript(CHINESE))
    assert Article.objects.get().title_zh_hans == "谁来修缆"


def test_the_language_can_be_said():
    send(signed_in("Editors"), IMPORT, manuscript=manuscript(CHINESE), language="zh-hant")
    article = Article.objects.get()
    assert (article.title_zh_hans or "", article.title_zh_hant) == ("", "谁来修缆")


def test_a_file_that_cannot_be_read_is_refused_with_the_reason_and_changes_nothing():
    answer = send(signed_in("Editors"), IMPORT, manuscript=manuscript("%PDF-1.7", "cable.docx"))
    assert answer.status_code == 200
    assert words(opened(answer), ".errorlist")
    assert not Article.objects.exists()


def test_a_form_without_a_file_is_refused():
    answer = send(signed_in("Editors"), IMPORT)
    assert "This field is required." in words(opened(answer), ".field-manuscript")


def test_a_manuscript_fills_one_language_of_an_article_and_leaves_the_others_alone():
    article = make_article(title_en="As it was")
    client = signed_in("Translators", username="ting")
    LanguageGrant.objects.give(get_user_model().objects.get(username="ting"), ["zh-hans"])
    send(client, into(article, "zh-hans"), manuscript=manuscript(CHINESE))
    article.refresh_from_db()
    assert (article.title_en, article.title_zh_hans) == ("As it was", "谁来修缆")


def test_a_translator_imports_into_no_other_language():
    article = make_article(title_en="As it was")
    client = signed_in("Translators", username="ting")
    LanguageGrant.objects.give(get_user_model().objects.get(username="ting"), ["zh-hans"])
    assert client.get(into(article, "en")).status_code == 403


def test_whoever_replaces_a_text_is_told_so():
    article = make_article(title_en="As it was")
    client = signed_in("Editors")
    assert every(opened(client.get(into(article, "en"))), ".notice")
    assert not every(opened(client.get(into(article, "zh-hans"))), ".notice")


def test_a_refused_file_leaves_the_article_as_it_was():
    article = make_article(title_en="As it was")
    send(signed_in("Editors"), into(article, "en"), manuscript=manuscript("", "empty.docx"))
    article.refresh_from_db()
    assert article.title_en == "As it was"
    assert not Revision.objects.exists()


def test_the_list_and_the_panel_lead_to_importing():
    article, client = make_article(), signed_in("Editors")
    assert IMPORT in opened(client.get("/admin/publications/article/")).xpath("//main//a/@href")
    change = reverse("admin:publications_article_change", args=[article.pk])
    assert into(article, "zh-hant") in opened(client.get(change)).xpath("//main//a/@href")


def test_findings_of_no_import_lead_to_the_article():
    article = make_article()
    answer = signed_in("Editors").get(reverse("admin:publications_article_imported", args=[article.pk]))
    assert answer.url == reverse("admin:publications_article_change", args=[article.pk])


def test_a_language_that_the_site_has_not_is_not_found():
    assert signed_in("Editors").get(into(make_article(), "fr")).status_code == 404
