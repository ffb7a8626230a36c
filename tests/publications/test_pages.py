import pytest
from django.test import Client

from publications.models import Generation, Page
from tests.factories import make_figure, make_page
from tests.pages import links, one, read, words

pytestmark = pytest.mark.django_db


def test_a_page_shows_its_text_in_the_language_of_the_address():
    make_page(slug="about", title_en="About", title_zh_hans="关于", body_zh_hans="<p>我们在码头。</p>")
    page = read("/zh-hans/pages/about/")
    assert words(page, "h1") == "关于"
    assert "我们在码头。" in words(page)


def test_notes_of_a_page_stand_below_it():
    note = '<span data-footnote="k7x2m9qa">Annual accounts, 2025.</span>'
    make_page(slug="about", body_en=f"<p>A third is public money.{note}</p>")
    assert "Annual accounts, 2025." in words(read("/en/pages/about/"), ".notes")


@pytest.mark.parametrize("lacking", [{"shown_en": False}, {"body_en": ""}])
def test_a_page_that_is_not_shown_or_not_whole_is_not_there(lacking):
    make_page(slug="about", title_en="About", **lacking)
    read("/en/pages/about/", status=404)
    assert "About" not in links(read("/en/"))


def test_a_page_that_another_language_has_says_so_and_leads_there():
    make_page(slug="about", title_zh_hant="關於我們")
    page = read("/zh-hans/pages/about/", status=404)
    assert links(page, "main") == {"繁體 關於我們": "/zh-hant/pages/about/"}


@pytest.mark.parametrize(("place", "part"), [("head", ".sections"), ("foot", ".colophon")])
def test_every_page_links_to_the_pages_of_its_language_at_their_place(place, part):
    make_page(slug="about", place=place, title_en="About", title_zh_hant="關於")
    assert links(read("/en/articles/"), part)["About"] == "/en/pages/about/"
    assert links(read("/zh-hant/authors/"), part)["關於"] == "/zh-hant/pages/about/"
    assert "About" not in links(read("/zh-hans/"), part)


def test_a_page_can_be_linked_nowhere():
    make_page(slug="thanks", place="nowhere", title_en="Thank you")
    assert "Thank you" not in links(read("/en/"))
    read("/en/pages/thanks/")


def test_links_to_pages_stand_in_their_order():
    for order, title in enumerate(["Contact", "About", "Jobs"]):
        make_page(title_en=title, order=order)
    assert list(links(read("/en/"), ".colophon-links"))[-3:] == ["Contact", "About", "Jobs"]


def test_an_old_address_leads_to_the_page_in_one_step():
    page = make_page(slug="about")
    for slug in ("about-us", "who-we-are"):
        page.slug = slug
        page.save()
    for old in ("about", "about-us"):
        response = Client().get(f"/en/pages/{old}/")
        assert (response.status_code, response["Location"]) == (301, "/en/pages/who-we-are/")


def test_the_old_address_of_a_page_that_is_not_shown_tells_nothing():
    page = make_page(slug="plans", shown_en=False)
    page.slug = "secret-plans"
    page.save()
    read("/en/pages/plans/", status=404)


def test_a_page_that_takes_an_old_address_is_found_there():
    first = make_page(slug="about")
    first.slug = "history"
    first.save()
    make_page(slug="about", title_en="The new one")
    assert words(read("/en/pages/about/"), "h1") == "The new one"


def test_a_picture_of_a_page_is_public_while_the_page_is():
    figure = make_figure()
    picture = f'<figure><img src="{figure.image.url}" alt="The pier" width="60" height="40"></figure>'
    page = make_page(body_en=f"<p>Here.</p>{picture}")
    assert Client().get(figure.image.url).status_code == 200
    page.shown_en = False
    page.save()
    assert Client().get(figure.image.url).status_code == 404


def test_saving_or_deleting_a_page_is_a_public_change():
    before = Generation.objects.number()
    page = make_page()
    saved = Generation.objects.number()
    Page.objects.get(pk=page.pk).delete()
    assert before < saved < Generation.objects.number()


def test_markup_that_bodies_may_not_have_is_cleaned_away():
    page = make_page(slug="about", body_en="<p onclick='x()'>Hello</p><script>alert(1)</script>")
    assert page.body_en == "<p>Hello</p>"
    assert one(read("/en/pages/about/"), ".prose").xpath(".//script") == []


def test_a_page_asks_the_database_twice(django_assert_num_queries):
    make_page(slug="about", place="head")
    for number in range(12):
        make_page(order=number)
    with django_assert_num_queries(2):
        Client().get("/en/pages/about/")
