"""The page of one translation on the desk: its difference, and what can be said of it."""

import pytest
from django.urls import reverse

from publications import workflow
from publications.models import Edition, LanguageGrant, Revision
from tests.factories import make_article, make_user
from tests.forms import opened, send, signed_in

pytestmark = pytest.mark.django_db

BODY = "<h2>Pilots</h2><p>Ships keep to the channel.</p><p>Fog lay on the estuary.</p>"
TRANSLATED = "<h2>引航</h2><p>船循航道而行。</p><p>河口起雾。</p>"


def outdated(**facts):
    """An article in English and 简体 of which the English has changed since it was translated."""
    article = make_article(title_en="Ports", body_en=BODY, title_zh_hans="港口", body_zh_hans=TRANSLATED)
    Revision.objects.record(article, None)
    for name, value in (facts or {"body_en": BODY.replace("Fog", "Thick fog")}).items():
        setattr(article, name, value)
    article.save()
    Revision.objects.record(article, None)
    return article


def address(article, language: str = "zh-hans", verb: str = "") -> str:
    if verb == "convert":
        return reverse("desk-convert", args=[article.pk, language])
    name = "desk-act" if verb else "desk-translation"
    return reverse(name, args=[article.pk, language, *filter(None, [verb])])


def edition(article, language: str = "zh-hans") -> Edition:
    return article.editions.get(language=language)


def translator(*languages: str, username: str = "xu"):
    """A browser of a translator who was given these languages."""
    client = signed_in("Translators", username=username)
    user = LanguageGrant._meta.get_field("user").related_model.objects.get(username=username)
    LanguageGrant.objects.give(user, languages)
    return client


def passages(page) -> list[list[str]]:
    """The rows of the difference: where, what has changed, and what stands there in the translation."""
    rows = opened(page).xpath("//section[@class='desk-difference']//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


class TestDifference:
    def test_a_changed_passage_stands_beside_that_of_the_translation(self):
        [[where, change, own]] = passages(signed_in("Editors").get(address(outdated())))
        assert where == "Body"
        assert change == "[removed: Fog ][added: Thick fog ]lay on the estuary."
        assert own == "河口起雾。"

    def test_a_changed_title_stands_beside_the_title(self):
        article = outdated(title_en="Harbours")
        [[where, change, own]] = passages(signed_in("Editors").get(address(article)))
        assert (where, own) == ("Title", "港口")
        assert "[removed: Ports]" in change

    def test_a_new_passage_has_nothing_beside_it(self):
        article = outdated(body_en=BODY + "<p>Gales followed.</p>")
        [[_where, change, own]] = passages(signed_in("Editors").get(address(article)))
        assert "Gales followed." in change
        assert own == "–"

    def test_a_translation_with_other_paragraphs_is_not_put_beside_the_wrong_ones(self):
        article = outdated(body_en=BODY.replace("Fog", "Thick fog"), body_zh_hans="<p>船循航道。</p>")
        [[_where, _change, own]] = passages(signed_in("Editors").get(address(article)))
        assert own == "–"

    def test_the_difference_begins_where_the_two_were_last_compared(self):
        article = outdated()
        workflow.still_valid(edition(article), by=None)
        article.title_en = "Harbours"
        article.save()
        assert [where for where, _, _ in passages(signed_in("Editors").get(address(article)))] == ["Title"]

    def test_a_source_that_the_history_does_not_hold_is_told_as_such(self):
        article = outdated()
        Revision.objects.all().delete()
        page = signed_in("Editors").get(address(article)).content.decode()
        assert "The history does not hold the source" in page

    def test_a_translation_that_is_up_to_date_shows_no_difference(self):
        article = make_article(title_en="Ports", title_zh_hans="港口")
        page = signed_in("Editors").get(address(article)).content.decode()
        assert "What has changed in the source" not in page


class TestStillValid:
    def test_it_is_cleared_with_a_note_and_the_desk_comes_back_as_it_was(self):
        article = outdated()
        where = f"{address(article, verb='still-valid')}?back=state%3Doutdated"
        seen = edition(article, "en").digest
        answer = signed_in("Editors", username="lin").post(where, {"seen": seen, "note": "One word."})
        assert answer.url == f"{reverse('desk')}?state=outdated"
        assert not edition(article).is_outdated()
        step = edition(article).steps.get()
        assert (step.by.username, step.note) == ("lin", "One word.")

    def test_a_note_is_kept_when_the_source_has_changed_again_meanwhile(self):
        article = outdated()
        answer = signed_in("Editors").post(
            address(article, verb="still-valid"), {"seen": "0" * 64, "note": "One word."}
        )
        page = answer.content.decode()
        assert "The source has changed again meanwhile" in page
        assert "One word." in page
        assert edition(article).is_outdated()

    def test_what_somebody_else_has_done_already_is_not_done_twice(self):
        article = outdated()
        workflow.still_valid(edition(article), by=None)
        client = signed_in("Editors")
        answer = client.post(address(article, verb="still-valid"), {"seen": "0" * 64}, follow=True)
        assert "Not done" in answer.content.decode()


class TestConversion:
    def test_a_missing_script_is_drafted_at_once_and_opened_to_be_read(self):
        article = make_article(title_zh_hans="战略伙伴")
        answer = signed_in("Editors").post(address(article, "zh-hant", "convert"))
        form = reverse("admin:publications_article_change", args=[article.pk])
        assert answer.url == f"{form}?show=zh-hans,zh-hant#id_title_zh_hant"
        article.refresh_from_db()
        assert article.title_zh_hant == "戰略夥伴"

    def test_a_text_that_stands_there_is_replaced_only_after_asking(self):
        article = make_article(title_zh_hans="港口", title_zh_hant="碼頭")
        client = signed_in("Editors")
        asking = client.post(address(article, "zh-hant", "convert"))
        assert "stands there already" in asking.content.decode()
        article.refresh_from_db()
        assert article.title_zh_hant == "碼頭"
        send(client, address(article, "zh-hant", "convert"))
        article.refresh_from_db()
        assert article.title_zh_hant == "港口"

    def test_simplified_is_drafted_from_traditional_as_well(self):
        article = make_article(title_zh_hant="頭髮")
        signed_in("Editors").post(address(article, "zh-hans", "convert"))
        article.refresh_from_db()
        assert article.title_zh_hans == "头发"

    @pytest.mark.parametrize(("variant", "expected"), [("tw", "裡面"), ("hk", "裏面")])
    def test_the_characters_are_those_that_the_site_has_chosen(self, settings, variant, expected):
        settings.TRADITIONAL_VARIANT = variant
        article = make_article(title_zh_hans="里面")
        signed_in("Editors").post(address(article, "zh-hant", "convert"))
        article.refresh_from_db()
        assert article.title_zh_hant == expected

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_there_is_nothing_to_convert_without_the_other_script(self, language):
        article = make_article(title_zh_hans="港口")
        assert signed_in("Editors").post(address(article, language, "convert")).status_code == 404

    def test_it_is_confirmed_once_somebody_has_read_it(self):
        article = make_article(title_zh_hans="港口")
        workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
        signed_in("Editors").post(address(article, "zh-hant", "confirm"), {"note": ""})
        assert not edition(article, "zh-hant").converted


class TestTranslator:
    def test_an_editor_gives_a_missing_language_to_somebody_who_works_in_it(self):
        article, chosen = make_article(title_en="Ports"), make_user(username="xu", is_staff=True)
        LanguageGrant.objects.give(chosen, ["zh-hant"])
        signed_in("Editors").post(address(article, "zh-hant", "assign"), {"translator": chosen.pk})
        assert edition(article, "zh-hant").translator == chosen

    def test_nobody_is_offered_who_does_not_work_in_the_language(self):
        article = make_article(title_en="Ports")
        LanguageGrant.objects.give(make_user(username="xu", is_staff=True), ["zh-hant"])
        make_user(username="reader")
        page = opened(signed_in("Editors", username="lin").get(address(article, "zh-hans")))
        assert page.xpath("//select[@name='translator']/option/text()") == ["Nobody", "lin"]

    def test_a_translator_takes_a_text_and_gives_it_back(self):
        article = make_article(title_en="Ports")
        client = translator("zh-hant")
        page = opened(client.get(address(article, "zh-hant")))
        [_nobody, own] = page.xpath("//select[@name='translator']/option/@value")
        client.post(address(article, "zh-hant", "assign"), {"translator": own})
        assert edition(article, "zh-hant").translator.username == "xu"
        client.post(address(article, "zh-hant", "assign"), {"translator": ""})
        assert edition(article, "zh-hant").translator is None

    def test_a_translator_does_not_take_what_somebody_else_has(self):
        article, other = make_article(title_en="Ports"), make_user(username="lin")
        workflow.assign(workflow.begin(article, "zh-hant"), other, by=None)
        translator("zh-hant").post(address(article, "zh-hant", "assign"), {"translator": ""})
        assert edition(article, "zh-hant").translator == other


class TestSource:
    def test_the_source_of_a_translation_is_named(self):
        article = make_article(title_en="Ports", title_zh_hans="港口")
        signed_in("Editors").post(address(article, "en", "source"), {"source": "zh-hans"})
        assert edition(article, "en").translated_from == "zh-hans"

    def test_a_source_without_a_text_is_refused_with_a_reason(self):
        article = make_article(title_en="Ports")
        answer = signed_in("Editors").post(address(article, "en", "source"), {"source": "zh-hans"})
        assert "There is no text in that language." in answer.content.decode()


@pytest.mark.parametrize("verb", ["", "still-valid", "confirm", "assign", "source", "convert"])
class TestDoors:
    def test_a_translator_is_kept_out_of_other_languages(self, verb):
        article = outdated()
        client = translator("zh-hant")
        assert client.get(address(article, "zh-hans", verb)).status_code == 403
        assert client.post(address(article, "zh-hans", verb)).status_code == 403
        assert edition(article).is_outdated()

    def test_staff_without_articles_are_kept_out(self, verb):
        assert signed_in("Fellows' staff").post(address(outdated(), "zh-hans", verb)).status_code == 403

    def test_looking_changes_nothing(self, verb):
        article = outdated(body_zh_hant="<p>港口</p>", body_en="<p>New.</p>")
        before = list(Edition.objects.order_by("pk").values())
        assert signed_in("Editors").get(address(article, "zh-hans", verb)).status_code in (200, 302)
        assert list(Edition.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    "place", ["999/en/", "{}/fr/", "{}/en/no-such-verb/"], ids=["no article", "no language", "no verb"]
)
def test_what_is_not_there_is_not_found(place):
    article = make_article()
    answer = signed_in("").post(reverse("desk") + place.format(article.pk))
    assert answer.status_code == 404
