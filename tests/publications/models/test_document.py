import errno
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from publications import workflow
from publications.models import Document
from publications.models.document import MOST_BYTES, TYPES, extension, tidy
from tests.factories import attach, make_article, make_document, published, withdrawn

pytestmark = pytest.mark.django_db


def test_the_same_file_is_kept_once_and_another_of_that_name_elsewhere():
    first, second = make_document("trade.csv", b"a,b"), make_document("trade.csv", b"a,b")
    other = make_document("trade.csv", b"c,d")
    assert first == second
    assert other.file.name != first.file.name
    assert (other.name, first.name) == ("trade.csv", "trade.csv")
    assert first.file.read() == b"a,b"


def test_a_file_whose_row_was_lost_is_found_again():
    document = make_document("trade.csv", b"a,b")
    place = document.file.name
    Document.objects.all().delete()
    assert make_document("trade.csv", b"a,b").file.name == place


def test_a_file_that_the_disk_lost_is_stored_again():
    document = make_document("trade.csv", b"a,b")
    default_storage.delete(document.file.name)
    assert make_document("trade.csv", b"a,b").file.read() == b"a,b"


class Broken(ContentFile):
    """A file of which the second part cannot be stored."""

    def chunks(self, chunk_size=None):
        self.seek(0)
        yield self.read(1)
        if self.is_stored:
            raise OSError(errno.ENOSPC, "No space left on device")
        yield self.read()

    is_stored = False


def test_what_a_full_disk_has_taken_in_part_is_not_taken_for_the_whole(monkeypatch):
    save = default_storage.save

    def fill(name, content, **options):
        content.is_stored = True
        return save(name, content, **options)

    monkeypatch.setattr(default_storage, "save", fill)
    with pytest.raises(OSError, match="No space"):
        Document.objects.keep(Broken(b"half of it", "half.csv"))
    assert not Document.objects.exists()
    monkeypatch.undo()
    assert make_document("half.csv", b"half of it").file.read() == b"half of it"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_who_bring_the_same_file_at_once_are_given_the_same():
    together = threading.Barrier(4)

    def bring(_each: int) -> Document:
        together.wait()
        try:
            return make_document("trade.csv", b"brought at once")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        kept = list(people.map(bring, range(4)))
    assert kept == [Document.objects.get()] * 4
    assert kept[0].file.read() == b"brought at once"
    assert len(default_storage.listdir(f"attachments/{kept[0].file.name.split('/')[1]}")[1]) == 1


@pytest.mark.parametrize(
    ("name", "tidied"),
    [
        ("Trade data (final).XLSX", "Trade_data_final.xlsx"),
        ("C:\\reports\\渡口报告.pdf", "渡口报告.pdf"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("??.csv", "file.csv"),
        (".csv", "csv."),
        ("a" * 300 + ".csv", "a" * 80 + ".csv"),
        ("渡" * 300 + ".csv", "渡" * 76 + ".csv"),
        ("𠀀" * 300 + ".geojson", "𠀀" * 57 + ".geojson"),
    ],
)
def test_a_name_becomes_fit_for_addresses_and_disks(name, tidied):
    assert tidy(name) == tidied


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "empty"),
        ("page.html", b"<script>alert(1)</script>", "kind"),
        ("drawing.svg", b"<svg/>", "kind"),
        ("no-ending", b"a", "kind"),
        ("report.pdf", b"<html>", "damaged"),
        ("trade.xlsx", b"a,b", "damaged"),
        ("trade.xls", b"PK\x03\x04", "damaged"),
    ],
)
def test_what_readers_may_not_be_given_is_refused(name, content, code):
    with pytest.raises(ValidationError) as refused:
        Document.objects.keep(ContentFile(content, name))
    assert refused.value.code == code
    assert not Document.objects.exists()


def test_what_is_too_large_is_refused():
    file = ContentFile(b"a,b", "trade.csv")
    file.size = MOST_BYTES + 1
    with pytest.raises(ValidationError) as refused:
        Document.objects.keep(file)
    assert refused.value.messages == ["The file has more than 100 MB."]


@pytest.mark.parametrize("kind", TYPES)
def test_every_kind_is_kept_with_its_media_type(kind):
    beginning = (TYPES[kind][1] or (b"text",))[0]
    document = make_document(f"file.{kind}", beginning + b" and more")
    assert document.content_type == TYPES[kind][0]
    assert extension(document.name) == kind


def test_a_document_is_public_while_a_public_version_offers_it():
    shown, hidden, taken_back, later = (make_document() for _each in range(4))
    article = make_article(title_en="Harbour")
    attach(article, shown)
    published(article)
    attach(article, later)
    attach(make_article(title_en="Channel"), hidden)
    gone = make_article(title_en="Quay")
    attach(gone, taken_back)
    withdrawn(gone)
    assert list(Document.objects.public()) == [shown]


def test_a_document_of_an_earlier_version_stays_as_long_as_its_page_does():
    article = make_article(title_en="Harbour")
    attachment = attach(article)
    published(article)
    attachment.delete()
    published(article)
    assert list(Document.objects.public()) == [attachment.document]
    workflow.withdraw(article.editions.get(language="en"), reason="The survey was wrong.")
    assert not Document.objects.public().exists()


def test_documents_are_found_by_the_addresses_that_versions_name():
    document = make_document("渡口.csv")
    assert Document.objects.by_address([document.file.url, "/media/attachments/none/x.csv"]) == {
        document.file.url: document
    }
    assert Document.objects.by_address([]) == {}
