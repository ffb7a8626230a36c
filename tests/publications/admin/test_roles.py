"""Every role at every main address of the admin: who gets in, who does not."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_fellow,
    make_figure,
    make_region,
    make_series,
    make_topic,
    published,
)
from tests.forms import opened, signed_in
from tests.pages import words

pytestmark = pytest.mark.django_db


def addresses(app: str, models: tuple[str, ...], *, view: str, work: str) -> dict[str, str]:
    """The usual four pages of each model with who may look at it and who may add and delete."""
    pages = {"changelist": view, "change": view, "add": work, "delete": work}
    return {f"{app}_{model}_{page}": who for model in models for page, who in pages.items()}


# P publishers, E editors, T translators, S fellows' staff.
ADDRESSES = {
    "index": "PETS",
    "password_change": "PETS",
    "publications_article_changelist": "PET",
    "publications_article_add": "PE",
    "publications_article_change": "PET",
    "publications_article_delete": "PE",
    "publications_article_history": "PET",
    "publications_article_import": "PE",
    "publications_article_import_language": "PET",
    "publications_article_publish": "P",
    "publications_article_withdraw": "P",
    "publications_version_changelist": "PET",
    "publications_version_change": "PET",
    "publications_version_add": "",
    "publications_version_delete": "",
    **addresses("publications", ("topic", "region", "series", "figure"), view="PET", work="PE"),
    **addresses("authors", ("author",), view="PETS", work="PES"),
    **addresses("authors", ("fellow", "department"), view="PES", work="PES"),
    "auth_user_changelist": "",
    "auth_group_changelist": "",
}
GROUPS = {"P": "Publishers", "E": "Editors", "T": "Translators", "S": "Fellows' staff"}


@pytest.fixture
def objects() -> dict[str, list[object]]:
    """One thing of each kind, as the arguments of the addresses that lead to it."""
    article = make_article(topics=[make_topic()])
    fellow = make_fellow(make_author(slug="fellow"))
    make_appointment(fellow)
    made = {
        "publications_article": article,
        "publications_version": published(make_article()),
        "publications_topic": make_topic(),
        "publications_region": make_region(),
        "publications_series": make_series(),
        "publications_figure": make_figure(),
        "authors_author": make_author(),
        "authors_fellow": fellow,
        "authors_department": make_department(),
    }
    return {name: [thing.pk] for name, thing in made.items()}


def address(name: str, objects: dict[str, list[object]]) -> str:
    kind, _, page = name.rpartition("_")
    if name.endswith(("changelist", "add", "import", "index", "password_change")):
        return reverse(f"admin:{name}")
    if name.endswith("import_language"):
        return reverse(f"admin:{name}", args=[*objects["publications_article"], "en"])
    return reverse(
        f"admin:{name}", args=[*objects[kind], *(["en"] if page in ("publish", "withdraw") else [])]
    )


@pytest.mark.parametrize("letter", GROUPS)
def test_each_role_gets_in_where_it_works_and_nowhere_else(letter, objects):
    client = signed_in(GROUPS[letter])
    found = {name: client.get(address(name, objects)).status_code for name in ADDRESSES}
    expected = {name: 200 if letter in who else 403 for name, who in ADDRESSES.items()}
    assert {name: code for name, code in found.items() if code != expected[name]} == {}


def test_whoever_has_not_signed_in_is_led_to_the_door(client, objects):
    for name in ADDRESSES:
        answer = client.get(address(name, objects))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login")), name


def test_a_user_who_is_no_member_of_staff_is_led_to_the_door(client, django_user_model, objects):
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(address("publications_article_changelist", objects)).status_code == 302


@pytest.mark.parametrize(
    "name", ["publications_topic_change", "publications_figure_change", "authors_author_change"]
)
def test_a_translator_looks_at_what_an_article_refers_to_but_changes_nothing(name, objects):
    page = opened(signed_in("Translators").get(address(name, objects)))
    assert not page.xpath("//main//input[@name='_save']")


def test_a_translator_saves_an_article(objects):
    page = opened(signed_in("Translators").get(address("publications_article_change", objects)))
    assert page.xpath("//main//input[@name='_save']")
    assert "Publish…" not in words(page)


def test_the_groups_are_there_on_a_fresh_site():
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS.values())
