import datetime
import gzip
import threading
import time

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.test.client import RequestFactory
from django.utils import timezone

from config import pagestore
from publications import workflow
from publications.models import Generation
from tests.factories import make_article, published


class Site:
    """An application that counts how often it was asked, behind a store; tests set what it answers."""

    def __init__(self, folder, headers=(), status="200 OK"):
        self.asked, self.generation, self.next_change = 0, 1, None
        self.headers, self.status = [("Content-Type", "text/html"), *headers], status
        self.store = pagestore.PageStore(
            self.application, folder, lambda: self.generation, lambda: self.next_change
        )

    def application(self, environ, start_response):
        self.asked += 1
        start_response(self.status, self.headers)
        return [f"page {self.asked}".encode()]

    def get(self, path="/en/", method="GET", **environ):
        return get(self.store, path, method, **environ)


def get(application, path, method="GET", **environ):
    """The status, headers and body of a response."""
    answer = []
    request = RequestFactory().generic(method, path, **environ).environ
    body = b"".join(
        application(request, lambda status, headers, exc_info=None: answer.extend((status, headers)))
    )
    return answer[0], dict(answer[1]), body


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


def test_a_page_is_rendered_once(site):
    assert [site.get()[2] for _ in range(3)] == [b"page 1"] * 3


def test_each_address_and_page_of_a_list_has_its_own(site):
    bodies = [site.get(path)[2] for path in ("/en/", "/zh-hans/", "/en/?page=2", "/en/")]
    assert bodies == [b"page 1", b"page 2", b"page 3", b"page 1"]


@pytest.mark.parametrize("query", ["page=2", "kind=report", "topic=law-of-the-sea&page=12", "year=2024"])
def test_a_list_that_one_thing_narrows_is_kept(site, query):
    assert [site.get(f"/en/articles/?{query}")[2] for _ in range(2)] == [b"page 1"] * 2


@pytest.mark.parametrize(
    "query", ["kind=report&year=2024", "page=0", "&page=2", "year=9999", "q=x&page=2", "page=2&kind=report"]
)
def test_combinations_and_other_queries_do_not_fill_the_store(site, query):
    assert [site.get(f"/en/articles/?{query}")[2] for _ in range(2)] == [b"page 1", b"page 2"]


def test_a_public_change_makes_every_page_new(site):
    site.get()
    site.generation = 2
    assert site.get()[2] == b"page 2"


def test_pages_of_the_past_are_cleared_away(site, tmp_path):
    for site.generation in (9, 10):
        site.get()
    assert [folder.name for folder in tmp_path.iterdir()] == ["10"]


def test_a_page_that_was_rendered_beside_an_edit_is_not_served(site):
    render = site.application

    def edited_meanwhile(environ, start_response):
        site.generation = 2
        return render(environ, start_response)

    site.store.application = edited_meanwhile
    site.get()
    assert site.get()[2] == b"page 2"


def test_a_page_is_valid_until_the_next_scheduled_moment(site, monkeypatch):
    site.next_change = time.time() + 60
    site.get()
    assert site.get()[2] == b"page 1"
    monkeypatch.setattr(time, "time", lambda: site.next_change)
    assert site.get()[2] == b"page 2"


@pytest.mark.parametrize(
    ("path", "method", "environ"),
    [
        ("/en/", "POST", {}),
        ("/en/", "GET", {"HTTP_COOKIE": "a=b; sessionid=x"}),
        ("/en/?q=harbour", "GET", {}),
        ("/admin/", "GET", {}),
        ("/", "GET", {}),
        ("/media/figures/x.png", "GET", {}),
    ],
)
def test_what_is_not_for_every_reader_goes_to_the_application(site, path, method, environ):
    assert [site.get(path, method, **environ)[2] for _ in range(2)] == [b"page 1", b"page 2"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "404 Not Found"},
        {"headers": [("Set-Cookie", "a=b")]},
        {"headers": [("Vary", "Accept-Encoding, Cookie")]},
        {"headers": [("Cache-Control", "private, no-store")]},
        {"headers": [("Content-Type", "application/pdf")]},
        {"headers": [("Content-Type", "image/png")]},
    ],
)
def test_an_answer_that_is_not_for_anybody_or_packed_already_is_not_kept(tmp_path, answer):
    site = Site(tmp_path, **answer)
    assert [site.get()[2] for _ in range(2)] == [b"page 1", b"page 2"]


def test_a_reader_who_has_the_page_gets_no_body(site):
    status, headers, _body = site.get()
    assert status == "200 OK"
    status, _headers, body = site.get(HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, body) == ("304 Not Modified", b"")


def test_a_moment_says_that_a_reader_has_the_page_unless_a_tag_says_otherwise(tmp_path):
    moment = "Thu, 26 Nov 2026 08:00:00 GMT"
    site = Site(tmp_path, headers=[("Last-Modified", moment)])
    assert site.get(HTTP_IF_MODIFIED_SINCE=moment)[0] == "304 Not Modified"
    assert site.get(HTTP_IF_MODIFIED_SINCE="Thu, 26 Nov 2026 07:00:00 GMT")[0] == "200 OK"
    assert site.get(HTTP_IF_MODIFIED_SINCE=moment, HTTP_IF_NONE_MATCH='"another"')[0] == "200 OK"


def test_how_long_a_page_may_be_kept_is_said_once(tmp_path):
    site = Site(tmp_path, headers=[("Cache-Control", "no-cache"), ("ETag", '"theirs"')])
    answer = []
    request = RequestFactory().get("/en/").environ
    site.store(request, lambda status, headers, exc_info=None: answer.extend(headers))
    names = [name.lower() for name, _value in answer]
    assert (names.count("cache-control"), names.count("etag")) == (1, 1)


def test_a_page_without_a_moment_is_not_known_by_one(site):
    site.get()
    assert site.get(HTTP_IF_MODIFIED_SINCE="Thu, 26 Nov 2026 08:00:00 GMT")[0] == "200 OK"


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpacked"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=0.5, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
        ("GZIP , br ; q=0.00", "gzip", gzip.decompress),
        ("deflate", None, bytes),
        ("gzip;q=0", None, bytes),
        ("", None, bytes),
    ],
)
def test_a_browser_gets_the_page_packed_as_it_can_take_it(site, accepted, encoding, unpacked):
    for _time in range(2):
        _status, headers, body = site.get(HTTP_ACCEPT_ENCODING=accepted)
        assert headers.get("Content-Encoding") == encoding
        assert headers["Vary"] == "Accept-Encoding"
        assert int(headers["Content-Length"]) == len(body)
        assert unpacked(body) == b"page 1"


def test_a_head_request_has_the_headers_alone(site):
    _status, headers, body = site.get(method="HEAD")
    assert (headers["Content-Length"], body) == ("6", b"")
    assert site.get()[2] == b"page 1"


def test_without_a_database_the_application_answers(site):
    def broken():
        raise pagestore.sqlite3.OperationalError

    site.store.generation = broken
    assert site.get()[2] == b"page 1"


@pytest.fixture
def real(settings, tmp_path, django_db_serialized_rollback, transactional_db):
    settings.DATA_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["testserver"]
    return pagestore.in_front_of(get_wsgi_application())


def test_the_site_shows_what_was_published_a_moment_ago(real):
    article = make_article(title_en="The channel")
    assert get(real, f"/en/articles/{article.slug}/")[0].startswith("404")
    published(article)
    for title in ("The channel", "The marks", "The lights"):
        article.title_en = title
        article.save()
        published(article)
        for _ in range(2):
            assert title.encode() in get(real, f"/en/articles/{article.slug}/")[2]


def test_the_site_forgets_what_was_withdrawn_a_moment_ago(real):
    article = make_article()
    published(article)
    assert get(real, f"/en/articles/{article.slug}/")[0] == "200 OK"
    workflow.withdraw(article.editions.get(), reason="Wrong.")
    assert get(real, f"/en/articles/{article.slug}/")[0].startswith("410")


def test_a_scheduled_version_appears_by_itself(real):
    article = make_article(title_en="First")
    published(article)
    article.title_en = "Second"
    article.save()
    moment = published(article, at=timezone.now() + datetime.timedelta(seconds=1.5)).published_at
    address = f"/en/articles/{article.slug}/"
    while timezone.now() < moment - datetime.timedelta(seconds=0.2):
        assert b"<h1>Second" not in get(real, address)[2]
        assert b"First" in get(real, address)[2]
    time.sleep(max(0, (moment - timezone.now()).total_seconds()))
    assert b"Second" in get(real, address)[2]


@pytest.mark.django_db
def test_what_is_public_changes_at_midnight_at_the_latest():
    soon = timezone.now() + datetime.timedelta(seconds=5)
    midnight = pagestore.next_change()
    assert 0 < midnight - time.time() <= 24 * 60 * 60
    published(make_article(), at=soon)
    assert pagestore.next_change() == min(soon.timestamp(), midnight)


def test_no_reader_beside_edits_sees_a_page_older_than_the_last_edit(tmp_path):
    site = Site(tmp_path)
    content, acknowledged, stale = [0], [0], []

    def slow(environ, start_response):
        shown = content[0]
        time.sleep(0.002)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(shown).encode()]

    site.store.application = slow

    def read():
        for _ in range(150):
            before = acknowledged[0]
            if int(site.get()[2]) < before:
                stale.append(before)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    while any(reader.is_alive() for reader in readers):
        content[0] += 1
        site.generation += 1
        acknowledged[0] += 1
        time.sleep(0.003)
    assert stale == []


def test_a_restart_clears_the_store(real, tmp_path):
    get(real, "/en/")
    assert list(tmp_path.glob("pages/*"))
    pagestore.in_front_of(real)
    assert not list(tmp_path.glob("pages/*"))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_store_reads_the_generation_of_the_database():
    generation = pagestore.in_front_of(get_wsgi_application()).generation
    before = generation()
    Generation.objects.advance()
    assert generation() == max(before + 1, 2)
