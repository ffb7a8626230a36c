import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.db import connection
from django.test import Client

from config import pagestore
from publications.models import Generation

OK = {"status": "ok", "database": "ok"}
FAILED = {"status": "failed", "database": "failed"}


@pytest.mark.django_db
def test_a_site_that_is_well_says_so_with_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, OK)


@pytest.mark.django_db
def test_nobody_keeps_the_answer():
    answer = Client().get("/healthz")
    assert "no-store" in answer["Cache-Control"]
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "QUERY_STRING": ""}
    assert not pagestore.is_for_readers(environ)


@pytest.mark.django_db
def test_the_answer_is_of_no_language_and_of_no_session():
    client = Client(headers={"accept-language": "zh-TW"})
    client.cookies["sessionid"] = "nobody's"
    answer = client.get("/healthz")
    assert answer.json() == OK
    assert not answer.cookies
    assert not answer.has_header("Vary")
    assert not answer.has_header("Content-Language")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_database_that_does_not_know_the_site_is_told_with_503(caplog):
    table = Generation._meta.db_table
    with connection.schema_editor() as editor:
        editor.alter_db_table(Generation, table, "elsewhere")
    try:
        answer = Client(raise_request_exception=False).get("/healthz")
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(Generation, "elsewhere", table)
    assert (answer.status_code, answer.json()) == (503, FAILED)
    assert "The database does not answer" in caplog.text


def test_a_database_that_is_not_there_is_told_with_503(tmp_path):
    code = "from django.test import Client; print(Client().get('/healthz').status_code)"
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "DATA_DIR": str(tmp_path)}
    asked = subprocess.run(
        [sys.executable, project.BASE_DIR / "manage.py", "shell", "--no-imports", "--command", code],
        env={
            "PATH": os.environ["PATH"],
            "ALLOWED_HOSTS": "localhost,testserver",
            "SECRET_KEY": "x",
            **nowhere,
        },
        capture_output=True,
        text=True,
    )
    assert asked.stdout.strip() == "503", asked.stderr


@pytest.mark.django_db
def test_only_asking_is_allowed():
    assert Client().head("/healthz").status_code == 200
    assert Client().post("/healthz").status_code == 405


@pytest.mark.django_db
def test_a_watchdog_beside_the_proxy_is_not_sent_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/en/").status_code == 301


@pytest.mark.django_db
def test_search_engines_are_not_told_of_it():
    for address in ("/robots.txt", "/sitemap.xml", "/sitemap-pages.xml"):
        assert b"healthz" not in Client().get(address).content
