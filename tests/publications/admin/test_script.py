"""The words that editors keep for the conversion between the Chinese scripts."""

import pytest
from django.urls import reverse

from publications.models import ScriptOverride
from tests.forms import opened, send, signed_in

pytestmark = pytest.mark.django_db

LIST = reverse("admin:publications_scriptoverride_changelist")
ADD = reverse("admin:publications_scriptoverride_add")


def test_two_words_are_there_from_the_start():
    words = set(ScriptOverride.objects.values_list("simplified", "traditional"))
    assert words == {("中俄关系", "中俄關係"), ("战略伙伴", "戰略夥伴")}


def test_an_editor_keeps_a_word():
    send(signed_in("Editors"), ADD, simplified="于宏源", traditional="于宏源")
    assert ScriptOverride.objects.get(simplified="于宏源").traditional == "于宏源"


def test_a_single_character_is_refused_because_it_stands_in_many_words():
    page = send(signed_in("Editors"), ADD, simplified="于", traditional="于")
    assert "Give a whole word" in page.content.decode()
    assert not ScriptOverride.objects.filter(simplified="于").exists()


def test_a_word_that_is_there_already_is_refused():
    page = send(signed_in("Editors"), ADD, simplified="战略伙伴", traditional="戰略伙伴")
    assert "already exists" in page.content.decode()


@pytest.mark.parametrize(("variant", "expected"), [("tw", "裡面"), ("hk", "裏面")])
def test_the_list_shows_what_the_conversion_makes_without_it(settings, variant, expected):
    settings.TRADITIONAL_VARIANT = variant
    ScriptOverride.objects.create(simplified="里面", traditional="里面")
    page = opened(signed_in("Editors").get(LIST))
    assert expected in page.xpath("//td[@class='field-by_itself']/text()")


def test_translators_see_the_words_and_change_none():
    client = signed_in("Translators")
    assert client.get(LIST).status_code == 200
    assert client.get(ADD).status_code == 403
