import pytest
from django.conf import settings
from django.test import Client

from tests.pages import links, one, read, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh", "zh-hans"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh-Hans", "zh-hans"),
        ("zh-Hans-HK", "zh-hans"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh-MO", "zh-hant"),
        ("zh-Hant", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("fr,zh-TW;q=0.5", "zh-hant"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_an_address_without_a_language_opens_in_the_one_that_the_browser_prefers(preferred, language):
    for address in ("", "articles/", "authors/"):
        response = Client().get(f"/{address}", headers={"accept-language": preferred})
        assert (response.status_code, response["Location"]) == (302, f"/{language}/{address}")


def test_the_reader_s_own_choice_outweighs_the_browser():
    client = Client(headers={"accept-language": "en"})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hant"
    response = client.get("/articles/?page=2")
    assert response["Location"] == "/zh-hant/articles/?page=2"


def test_an_address_with_a_language_keeps_it_whatever_the_browser_prefers():
    response = Client().get("/en/", headers={"accept-language": "zh-TW"})
    assert response.status_code == 200
    assert "Accept-Language" not in response.get("Vary", "")


def test_a_page_that_does_not_exist_leads_home_in_every_language():
    page = read("/zh-hans/nowhere/", status=404)
    assert one(page, "html").get("lang") == "zh-Hans"
    assert links(page, ".languages") == {"English": "/en/?remember", "繁體": "/zh-hant/?remember"}
    assert "/zh-hans/" in links(page, "main").values()


def test_a_failure_is_told_in_three_languages_without_asking_the_database(monkeypatch):
    monkeypatch.setattr("publications.pages.render", lambda *given: 1 / 0)
    response = Client(raise_request_exception=False).get("/en/")
    assert response.status_code == 500
    for sentence in ("The fault is ours", "网页暂时无法显示", "網頁暫時無法顯示"):
        assert sentence in response.content.decode()


@pytest.mark.parametrize("name", ["", "secret.txt", "figures/", "portraits/../secret.txt"])
def test_files_are_not_served_as_they_lie_in_the_folder(name):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "secret.txt").write_text("secret")
    assert Client().get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize("language", settings.INSTITUTE)
def test_every_page_names_the_institute_in_its_language(language):
    page = read(f"/{language}/")
    assert words(page, ".masthead-name") == settings.INSTITUTE[language]["name"]
