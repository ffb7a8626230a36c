"""What becomes of the files that texts of a WordPress site link to."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from publications.models import Article, Attachment, Document, OldAddress, Revision, Version
from tests.factories import picture
from tests.wordpress import SITE, make_attachment, make_export, make_item

UPLOADS = f"{SITE}/wp-content/uploads"
HAN = "2020/05/%E6%B8%AF%E5%8F%A3%20%E5%A0%B1%E5%91%8A.pdf"
PDF = b"%PDF-1.7 "
NEXT_YEAR = f"{datetime.date.today().year + 1}-05-04 02:00:00"

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path):
    """A copy of the old site's folder of uploads, with a PDF, a table and a report with a Chinese name."""
    folder = tmp_path / "uploads"
    (folder / "2020" / "05").mkdir(parents=True)
    (folder / "2020" / "05" / "report.pdf").write_bytes(PDF)
    (folder / "2020" / "05" / "港口 報告.pdf").write_bytes(PDF + b"zh")
    (folder / "ships.csv").write_text("year,ships\n2019,7\n")
    (folder / "empty.csv").touch()
    (folder / "cover.png").write_bytes(picture())
    (folder / "fake.pdf").write_text("<html>")
    (folder / "page.html").write_text("<html>")
    return folder


@pytest.fixture
def load(tmp_path, media, capsys):
    """Publishes an export that is made of these items, beside the folder of uploads; returns the findings."""

    def load(*items: str, options: tuple[object, ...] = ()) -> str:
        file = tmp_path / "export.xml"
        file.write_text(make_export(*items))
        call_command("load_wordpress", file, "--publish", "--media", media, *options)
        return capsys.readouterr().err

    return load


def attached(article: Article) -> list[tuple[str, str, str]]:
    """Of what goes with an article the name, for readers of which language, and what it is called in that one."""
    return [
        (row.document.name, row.language, getattr(row, f"label_{row.language.replace('-', '_')}"))
        for row in article.attachments.select_related("document")
    ]


@pytest.mark.parametrize(
    "address",
    [
        f"{UPLOADS}/2020/05/report.pdf",
        "/wp-content/uploads/2020/05/report.pdf",
        "//www.old.example/wp-content/uploads/2020/05/report.pdf",
        "http://old.example/wp-content/uploads/2020/05/report.pdf?ver=2",
    ],
)
def test_a_document_that_is_linked_goes_with_the_article(load, address):
    told = load(make_item(f'See <a href="{address}">the  <em>whole</em> report</a>.'))
    article, document = Article.objects.get(), Document.objects.get()
    assert attached(article) == [("report.pdf", "en", "the whole report")]
    assert article.body_en == f'<p>See <a href="{document.file.url}">the <em>whole</em> report</a>.</p>'
    assert "report.pdf" not in told
    assert Revision.objects.latest("pk").attachments[0]["document_id"] == document.pk


def test_readers_get_it_from_the_text_from_its_list_and_from_where_it_was(load):
    load(make_item(f'见<a href="{UPLOADS}/{HAN}#page=3">报告</a>。'))
    version, document = Version.objects.get(), Document.objects.get()
    assert document.file.url.endswith("/%E6%B8%AF%E5%8F%A3_%E5%A0%B1%E5%91%8A.pdf")
    assert f'<a href="{document.file.url}#page=3">报告</a>' in version.body
    assert version.attachments[0]["label"] == "报告"
    assert b"".join(Client().get(document.file.url)) == PDF + b"zh"
    old = Client().get(f"/wp-content/uploads/{HAN}")
    assert (old.status_code, old["Location"]) == (301, document.file.url)


def test_feeds_and_files_name_it_in_full(load, settings):
    load(make_item(f'See <a href="{UPLOADS}/2020/05/report.pdf">it</a>.', name="quay"))
    address = f"{settings.SITE_URL}{Document.objects.get().file.url}"
    for file in ("/en/feed.atom", "/en/articles/quay.md", "/en/articles/quay.xml"):
        assert address in Client().get(file).content.decode(), file


def test_documents_stand_in_the_order_of_the_text_with_the_words_of_their_first_link(load):
    load(
        make_item(
            f'First <a href="{UPLOADS}/ships.csv">{"ships " * 50}</a>, then {UPLOADS}/2020/05/report.pdf, '
            f'again <a href="{UPLOADS}/ships.csv">the table</a> '
            f'<a href="{UPLOADS}/{HAN}"><img src="{UPLOADS}/cover.png"></a>'
        )
    )
    assert attached(Article.objects.get()) == [
        ("ships.csv", "en", ("ships " * 50)[:200].strip()),
        ("report.pdf", "en", "report.pdf"),
        ("港口_報告.pdf", "en", "港口 報告.pdf"),
    ]


def test_a_document_that_only_a_note_names_comes_too(load):
    load(make_item(f'Silt.[ref]See <a href="{UPLOADS}/ships.csv">the table</a>.[/ref]'))
    assert attached(Article.objects.get()) == [("ships.csv", "en", "the table")]
    assert Version.objects.get().notes[0]["links"] == [Document.objects.get().file.url]


def test_each_language_has_those_that_its_own_text_links_to(load):
    joined = ("post_translations", "pll_1", "pll_1")
    english = (
        f'<a href="{UPLOADS}/2020/05/report.pdf">Report</a> and <a href="{UPLOADS}/ships.csv">ships</a>.'
    )
    load(
        make_item(english, number=1, terms=[joined, ("language", "en", "English")]),
        make_item(
            f'港口与船只的<a href="{UPLOADS}/ships.csv">船只表</a>在这里。',
            number=2,
            terms=[joined, ("language", "zh", "中文")],
        ),
    )
    assert attached(Article.objects.get()) == [
        ("report.pdf", "en", "Report"),
        ("ships.csv", "en", "ships"),
        ("ships.csv", "zh-hans", "船只表"),
    ]
    assert Document.objects.count() == 2
    assert [each["label"] for each in Version.objects.public("zh-hans").get().attachments] == ["船只表"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("2020/05/lost.pdf", "It is not in the folder of uploads."),
        ("..%2Fexport.xml", "It is not in the folder of uploads."),
        ("a%00.pdf", "It is not in the folder of uploads."),
        ("x" * 300 + ".pdf", "It is not in the folder of uploads."),
        ("empty.csv", "The file is empty."),
        ("fake.pdf", "“fake.pdf” is no PDF file, or it is damaged."),
        ("page.html", "Files of this kind cannot be attached."),
    ],
)
def test_what_cannot_be_had_is_told_and_its_link_stays(load, name, reason):
    told = load(make_item(f'See <a href="/wp-content/uploads/{name}">it</a>.'))
    assert "warning: The file " in told
    assert f" was not attached, and its link leads to the old site: {reason}" in told
    assert f'<a href="{UPLOADS}/{name}">it</a>' in Article.objects.get().body_en
    assert not Document.objects.exists()
    assert Version.objects.public().exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "draft"},
        {"status": "private"},
        {"password": "secret"},
        {"kind": "page"},
    ],
)
def test_a_draft_and_a_page_keep_the_links_and_tell_of_them(load, facts):
    told = load(make_item('See <a href="/wp-content/uploads/ships.csv">it</a>.', **facts))
    assert "Files below wp-content/uploads are linked, which have to stay there: ships.csv" in told
    assert not Document.objects.exists()
    body = Client().get("/en/pages/post-1/").content.decode() if facts.get("kind") else None
    assert f'href="{UPLOADS}/ships.csv"' in (body or Article.objects.get().body_en)


def test_without_a_folder_of_uploads_links_stay_and_are_told(tmp_path, capsys):
    (tmp_path / "export.xml").write_text(make_export(make_item(f'<a href="{UPLOADS}/ships.csv">Ships</a>')))
    call_command("load_wordpress", tmp_path / "export.xml", "--publish")
    assert "which have to stay there: ships.csv" in capsys.readouterr().err
    assert f'href="{UPLOADS}/ships.csv"' in Article.objects.get().body_en


def test_a_file_of_another_site_is_no_document_of_this_one(load):
    address = "https://other.example/wp-content/uploads/ships.csv"
    told = load(make_item(f'See <a href="{address}">it</a>.'))
    assert f'<a href="{address}">it</a>' in Article.objects.get().body_en
    assert "ships.csv" not in told
    assert not Document.objects.exists()


def test_what_is_to_come_brings_its_documents_and_nobody_has_them_before(load):
    text = f'<a href="{UPLOADS}/ships.csv">Ships</a>'
    load(make_item(text, status="future", date=NEXT_YEAR, moment=NEXT_YEAR))
    assert Client().get(Document.objects.get().file.url).status_code == 404
    assert Client().get("/wp-content/uploads/ships.csv").status_code == 404


def test_the_page_and_the_number_of_a_document_lead_to_it(load):
    told = load(
        make_item(f'<a href="{UPLOADS}/ships.csv">Ships</a>'),
        make_attachment(8, "ships.csv", link=f"{SITE}/2019/05/post-1/ships/"),
    )
    for old in ("/wp-content/uploads/ships.csv", "/2019/05/post-1/ships/", "/?attachment_id=8"):
        assert Client().get(old)["Location"] == Document.objects.get().file.url
    assert "belong to no text" not in told


def test_a_second_load_doubles_nothing(load):
    items = [
        make_item(f'<a href="{UPLOADS}/ships.csv">Ships</a>', number=number, name=f"post-{number}")
        for number in (1, 2)
    ]
    load(*items)
    before = (Document.objects.count(), Attachment.objects.count(), OldAddress.objects.count())
    assert before[:2] == (1, 2)
    load(*items)
    assert (Document.objects.count(), Attachment.objects.count(), OldAddress.objects.count()) == before


def test_a_dry_run_tells_the_same_and_leaves_nothing_behind(load, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    item = make_item(f'<a href="{UPLOADS}/ships.csv">Ships</a> <a href="{UPLOADS}/fake.pdf">no</a>')
    told = load(item, options=("--dry-run",))
    assert not any(model.objects.exists() for model in (Article, Document, Attachment, OldAddress))
    assert not list((tmp_path / "media").rglob("*.*"))
    assert not default_storage.exists("attachments") or default_storage.listdir("attachments") == ([], [])
    assert load(item) == told
