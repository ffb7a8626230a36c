import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from publications import workflow
from publications.models import Article, Edition, Footnote, Revision, Version
from tests.factories import make_article, make_author, make_figure, picture, published
from tests.forms import opened, send, signed_in, typed
from tests.pages import every, one, words

pytestmark = pytest.mark.django_db

ADD = "/admin/publications/article/add/"
NOTED = '<p>A claim.<span data-footnote="k7x2m9qa">See <a href="https://a.example/">a</a>.</span></p>'


def change(article: Article) -> str:
    return reverse("admin:publications_article_change", args=[article.pk])


def upload(content: bytes, name: str = "lead.png"):
    return SimpleUploadedFile(name, content)


def test_an_article_only_in_traditional_chinese_is_written_and_published_under_an_english_admin():
    client, author = signed_in("Publishers"), make_author(name_zh_hant="周彥", name_en="")
    byline = {
        "authorships-TOTAL_FORMS": "1",
        "authorships-0-author": author.pk,
        "authorships-0-role": "author",
    }
    answer = send(
        client, ADD, title_zh_hant="航道", body_zh_hant="<p>航道有標。</p>", date="2026-11-01", **byline
    )
    article = Article.objects.get()
    assert answer.status_code == 302
    assert (article.title_en or "", article.title_zh_hant) == ("", "航道")

    address = reverse("admin:publications_article_publish", args=[article.pk, "zh-hant"])
    send(client, address)
    assert [version.title for version in Version.objects.public("zh-hant")] == ["航道"]
    assert not Version.objects.public("en").exists()


def test_what_was_refused_is_a_link_to_its_field():
    page = opened(send(signed_in(), ADD, title_zh_hant="航" * 301, doi="x" * 121))
    where = {link.get("href"): link.text for link in page.xpath("//ul[@class='errors-where']//a")}
    assert where == {"#id_title_zh_hant": "Title (繁體)", "#id_doi": "DOI"}


def test_an_article_without_an_english_title_gets_its_address_from_the_date():
    send(signed_in(), ADD, title_zh_hans="航道")
    assert Article.objects.get().slug == timezone.localdate().isoformat()
    send(signed_in(), ADD, title_zh_hans="潮汐", date="2026-09-03")
    assert Article.objects.filter(slug="2026-09-03").exists()


def test_a_second_article_of_the_same_title_gets_an_address_of_its_own():
    client = signed_in()
    for _time in range(2):
        send(client, ADD, title_en="Open water")
    assert set(Article.objects.values_list("slug", flat=True)) == {"open-water", "open-water-2"}


def test_an_address_that_once_led_to_another_article_is_not_given_away():
    article = make_article(slug="open-water")
    article.slug = "closed-water"
    article.save()
    send(signed_in(), ADD, title_en="Open water")
    assert Article.objects.filter(slug="open-water-2").exists()


def test_a_form_without_any_title_is_refused_with_everything_still_in_it():
    answer = send(signed_in(), ADD, body_zh_hant="<p>航道有標。</p>", doi="10.1000/1")
    assert "Give the article a title in at least one language." in words(opened(answer))
    kept = typed(answer)
    assert (kept["body_zh_hant"], kept["doi"]) == (["<p>航道有標。</p>"], ["10.1000/1"])
    assert not Article.objects.exists()


def test_a_body_is_cleaned_when_it_is_saved():
    article = make_article()
    send(signed_in(), change(article), body_en="<p onclick='x()'>Text</p><script>y()</script>loose")
    article.refresh_from_db()
    assert article.body_en == "<p>Text</p><p>loose</p>"


def test_a_note_may_be_written_without_a_key():
    article = make_article()
    send(signed_in(), change(article), body_en="<p>Claim.<span data-footnote>The source.</span></p>")
    assert Footnote.objects.get(article=article).text == "The source."


def test_every_input_carries_the_tag_and_the_name_of_its_language():
    page = opened(signed_in().get(ADD))
    assert one(page, "#id_body_zh_hant").get("lang") == "zh-Hant"
    assert one(page, "#id_title_zh_hans").get("dir") == "ltr"
    assert "Title (繁體)" in words(page, "#article_form")
    assert "Title (English)" in words(page, "#article_form")


def test_the_form_never_fills_a_language_with_the_text_of_another():
    article, client = make_article(title_en="Only English"), signed_in()
    client.cookies["django_language"] = "zh-hant"
    send(client, change(article), doi="10.1000/1")
    article.refresh_from_db()
    assert (article.doi, article.title_zh_hant or "") == ("10.1000/1", "")


def test_the_working_copy_of_a_published_article_changes_nothing_public():
    article = make_article(title_en="As published")
    published(article)
    send(signed_in("Editors"), change(article), title_en="Half done")
    assert Version.objects.public("en").get().title == "As published"


class TestSavingAtOnce:
    def test_a_stale_form_is_refused_with_who_saved_meanwhile_and_its_text_is_kept(self):
        article = make_article(title_en="First")
        mine, theirs = signed_in(), signed_in(username="lin")
        stale = typed(mine.get(change(article)), title_en="Mine")
        send(theirs, change(article), title_en="Theirs")

        answer = mine.post(change(article), stale)
        assert "lin saved this article at" in words(opened(answer))
        assert typed(answer)["title_en"] == ["Mine"]
        article.refresh_from_db()
        assert article.title_en == "Theirs"

    def test_a_refused_form_is_not_stale_when_it_is_sent_again(self):
        article, client = make_article(), signed_in()
        refused = send(client, change(article), doi="x" * 500)
        assert refused.status_code == 200
        again = typed(refused, doi="10.1000/2")
        assert client.post(change(article), again).status_code == 302

    def test_every_save_is_kept_as_a_revision_with_its_author_and_comment(self):
        article = make_article()
        send(signed_in(username="lin"), change(article), title_en="Other", comment="Shorter title")
        revision = Revision.objects.get(article_id=article.pk)
        assert (revision.by.username, revision.comment) == ("lin", "Shorter title")
        assert revision.field("title_en") == "Other"

    def test_a_revision_holds_the_byline_that_was_saved_with_it(self):
        article = make_article(by=[])
        author = make_author()
        row = {"authorships-TOTAL_FORMS": "1", "authorships-0-author": author.pk}
        send(signed_in(), change(article), **row, **{"authorships-0-role": "author"})
        assert [row["author_id"] for row in Revision.objects.get().content["authorships"]] == [author.pk]


class TestByline:
    def test_a_new_entry_starts_from_the_profile(self):
        author = make_author(position_en="Fellow", institute_en="Institute")
        article = make_article(by=[])
        row = {"authorships-TOTAL_FORMS": "1", "authorships-0-author": author.pk}
        send(signed_in(), change(article), **row, **{"authorships-0-role": "author"})
        entry = article.authorships.get()
        assert (entry.position_en, entry.institute_en) == ("Fellow", "Institute")

    def test_an_entry_without_a_number_comes_last(self):
        first, second = make_author(), make_author()
        article = make_article(by=[first])
        row = {"authorships-TOTAL_FORMS": "2", "authorships-1-author": second.pk}
        send(signed_in(), change(article), **row, **{"authorships-1-role": "author"})
        assert [entry.author for entry in article.authorships.all()] == [first, second]

    def test_two_entries_change_places_by_their_authors(self):
        first, second = make_author(), make_author()
        article = make_article(by=[first, second])
        swapped = {"authorships-0-author": second.pk, "authorships-1-author": first.pk}
        assert send(signed_in(), change(article), **swapped).status_code == 302
        assert [entry.author for entry in article.authorships.all()] == [second, first]

    def test_numbers_order_the_byline(self):
        first, second = make_author(), make_author()
        article = make_article(by=[first, second])
        send(signed_in(), change(article), **{"authorships-0-order": "2", "authorships-1-order": "1"})
        assert [entry.author for entry in article.authorships.all()] == [second, first]

    def test_the_same_author_twice_in_one_role_is_refused(self):
        author = make_author()
        article = make_article(by=[author])
        row = {"authorships-TOTAL_FORMS": "2", "authorships-1-author": author.pk}
        answer = send(signed_in(), change(article), **row, **{"authorships-1-role": "author"})
        assert "duplicate" in words(opened(answer))


class TestNotes:
    def test_notes_are_shown_with_number_text_and_links(self):
        article = make_article(title_zh_hans="标题", body_zh_hans=NOTED)
        page = opened(signed_in().get(change(article)))
        assert "简体 [1] See a. Source checked [1]" in words(page, ".notes")
        assert page.xpath("//ol[@class='notes']//a/@href") == ["https://a.example/"]

    def test_a_note_is_ticked_as_checked_and_unticked(self):
        article, client = make_article(title_en="Ports", body_en=NOTED), signed_in()
        note = Footnote.objects.get()
        send(client, change(article), reviewed_notes=[note.pk])
        note.refresh_from_db()
        assert note.reviewed
        send(client, change(article), reviewed_notes=None)
        note.refresh_from_db()
        assert not note.reviewed

    def test_a_checked_note_whose_words_change_has_to_be_checked_again(self):
        article, client = make_article(title_en="Ports", body_en=NOTED), signed_in()
        Footnote.objects.update(reviewed=True)
        send(client, change(article), body_en=NOTED.replace("See", "Look at"))
        assert not Footnote.objects.get().reviewed

    def test_a_note_that_leaves_the_text_does_not_come_back_by_saving(self):
        article = make_article(title_en="Ports", body_en=NOTED)
        send(signed_in(), change(article), body_en="<p>A claim.</p>")
        assert not Footnote.objects.exists()

    def test_an_article_without_notes_has_no_list_of_them(self):
        assert not every(opened(signed_in().get(change(make_article()))), ".notes")


class TestLeadFigure:
    def test_an_uploaded_picture_becomes_the_lead_figure(self):
        article = make_article()
        send(signed_in(), change(article), lead_upload=upload(picture()))
        article.refresh_from_db()
        assert article.lead_figure

    def test_a_picture_is_not_lost_when_the_form_is_refused_for_another_reason(self):
        article, client = make_article(), signed_in()
        refused = send(client, change(article), lead_upload=upload(picture()), doi="x" * 500)
        client.post(change(article), typed(refused, doi=""))
        article.refresh_from_db()
        assert article.lead_figure

    def test_a_file_that_is_no_picture_is_refused(self):
        article = make_article()
        answer = send(signed_in(), change(article), lead_upload=upload(b"%PDF-1.7"))
        assert "This is not a picture" in words(opened(answer))

    def test_the_lead_figure_can_be_taken_away(self):
        article = make_article(lead_figure=make_figure(), lead_alt_en="Ships")
        send(signed_in(), change(article), lead_figure="")
        article.refresh_from_db()
        assert article.lead_figure is None


class TestPanel:
    def test_the_panel_says_what_is_public_with_a_link_in_that_language(self):
        article = make_article(slug="ports", title_zh_hant="港口")
        published(article, "zh-hant")
        panel = one(opened(signed_in().get(change(article))), ".panel")
        assert panel.xpath(".//a/@href")[0] != ""
        assert "/zh-hant/articles/ports/" in panel.xpath(".//a/@href")

    def test_each_finding_leads_to_its_field(self):
        article = make_article(title_en="", body_en="<p>Text</p>", date=None, by=[])
        page = opened(signed_in().get(change(article)))
        anchors = page.xpath("//ul[@class='blocking']//a/@href")
        assert {"#id_title_en", "#id_date", "#authorships-group"} <= set(anchors)
        for anchor in anchors:
            assert every(page, anchor), anchor

    def test_a_finding_in_the_text_quotes_the_words_around_it(self):
        article = make_article(body_en='<p>Before<span data-footnote-ref="k7x2m9qa">[21]</span> after.</p>')
        assert "Before[21] after." in words(opened(signed_in().get(change(article))), ".blocking")

    def test_an_editor_sees_the_panel_without_its_buttons(self):
        page = opened(signed_in("Editors").get(change(make_article())))
        assert "Publish…" not in words(page, ".panel")
        assert "Import into English…" in words(page, ".panel")


def test_the_form_of_a_long_article_asks_the_database_no_more_than_that_of_a_short_one(
    django_assert_max_num_queries,
):
    notes = "".join(
        f'<p>Claim.<span data-footnote="k7x2m9{a}{b}">Source {a}{b}.</span></p>'
        for a in "abcde"
        for b in "fghjk"
    )
    article = make_article(title_zh_hans="长", body_en=notes, body_zh_hans=notes)
    client = signed_in()
    assert Footnote.objects.count() == 50
    with django_assert_max_num_queries(30):
        client.get(change(article))


def test_a_deleted_author_of_nothing_else_is_protected_by_the_byline():
    author = make_author()
    make_article(by=[author])
    answer = signed_in().get(reverse("admin:authors_author_delete", args=[author.pk]))
    assert "protected" in words(opened(answer))


def test_the_edition_of_a_language_appears_when_something_is_written_in_it():
    article = make_article()
    send(signed_in(), change(article), title_zh_hans="标题")
    edition = Edition.objects.get(article=article, language="zh-hans")
    assert [finding.field for finding in workflow.check(edition)] == ["body_zh_hans"]
