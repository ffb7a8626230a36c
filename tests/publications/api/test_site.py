import json

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

from config import pagestore
from publications.models import Generation
from tests.config.test_pagestore import get
from tests.factories import make_article, make_topic, published
from tests.publications.api.asking import ask, check, description

pytestmark = pytest.mark.django_db


def test_the_description_is_openapi_and_is_served():
    answer = Client().get("/api/openapi.json")
    assert answer["Content-Type"].startswith("application/json")
    assert json.loads(answer.content) == description()
    assert description()["openapi"].startswith("3.1.")
    assert description()["servers"] == [{"url": settings.SITE_URL}]


def test_the_root_leads_everywhere():
    for address in ask("/").values():
        path = address.removeprefix(settings.SITE_URL)
        assert (
            Client().get(f"{path}?q=tide&language=en" if path.endswith("search") else path).status_code == 200
        )


def test_no_page_of_the_library_s_own_is_there():
    assert Client().get("/api/docs").status_code == 404


@pytest.mark.parametrize("path", ["nothing", "articles/", "articles/en", "articles/en/a%00b"])
def test_an_address_where_nothing_is_says_so_as_a_problem(path):
    answer = Client().get(f"/api/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == 404


@pytest.mark.parametrize(
    "path", ["", "openapi.json", "articles", "articles?page=0", "articles/en/none", "nothing"]
)
def test_pages_of_other_sites_may_read_every_answer(path):
    assert Client().get(f"/api/{path}")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["", "articles", "articles/en/none", "openapi.json"])
def test_browsers_that_ask_first_are_told_that_pages_of_other_sites_may_read(path):
    asking = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    answer = Client().options(
        f"/api/{path}", headers={**asking, "access-control-request-headers": "if-none-match"}
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Methods"] == answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Headers"] == "*"


@pytest.mark.parametrize("path", ["", "openapi.json", "articles", "topics"])
def test_an_answer_that_is_known_already_has_no_body(path):
    published(make_article(topics=[make_topic()]))
    answer = Client().get(f"/api/{path}")
    assert answer["Cache-Control"] == "no-cache"
    again = Client().get(f"/api/{path}", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


def test_no_answer_depends_on_who_asks():
    published(make_article(topics=[make_topic(name_zh_hant="海")]))
    client = Client(headers={"accept-language": "zh-TW"})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hant"
    for path in ("", "articles", "topics", "authors", "openapi.json"):
        answer = client.get(f"/api/{path}")
        assert answer.content == Client().get(f"/api/{path}").content
        assert not answer.has_header("Set-Cookie")
        assert "Cookie" not in answer.get("Vary", "")


def test_characters_are_written_as_they_are():
    published(make_article(title_zh_hans="潮汐"), "zh-hans")
    assert "潮汐".encode() in Client().get("/api/articles").content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/api/", "/api/articles", "/api/articles/en/none", "/api/openapi.json"])
def test_nothing_can_be_written(method, path):
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = json.loads(answer.content)
    assert (told["title"], told["status"]) == ("Method not allowed", 405)
    if path != "/api/openapi.json":
        check(answer, told, path)


def test_the_bare_address_leads_to_what_there_is():
    assert Client().get("/api", follow=True).redirect_chain == [("/api/", 301)]


@pytest.mark.parametrize("path", ["", "articles?per_page=1", "openapi.json"])
def test_heads_are_those_of_the_answers(path):
    published(make_article())
    head, answer = Client().head(f"/api/{path}"), Client().get(f"/api/{path}")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == answer["ETag"]


def test_a_failure_of_the_site_is_a_problem_and_in_the_log(monkeypatch, caplog):
    monkeypatch.setattr("publications.api.articles.entries", lambda *given: 1 / 0)
    answer = Client(raise_request_exception=False).get("/api/articles")
    assert answer.status_code == 500
    assert answer["Cache-Control"] == "no-cache"
    told = json.loads(answer.content)
    check(answer, told, "/api/articles")
    assert "division" not in answer.content.decode()
    assert "ZeroDivisionError" in caplog.text
    with pytest.raises(ZeroDivisionError):
        Client().get("/api/articles")


def test_whoever_develops_the_site_sees_where_it_fails(monkeypatch, settings):
    settings.DEBUG = True
    monkeypatch.setattr("publications.api.articles.entries", lambda *given: 1 / 0)
    answer = Client(raise_request_exception=False).get("/api/articles")
    assert b"ZeroDivisionError" in answer.content


def test_more_parameters_than_anybody_reads_are_a_problem():
    answer = Client().get(f"/api/articles?{'&'.join(['page=1'] * 10_001)}")
    assert answer.status_code == 400
    check(answer, json.loads(answer.content), "/api/articles")


@pytest.mark.parametrize(
    ("query", "is_kept"),
    [
        ("", True),
        ("language=en", True),
        ("language=zh-hant&page=2", True),
        ("language=en&topic=sea&page=2", True),
        ("year=2024", True),
        ("language=en&topic=sea&year=2024", False),
        ("per_page=3", False),
        ("changed_since=2026-01-01", False),
    ],
)
def test_the_store_keeps_the_lists_that_are_not_endless(query, is_kept):
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/api/articles", "QUERY_STRING": query}
    assert pagestore.is_for_readers(environ) == is_kept


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_stored_answer_is_as_fresh_as_any(tmp_path):
    store = pagestore.PageStore(get_wsgi_application(), tmp_path, Generation.objects.number, lambda: None)
    article = make_article(slug="tides")
    assert get(store, "/api/articles/en/tides")[0].startswith("404")
    published(article)
    status, headers, body = get(store, "/api/articles/en/tides")
    assert status.startswith("200")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert get(store, "/api/articles/en/tides")[2] == body
    assert get(store, "/api/articles/en/tides", HTTP_IF_NONE_MATCH=headers["ETag"])[0].startswith("304")
    published(article, change="correction", note="It was wrong.")
    assert json.loads(get(store, "/api/articles/en/tides")[2])["version"] == 2
