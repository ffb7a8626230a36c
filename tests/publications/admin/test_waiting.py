"""The home page of the admin: each finds there what waits for them, and nothing that waits for others."""

import datetime

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publications import workflow
from publications.models import Article, Edition, LanguageGrant, Revision
from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_fellow,
    make_portrait,
    make_user,
    published,
)
from tests.forms import opened
from tests.pages import words

pytestmark = pytest.mark.django_db

HOME = "/admin/"
BROKEN = '<p>A claim.<span data-footnote="k7x2m9qa"></span></p>'


def member(group: str, *languages: str) -> User:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    LanguageGrant.objects.give(user, languages)
    return user


def waiting(user: User) -> dict[str, list[str]]:
    """What the home page lists for the user: the links of each section."""
    client = Client()
    client.force_login(user)
    page = opened(client.get(HOME))
    sections = page.xpath("//div[@class='waiting']/section")
    return {section.xpath("h2")[0].text_content(): section.xpath(".//li/a/text()") for section in sections}


def edition(article: Article, language: str = "en") -> Edition:
    return Edition.objects.get(article=article, language=language)


def outdated() -> Article:
    article = make_article(title_en="Stale", title_zh_hans="旧")
    article.title_en = "Stale."
    article.save()
    return article


def test_nothing_waits_on_a_new_site():
    assert waiting(member("Publishers")) == {}


def test_what_is_in_review_waits_for_those_who_review():
    writer = make_user(username="wei")
    workflow.submit(edition(make_article(title_en="Ports")), by=writer)
    assert waiting(member("Editors")) == {"To review": ["Ports"]}
    assert waiting(member("Publishers")) == {"To review": ["Ports"]}
    assert waiting(member("Translators", "en")) == {}


def test_who_has_waited_longest_is_reviewed_first():
    for title in ("First", "Second"):
        workflow.submit(edition(make_article(title_en=title)), by=None)
    assert waiting(member("Editors")) == {"To review": ["First", "Second"]}


def test_what_is_approved_waits_for_publishers():
    article = make_article(title_en="Ports")
    workflow.submit(edition(article), by=None)
    workflow.approve(edition(article), by=None)
    assert waiting(member("Publishers")) == {"Approved, to be published": ["Ports"]}
    assert waiting(member("Editors")) == {}


def test_what_was_sent_back_waits_for_who_had_sent_it_with_the_reason():
    writer, other = member("Editors"), member("Editors")
    article = make_article(title_en="Ports")
    workflow.submit(edition(article), by=writer)
    workflow.send_back(edition(article), by=other, note="The third table is last year’s.")
    assert waiting(writer) == {"Sent back to you": ["Ports"]}
    assert waiting(other) == {}
    client = Client()
    client.force_login(writer)
    assert "The third table is last year’s." in words(opened(client.get(HOME)), ".waiting")


def test_what_was_sent_again_waits_no_longer():
    writer, other = member("Editors"), member("Editors")
    article = make_article(title_en="Ports")
    workflow.submit(edition(article), by=writer)
    workflow.send_back(edition(article), by=other, note="Shorter.")
    workflow.submit(edition(article), by=writer)
    assert "Sent back to you" not in waiting(writer)


def test_my_drafts_are_what_i_saved_last_and_what_is_not_published():
    me, other = member("Editors"), member("Editors")
    mine, theirs, out = (make_article(title_en=title) for title in ("Mine", "Theirs", "Out"))
    for article, users in ((mine, [other, me]), (theirs, [me, other]), (out, [me])):
        for user in users:
            Revision.objects.record(article, user)
    published(out)
    assert waiting(me) == {"Your drafts": ["Mine"]}


def test_scheduled_versions_come_in_the_order_of_their_moments():
    now = timezone.now()
    for title, days in (("Later", 3), ("Sooner", 1)):
        published(make_article(title_en=title), at=now + datetime.timedelta(days=days))
    assert waiting(member("Publishers")) == {"Scheduled": ["Sooner", "Later"]}


def test_a_translator_sees_the_stale_and_the_converted_of_their_languages():
    outdated()
    turned = make_article(title_zh_hant="轉")
    Edition.objects.filter(article=turned).update(converted=True)
    assert waiting(member("Translators", "zh-hans")) == {"Outdated translations": ["旧"]}
    assert waiting(member("Translators", "zh-hant")) == {"Conversions to confirm": ["轉"]}
    assert waiting(member("Translators")) == {}


def test_a_translation_that_is_somebody_elses_waits_for_them():
    article, me = outdated(), member("Translators", "zh-hans")
    workflow.assign(edition(article, "zh-hans"), member("Translators", "zh-hans"), by=None)
    assert waiting(me) == {}
    workflow.assign(edition(article, "zh-hans"), me, by=None)
    assert waiting(me) == {"Outdated translations": ["旧"]}


def test_broken_notes_are_found_when_a_text_is_saved_and_gone_when_it_is_mended():
    article = make_article(title_en="Ports", body_en=BROKEN)
    assert waiting(member("Editors")) == {"Broken notes and pictures": ["Ports"]}
    article.body_en = "<p>A claim.</p>"
    article.save()
    assert waiting(member("Editors")) == {}


def test_the_fellows_staff_see_profiles_and_nothing_else():
    published(make_article(title_en="Ports", body_en="<p>Text.</p>"))
    make_article(title_en="Broken", body_en=BROKEN)
    make_fellow(make_author(name_en="Hidden"), visible=False)
    whole = make_fellow(make_author(name_en="Whole"))
    make_portrait(whole.author)
    make_appointment(whole, until=timezone.localdate() + datetime.timedelta(days=20))
    make_fellow(make_author(name_en="Faceless"))
    staff = member("Fellows' staff")
    assert waiting(staff) == {
        "Profiles that readers do not see yet": ["Hidden"],
        "Profiles without a portrait": ["Faceless"],
        "Appointments that end soon": ["Whole"],
    }
    client = Client()
    client.force_login(staff)
    assert "Ports" not in words(opened(client.get(HOME)), "body")


def test_more_than_there_is_room_for_is_one_link_away():
    for number in range(9):
        workflow.submit(edition(make_article(title_en=f"Ports {number}")), by=None)
    user = member("Editors")
    assert len(waiting(user)["To review"]) == 6
    client = Client()
    client.force_login(user)
    page = opened(client.get(HOME))
    [link] = page.xpath("//section[h2='To review']/p/a/@href")
    assert "9 articles" in words(opened(client.get(link)), ".paginator")


def test_what_happened_last_names_who_and_what():
    user = make_user(username="wei")
    article = make_article(title_en="Ports")
    Revision.objects.record(article, user)
    published(article, by=user)
    client = Client()
    client.force_login(member("Translators"))
    told = words(opened(client.get(HOME)), "#content-related")
    assert "Ports English Published wei" in told
    assert "Ports Saved wei" in told


@pytest.mark.parametrize("number", [1, 12])
def test_a_full_desk_asks_the_database_no_more(number, django_assert_num_queries):
    user = member("Publishers")
    for _ in range(number):
        outdated()
        article = make_article(title_en="Ports", title_zh_hans="港口", title_zh_hant="港口", body_en=BROKEN)
        workflow.submit(edition(article), by=user)
        workflow.submit(edition(article, "zh-hans"), by=user)
        workflow.send_back(edition(article, "zh-hans"), by=user, note="Shorter.")
        published(article, "zh-hant", at=timezone.now() + datetime.timedelta(days=1))
        Edition.objects.filter(article=article, language="zh-hant").update(converted=True)
        Revision.objects.record(article, user)
        make_fellow(visible=False)
    client = Client()
    client.force_login(user)
    with django_assert_num_queries(21):
        client.get(HOME)


def test_a_stale_translation_leads_to_its_difference_at_the_desk():
    article = outdated()
    client = Client()
    client.force_login(member("Editors"))
    [link] = opened(client.get(HOME)).xpath("//section[contains(@class, 'waiting-outdated')]//li//a/@href")
    assert link == reverse("desk-translation", args=[article.pk, "zh-hans"])


def test_every_section_leads_to_the_list_of_just_those_in_it():
    user = member("Publishers")
    for number in range(7):
        make_fellow(make_author(name_en=f"Hidden {number}"), visible=False)
        make_fellow(make_author(name_en=f"Faceless {number}"), visible=True)
        ending = make_author(name_en=f"Ending {number}")
        make_portrait(ending)
        make_appointment(make_fellow(ending), until=timezone.localdate())
        Revision.objects.record(make_article(title_en=f"Draft {number}"), user)
    make_portrait(make_fellow().author)
    Revision.objects.record(make_article(title_en="Another's"), None)
    client = Client()
    client.force_login(user)
    rest = opened(client.get(HOME)).xpath("//div[@class='waiting']/section/p/a/@href")
    assert len(rest) == 4
    for address in rest:
        page = opened(client.get(address))
        assert len(page.xpath("//table[@id='result_list']/tbody/tr")) == 7, address
