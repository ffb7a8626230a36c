import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.urls import reverse
from lxml import html

from publications.models import Article, LanguageGrant, Revision
from tests.factories import make_article, make_author, make_topic, make_user, published, sign
from tests.forms import opened, send, signed_in
from tests.pages import words

pytestmark = pytest.mark.django_db

NOTED = '<p>Ships keep to the channel.<span data-footnote="k7x2m9qa">Port law, §4.</span></p>'


def page(name: str, *args: object) -> str:
    return reverse(f"admin:publications_article_{name}", args=args)


def text(element: html.HtmlElement) -> str:
    """The words of one element, its white space run together."""
    return " ".join(element.text_content().split())


def saved(article: Article, comment: str = "", by=None, **facts: object) -> Revision:
    """The article saved with other facts, and the revision of that save."""
    for name, value in facts.items():
        setattr(article, name, value)
    article.save()
    return Revision.objects.record(article, by, comment)


def twice_saved(**facts: object) -> Article:
    """An article with two revisions, of which the second differs in ``facts``."""
    article = make_article(title_en="First", title_zh_hans="初稿", body_en=NOTED)
    saved(article)
    saved(article, **facts)
    return article


class TestList:
    def test_each_save_says_who_why_and_which_fields_in_which_languages(self):
        article = make_article(title_en="First", title_zh_hans="初稿")
        saved(article)
        user = make_user(username="ming")
        saved(article, "after the talk", user, title_en="Second", title_zh_hans="二稿", doi="10.1000/1")
        shown = words(opened(signed_in("Translators").get(page("history", article.pk))))
        assert "ming" in shown
        assert "after the talk" in shown
        assert "Title (English, 简体) · DOI" in shown

    def test_byline_topics_and_checked_notes_are_named(self):
        article = make_article(body_en=NOTED)
        saved(article)
        sign(article, [make_author()])
        article.topics.set([make_topic()])
        article.footnotes.update(reviewed=True)
        Revision.objects.record(article, None)
        shown = words(opened(signed_in("Editors").get(page("history", article.pk))))
        assert "Byline · Topics · Source checked" in shown

    def test_steps_of_the_workflow_stand_between_the_saves(self):
        article = make_article(title_en="First")
        saved(article)
        published(article)
        saved(article, title_en="Second")
        shown = opened(signed_in("Editors").get(page("history", article.pk)))
        rows = [text(row) for row in shown.xpath("//form//tbody/tr")]
        assert ["Title (English)" in rows[0], "first revision" in rows[2]] == [True, True]
        assert "English: Published, version 1" in rows[1]

    def test_what_was_published_is_listed_with_its_reason(self):
        article = make_article(title_en="First")
        published(article)
        published(article, by=make_user(username="ma"), change="correction", note="A date was wrong.")
        shown = opened(signed_in("Editors").get(page("history", article.pk)))
        [newest, _] = shown.xpath("(//main//table)[1]/tbody/tr")
        assert text(newest).endswith("maCorrection: A date was wrong.")

    def test_a_long_history_is_shown_page_by_page(self, django_assert_max_num_queries):
        article = make_article(title_en="0")
        for number in range(60):
            saved(article, title_en=str(number))
        client = signed_in("Editors")
        with django_assert_max_num_queries(25):
            first = opened(client.get(page("history", article.pk)))
        second = opened(client.get(page("history", article.pk), {"p": 2}))
        numbers = [[int(cell.text) for cell in each.xpath("//form//tbody/tr/th")] for each in (first, second)]
        assert numbers == [list(range(60, 10, -1)), list(range(10, 0, -1))]

    def test_staff_of_the_fellows_do_not_see_it(self):
        article = twice_saved(title_en="Second")
        client = signed_in("Fellows' staff")
        for address in (
            page("history", article.pk),
            page("compare", article.pk),
            page("restore", article.pk, 1),
            page("deleted"),
        ):
            assert client.get(address).status_code == 403, address


class TestCompare:
    def test_the_last_change_is_shown_unless_others_are_chosen(self):
        article = twice_saved(title_en="Second")
        shown = opened(signed_in("Editors").get(page("compare", article.pk)))
        assert [text(each) for each in shown.xpath("//del")[1:]] == ["[removed: First]"]
        assert [text(each) for each in shown.xpath("//ins")[1:]] == ["[added: Second]"]

    def test_two_revisions_are_compared_in_the_order_of_their_saves(self):
        article = twice_saved(title_en="Second")
        saved(article, title_en="Third")
        shown = words(opened(signed_in("Editors").get(page("compare", article.pk), {"old": 3, "new": 1})))
        assert "[removed: First][added: Third]" in shown

    def test_a_changed_note_is_shown_as_a_note(self):
        article = twice_saved(body_en=NOTED.replace("§4", "§5"))
        shown = opened(signed_in("Editors").get(page("compare", article.pk)))
        [notes] = shown.xpath("//*[@class='difference-notes']")
        assert text(notes) == "Note [1] Port law, §[removed: 4][added: 5]."

    def test_every_field_that_changed_is_shown_and_no_other(self):
        article = make_article(title_en="First", by=[make_author(name_en="Zhou Yan")])
        saved(article)
        sign(article, [make_author(name_en="Mak Wing")], role="editor", position_en="Fellow")
        article.topics.set([make_topic(name_en="Ports")])
        saved(article, kind="report", date="2026-10-02", licence="CC-BY-4.0", summary_zh_hant="摘要")
        shown = opened(signed_in("Editors").get(page("compare", article.pk)))
        found = {text(each): text(each.getnext()) for each in shown.xpath("//section/h3")}
        assert set(found) == {"Summary", "Kind", "Date", "Licence", "Byline", "Topics"}
        assert found["Kind"] == "[removed: Commentary][added: Report]"
        assert "[added: Mak Wing (Editor)]" in found["Byline"]
        assert found["Topics"] == "[added: Ports]"

    def test_an_author_who_was_deleted_is_still_named(self):
        author = make_author(name_en="Zhou Yan")
        article = make_article(by=[author])
        saved(article)
        article.authorships.all().delete()
        author.delete()
        Revision.objects.record(article, None)
        assert "[removed: Zhou Yan (Author)]" in words(
            opened(signed_in("Editors").get(page("compare", article.pk)))
        )

    def test_text_is_never_taken_for_markup(self):
        article = twice_saved(
            title_en="<script>alert(1)</script>", body_en="<p>&lt;img src=x onerror=y&gt;</p>"
        )
        shown = opened(signed_in("Editors").get(page("compare", article.pk)))
        assert not shown.xpath("//main//section//script | //main//section//img")
        assert "onerror=y" in words(shown)

    def test_a_revision_that_is_not_there_is_not_found(self):
        article = twice_saved(title_en="Second")
        client = signed_in("Editors")
        for number in ("9", "x", "²"):
            assert client.get(page("compare", article.pk), {"old": number}).status_code == 404


class TestRestore:
    def test_the_page_shows_what_will_change_and_changes_nothing(self):
        article = twice_saved(title_en="Second")
        shown = words(opened(signed_in("Editors").get(page("restore", article.pk, 1))))
        assert "[removed: Second][added: First]" in shown
        assert Article.objects.get(pk=article.pk).title_en == "Second"

    def test_an_editor_brings_everything_back(self):
        article = twice_saved(title_en="Second", title_zh_hans="二稿")
        answer = send(signed_in("Editors"), page("restore", article.pk, 1))
        assert answer.url == page("change", article.pk)
        article.refresh_from_db()
        assert (article.title_en, article.title_zh_hans, article.lock_version) == ("First", "初稿", 3)
        assert Revision.objects.first().comment == "Restored from revision 1"

    def test_an_editor_brings_one_language_back(self):
        article = twice_saved(title_en="Second", title_zh_hans="二稿")
        send(signed_in("Editors"), page("restore", article.pk, 1), part="zh-hans")
        article.refresh_from_db()
        assert (article.title_en, article.title_zh_hans) == ("Second", "初稿")

    def test_a_translator_brings_back_their_own_language_and_no_other(self):
        article = twice_saved(title_en="Second", title_zh_hans="二稿")
        client = signed_in("Translators", username="ting")
        ting = get_user_model().objects.get(username="ting")
        LanguageGrant.objects.give(ting, ["zh-hans"])
        shown = opened(client.get(page("restore", article.pk, 1)))
        assert shown.xpath("//input[@name='part']/@value") == ["zh-hans"]
        client.post(page("restore", article.pk, 1), {"base": 2, "part": "all"})
        client.post(page("restore", article.pk, 1), {"base": 2, "part": "en"})
        assert Revision.objects.count() == 2
        client.post(page("restore", article.pk, 1), {"base": 2, "part": "zh-hans"})
        article.refresh_from_db()
        assert (article.title_en, article.title_zh_hans) == ("Second", "初稿")

    def test_a_translator_without_languages_brings_nothing_back(self):
        article = twice_saved(title_en="Second")
        client = signed_in("Translators")
        assert client.get(page("restore", article.pk, 1)).status_code == 403
        assert "Restore…" not in words(opened(client.get(page("history", article.pk))))

    def test_whoever_was_slower_than_somebody_else_is_told(self):
        article = twice_saved(title_en="Second")
        client = signed_in("Editors")
        client.get(page("restore", article.pk, 1))
        saved(article, by=make_user(username="ming"), title_en="Third")
        answer = client.post(page("restore", article.pk, 1), {"base": 2, "part": "all"})
        assert "Ming saved the article" in words(opened(answer))
        assert Article.objects.get(pk=article.pk).title_en == "Third"

    def test_what_cannot_come_back_is_told_before_and_after(self):
        author = make_author(name_en="Zhou Yan")
        article = make_article(by=[author])
        saved(article)
        article.authorships.all().delete()
        saved(article)
        author.delete()
        client = signed_in("Editors")
        assert "The author “Zhou Yan” has been deleted." in words(
            opened(client.get(page("restore", article.pk, 1)))
        )
        after = client.post(page("restore", article.pk, 1), {"base": 2, "part": "all"}, follow=True)
        assert "The author “Zhou Yan” has been deleted." in words(opened(after))


class TestDeleted:
    def test_an_editor_deletes_an_article_and_brings_it_back(self):
        article = twice_saved(title_en="Second")
        client = signed_in("Editors")
        assert "It can be brought back from the list" in words(opened(client.get(page("delete", article.pk))))
        client.post(page("delete", article.pk), {"post": "yes"})
        assert not Article.objects.exists()
        [row] = opened(client.get(page("deleted"))).xpath("//main//tbody/tr")
        assert "Second" in text(row)
        assert LogEntry.objects.get().user.username in text(row)

        send(client, row.xpath(".//a/@href")[0])
        assert Article.objects.get().title_en == "Second"
        assert not opened(client.get(page("deleted"))).xpath("//main//tbody/tr")

    def test_those_who_add_no_articles_bring_none_back(self):
        article = twice_saved(title_en="Second")
        number = article.pk
        article.delete()
        client = signed_in("Translators")
        assert client.get(page("deleted")).status_code == 403
        assert client.get(page("restore", number, 2)).status_code == 403
