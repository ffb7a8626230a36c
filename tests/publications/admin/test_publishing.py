import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from publications import workflow
from publications.models import Article, Edition, Revision, Version
from tests.factories import make_article, make_author, make_user, published, sign
from tests.forms import opened, send, signed_in, typed
from tests.pages import every, words

pytestmark = pytest.mark.django_db


def address(article: Article, action: str = "publish", language: str = "en") -> str:
    return reverse(f"admin:publications_article_{action}", args=[article.pk, language])


def test_publishing_asks_first_and_shows_what_goes_out():
    article = make_article(title_en="Ports")
    page = opened(signed_in("Publishers").get(address(article)))
    assert "Ports" in words(page, ".question")
    assert "10 words, 0 notes" in words(page, ".facts")
    assert not Version.objects.exists()


def test_publishing_says_what_was_published_with_a_link_to_it():
    article = make_article(slug="ports", title_zh_hans="港口")
    client = signed_in("Publishers", username="lin")
    answer = client.post(
        address(article, language="zh-hans"),
        typed(client.get(address(article, language="zh-hans"))),
        follow=True,
    )
    message = every(opened(answer), ".messagelist")[0]
    assert "Published in 简体, version 1: 港口" in message.text_content()
    assert message.xpath(".//a/@href") == ["/zh-hans/articles/ports/"]
    assert Version.objects.public("zh-hans").get().published_by.username == "lin"


def test_only_the_language_that_was_asked_for_is_published():
    article = make_article(title_en="Ports", title_zh_hans="港口")
    send(signed_in("Publishers"), address(article))
    assert [version.language for version in Version.objects.all()] == ["en"]


def test_an_edition_appears_at_its_moment_in_the_time_zone_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Hong_Kong"
    article = make_article()
    client = signed_in("Publishers")
    assert "Time zone: Asia/Hong_Kong (UTC+08:00)" in words(opened(client.get(address(article))))
    send(client, address(article), when="later", moment="2100-05-01T09:30")
    version = Version.objects.get()
    assert version.published_at == datetime.datetime(2100, 5, 1, 1, 30, tzinfo=datetime.UTC)
    assert not Version.objects.public("en").exists()


@pytest.mark.parametrize(
    ("moment", "message"),
    [
        ("", "Give the moment at which it is to appear."),
        ("2001-01-01T00:00", "This moment has passed."),
        ("soon", "Enter a valid date/time."),
    ],
)
def test_a_later_moment_has_to_be_one(moment, message):
    article = make_article()
    answer = send(signed_in("Publishers"), address(article), when="later", moment=moment)
    assert message in words(opened(answer))
    assert not Version.objects.exists()


def test_a_first_version_is_not_asked_what_it_changes():
    page = opened(signed_in("Publishers").get(address(make_article())))
    assert not every(page, ".field-change")


def test_a_version_that_waits_is_published_at_another_moment(settings):
    settings.TIME_ZONE = "Asia/Hong_Kong"
    article = make_article()
    published(article, at=datetime.datetime(2100, 5, 1, 1, 30, tzinfo=datetime.UTC))
    client = signed_in("Publishers")
    form = typed(client.get(address(article)))
    assert (form["when"], form["moment"]) == (["later"], ["2100-05-01T09:30"])
    assert "change" not in form
    client.post(address(article), form | {"moment": "2100-06-01T09:30"})
    version = Version.objects.get()
    assert version.published_at == datetime.datetime(2100, 6, 1, 1, 30, tzinfo=datetime.UTC)
    assert (version.number, version.change) == (1, "first")


def test_a_correction_needs_a_note_for_readers():
    article = make_article()
    published(article)
    answer = send(signed_in("Publishers"), address(article), change="correction", note=" ")
    assert "A correction needs a note for readers." in words(opened(answer), ".field-note")
    assert Version.objects.count() == 1


def test_a_correction_is_published_with_its_note():
    article = make_article()
    published(article)
    send(signed_in("Publishers"), address(article), change="correction", note="The date was wrong.")
    version = Version.objects.public("en").get()
    assert (version.number, version.change, version.note) == (2, "correction", "The date was wrong.")


def test_what_blocks_is_listed_with_links_into_the_form_and_without_a_button():
    article = make_article(date=None)
    page = opened(signed_in("Publishers").get(address(article)))
    change = reverse("admin:publications_article_change", args=[article.pk])
    assert page.xpath("//ul[@class='blocking']//a/@href") == [f"{change}#id_date"]
    assert not page.xpath("//main//input[@type='submit']")


def test_a_defect_that_came_in_meanwhile_is_refused_by_the_workflow():
    article = make_article()
    client = signed_in("Publishers")
    form = typed(client.get(address(article)))
    Article.objects.update(date=None)
    assert "The date is missing." in words(opened(client.post(address(article), form)), ".errorlist")
    assert not Version.objects.exists()


def test_an_article_that_was_saved_since_the_page_was_opened_is_not_published():
    article = make_article()
    client = signed_in("Publishers")
    form = typed(client.get(address(article)))
    Revision.objects.record(article, None)
    assert "saved the article after you had opened it" in words(
        opened(client.post(address(article), form)), ".errorlist"
    )
    assert not Version.objects.exists()


def test_withdrawing_needs_a_reason():
    article = make_article()
    published(article)
    answer = send(signed_in("Publishers"), address(article, "withdraw"), reason=" ")
    assert "This field is required." in words(opened(answer))
    assert Version.objects.public("en").exists()


def test_withdrawing_takes_the_edition_from_readers_and_keeps_the_reason():
    article = make_article()
    published(article)
    send(signed_in("Publishers"), address(article, "withdraw"), reason="The survey was wrong.")
    assert not Version.objects.public("en").exists()
    assert Edition.objects.get().withdrawal_note == "The survey was wrong."


def test_a_language_in_which_nothing_is_written_cannot_be_published():
    assert signed_in("Publishers").get(address(make_article(), language="zh-hans")).status_code == 404


@pytest.mark.parametrize("action", ["publish", "withdraw"])
@pytest.mark.parametrize("group", ["Editors", "Translators", "Fellows' staff"])
def test_nobody_else_publishes_or_withdraws(group, action):
    article = make_article()
    client = signed_in(group)
    assert client.get(address(article, action)).status_code == 403
    assert client.post(address(article, action), {"when": "now", "reason": "x"}).status_code == 403
    assert not Version.objects.exists()


def test_a_moment_that_was_typed_is_not_passed_over_for_now():
    article = make_article()
    answer = send(signed_in("Publishers"), address(article), moment="2100-05-01T09:30")
    assert "You gave a moment as well." in words(opened(answer), ".field-when")
    assert not Version.objects.exists()


def test_a_version_that_waits_is_published_at_once_without_emptying_its_moment():
    article = make_article()
    published(article, at=timezone.now() + datetime.timedelta(days=1, seconds=7, microseconds=7))
    send(signed_in("Publishers"), address(article), when="now")
    assert Version.objects.public().count() == 1


@pytest.mark.parametrize("moment", ["2027-03-28T02:30", "2027-10-31T02:30"])
def test_a_moment_that_the_clocks_pass_over_or_twice_is_refused(settings, moment):
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_article()
    answer = send(signed_in("Publishers"), address(article), when="later", moment=moment)
    assert "it may be ambiguous or it may not exist" in words(opened(answer), ".field-moment")
    assert not Version.objects.exists()


def test_a_moment_beyond_a_change_of_the_clocks_is_that_of_the_clock_then(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_article()
    send(signed_in("Publishers"), address(article), when="later", moment="2050-07-01T09:00")
    assert Version.objects.get().published_at == datetime.datetime(2050, 7, 1, 7, tzinfo=datetime.UTC)


def test_a_note_that_nobody_would_see_is_not_passed_over():
    article = make_article()
    published(article)
    answer = send(signed_in("Publishers"), address(article), change="minor", note="The date was wrong.")
    assert "Readers do not see the note of a small change." in words(opened(answer), ".field-note")
    assert "The date was wrong." in words(opened(answer), "textarea")
    assert Version.objects.count() == 1


def test_a_correction_that_waits_keeps_its_note_at_another_moment():
    article = make_article()
    published(article)
    moment = timezone.now() + datetime.timedelta(days=1)
    published(article, at=moment, change="correction", note="The date was wrong.")
    send(signed_in("Publishers"), address(article), moment="2100-06-01T09:30")
    version = Version.objects.pending().get()
    assert (version.change, version.note) == ("correction", "The date was wrong.")


def test_what_is_published_in_the_place_of_a_version_that_waits_says_so():
    article = make_article()
    published(article)
    published(article, at=datetime.datetime(2100, 5, 1, 1, 30, tzinfo=datetime.UTC))
    page = opened(signed_in("Publishers").get(f"{address(article)}?change=correction"))
    assert (
        "Version 2 is scheduled for 1 May 2100, 01:30 (UTC). What you publish here takes its place."
        in words(page)
    )
    assert page.xpath("//input[@name='when'][@checked]/@value") == ["now"]


def test_the_second_of_two_who_publish_is_told_of_the_first_and_may_then_go_on():
    article = make_article()
    client = signed_in("Publishers")
    form = typed(client.get(address(article)))
    published(article, by=make_user(username="chen"))
    answer = client.post(address(article), form)
    assert "chen published or scheduled version 1" in words(opened(answer))
    assert Version.objects.count() == 1
    client.post(address(article), typed(answer, change="minor"))
    assert Version.objects.count() == 2


def test_who_has_seen_what_was_saved_meanwhile_publishes_it_with_the_next_click():
    article = make_article()
    published(article)
    client = signed_in("Publishers")
    form = typed(client.get(address(article)), change="correction", note="The date was wrong.")
    Revision.objects.record(article, None)
    client.post(address(article), typed(client.post(address(article), form)))
    assert Version.objects.public().get().note == "The date was wrong."


def test_the_page_tells_how_far_the_review_has_come():
    article = make_article()
    client = signed_in("Publishers")
    assert "Nobody has approved this text." in words(opened(client.get(address(article))))
    edition = article.editions.get()
    workflow.submit(edition, by=None)
    workflow.approve(edition, by=make_user(username="lin"))
    article.body_en = "<p>Quite another text.</p>"
    article.save()
    shown = words(opened(client.get(address(article))), ".facts")
    assert "Approved, lin" in shown
    assert "The text has changed since then." in shown


def test_the_page_tells_what_readers_will_find_changed():
    article = make_article(title_en="Ports")
    published(article)
    client = signed_in("Publishers")
    assert "Nothing has changed since version 1" in words(opened(client.get(address(article))))
    article.body_en = "<p>Quite another text.</p>"
    article.save()
    article.authorships.all().delete()
    sign(article, [make_author()])
    page = opened(client.get(address(article)))
    assert "Changed since version 1, which readers see: body, byline" in words(page)
    assert "Quite another" in words(page, ".difference")


def test_who_withdraws_what_another_has_withdrawn_is_told():
    article = make_article()
    published(article)
    client = signed_in("Publishers")
    form = typed(client.get(address(article, "withdraw")), reason="Mine.")
    workflow.withdraw(article.editions.get(), reason="Theirs.")
    answer = client.post(address(article, "withdraw"), form)
    assert "there is nothing to withdraw" in words(opened(answer), ".errorlist")
    assert Edition.objects.get().withdrawal_note == "Theirs."
