"""What goes with an article, from its working copy to everything that readers and their programs are given."""

import io
import json
import zipfile
from http import HTTPStatus
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from publications import workflow
from publications.exporters import cite, epub, jats, markdown, metadata
from publications.models import Article, Attachment, Document, PreviewLink, Revision, Version
from publications.previews import address as preview_address
from publications.restoring import restore
from publications.workflow import changes
from tests.factories import attach, make_article, make_document, make_user, published
from tests.forms import signed_in
from tests.pages import links, read, words

pytestmark = pytest.mark.django_db


def ports(**facts) -> Article:
    """An article in two languages with the data behind it, and an English report as it was designed."""
    article = make_article(title_en="Ports", title_zh_hans="港口", slug="ports", **facts)
    data, report = make_document("trade.csv", b"a,b"), make_document("报告.pdf", b"%PDF-1.7 report")
    attach(article, data, order=1, label_en="Trade data", label_zh_hans="贸易数据")
    attach(article, report, order=2, language="en", label_en="The report as designed")
    return article


def offered(version: Version) -> list[tuple[str, str]]:
    return [(each["name"], each["label"]) for each in version.attachments]


class TestFrozen:
    def test_a_version_offers_what_is_for_its_language_in_order(self):
        article = ports()
        english, chinese = published(article), published(article, "zh-hans")
        assert offered(english) == [("trade.csv", "Trade data"), ("报告.pdf", "The report as designed")]
        assert offered(chinese) == [("trade.csv", "贸易数据")]
        assert set(english.documents.all()) == set(Document.objects.all())

    def test_a_label_falls_back_as_names_do_and_says_from_which_language(self):
        article = ports(title_zh_hant="港口")
        version = published(article, "zh-hant")
        assert [(each["label"], each["lang"]) for each in version.attachments] == [("贸易数据", "zh-Hans")]

    def test_without_any_label_the_name_of_the_file_stands(self):
        article = make_article(title_en="Ports")
        attach(article, make_document("trade.csv"))
        assert offered(published(article)) == [("trade.csv", "trade.csv")]

    def test_what_is_attached_later_waits_for_the_next_version(self):
        article = ports()
        version = published(article)
        attach(article, order=3)
        article.attachments.filter(order=1).delete()
        version.refresh_from_db()
        assert len(version.attachments) == 2
        edition = article.editions.get(language="en")
        assert changes(edition, version) == ["attachments"]
        assert changes(edition, published(article)) == []


class TestPage:
    def test_the_page_names_each_with_its_kind_and_size(self):
        version = published(ports())
        page = read(version.get_absolute_url())
        assert words(page, ".attachments") == (
            "Attachments Trade data CSV, 3 bytes The report as designed PDF, 15 bytes"
        ).replace(" bytes", "\xa0bytes").replace("\xa0", " ")
        assert list(links(page, ".attachments").values()) == [each["src"] for each in version.attachments]

    def test_a_page_without_any_says_nothing_of_it(self):
        page = read(published(make_article(title_en="Ports")).get_absolute_url())
        assert not page.xpath("//*[@class='attachments']")

    def test_a_pdf_opens_and_anything_else_is_saved_under_its_name(self):
        version = published(ports())
        data, report = (Client().get(each["src"]) for each in version.attachments)
        assert data["Content-Disposition"] == 'attachment; filename="trade.csv"'
        assert report["Content-Disposition"].startswith("inline;")
        assert (data["Content-Type"], report["Content-Type"]) == ("text/csv", "application/pdf")
        assert data["Cache-Control"] == "public, max-age=31536000, immutable"
        assert data["X-Content-Type-Options"] == "nosniff"
        assert b"".join(data.streaming_content) == b"a,b"

    def test_readers_get_it_once_a_version_offers_it_and_editors_before(self):
        article = ports()
        source = article.attachments.first().document.file.url
        assert Client().get(source).status_code == HTTPStatus.NOT_FOUND
        assert signed_in(group="Fellows' staff").get(source).status_code == HTTPStatus.NOT_FOUND
        answer = signed_in(group="Editors").get(source)
        assert (answer.status_code, answer["Cache-Control"].split(",")[0]) == (HTTPStatus.OK, "private")
        published(article)
        assert Client().get(source).status_code == HTTPStatus.OK
        workflow.withdraw(article.editions.get(language="en"), reason="The survey was wrong.")
        assert Client().get(source).status_code == HTTPStatus.NOT_FOUND

    def test_a_file_that_the_disk_has_lost_is_not_found(self):
        article = ports()
        document = published(article).documents.first()
        default_storage.delete(document.file.name)
        link = PreviewLink.objects.create(edition=article.editions.get(language="en"))
        for source in (document.file.url, document.file.url.replace("/media/", preview_address(link))):
            assert Client().get(source).status_code == HTTPStatus.NOT_FOUND

    def test_whoever_holds_a_link_to_a_preview_gets_what_it_shows_and_no_more(self):
        article = ports()
        link = PreviewLink.objects.create(edition=article.editions.get(language="zh-hans"))
        page = read(preview_address(link))
        [source] = links(page, ".attachments").values()
        assert source.startswith(preview_address(link))
        with CaptureQueriesContext(connection) as asked:
            assert b"".join(Client().get(source).streaming_content) == b"a,b"
        assert len(asked) == 2
        assert not any("body" in each["sql"] for each in asked)
        english = article.attachments.get(language="en").document.file.url
        other = english.replace("/media/", preview_address(link))
        assert Client().get(other).status_code == HTTPStatus.NOT_FOUND
        assert Client().get(source.replace("preview/", "preview/x")).status_code == HTTPStatus.NOT_FOUND

    def test_links_of_a_previewed_text_lead_to_what_its_link_opens(self):
        article = ports()
        place = article.attachments.get(language="en").document.file.url
        shown = f'<a href="{place}#page=3">Report</a>'
        article.body_en = f'<p>{shown}<span data-footnote="k7x2m9qa">See {shown}.</span></p>'
        article.save()
        address = preview_address(PreviewLink.objects.create(edition=article.editions.get(language="en")))
        found = read(address).xpath("//a[contains(@href, '.pdf')]/@href")
        assert {each.partition("#")[0] for each in found} == {place.replace("/media/", address)}
        assert len(found) >= 3


class TestHistory:
    def test_a_revision_brings_back_what_was_attached(self):
        article = ports()
        first = Revision.objects.record(article, make_user())
        article.attachments.all().delete()
        Revision.objects.record(article, make_user())
        restore(first, by=make_user())
        assert [(each.document.name, each.label_en) for each in article.attachments.all()] == [
            ("trade.csv", "Trade data"),
            ("报告.pdf", "The report as designed"),
        ]

    def test_one_language_brings_back_only_what_it_calls_them(self):
        article = ports()
        first = Revision.objects.record(article, make_user())
        article.attachments.filter(order=1).update(label_en="Data", label_zh_hans="数据")
        article.attachments.filter(order=2).delete()
        Revision.objects.record(article, make_user())
        restore(first, by=make_user(), language="zh-hans")
        [attachment] = article.attachments.all()
        assert (attachment.label_en, attachment.label_zh_hans) == ("Data", "贸易数据")

    def test_a_revision_from_before_there_were_any_brings_back_none(self):
        article = ports()
        first = Revision.objects.record(article, make_user())
        del first.content["attachments"]
        first.save()
        restore(Revision.objects.get(pk=first.pk), by=make_user())
        assert not article.attachments.exists()

    def test_the_history_says_what_was_attached_and_taken_away(self):
        article = ports()
        Revision.objects.record(article, make_user())
        article.attachments.get(order=2).delete()
        article.attachments.update(label_en="Data")
        Revision.objects.record(article, make_user())
        client = signed_in()
        answer = client.get(f"/admin/publications/article/{article.pk}/history/")
        assert "Attachments" in words(html.document_fromstring(answer.content.decode()), "main")
        page = client.get(f"/admin/publications/article/{article.pk}/history/compare/").content.decode()
        told = words(html.document_fromstring(page), "main")
        assert "报告.pdf (English)" in told
        assert "trade.csv" in told

    def test_another_script_fills_what_an_attachment_is_not_called_yet(self):
        article = ports()
        workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
        assert Attachment.objects.get(order=1).label_zh_hant == "貿易數據"


class TestOutside:
    def test_programs_are_told_where_each_is_and_what(self, settings):
        version = published(ports())
        first = version.attachments[0]
        address = f"{settings.SITE_URL}{first['src']}"
        [media, _report] = metadata.json_ld(cite(version), [], [])["associatedMedia"]
        assert (media["contentUrl"], media["name"], media["contentSize"]) == (address, "Trade data", "3 B")
        item = json.loads(Client().get("/en/feed.json").content)["items"][0]
        assert item["attachments"][0] == {
            "url": address,
            "mime_type": "text/csv",
            "title": "Trade data",
            "size_in_bytes": 3,
        }
        feed = ElementTree.fromstring(Client().get("/en/feed.atom").content)
        enclosures = feed.findall(".//{*}link[@rel='enclosure']")
        assert next((each.get("href"), each.get("length")) for each in enclosures) == (address, "3")
        told = Client().get("/api/articles/en/ports").json()["attachments"]
        assert next((each["url"], each["name"], each["label"], each["size"]) for each in told) == (
            address,
            "trade.csv",
            "Trade data",
            3,
        )

    def test_files_name_each(self, settings):
        version = published(ports())
        address = f"{settings.SITE_URL}{version.attachments[0]['src']}"
        head = yaml.safe_load(markdown.write(version).decode().split("---\n")[1])
        assert head["attachments"][0] == {"title": "Trade data", "address": address}
        [supplement, _report] = etree.fromstring(jats.write(version)).findall(".//supplementary-material")
        assert supplement.get("{http://www.w3.org/1999/xlink}href") == address
        assert supplement.findtext("caption/p") == "Trade data"
        assert (supplement.get("mimetype"), supplement.get("mime-subtype")) == ("text", "csv")
        assert address.encode() in _text_of(epub.write(version))


class TestMoving:
    def moved(self, tmp_path: Path, settings) -> tuple[Path, list]:
        """The file of a site with attachments that is gone from database and disk, and what its version offered."""
        before = transaction.savepoint()
        offered = published(ports()).attachments
        site = tmp_path / "site.jsonl"
        call_command("export_corpus", site)
        transaction.savepoint_rollback(before)
        settings.MEDIA_ROOT = tmp_path / "elsewhere"
        return site, offered

    def test_a_site_moves_with_its_attachments(self, tmp_path, settings):
        site, had = self.moved(tmp_path, settings)
        call_command("load_corpus", site, "--publish")
        version = Version.objects.get()
        assert version.attachments == had
        assert version.documents.count() == 2
        assert [(each.language, each.label_en) for each in version.article.attachments.all()] == [
            ("", "Trade data"),
            ("en", "The report as designed"),
        ]
        assert b"".join(Client().get(had[0]["src"]).streaming_content) == b"a,b"
        call_command("export_corpus", tmp_path / "again.jsonl")
        assert (tmp_path / "again.jsonl").read_bytes() == site.read_bytes()

    def test_a_file_that_is_another_now_stays_outside(self, tmp_path, settings, capsys):
        site, _had = self.moved(tmp_path, settings)
        [data] = (tmp_path / "site-files").rglob("trade.csv")
        data.write_bytes(b"c,d")
        with pytest.raises(CommandError):
            call_command("load_corpus", site)
        told = capsys.readouterr().err
        assert "trade.csv: It is not what it was when the site was exported." in told
        assert f"There is no file “attachments/{data.parent.name}/trade.csv”." in told
        assert [each.document.name for each in Article.objects.get().attachments.all()] == ["报告.pdf"]

    def test_what_readers_may_not_be_given_does_not_come_in_with_a_file(self, tmp_path, settings, capsys):
        site, _had = self.moved(tmp_path, settings)
        page = tmp_path / "site-files" / "attachments" / "00" / "page.html"
        page.parent.mkdir()
        page.write_text("<script>")
        with pytest.raises(CommandError):
            call_command("load_corpus", site)
        assert "attachments/00/page.html: " in capsys.readouterr().err
        assert not default_storage.exists("attachments/00/page.html")

    @pytest.mark.parametrize(
        "place",
        ["figures/{}/page.csv", "attachments/{}/page.html", "attachments/{}/a b.csv", "attachments/x.csv"],
    )
    def test_a_document_lies_where_attached_files_do(self, tmp_path, capsys, place):
        name = default_storage.save(place.format("0" * 20), ContentFile(b"a"))
        line = {"type": "document", "file": name, "size": 1}
        (tmp_path / "site.jsonl").write_text(json.dumps(line))
        with pytest.raises(CommandError):
            call_command("load_corpus", tmp_path / "site.jsonl")
        assert "Line 1, file: This is no place of an attached file." in capsys.readouterr().err
        assert not Document.objects.exists()

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"attachments": [{"file": 1}]}, "Line 1, file: "),
            ({"attachments": [{"label": {"en": "Data"}}]}, "Line 1, file: "),
            ({"attachments": [{"file": "x.csv", "label": {"de": "Daten"}}]}, "Line 1, label: "),
            ({"attachments": [{"file": "x.csv", "language": "de"}]}, "Line 1, language: "),
            ({"attachments": [{"file": "x.csv", "language": ["en"]}]}, "Line 1, language: "),
            ({"attachments": [{"file": "x.csv"}] * 2}, "Line 1, attachments: The same"),
            (
                {"attachments": [{"file": "x.csv"}, {"file": "x.csv", "language": ""}]},
                "Line 1, attachments: The same",
            ),
        ],
    )
    def test_what_is_told_wrong_is_named(self, tmp_path, capsys, change, message):
        line = {"slug": "ports", "languages": {"en": {"title": "Ports", "body": "<p>Text.</p>"}}} | change
        (tmp_path / "site.jsonl").write_text(json.dumps(line))
        with pytest.raises(CommandError):
            call_command("load_corpus", tmp_path / "site.jsonl")
        assert message in capsys.readouterr().err
        assert not Article.objects.exists()


def _text_of(book: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(book)).read("book/text.xhtml")
