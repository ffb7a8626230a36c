import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publications import workflow
from publications.admin.reviewing import DOORS
from publications.models import Article, Edition, LanguageGrant, Revision, Step, Version
from tests.factories import make_article, make_author, make_topic, make_user, published, sign, withdrawn
from tests.forms import opened, send, signed_in
from tests.pages import one, words

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
State = Edition.State


def change(article: Article) -> str:
    return reverse("admin:publications_article_change", args=[article.pk])


def step(client: Client, article: Article, verb: str, language: str = "en", **sent: object) -> str:
    """Presses a button of the panel; returns the message on the page after it."""
    address = reverse("admin:publications_article_step", args=[article.pk, language, verb])
    base = Article.objects.get(pk=article.pk).lock_version
    answer = client.post(address, {"base_version": base, **sent}, follow=True)
    assert answer.redirect_chain == [(change(article), 302)]
    return words(opened(answer), ".messagelist")


def panel(client: Client, article: Article, language: str = "en"):
    return one(opened(client.get(change(article))), f"#panel-{language}")


def buttons(client: Client, article: Article, language: str = "en") -> list[str]:
    """What the panel offers in a language, in order, without the name of the language."""
    found = panel(client, article, language).xpath(".//div[@class='panel-actions']/*/text()")
    return [" ".join(text.split()) for text in found if text.strip()]


def heading(client: Client, article: Article, language: str = "en") -> str:
    return " ".join(panel(client, article, language).find("h3").text_content().split())


def text(client: Client, article: Article, language: str = "en") -> str:
    return " ".join(panel(client, article, language).text_content().split())


def state(article: Article) -> str:
    return article.editions.get(language="en").state


def translator(*languages: str) -> Client:
    client = signed_in("Translators", username="wei")
    for language in languages:
        LanguageGrant.objects.create(user_id=client.session["_auth_user_id"], language=language)
    return client


class TestSteps:
    def test_an_edition_goes_from_draft_to_approval_with_everything_kept_in_its_log(self):
        article = make_article()
        editor = signed_in("Editors", username="lin")
        assert step(editor, article, "submit", **{"note-en": "See note 3."}) == "English: Sent for review."
        assert step(editor, article, "approve") == "English: Approved."
        assert state(article) == State.APPROVED
        log = [" ".join(line.text_content().split()) for line in panel(editor, article).xpath(".//ol/li")]
        assert log[0].startswith("Approved, lin, ")
        assert log[1].startswith("Sent for review, lin, ")
        assert log[1].endswith(": See note 3.")

    def test_sending_back_gives_the_reason(self):
        article = make_article()
        editor = signed_in("Editors")
        step(editor, article, "submit")
        step(editor, article, "send-back", **{"note-en": "The figure has no source."})
        assert state(article) == State.DRAFT
        assert "The figure has no source." in text(editor, article)

    def test_sending_back_without_a_reason_is_refused(self):
        article = make_article()
        editor = signed_in("Editors")
        step(editor, article, "submit")
        message = step(editor, article, "send-back")
        assert "Not done: Send back (English)." in message
        assert "Say what is to be changed." in message
        assert state(article) == State.IN_REVIEW

    def test_a_step_that_no_longer_fits_is_refused_with_the_remark_kept_in_the_message(self):
        article = make_article()
        message = step(signed_in("Editors"), article, "approve", **{"note-en": "Well <done>."})
        assert "it is now “Draft”" in message
        assert "Your remark: “Well <done>.”" in message

    def test_a_step_on_a_page_that_is_stale_is_refused(self):
        article = make_article()
        Revision.objects.record(article, make_user(username="chen"))
        message = step(signed_in("Editors"), article, "submit", base_version=0)
        assert "chen saved the article after you had opened it." in message
        assert state(article) == State.DRAFT

    def test_a_schedule_is_cancelled_with_one_button(self):
        article = make_article()
        published(article, at=timezone.now() + DAY)
        publisher = signed_in("Publishers")
        assert buttons(publisher, article) == ["Reschedule…", "Cancel the schedule"]
        step(publisher, article, "cancel")
        assert not Version.objects.exists()
        assert state(article) == State.DRAFT

    def test_a_conversion_is_confirmed_where_it_blocks(self):
        article = make_article(title_zh_hans="港口")
        workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
        editor = signed_in("Editors")
        blocking = panel(editor, article, "zh-hant").xpath(".//ul[@class='blocking']//a/@href")
        assert blocking == ["#panel-zh-hant"]
        assert "Confirm the conversion" in buttons(editor, article, "zh-hant")
        step(editor, article, "confirm", "zh-hant")
        assert not article.editions.get(language="zh-hant").converted

    def test_a_translation_is_found_still_valid(self):
        article = make_article(title_en="Ports", title_zh_hans="港口")
        article.title_en = "Harbours"
        article.save()
        editor = signed_in("Editors")
        assert "Still valid" in buttons(editor, article, "zh-hans")
        step(editor, article, "still-valid", "zh-hans")
        assert not article.editions.get(language="zh-hans").is_outdated()

    def test_a_step_may_lead_back_to_another_page_of_the_site_and_to_no_other_site(self):
        article = make_article()
        address = reverse("admin:publications_article_step", args=[article.pk, "en", "submit"])
        client = signed_in("Editors")
        assert client.post(address, {"next": "/admin/?page=2"}).url == "/admin/?page=2"
        assert client.post(address, {"next": "https://evil.example/"}).url == change(article)

    def test_who_comes_to_a_step_after_signing_in_anew_is_led_back_and_none_is_taken(self):
        article = make_article()
        address = reverse("admin:publications_article_step", args=[article.pk, "en", "submit"])
        answer = signed_in("Editors").get(address, follow=True)
        assert answer.redirect_chain == [(change(article), 302)]
        assert "Please press the button again." in words(opened(answer), ".messagelist")
        assert not Step.objects.exists()

    def test_an_unknown_step_is_not_found(self):
        article = make_article()
        address = reverse("admin:publications_article_step", args=[article.pk, "en", "burn"])
        assert signed_in("Editors").post(address).status_code == 404


class TestWhoMay:
    @pytest.mark.parametrize("verb", DOORS)
    def test_the_fellows_staff_takes_no_step(self, verb):
        article = make_article()
        address = reverse("admin:publications_article_step", args=[article.pk, "en", verb])
        assert signed_in("Fellows' staff").post(address).status_code == 403

    @pytest.mark.parametrize("verb", DOORS)
    def test_a_translator_takes_no_step_in_another_language(self, verb):
        article = make_article()
        address = reverse("admin:publications_article_step", args=[article.pk, "en", verb])
        assert translator("zh-hans").post(address).status_code == 403

    @pytest.mark.parametrize(
        ("verb", "status"),
        [
            ("submit", 302),
            ("confirm", 302),
            ("still-valid", 302),
            ("approve", 403),
            ("send-back", 403),
            ("cancel", 403),
        ],
    )
    def test_a_translator_submits_and_vouches_in_the_languages_given_to_him(self, verb, status):
        article = make_article()
        address = reverse("admin:publications_article_step", args=[article.pk, "en", verb])
        assert translator("en").post(address).status_code == status

    def test_an_editor_cancels_nothing_that_a_publisher_has_scheduled(self):
        article = make_article()
        published(article, at=timezone.now() + DAY)
        address = reverse("admin:publications_article_step", args=[article.pk, "en", "cancel"])
        assert signed_in("Editors").post(address).status_code == 403
        assert "Cancel the schedule" not in buttons(signed_in("Editors"), article)


class TestPanel:
    def test_a_publisher_goes_from_a_draft_straight_to_publishing(self):
        assert buttons(signed_in("Publishers"), make_article()) == ["Publish…", "Send for review"]

    def test_an_editor_reviews(self):
        article = make_article()
        workflow.submit(article.editions.get(), by=None)
        assert buttons(signed_in("Editors"), article) == ["Approve", "Send back"]

    def test_a_translator_is_offered_steps_in_the_given_languages_only(self):
        article = make_article(title_en="Ports", title_zh_hans="港口")
        client = translator("zh-hans")
        assert buttons(client, article, "zh-hans") == ["Send for review"]
        assert buttons(client, article, "en") == []

    def test_what_is_published_is_changed_in_silence_or_corrected_in_public_or_withdrawn(self):
        article = make_article()
        published(article)
        publisher = signed_in("Publishers")
        assert buttons(publisher, article) == ["Small change…", "Correction with a note…", "Withdraw…"]
        correction = panel(publisher, article).xpath(".//a[contains(., 'Correction')]/@href")[0]
        chosen = opened(publisher.get(correction)).xpath("//input[@name='change'][@checked]/@value")
        assert chosen == ["correction"]

    def test_changes_since_publishing_are_said_and_can_be_sent_for_review(self):
        article = make_article(title_en="Ports")
        published(article)
        article.title_en = "Harbours"
        article.save()
        editor = signed_in("Editors")
        assert "published, with changes since" in heading(editor, article)
        assert buttons(editor, article) == ["Send for review"]
        workflow.submit(article.editions.get(), by=None)
        assert "in review" in heading(editor, article)
        assert "Readers see version 1" in text(editor, article)

    def test_a_change_of_the_byline_alone_is_said_and_can_be_sent_for_review(self):
        article = make_article(title_en="Ports")
        published(article)
        sign(article, [make_author()])
        editor = signed_in("Editors")
        assert "published, with changes since" in heading(editor, article)
        assert buttons(editor, article) == ["Send for review"]

    def test_where_there_is_nothing_to_do_the_panel_says_what_to_do_first(self):
        article = make_article()
        published(article)
        assert "change the text below and save it" in text(signed_in("Publishers"), article)
        assert "change the text below and save it" not in text(translator("zh-hans"), article)

    def test_what_was_approved_of_a_public_article_is_to_be_published_next(self):
        article = make_article(title_en="Ports")
        published(article)
        article.title_en = "Harbours"
        article.save()
        workflow.submit(article.editions.get(), by=None)
        workflow.approve(article.editions.get(), by=None)
        shown = panel(signed_in("Publishers"), article).xpath(".//div[@class='panel-actions']/*")
        main = [each.text.strip() for each in shown if "button-quiet" not in each.get("class")]
        assert main == ["Small change…", "Correction with a note…"]

    def test_a_text_that_was_changed_after_its_approval_says_so(self):
        article = make_article()
        edition = article.editions.get()
        workflow.submit(edition, by=None)
        workflow.approve(edition, by=None)
        assert "The text has changed since then." not in text(signed_in(), article)
        article.body_en = "<p>Quite another text.</p>"
        article.save()
        workflow.assign(edition, make_user(), by=None)
        assert "The text has changed since then." in text(signed_in(), article)

    def test_a_schedule_is_told_in_the_time_zone_of_the_site_and_in_utc(self, settings):
        settings.TIME_ZONE = "Asia/Hong_Kong"
        article = make_article()
        published(article, at=datetime.datetime(2100, 5, 1, 1, 30, tzinfo=datetime.UTC))
        shown = text(signed_in(), article)
        assert "scheduled" in shown
        assert "will appear on 1 May 2100, 09:30 (Asia/Hong_Kong; 01:30 UTC)" in shown

    def test_a_withdrawn_edition_shows_what_readers_are_told_and_can_be_published_again(self):
        article = make_article()
        withdrawn(article, reason="The survey was wrong.")
        publisher = signed_in("Publishers")
        assert "withdrawn" in heading(publisher, article)
        assert "Readers find the reason: The survey was wrong." in text(publisher, article)
        assert buttons(publisher, article) == ["Publish…", "Send for review"]

    def test_what_blocks_and_what_is_advisable_lead_to_their_fields(self):
        article = make_article(date=None, by=[])
        shown = panel(signed_in(), article)
        assert shown.xpath(".//ul[@class='blocking']//a/@href") == ["#id_date", "#authorships-group"]
        assert shown.xpath(".//ul[@class='advisable']//a/@href") == ["#id_summary_en", "#id_topics"]
        assert "Publish…" not in buttons(signed_in(), article)

    def test_a_language_without_a_text_offers_only_to_import_or_translate_one(self):
        client, article = signed_in(), make_article(title_en="Ports")
        assert "nothing written" in heading(client, article, "zh-hans")
        assert buttons(client, article, "zh-hans") == []
        assert panel(client, article, "zh-hans").xpath(".//a/text()") == ["Import into 简体…", "Translation"]

    def test_who_only_looks_is_offered_nothing(self):
        article = make_article(title_en="Ports", topics=[make_topic()])
        assert buttons(translator(), article) == []

    def test_the_form_with_its_panel_asks_no_more_for_a_long_story(self, django_assert_max_num_queries):
        article = make_article(title_en="Ports", title_zh_hans="港口", title_zh_hant="港口")
        publisher = signed_in("Publishers")
        for language in ("en", "zh-hans", "zh-hant"):
            for _round in range(3):
                edition = article.editions.get(language=language)
                workflow.submit(edition, by=make_user())
                workflow.send_back(edition, by=make_user(), note="Again.")
            published(article, language)
        with django_assert_max_num_queries(29):
            publisher.get(change(article))


def test_withdrawing_records_who_did_it():
    article = make_article()
    published(article)
    address = reverse("admin:publications_article_withdraw", args=[article.pk, "en"])
    send(signed_in("Publishers", username="lin"), address, reason="The survey was wrong.")
    assert Step.objects.first().by.username == "lin"
