"""Who looks after accounts, and what nobody can give away who does not have it."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from publications.models import LanguageGrant
from tests.factories import make_user
from tests.forms import opened, send, signed_in
from tests.pages import words

pytestmark = pytest.mark.django_db

ADD = "/admin/auth/user/add/"
LIST = "/admin/auth/user/"


def change(person: User) -> str:
    return reverse("admin:auth_user_change", args=[person.pk])


def member(group: str, **facts: object) -> User:
    person = make_user(is_staff=True, **facts)
    person.groups.add(Group.objects.get(name=group))
    return person


def part(name: str) -> str:
    return str(Group.objects.get(name=name).pk)


def test_a_publisher_adds_a_translator_with_languages_on_one_page():
    answer = send(
        signed_in("Publishers"),
        ADD,
        username="jia",
        password1="a harbour at dusk",
        password2="a harbour at dusk",
        groups=[part("Translators")],
        languages=["zh-hans"],
    )
    assert answer.status_code == 302
    person = User.objects.get(username="jia")
    assert person.is_staff
    assert person.check_password("a harbour at dusk")
    assert [group.name for group in person.groups.all()] == ["Translators"]
    assert LanguageGrant.objects.languages_of(person) == ("zh-hans",)


def test_languages_are_given_and_taken_back():
    person = member("Translators")
    LanguageGrant.objects.give(person, ["en", "zh-hans"])
    send(signed_in("Publishers"), change(person), languages=["zh-hans", "zh-hant"])
    assert LanguageGrant.objects.languages_of(User.objects.get(pk=person.pk)) == ("zh-hans", "zh-hant")


def test_a_publisher_cannot_make_anybody_more_than_a_publisher():
    person = member("Editors")
    wider = Group.objects.create(name="Operators")
    sent = {"is_superuser": "on", "user_permissions": [str(Permission.objects.first().pk)]}
    send(signed_in("Publishers"), change(person), **sent)
    answer = send(signed_in("Publishers"), change(person), groups=[str(wider.pk)])
    person = User.objects.get(pk=person.pk)
    assert not person.is_superuser
    assert not person.user_permissions.exists()
    assert [group.name for group in person.groups.all()] == ["Editors"]
    assert opened(answer).xpath("//*[contains(@class, 'field-groups')]//ul[contains(@class, 'errorlist')]")


@pytest.mark.parametrize("page", ["admin:auth_user_change", "admin:auth_user_password_change"])
def test_whoever_may_do_more_than_a_publisher_is_out_of_a_publishers_reach(page):
    operator = member("Editors")
    operator.groups.add(Group.objects.create(name="Operators"))
    trusted = member("Editors")
    trusted.user_permissions.add(Permission.objects.first())
    client = signed_in("Publishers", username="lin")
    for person in (make_user(is_superuser=True, is_staff=True), operator, trusted):
        assert client.get(reverse(page, args=[person.pk])).status_code in (302, 404)
    assert "1 user" in words(opened(client.get(LIST)), ".paginator")


def test_a_publisher_sets_the_password_of_a_colleague():
    person = member("Editors")
    address = reverse("admin:auth_user_password_change", args=[person.pk])
    new = "a ferry before dawn"
    send(signed_in("Publishers"), address, password1=new, password2=new, usable_password="true")
    assert User.objects.get(pk=person.pk).check_password(new)


def test_a_superuser_hands_out_every_right():
    person = member("Editors")
    wider = Group.objects.create(name="Operators")
    send(signed_in(), change(person), groups=[str(wider.pk)], is_superuser="on")
    person = User.objects.get(pk=person.pk)
    assert person.is_superuser
    assert [group.name for group in person.groups.all()] == ["Operators"]


def test_parts_are_named_in_the_language_of_the_page(django_assert_max_num_queries):
    for _ in range(20):
        member("Translators")
    client = signed_in("Publishers")
    with django_assert_max_num_queries(11):
        page = opened(client.get(LIST))
    assert "Translators" in words(page, "#result_list")
