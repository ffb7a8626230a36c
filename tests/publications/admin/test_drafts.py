import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_article, make_user
from tests.forms import opened, signed_in, typed
from tests.pages import one

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return reverse("admin:publications_article_change", args=[make_article().pk])


def test_a_save_tells_the_browser_which_draft_it_contained(address):
    client = signed_in()
    form = typed(client.get(address))
    client.post(address, form)
    cookie = client.cookies["saved_draft"]
    assert (cookie.value, cookie["path"]) == (form["draft"][0], "/admin/")


def test_a_new_article_does_so_too():
    client = signed_in()
    form = typed(client.get("/admin/publications/article/add/"), title_en="Ports")
    client.post("/admin/publications/article/add/", form)
    assert client.cookies["saved_draft"].value == form["draft"][0]


def test_a_refused_form_tells_it_nothing_and_keeps_the_name_of_its_draft(address):
    client = signed_in()
    form = typed(client.get(address), doi="x" * 500)
    assert typed(client.post(address, form))["draft"] == form["draft"]
    assert "saved_draft" not in client.cookies


def test_every_form_that_is_opened_has_a_draft_of_its_own(address):
    client = signed_in()
    assert typed(client.get(address))["draft"] != typed(client.get(address))["draft"]


def test_drafts_are_kept_apart_by_account_and_article(address):
    first = one(opened(signed_in().get(address)), ".draft-offer")
    second = one(opened(signed_in().get(address)), ".draft-offer")
    new = one(opened(signed_in().get("/admin/publications/article/add/")), ".draft-offer")
    assert first.get("data-user") != second.get("data-user")
    assert first.get("data-article") == second.get("data-article") != new.get("data-article") == "new"


def test_a_form_that_was_opened_before_signing_in_again_is_refused_with_the_way_back(address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    answer = client.post(address, {"title_en": "Quays"})
    assert answer.status_code == 403
    assert one(opened(answer), ".onward").xpath(".//a/@href") == [address]
