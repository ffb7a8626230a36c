"""The list of the desk: what it shows, in which order, to whom, and what it asks the database."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from publications import workflow
from publications.models import LanguageGrant, Revision
from tests.factories import make_article, make_user, published, withdrawn
from tests.forms import opened, signed_in

pytestmark = pytest.mark.django_db

DESK = reverse("desk")
NOTED = '<h2>Pilots</h2><p>Marked<span data-footnote="k7x2m9qa">Chart 7.</span>.</p>'


def said(element) -> str:
    """The words of an element of a page."""
    return " ".join(element.text_content().split())


def titles(page) -> list[str]:
    """The titles of the articles that a page of the desk lists, in order."""
    return [said(link) for link in opened(page).xpath("//tbody//th/a")]


def shown(client, **asked) -> list[str]:
    return titles(client.get(DESK, asked))


def cell(page, place: int) -> str:
    """What the first row says in the language at this place, counted from 0."""
    return said(opened(page).xpath("//tbody/tr[1]/td")[place])


def edition(article, language: str = "en"):
    return article.editions.get(language=language)


def waits_since(article, days: int, language: str = "en") -> None:
    """Lets the last change of a text lie back."""
    moment = timezone.now() - datetime.timedelta(days=days)
    article.editions.filter(language=language).update(changed_at=moment)


def translator(*languages: str):
    """A browser of a translator who was given these languages."""
    client = signed_in("Translators", username="xu")
    LanguageGrant.objects.give(user_of(client), languages)
    return client


def user_of(client):
    return get_user_model().objects.get(pk=client.session["_auth_user_id"])


def outdate(article) -> None:
    article.title_en += ", revised"
    article.save()
    Revision.objects.record(article, None)


class TestStates:
    def test_every_language_of_an_article_has_its_state(self):
        article = make_article(title_en="Ports", title_zh_hans="港口")
        published(article)
        workflow.submit(edition(article, "zh-hans"), by=None)
        page = signed_in("Editors").get(DESK)
        assert cell(page, 0).startswith("● Published")
        assert cell(page, 1).startswith("◔ In review")
        assert cell(page, 2).startswith("– Missing")

    def test_a_withdrawn_and_a_scheduled_text_are_told_as_such(self):
        article = make_article(title_en="Ports", title_zh_hans="港口")
        withdrawn(article, "zh-hans")
        published(article, at=timezone.now() + datetime.timedelta(hours=1))
        page = signed_in("Editors").get(DESK, {"state": "all"})
        assert cell(page, 0).startswith("◷ Scheduled")
        assert cell(page, 1).startswith("✕ Withdrawn")

    def test_a_new_version_that_waits_does_not_hide_that_readers_have_one(self):
        article = make_article(title_en="Ports")
        published(article)
        published(article, at=timezone.now() + datetime.timedelta(hours=1))
        page = signed_in("Editors").get(DESK, {"state": "scheduled"})
        assert cell(page, 0).startswith("◑ published, a new version is scheduled")

    def test_a_translation_whose_source_changed_is_marked(self):
        article = make_article(title_en="Ports", title_zh_hans="港口")
        outdate(article)
        assert "Outdated since" in cell(signed_in("Editors").get(DESK), 1)

    def test_a_conversion_that_nobody_has_read_is_marked(self):
        article = make_article(title_zh_hans="港口")
        workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
        assert "Converted, not confirmed" in cell(signed_in("Editors").get(DESK), 2)

    def test_a_text_that_readers_do_not_have_yet_is_marked(self):
        article = make_article(title_en="Ports")
        published(article)
        article.title_en = "Harbours"
        article.save()
        assert "Changed since it was published" in cell(signed_in("Editors").get(DESK), 0)

    def test_other_counts_of_notes_and_headings_than_in_the_source_are_marked(self):
        make_article(title_en="Ports", body_en=NOTED, title_zh_hans="港口")
        page = signed_in("Editors").get(DESK)
        differing = [said(each) for each in opened(page).xpath("//*[@class='desk-differs']")]
        assert differing == ["0 notes (source: 1)", "0 headings (source: 1)"]

    def test_a_missing_language_is_begun_beside_its_source(self):
        article = make_article(title_zh_hans="港口")
        [link] = opened(signed_in("Editors").get(DESK)).xpath("//td[3]//a[starts-with(., 'Translate')]/@href")
        form = reverse("admin:publications_article_change", args=[article.pk])
        assert link == f"{form}?show=zh-hans,zh-hant#id_title_zh_hant"

    def test_a_missing_script_can_be_drafted_from_the_other(self):
        make_article(title_zh_hans="港口")
        buttons = opened(signed_in("Editors").get(DESK)).xpath("//td//button")
        assert [said(button) for button in buttons] == ["Draft from 简体: 港口"]


class TestWhatIsListed:
    def test_what_waits_longest_comes_first(self):
        waits_since(make_article(title_en="New"), 1)
        waits_since(make_article(title_en="Old"), 30)
        assert shown(signed_in("Editors")) == ["Old", "New"]

    def test_what_is_published_and_up_to_date_waits_for_nobody(self):
        published(make_article(title_en="Done"))
        assert shown(signed_in("Editors")) == []
        assert shown(signed_in("Editors"), state="all") == ["Done"]

    def test_among_all_articles_those_that_wait_for_nobody_come_last(self):
        published(make_article(title_en="Done"))
        waits_since(make_article(title_en="New"), 1)
        waits_since(make_article(title_en="Old"), 30)
        assert shown(signed_in("Editors"), state="all") == ["Old", "New", "Done"]

    def test_the_day_since_which_an_article_waits_is_told(self):
        article = make_article(title_en="Ports")
        article.editions.update(changed_at=datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC))
        row = opened(signed_in("Editors").get(DESK)).xpath("//tbody//th")[0]
        assert said(row) == "Ports since 4 March 2026"

    def test_an_outdated_translation_waits_since_its_source_first_changed(self):
        article = make_article(title_en="Ports", title_zh_hans="港口")
        published(article, "zh-hans")
        outdate(article)
        published(article)
        article.editions.filter(language="zh-hans").update(
            outdated_since=timezone.now() - datetime.timedelta(days=9)
        )
        waits_since(make_article(title_en="Draft"), 5)
        assert shown(signed_in("Editors")) == ["Ports, revised", "Draft"]

    @pytest.mark.parametrize(
        ("state", "language", "expected"),
        [
            ("missing", "zh-hant", ["Draft", "In review", "Ports, revised"]),
            ("missing", "en", ["转换"]),
            ("outdated", "", ["Ports, revised"]),
            ("outdated", "en", []),
            ("unconfirmed", "", ["转换"]),
            ("draft", "en", ["Draft", "Ports, revised"]),
            ("in-review", "", ["In review"]),
            ("scheduled", "", []),
            ("published", "", []),
        ],
    )
    def test_the_list_is_filtered_by_state_and_language(self, state, language, expected):
        make_article(title_en="Draft")
        workflow.submit(edition(make_article(title_en="In review")), by=None)
        outdate(make_article(title_en="Ports", title_zh_hans="港口"))
        convertible = make_article(title_zh_hans="转换")
        workflow.convert(convertible, "zh-hans", "zh-hant", variant="tw", by=None)
        assert sorted(shown(signed_in("Editors"), state=state, language=language)) == expected

    def test_what_is_scheduled_is_not_published_yet(self):
        published(make_article(title_en="Later"), at=timezone.now() + datetime.timedelta(hours=1))
        published(make_article(title_en="Now"))
        client = signed_in("Editors")
        assert shown(client, state="scheduled") == ["Later"]
        assert shown(client, state="published") == ["Now"]

    def test_the_list_is_filtered_by_age(self):
        waits_since(make_article(title_en="New"), 3)
        waits_since(make_article(title_en="Old"), 40)
        client = signed_in("Editors")
        assert shown(client, age="30") == ["Old"]
        assert shown(client, age="30", state="missing") == ["Old"]

    @pytest.mark.parametrize(
        ("state", "who", "expected"),
        [
            ("", "me", ["Mine"]),
            ("", "nobody", ["Mine", "Nobody's", "Theirs"]),
            ("missing", "me", ["Mine"]),
            ("missing", "other", ["Theirs"]),
            ("missing", "nobody", ["Nobody's"]),
        ],
    )
    def test_the_list_is_filtered_by_translator(self, state, who, expected):
        client = signed_in("Editors")
        people = {"Mine": user_of(client), "Theirs": make_user(username="lin")}
        for title in ("Mine", "Theirs", "Nobody's"):
            article = make_article(title_en=title, title_zh_hans="题")
            if title in people:
                workflow.assign(workflow.begin(article, "zh-hant"), people[title], by=None)
        asked = {"state": state, "translator": str(people["Theirs"].pk) if who == "other" else who}
        assert sorted(shown(client, language="zh-hant" if state else "", **asked)) == expected

    def test_a_title_is_found_in_any_language(self):
        make_article(title_en="Ports", title_zh_hant="港口與船")
        make_article(title_en="Rails")
        client = signed_in("Editors")
        assert shown(client, q="港口與") == shown(client, q="port") == ["Ports"]

    def test_what_nobody_offered_is_taken_for_not_asked(self):
        make_article(title_en="Ports")
        asked = {"state": "x", "language": "fr", "age": "-1", "translator": "'", "page": "zero"}
        assert shown(signed_in("Editors"), **asked) == ["Ports"]

    def test_a_long_list_has_pages_that_keep_what_was_asked_for(self):
        for _ in range(51):
            make_article()
        page = signed_in("Editors").get(DESK, {"state": "draft", "page": 2})
        assert len(titles(page)) == 1
        assert opened(page).xpath("//a[@rel='prev']/@href") == ["?state=draft&page=1"]


class TestTranslators:
    def test_a_translator_finds_what_waits_in_their_languages_alone(self):
        make_article(title_en="Ports")
        make_article(title_en="Rails", title_zh_hant="鐵路")
        client = translator("zh-hant")
        assert shown(client) == ["Rails"]
        assert shown(client, language="en") == ["Rails"]
        assert shown(client, state="missing") == ["Ports"]

    def test_a_translator_is_offered_no_work_in_other_languages(self):
        make_article(title_en="Rails", title_zh_hant="鐵路")
        page = opened(translator("zh-hant").get(DESK))
        assert page.xpath("//tbody/tr/td[1]//a | //tbody/tr/td[2]//a") == []
        assert page.xpath("//tbody/tr/td[3]//a")

    def test_a_translator_without_a_language_is_told_so(self):
        make_article(title_en="Ports")
        page = translator().get(DESK)
        assert titles(page) == []
        assert "You have been given no language" in page.content.decode()


def test_only_those_who_see_articles_see_the_desk(client):
    assert signed_in("Fellows' staff").get(DESK).status_code == 403
    assert client.get(DESK).url.startswith("/admin/login/")


@pytest.mark.parametrize("asked", [{}, {"state": "missing"}, {"state": "published", "q": "Ports"}])
def test_a_long_list_asks_no_more_than_a_short_one_and_for_no_text(asked):
    client, translator = signed_in("Editors"), make_user()
    for number in range(6):
        article = make_article(title_en=f"Ports {number}", title_zh_hans="港口")
        if number % 2:
            published(article)
        workflow.assign(workflow.begin(article, "zh-hant"), translator, by=None)
    client.get(DESK)
    with CaptureQueriesContext(connection) as asking:
        page = client.get(DESK, asked)
    assert titles(page)
    assert len(asking) == 9, "\n".join(each["sql"] for each in asking)
    assert not any("body" in each["sql"] for each in asking)
