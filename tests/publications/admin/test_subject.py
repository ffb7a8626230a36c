import pytest

from publications.models import Region, Series, Topic
from tests.factories import make_article, make_topic
from tests.forms import opened, send, signed_in
from tests.pages import one, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Topic, Region, Series])
def test_a_new_one_needs_a_name_in_one_language_only(model):
    address = f"/admin/publications/{model._meta.model_name}/add/"
    send(signed_in("Editors"), address, name_zh_hant="海洋", slug="seas")
    assert model.objects.get().name_zh_hant == "海洋"


def test_one_without_any_name_is_refused():
    answer = send(signed_in("Editors"), "/admin/publications/topic/add/", slug="seas")
    assert "Give a name in at least one language." in words(opened(answer))
    assert not Topic.objects.exists()


@pytest.mark.parametrize("query", ["Seas", "海洋"])
def test_names_are_found_in_every_language(query):
    make_topic(name_en="Seas", name_zh_hans="海洋")
    make_topic(name_en="Ports")
    assert "1 topic" in words(opened(signed_in().get(f"/admin/publications/topic/?q={query}")))


def test_the_list_shows_every_name_and_how_much_there_is():
    topic = make_topic(name_en="Seas", name_zh_hans="海洋", name_zh_hant="", slug="seas")
    make_article(topics=[topic])
    row = one(opened(signed_in().get("/admin/publications/topic/")), "#result_list").xpath(".//tbody/tr")[0]
    cells = [cell.text_content().strip() for cell in row.xpath("./td | ./th")]
    assert [cell for cell in cells if cell] == ["Seas", "海洋", "–", "seas", "1"]
    assert row.xpath(".//span/@lang") == ["en", "zh-Hans"]


def test_the_order_of_many_is_set_in_the_list():
    first, second = make_topic(order=0), make_topic(order=1)
    rows = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 2,
        "form-0-id": first.pk,
        "form-0-order": 5,
        "form-1-id": second.pk,
        "form-1-order": 4,
        "_save": "Save",
    }
    signed_in("Editors").post("/admin/publications/topic/", rows)
    assert list(Topic.objects.all()) == [second, first]


def test_an_address_that_is_changed_keeps_leading_to_the_topic():
    topic = make_topic(slug="seas", name_en="Seas")
    send(signed_in("Editors"), f"/admin/publications/topic/{topic.pk}/change/", slug="oceans")
    assert topic.former_slugs.get().slug == "seas"
