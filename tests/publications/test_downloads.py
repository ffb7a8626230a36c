import json

import pytest
from django.test import Client

from publications import typesetting
from publications.exporters import FORMATS
from tests.factories import make_article, published, withdrawn

pytestmark = pytest.mark.django_db


def test_an_article_is_a_file_under_its_address():
    published(make_article(slug="tides", title_en="Tides"))
    answer = Client().get("/en/articles/tides.json")
    assert answer.status_code == 200
    assert json.loads(answer.content)[0]["title"] == "Tides"
    assert answer["Content-Disposition"] == 'inline; filename="tides-en.json"'


@pytest.mark.parametrize("extension", ["json", "pdf"])
def test_a_reader_who_has_the_file_gets_no_second_one(extension):
    published(make_article(slug="tides", title_en="Tides"))
    first = Client().get(f"/en/articles/tides.{extension}")
    second = Client().get(f"/en/articles/tides.{extension}", headers={"if-none-match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert first["Cache-Control"] == "no-cache"


def test_a_file_asks_the_database_a_few_times_once_it_is_made(django_assert_num_queries):
    published(make_article(slug="tides", title_en="Tides"))
    Client().get("/en/articles/tides.pdf")
    with django_assert_num_queries(3):
        Client().get("/en/articles/tides.pdf")


def test_an_earlier_version_is_a_file_as_well():
    article = make_article(slug="tides", title_en="Tides")
    published(article)
    article.title_en = "Tides and Currents"
    article.save()
    published(article)
    assert json.loads(Client().get("/en/articles/tides/v1.json").content)[0]["title"] == "Tides"
    assert json.loads(Client().get("/en/articles/tides.json").content)[0]["title"] == "Tides and Currents"


def test_a_pdf_is_offered_first_and_made_once(monkeypatch):
    made = []
    monkeypatch.setattr(typesetting, "to_pdf", lambda *facts: made.append(facts) or b"%PDF")
    published(make_article(slug="tides", title_en="Tides"))
    for _reader in range(2):
        answer = Client().get("/en/articles/tides.pdf")
        assert (answer.content, answer["Content-Type"]) == (b"%PDF", "application/pdf")
    assert len(made) == 1
    assert next(iter(FORMATS)) == "pdf"


@pytest.mark.parametrize("address", ["/en/articles/tides.png", "/en/articles/tides/v1.png"])
def test_the_picture_card_has_an_address_that_no_list_of_files_offers(address):
    published(make_article(slug="tides", title_en="Tides"))
    answer = Client().get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert "png" not in FORMATS


@pytest.mark.parametrize("address", ["/en/articles/tides.json", "/en/articles/tides/v1.json"])
def test_a_draft_and_what_was_withdrawn_are_no_files(address):
    article = make_article(slug="tides")
    assert Client().get(address).status_code == 404
    withdrawn(article)
    assert Client().get(address).status_code == 404


def test_an_old_address_leads_to_the_file_at_the_new_one():
    article = make_article(slug="tides")
    published(article)
    article.slug = "currents"
    article.save()
    answer = Client().get("/en/articles/tides.json")
    assert (answer.status_code, answer["Location"]) == (301, "/en/articles/currents.json")


@pytest.mark.parametrize(
    "address", ["/en/articles/tides.exe", "/zh-hans/articles/tides.json", "/en/articles/none.json"]
)
def test_what_is_not_there_is_not_found(address):
    published(make_article(slug="tides"))
    assert Client().get(address).status_code == 404
