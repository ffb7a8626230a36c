import pytest

from publications.models import Region, Series, Topic
from tests.factories import make_topic
from tests.forms import opened, send, signed_in
from tests.pages import words

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
