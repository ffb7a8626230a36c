from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from config.languages import CODES, column
from publications.models import Article, Footnote, LanguageGrant, Revision
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_region,
    make_series,
    make_topic,
    make_user,
    picture,
    sign,
)
from tests.forms import opened, send, signed_in, typed
from tests.pages import one, words

pytestmark = pytest.mark.django_db

NOTED = (
    '<p>A claim.<span data-footnote="k7x2m9qa">One.</span> And<span data-footnote="m7x2m9qb">Two.</span></p>'
)


def change(article: Article) -> str:
    return reverse("admin:publications_article_change", args=[article.pk])


def saved(**facts) -> Article:
    """An article that was saved once by the editors, so that its history knows where forms began."""
    article = make_article(**facts)
    Revision.objects.record(article, make_user())
    return article


def two_at_once(article: Article, mine: dict, theirs: dict, **facts):
    """My answer when I open the form, lin opens, changes and saves it, and then I save mine."""
    client = signed_in(**facts)
    form = typed(client.get(change(article)))
    send(signed_in(username="lin"), change(article), **theirs)
    answer = client.post(change(article), {**form, **mine}, follow=True)
    article.refresh_from_db()
    return answer


class TestDifferentFields:
    def test_both_are_kept(self):
        article = saved(title_en="Ports", title_zh_hans="港口")
        two_at_once(article, {"body_en": "<p>Mine.</p>"}, {"title_zh_hans": "码头"})
        assert (article.body_en, article.title_zh_hans) == ("<p>Mine.</p>", "码头")

    def test_the_notice_says_who_saved_when_and_which_fields(self):
        article = saved(title_en="Ports", title_zh_hans="港口")
        answer = two_at_once(article, {"title_en": "Quays"}, {"title_zh_hans": "码头", "doi": "10.1000/1"})
        notice = words(opened(answer), ".messagelist")
        assert "Title (简体): lin, " in notice
        assert "DOI: lin, " in notice
        assert "Title (English)" not in notice

    def test_the_revision_after_it_holds_both(self):
        article = saved(title_en="Ports")
        two_at_once(article, {"subtitle_en": "Mine"}, {"summary_en": "Theirs"})
        last = Revision.objects.filter(article_id=article.pk).first()
        assert last.number == article.lock_version == 3
        assert (last.field("subtitle_en"), last.field("summary_en")) == ("Mine", "Theirs")

    @pytest.mark.parametrize("interface", CODES)
    def test_no_language_of_the_interface_mixes_the_languages_of_the_text(self, interface):
        article = saved(title_en="Ports", title_zh_hans="港口")
        client = signed_in()
        client.cookies["django_language"] = interface
        form = typed(client.get(change(article)), title_en="Quays")
        send(signed_in(), change(article), title_zh_hant="碼頭")
        client.post(change(article), form)
        article.refresh_from_db()
        titles = [getattr(article, column("title", code)) for code in CODES]
        assert titles == ["Quays", "港口", "碼頭"]

    def test_every_one_of_several_who_saved_is_named(self):
        article = saved(title_en="Ports", title_zh_hans="港口")
        client = signed_in()
        form = typed(client.get(change(article)), title_en="Quays")
        send(signed_in(username="lin"), change(article), title_zh_hans="码头")
        send(signed_in(username="ma"), change(article), summary_en="On ports")
        notice = words(opened(client.post(change(article), form, follow=True)), ".messagelist")
        assert "Title (简体): lin" in notice
        assert "Summary (English): ma" in notice

    def test_choices_that_only_they_made_are_kept(self):
        series, figure, topic = make_series(), make_figure(), make_topic()
        article = saved(title_en="Ports", regions=[make_region()])
        theirs = {"series": series.pk, "lead_figure": figure.pk, "topics": [topic.pk], "regions": None}
        two_at_once(article, {"title_en": "Quays"}, {**theirs, "kind": "report", "date": "2026-10-01"})
        assert (article.title_en, article.series, article.lead_figure) == ("Quays", series, figure)
        assert (list(article.topics.all()), list(article.regions.all())) == ([topic], [])
        assert (article.kind, article.date.isoformat()) == ("report", "2026-10-01")

    def test_a_form_that_was_refused_for_another_reason_is_merged_when_it_is_sent_again(self):
        article = saved(title_en="Ports")
        client = signed_in()
        form = typed(client.get(change(article)), title_en="Quays", doi="x" * 500)
        send(signed_in(), change(article), summary_en="Theirs")
        refused = client.post(change(article), form)
        client.post(change(article), typed(refused, doi="10.1000/1"))
        article.refresh_from_db()
        assert (article.title_en, article.summary_en, article.doi) == ("Quays", "Theirs", "10.1000/1")

    def test_line_breaks_as_browsers_send_them_change_nothing(self):
        article = saved(title_en="Ports", summary_en="One\nTwo")
        two_at_once(article, {"summary_en": "One\r\nTwo"}, {"summary_en": "Theirs"})
        assert article.summary_en == "Theirs"

    def test_a_merge_of_long_texts_asks_the_database_little_more_than_a_save(
        self, django_assert_max_num_queries
    ):
        article = saved(title_en="Ports", title_zh_hans="港口", body_en="<p>Long.</p>" * 3000)
        client = signed_in()
        form = typed(client.get(change(article)), body_en="<p>Mine.</p>" * 3000)
        send(signed_in(), change(article), body_zh_hans="<p>长。</p>" * 3000)
        with django_assert_max_num_queries(48):
            client.post(change(article), form)


class TestTheSameField:
    def test_the_second_is_told_who_changed_it_when_and_into_what(self):
        article = saved(title_en="Ports")
        answer = two_at_once(article, {"title_en": "Mine"}, {"title_en": "Theirs"})
        page = opened(answer)
        assert "others changed the same fields" in words(page, ".errorlist")
        assert "Title (English): lin, " in words(page, ".conflicts")
        assert "into: Theirs" in words(page, ".field-title_en")
        assert article.title_en == "Theirs"

    def test_all_that_was_typed_is_still_in_the_form(self):
        article = saved(title_en="Ports")
        mine = {"title_en": "Mine", "body_zh_hant": "<p>我的</p>", "comment": "Shorter"}
        kept = typed(two_at_once(article, mine, {"title_en": "Theirs"}))
        assert {name: kept[name][0] for name in mine} == mine

    def test_the_saved_article_and_the_difference_are_a_click_away(self):
        article = saved(title_en="Ports")
        page = opened(two_at_once(article, {"title_en": "Mine"}, {"title_en": "Theirs"}))
        links = one(page, ".errorlist").xpath(".//a/@href")
        compare = reverse("admin:publications_article_compare", args=[article.pk])
        assert links == ["?", f"{compare}?old=1&new=2"]

    def test_the_same_change_by_both_is_no_conflict(self):
        article = saved(title_en="Ports")
        two_at_once(article, {"title_en": "Quays", "doi": "10.1000/1"}, {"title_en": "Quays"})
        assert (article.title_en, article.doi) == ("Quays", "10.1000/1")

    def test_a_body_is_in_conflict_without_being_repeated(self):
        article = saved(title_en="Ports")
        answer = two_at_once(article, {"body_en": "<p>Mine</p>"}, {"body_en": "<p>Theirs</p>"})
        assert "lin changed this at" in words(opened(answer), ".field-body_en")
        assert "Theirs" not in words(opened(answer), ".field-body_en")

    def test_mine_is_saved_all_the_same_when_that_is_asked_for(self):
        article = saved(title_en="Ports")
        client = signed_in()
        form = typed(client.get(change(article)), title_en="Mine")
        send(signed_in(), change(article), title_en="Theirs", summary_en="Theirs too")
        refused = client.post(change(article), form)
        number = one(opened(refused), ".conflicts").xpath("..//button/@value")[0]
        client.post(change(article), typed(refused, overwrite=number))
        article.refresh_from_db()
        assert (article.title_en, article.summary_en) == ("Mine", "Theirs too")
        assert Revision.objects.get(article_id=article.pk, number=2).field("title_en") == "Theirs"

    def test_what_was_saved_after_that_question_is_asked_about_again(self):
        article = saved(title_en="Ports")
        client = signed_in()
        form = typed(client.get(change(article)), title_en="Mine")
        send(signed_in(), change(article), title_en="Theirs")
        refused = typed(client.post(change(article), form), overwrite="2")
        send(signed_in(), change(article), title_en="Theirs again")
        assert client.post(change(article), refused).status_code == 200
        article.refresh_from_db()
        assert article.title_en == "Theirs again"

    def test_an_article_whose_beginning_was_not_recorded_is_not_guessed_at(self):
        article = make_article(title_en="Ports")
        answer = two_at_once(article, {"doi": "10.1000/1"}, {"title_en": "Theirs"})
        assert "lin saved this article at" in words(opened(answer), ".errorlist")
        assert article.doi == ""


class TestByline:
    def added(self, author, rows: int = 1) -> dict:
        """What a form sends that has one more row in its byline."""
        return {
            "authorships-TOTAL_FORMS": str(rows + 1),
            f"authorships-{rows}-author": author.pk,
            f"authorships-{rows}-role": "author",
        }

    def test_a_row_that_they_added_stays(self):
        author = make_author()
        article = saved(title_en="Ports")
        answer = two_at_once(article, {"title_en": "Quays"}, self.added(author))
        assert article.authorships.count() == 2
        assert "Byline: lin" in words(opened(answer), ".messagelist")

    def test_a_row_that_they_took_away_does_not_come_back(self):
        article = saved(title_en="Ports")
        two_at_once(article, {"title_en": "Quays"}, {"authorships-0-DELETE": "on"})
        assert (article.title_en, article.authorships.count()) == ("Quays", 0)

    def test_a_row_that_i_added_is_kept_beside_their_texts(self):
        author = make_author()
        article = saved(title_en="Ports")
        two_at_once(article, self.added(author), {"title_en": "Theirs"})
        assert (article.title_en, article.authorships.count()) == ("Theirs", 2)

    def test_bylines_that_both_changed_are_refused(self):
        article = saved(title_en="Ports")
        mine = {"authorships-0-position_en": "Mine"}
        answer = two_at_once(article, mine, {"authorships-0-position_en": "Theirs"})
        assert "Byline: lin" in words(opened(answer), ".conflicts")
        assert typed(answer)["authorships-0-position_en"] == ["Mine"]
        assert article.authorships.get().position_en == "Theirs"

    def test_another_order_is_a_change(self):
        article = saved(by=[make_author(), make_author()])
        turned = {"authorships-0-order": "2", "authorships-1-order": "1"}
        before = [entry.author for entry in article.authorships.all()]
        two_at_once(article, {"doi": "10.1000/1"}, turned)
        assert [entry.author for entry in article.authorships.all()] == before[::-1]

    def test_a_translator_who_may_not_change_the_byline_does_not_bring_the_former_one_back(self):
        article = saved(title_en="Ports", title_zh_hans="港口")
        translator = signed_in("Translators", username="yu")
        LanguageGrant.objects.create(user_id=int(translator.session["_auth_user_id"]), language="zh-hans")
        form = typed(translator.get(change(article)), title_zh_hans="码头")
        sign(article, [make_author()])
        Revision.objects.record(article, make_user())
        assert translator.post(change(article), form).status_code == 302
        article.refresh_from_db()
        assert (article.title_zh_hans, article.authorships.count()) == ("码头", 2)


class TestNotes:
    def test_two_people_who_check_different_notes_do_not_undo_each_other(self):
        article = saved(title_en="Ports", body_en=NOTED)
        first, second = Footnote.objects.order_by("number")
        two_at_once(article, {"reviewed_notes": [first.pk]}, {"reviewed_notes": [second.pk]})
        assert Footnote.objects.filter(reviewed=True).count() == 2

    def test_a_checked_note_that_they_took_out_stops_nobody(self):
        article = saved(title_en="Ports", body_en=NOTED)
        send(signed_in(), change(article), reviewed_notes=[note.pk for note in Footnote.objects.all()])
        two_at_once(article, {"doi": "10.1000/1"}, {"body_en": "<p>Nothing.</p>"})
        assert (article.doi, article.body_en) == ("10.1000/1", "<p>Nothing.</p>")


class TestRefusedForms:
    def test_a_refused_form_keeps_rows_choices_ticks_and_texts(self):
        article = saved(title_en="Ports", body_en=NOTED)
        author, topic, figure = make_author(), make_topic(), make_figure()
        note = Footnote.objects.first()
        sent = {
            "authorships-TOTAL_FORMS": "2",
            "authorships-1-author": str(author.pk),
            "authorships-1-position_en": "Fellow",
            "topics": [str(topic.pk)],
            "lead_figure": str(figure.pk),
            "reviewed_notes": [str(note.pk)],
            "body_zh_hant": "<p>未完</p>",
            "comment": "Half done",
        }
        kept = typed(send(signed_in(), change(article), **sent, doi="x" * 500))
        assert {name: kept[name] for name in sent} == {
            name: value if isinstance(value, list) else [value] for name, value in sent.items()
        }

    def test_a_picture_that_came_with_it_is_not_asked_for_again(self):
        article = saved()
        upload = SimpleUploadedFile("lead.png", picture())
        kept = typed(send(signed_in(), change(article), lead_upload=upload, doi="x" * 500))
        assert kept["lead_figure"] != [""]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtTheSameTime:
    FIELDS = (
        *("title_en", "title_zh_hans", "title_zh_hant", "subtitle_en", "summary_en"),
        *("body_en", "body_zh_hans", "body_zh_hant", "doi", "series_number"),
    )

    def all_at_once(self, article: Article, changes: list[dict]) -> list[int]:
        """The answers to as many forms of the article, opened together and sent together by different people."""
        clients = [signed_in(username=f"editor-{number}") for number in range(len(changes))]
        forms = [
            typed(client.get(change(article)), **each) for client, each in zip(clients, changes, strict=True)
        ]

        def save(client, form) -> int:
            try:
                return client.post(change(article), form).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(changes)) as people:
            answers = list(people.map(save, clients, forms))
        article.refresh_from_db()
        return answers

    def test_of_ten_who_change_one_field_one_saves_and_nine_are_told(self):
        article = saved(title_en="Ports")
        answers = self.all_at_once(article, [{"title_en": f"Ports {number}"} for number in range(10)])
        assert sorted(answers) == [200] * 9 + [302]
        assert article.title_en == f"Ports {answers.index(302)}"
        assert Revision.objects.filter(article_id=article.pk).count() == 2

    def test_of_ten_who_change_ten_fields_all_are_kept(self):
        article = saved(title_en="Ports", title_zh_hans="港口", title_zh_hant="港口")
        texts = {name: "<p>7</p>" if name.startswith("body") else "7" for name in self.FIELDS}
        texts["doi"] = "10.1234/7"
        answers = self.all_at_once(article, [{name: text} for name, text in texts.items()])
        assert answers == [302] * 10
        assert {name: str(getattr(article, name)) for name in self.FIELDS} == texts
        assert article.lock_version == 11
