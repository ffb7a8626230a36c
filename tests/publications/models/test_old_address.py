import pytest
from django.test import Client

from publications.models import OldAddress
from publications.models.old_address import LONGEST, normal
from tests.factories import make_article, make_page, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/2019/05/ports/", "/2019/05/ports"),
        ("/2019/05/ports", "/2019/05/ports"),
        ("https://old.example/2019/ports/?utm_source=x", "/2019/ports"),
        ("/?p=123", "?p=123"),
        ("/?page_id=9&preview=true", "?p=9"),
        ("/blog/?p=123", "/blog?p=123"),
        ("/%E6%B8%AF%E5%8F%A3/", "/港口"),
        ("/", ""),
    ],
)
def test_an_address_is_kept_in_one_form(address, kept):
    assert normal(address) == kept


@pytest.mark.parametrize("asked", ["/2019/05/ports/", "/2019/05/ports", "/2019/05/ports/?utm_source=x"])
def test_an_address_of_the_site_before_leads_to_the_article(asked):
    article = make_article(slug="ports", title_zh_hans="港口", body_zh_hans="<p>港口。</p>")
    published(article, "zh-hans")
    OldAddress.objects.create(path="/2019/05/ports", language="zh-hans", article=article)
    response = Client().get(asked)
    assert (response.status_code, response["Location"]) == (301, "/zh-hans/articles/ports/")


def test_the_number_of_a_post_leads_to_it_from_the_home_address():
    published(article := make_article(slug="ports"))
    OldAddress.objects.create(path="?p=12", language="en", article=article)
    assert Client().get("/?p=12")["Location"] == "/en/articles/ports/"


def test_a_page_of_the_site_before_leads_to_the_page():
    page = make_page(slug="about", title_en="About", body_en="<p>Who we are.</p>")
    OldAddress.objects.create(path="/about-us", language="en", page=page)
    assert Client().get("/about-us/")["Location"] == "/en/pages/about/"


def test_nobody_is_told_of_what_was_never_public():
    OldAddress.objects.create(path="/secret", language="en", article=make_article(slug="plans"))
    assert Client().get("/secret").status_code == 404


@pytest.mark.parametrize("asked", ["/a%00b", "/" + "a" * (LONGEST + 1), "/%ff", "/?p=%00", "/?p="])
def test_addresses_that_no_site_ever_had_lead_nowhere(asked):
    assert Client().get(asked).status_code in (302, 404)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/blog/?p=12", "/en/articles/ports/"),
        ("/blog/?p=13", "/en/articles/piers/"),
        ("/blog/", "/en/articles/piers/"),
    ],
)
def test_a_number_leads_to_its_text_in_a_folder_as_well(asked, leads_to):
    published(ports := make_article(slug="ports"))
    published(piers := make_article(slug="piers"))
    OldAddress.objects.create(path="/blog?p=12", language="en", article=ports)
    OldAddress.objects.create(path="/blog", language="en", article=piers)
    assert Client().get(asked)["Location"] == leads_to
