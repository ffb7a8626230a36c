import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publications.models import Article, Attachment, Document, LanguageGrant, Revision
from tests.factories import attach, make_article, make_document, make_user
from tests.forms import opened, send, signed_in, typed
from tests.pages import words

pytestmark = pytest.mark.django_db


def change(article: Article) -> str:
    return reverse("admin:publications_article_change", args=[article.pk])


def saved(**facts) -> Article:
    """An article whose history knows where forms began."""
    article = make_article(**facts)
    Revision.objects.record(article, make_user())
    return article


def file(name: str = "trade.csv", content: bytes = b"a,b") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def row(number: int, **facts) -> dict:
    """A row that a browser has added."""
    given = {"document": "", "language": "", "order": "", "id": "", **facts}
    return {f"attachments-{number}-{name}": value for name, value in given.items()} | {
        "attachments-TOTAL_FORMS": str(number + 1)
    }


def test_a_file_is_attached_with_what_it_is_in_each_language():
    article = saved(title_en="Ports")
    send(
        signed_in(), change(article), **row(0, upload=file(), label_en="Trade data", label_zh_hans="贸易数据")
    )
    attachment = article.attachments.get()
    assert attachment.document.file.read() == b"a,b"
    assert (attachment.label_en, attachment.label_zh_hans, attachment.order) == ("Trade data", "贸易数据", 1)
    last = Revision.objects.filter(article_id=article.pk).first()
    assert [each["document_id"] for each in last.attachments] == [attachment.document_id]
    assert last.name_of("document", attachment.document_id) == "trade.csv"


def test_a_form_that_is_refused_keeps_the_file_that_came_with_it():
    article, client = saved(title_en="Ports"), signed_in()
    answer = send(client, change(article), title_en="", **row(0, upload=file(), label_en="Trade data"))
    assert not Attachment.objects.exists()
    assert opened(answer).xpath("//a[starts-with(., 'trade.csv (')]/@href") == [
        Document.objects.get().file.url
    ]
    client.post(change(article), typed(answer, title_en="Ports"))
    assert article.attachments.get().document.name == "trade.csv"


@pytest.mark.parametrize(
    ("upload", "message"),
    [
        (file("page.html"), "Files of this kind cannot be attached."),
        (file("report.pdf"), "“report.pdf” is no PDF file, or it is damaged."),
        ("", "Choose a file."),
    ],
)
def test_a_row_with_a_wrong_file_or_none_says_so_and_keeps_its_words(upload, message):
    article = saved(title_en="Ports")
    answer = send(signed_in(), change(article), **row(0, upload=upload, label_en="Trade data"))
    page = opened(answer)
    assert message in words(page, "#attachments-group")
    assert page.xpath("//input[@name='attachments-0-label_en']/@value") == ["Trade data"]
    assert not Attachment.objects.exists()


def test_a_file_is_replaced_and_another_is_taken_away():
    article = saved(title_en="Ports")
    first, second = attach(article, order=1), attach(article, order=2)
    Revision.objects.record(article, make_user())
    send(
        signed_in(),
        change(article),
        **{"attachments-0-upload": file("new.csv"), "attachments-1-DELETE": "on"},
    )
    assert [each.document.name for each in article.attachments.all()] == ["new.csv"]
    assert article.attachments.get().pk == first.pk
    # Older versions and revisions may name it.
    assert Document.objects.filter(pk=second.document_id).exists()


def test_two_rows_change_places_and_one_becomes_what_another_was_that_goes():
    article = saved(title_en="Ports")
    rows = [attach(article, order=order) for order in (1, 2, 3)]
    first, second, third = (each.document_id for each in rows)
    Revision.objects.record(article, make_user())
    client = signed_in()
    send(client, change(article), **{"attachments-0-document": second, "attachments-1-document": first})
    assert [each.document_id for each in article.attachments.all()] == [second, first, third]
    send(client, change(article), **{"attachments-0-document": third, "attachments-2-DELETE": "on"})
    assert [each.document_id for each in article.attachments.all()] == [third, first]
    assert [each.pk for each in article.attachments.all()] == [each.pk for each in rows[:2]]


def test_the_same_file_twice_is_refused_in_words():
    article = saved(title_en="Ports")
    attach(article, make_document("trade.csv", b"a,b"))
    Revision.objects.record(article, make_user())
    answer = send(signed_in(), change(article), **row(1, upload=file()))
    assert "Please correct the duplicate data" in words(opened(answer), "#attachments-group")
    assert article.attachments.count() == 1


def test_translators_say_what_a_file_is_in_their_language_and_no_more():
    article = saved(title_en="Ports", title_zh_hans="港口")
    attachment = attach(article, label_en="Trade data")
    Revision.objects.record(article, make_user())
    client = signed_in(group="Translators", username="lin")
    LanguageGrant.objects.create(user=get_user_model().objects.get(username="lin"), language="zh-hans")
    send(
        client,
        change(article),
        **{
            "attachments-0-label_zh_hans": "贸易数据",
            "attachments-0-label_en": "Mine",
            "attachments-0-language": "en",
            "attachments-0-upload": file("mine.csv"),
        },
    )
    attachment.refresh_from_db()
    assert (attachment.label_zh_hans, attachment.label_en) == ("贸易数据", "Trade data")
    assert (attachment.language, attachment.document.name != "mine.csv") == ("", True)


class TestTwoAtOnce:
    def two(self, article: Article, mine: dict, theirs: dict):
        """My answer when I open the form, lin opens, changes and saves it, and then I save mine."""
        client = signed_in()
        form = typed(client.get(change(article)))
        send(signed_in(username="lin"), change(article), **theirs)
        return client.post(change(article), {**form, **mine}, follow=True)

    def test_what_only_they_attached_stays(self):
        article = saved(title_en="Ports")
        self.two(article, {"title_en": "Quays"}, row(0, upload=file()))
        article.refresh_from_db()
        assert (article.title_en, article.attachments.get().document.name) == ("Quays", "trade.csv")

    def test_what_only_i_attached_is_saved_beside_what_they_wrote(self):
        article = saved(title_en="Ports")
        self.two(article, row(0, upload=file()), {"title_en": "Quays"})
        article.refresh_from_db()
        assert (article.title_en, article.attachments.get().document.name) == ("Quays", "trade.csv")

    def test_what_both_attached_is_asked_about_and_mine_is_not_lost(self):
        article = saved(title_en="Ports")
        answer = self.two(article, row(0, upload=file("mine.csv")), row(0, upload=file("theirs.csv")))
        page = opened(answer)
        assert "Attachments: lin, " in words(page, ".conflicts")
        assert page.xpath("//a[starts-with(., 'mine.csv (')]")
        assert [each.document.name for each in article.attachments.all()] == ["theirs.csv"]

    @pytest.mark.parametrize("theirs", ["theirs.csv", "mine.csv"])
    def test_mine_is_saved_instead_and_theirs_stays_in_the_history(self, theirs):
        article = saved(title_en="Ports")
        client = signed_in()
        answer = self.two(
            article,
            row(0, upload=file("mine.csv"), label_en="Mine"),
            row(0, upload=file(theirs), label_en="Theirs"),
        )
        article.refresh_from_db()
        client.post(change(article), typed(answer, overwrite=str(article.lock_version)))
        assert [(each.document.name, each.label_en) for each in article.attachments.all()] == [
            ("mine.csv", "Mine")
        ]
        revisions = Revision.objects.filter(article_id=article.pk)
        assert [each["label_en"] for each in revisions[1].attachments] == ["Theirs"]
