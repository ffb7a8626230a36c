"""The copy of the site: whole, closed in itself, and without a word that is not public."""

import errno
import json
import os
import re
import signal
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import url2pathname

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from lxml import html

from authors.models import Author
from publications.copying import asking
from publications.models import Article, Document, Figure, OldAddress, Topic
from tests.factories import (
    attach,
    make_article,
    make_author,
    make_document,
    make_figure,
    make_topic,
    picture,
    published,
)
from tests.specimens import make_site
from tests.test_crawl import site  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

SLOW = "pdf,epub,png"
METADATA = ("canonical", "alternate")


def export(folder: Path, **options: object) -> str:
    """What the command says."""
    told = StringIO()
    call_command(
        "export_site", folder, stderr=told, **{"processes": 1, "without": SLOW.split(","), **options}
    )
    return told.getvalue()


def pages(folder: Path) -> dict[Path, html.HtmlElement]:
    return {path: html.document_fromstring(path.read_bytes()) for path in folder.rglob("*.html")}


def links(page: html.HtmlElement) -> list[str]:
    """Whatever a page leads to or loads, but for the metadata that names the site itself."""
    found = [
        element.get(name)
        for name in ("href", "src")
        for element in page.xpath(f"//*[@{name}]")
        if not (
            element.tag == "link" and element.get("rel") in METADATA and element.get(name).startswith("http")
        )
    ]
    sets = [
        each.split()[0] for element in page.xpath("//*[@srcset]") for each in element.get("srcset").split(",")
    ]
    ways = [
        element.get("content").partition("url=")[2] for element in page.xpath("//meta[@http-equiv='refresh']")
    ]
    return [*found, *sets, *ways]


def on_disk(folder: Path, path: Path, link: str) -> Path:
    """Where a browser that has opened the file looks for what the link names."""
    if path.name == "404.html":
        return folder / unquote(link.removeprefix("/"))
    return Path(url2pathname(urlsplit(urljoin(path.as_uri(), urldefrag(link).url)).path))


def test_the_copy_is_whole_closed_in_itself_and_as_the_site_serves_it(tmp_path, client):
    make_site()
    told = export(tmp_path / "copy")
    assert "leads to" not in told
    found = pages(tmp_path / "copy")
    assert len(found) > 100
    for path, page in found.items():
        all_links_lead_to_files(tmp_path / "copy", path, page)
        asks_no_server(path, page)
    styles_are_there(tmp_path / "copy")
    assert {path.name for path in (tmp_path / "copy/media/attachments").glob("*/*")} == {
        each.name for each in Document.objects.all()
    }
    is_as_served(tmp_path / "copy", client)


def all_links_lead_to_files(folder: Path, path: Path, page: html.HtmlElement) -> None:
    for link in links(page):
        if link.startswith("#"):
            assert page.xpath("//*[@id=$id]", id=link[1:]), f"{path}: {link}"
        elif not urlsplit(link).scheme:
            assert on_disk(folder, path, link).is_file(), f"{path}: {link}"
        else:
            own = link.startswith(f"{settings.SITE_URL}/")
            # The kinds that were left out.
            assert not own or re.search(r"\.(pdf|epub)$", link), f"{path}: {link}"


def asks_no_server(path: Path, page: html.HtmlElement) -> None:
    assert not page.xpath("//form | //script[@type='module']"), path
    assert not [link for link in links(page) if "?" in link and not link.startswith("mailto:")], path
    assert not page.xpath("//a[contains(@href, '/search/')]"), path


def styles_are_there(folder: Path) -> None:
    style = folder / "static/css/site.css"
    assert '@import "tokens.css"' in style.read_text()
    assert (style.parent / "tokens.css").is_file()
    assert (folder / "favicon.ico").read_bytes() == (settings.BASE_DIR / "static/favicon.ico").read_bytes()


def is_as_served(folder: Path, client: Client) -> None:
    picture = Figure.objects.first().image.url
    articles = ("/en/articles/charts.bib", "/zh-hant/articles/charts/v1.md", "/en/articles/charts.xml")
    for address in (
        *articles,
        picture,
        "/en/feed.atom",
        "/en/topics/sea/feed.json",
        "/sitemap.xml",
        "/robots.txt",
    ):
        assert (folder / address[1:]).read_bytes() == b"".join(client.get(address)), address
    text = (folder / "zh-hans/articles/charts/index.html").read_text()
    served = client.get("/zh-hans/articles/charts/").content.decode()
    # Nothing but links differs, and the one to the search.
    assert html.document_fromstring(text).xpath("string(//main)") == html.document_fromstring(served).xpath(
        "string(//main)"
    )
    assert f'<link rel="canonical" href="{settings.SITE_URL}/zh-hans/articles/charts/">' in text


@pytest.mark.usefixtures("site")
def test_no_file_says_a_word_that_is_not_public(tmp_path):
    export(tmp_path / "copy")
    files = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    assert tmp_path / "copy/en/articles/full/v2/changes/index.html" in files
    assert tmp_path / "copy/zh-hant/articles/withdrawn/index.html" not in files
    assert "has been withdrawn" in (tmp_path / "copy/en/articles/withdrawn/index.html").read_text()
    for path in files:
        assert b"UNSEEN" not in path.read_bytes(), path
        assert "unseen" not in str(path)


def test_old_addresses_lead_on(tmp_path):
    topic, author = make_topic(slug="old-topic", name_en="Sea"), make_author(slug="old-author")
    article = make_article(slug="old-article", by=[author], topics=[topic])
    published(article)
    for model, slug in ((Topic, "topic"), (Author, "author"), (Article, "article")):
        row = model.objects.get(slug=f"old-{slug}")
        row.slug = f"new-{slug}"
        row.save()
    OldAddress.objects.create(path="/2019/潮汐", language="en", article=article)
    export(tmp_path / "copy")
    assert (
        "url=../../en/articles/new-article/index.html" in (tmp_path / "copy/2019/潮汐/index.html").read_text()
    )
    for folder, slug in (("topics", "topic"), ("authors", "author"), ("articles", "article")):
        text = (tmp_path / f"copy/en/{folder}/old-{slug}/index.html").read_text()
        assert f"url=../new-{slug}/index.html" in text
        assert (tmp_path / f"copy/en/{folder}/new-{slug}/index.html").is_file()


def test_a_picture_is_also_found_where_the_site_before_kept_it(tmp_path):
    figure = make_figure(picture(7, 5))
    published(make_article(title_en="Tides", lead_figure=figure, lead_alt_en="Tides"))
    OldAddress.objects.create(path="/wp-content/uploads/tides.png", language="en", figure=figure)
    OldAddress.objects.create(path="/tides/picture", language="en", figure=figure)
    export(tmp_path / "copy")
    kept = tmp_path / "copy" / figure.image.url[1:]
    assert (tmp_path / "copy/wp-content/uploads/tides.png").read_bytes() == kept.read_bytes()
    assert f"url=../..{figure.image.url}" in (tmp_path / "copy/tides/picture/index.html").read_text()


def test_a_document_is_also_found_where_the_site_before_kept_it(tmp_path):
    document = make_document("潮汐.csv", b"day,metres")
    attach(article := make_article(title_en="Tides"), document)
    published(article)
    OldAddress.objects.create(path="/wp-content/uploads/潮汐.csv", language="en", document=document)
    export(tmp_path / "copy")
    assert (tmp_path / "copy/wp-content/uploads/潮汐.csv").read_bytes() == b"day,metres"


def test_a_second_run_writes_only_what_has_changed(tmp_path):
    topic = make_topic(slug="sea", name_en="Sea")
    article = make_article(slug="tides", title_en="Tides", topics=[topic])
    published(article)
    published(make_article(slug="winds", title_en="Winds"))
    assert re.search(r"(\d+) files, \1 of them new", export(tmp_path / "copy"))
    dates = {path: path.stat().st_mtime_ns for path in (tmp_path / "copy").rglob("*") if path.is_file()}
    assert " 0 of them new" in export(tmp_path / "copy")
    marker = tmp_path / "copy/ibid-copy.json"
    assert all(path.stat().st_mtime_ns == date for path, date in dates.items() if path != marker)
    topic.name_en = "Ocean"
    topic.save()
    export(tmp_path / "copy")
    changed = {
        path.relative_to(tmp_path / "copy").as_posix()
        for path, date in dates.items()
        if path.stat().st_mtime_ns != date
    }
    assert {"en/articles/tides/index.html", "en/topics/sea/index.html"} <= changed
    assert not changed & {"en/articles/winds/index.html", "en/articles/winds.bib"}


def test_the_copy_says_what_it_is_of(tmp_path, caplog):
    export(tmp_path / "copy")
    # The page for what is not found was asked for, which is no news.
    assert caplog.text == ""
    facts = json.loads((tmp_path / "copy/ibid-copy.json").read_text())
    assert facts["site"] == settings.SITE_URL
    assert facts["left_out"] == sorted(SLOW.split(","))
    assert facts["generation"] == 1
    assert facts["made"]
    assert facts["ibid"]
    assert settings.SITE_URL in (tmp_path / "copy/index.html").read_text()


def test_a_file_that_is_lost_is_told_and_leaves_the_folder_as_it_was(tmp_path):
    published(
        make_article(
            slug="tides", title_en="Tides", lead_figure=make_figure(picture(7, 5)), lead_alt_en="Tides"
        )
    )
    figure = Figure.objects.first().image
    default_storage.delete(figure.name)
    told = StringIO()
    with pytest.raises(
        CommandError, match=r"^\d+ addresses could not be written; so the folder is as it was\.$"
    ):
        call_command("export_site", tmp_path / "copy", processes=1, without=SLOW.split(","), stderr=told)
    assert f"{figure.url}: 404" in told.getvalue()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(CommandError, match="are missing in it"):
        export(tmp_path / "copy", despite_problems=True)
    assert (tmp_path / "copy/en/index.html").is_file()
    assert not (tmp_path / "copy" / figure.url[1:]).exists()


def test_pages_that_some_disk_could_not_keep_apart_are_told_before_the_work(tmp_path, monkeypatch):
    for slug in ("Tides", "tides"):
        published(make_article(slug=slug))
    told = StringIO()
    with monkeypatch.context() as patched:
        patched.setattr("publications.copying.making.content", lambda address, links: pytest.fail(address))
        with pytest.raises(CommandError, match="so the folder is as it was"):
            call_command("export_site", tmp_path / "copy", processes=1, stderr=told)
    assert "/en/articles/tides/: " in told.getvalue()
    assert "its file is that of /en/articles/Tides/" in told.getvalue()
    with pytest.raises(CommandError, match="are missing in it"):
        export(tmp_path / "copy", despite_problems=True)
    assert (tmp_path / "copy/en/articles/Tides/index.html").is_file()
    assert not (tmp_path / "copy/en/articles/tides").exists()


def test_an_old_address_that_cannot_be_a_file_is_told_and_left_out(tmp_path):
    article = make_article(slug="tides")
    published(article)
    OldAddress.objects.create(path="/what?", language="en", article=article)
    assert "/what?/ is left out, which only leads on: no stick" in export(tmp_path / "copy")


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    export(tmp_path / "copy")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    published(make_article(slug="tides"))
    with pytest.raises(CommandError, match="No space left on device – the folder is as it was"):
        export(tmp_path / "copy")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_run_that_is_ended_from_outside_leaves_the_folder_as_it_was(tmp_path, monkeypatch):
    def content(address, links):
        os.kill(os.getpid(), signal.SIGTERM)
        return b""

    monkeypatch.setattr("publications.copying.making.content", content)
    with pytest.raises(CommandError, match="Broken off; the folder is as it was"):
        export(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_process_that_is_ended_by_the_system_ends_the_run(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "publications.copying.making.content", lambda address, links: os.kill(os.getpid(), signal.SIGKILL)
    )
    connection.close()
    with pytest.raises(CommandError, match="A process has ended before its work"):
        export(tmp_path / "copy", processes=2)
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_what_is_not_there_is_told(tmp_path):
    published(
        make_article(slug="tides", title_en="Tides", body_en='<p><a href="/en/articles/nowhere/">x</a></p>')
    )
    told = export(tmp_path / "copy")
    assert re.search(r"/en/articles/tides/\S* leads to /en/articles/nowhere/, which is not in the copy", told)
    text = (tmp_path / "copy/en/articles/tides/index.html").read_text()
    assert f'href="{settings.SITE_URL}/en/articles/nowhere/"' in text


def test_a_change_meanwhile_is_told(tmp_path, monkeypatch):
    def content(address, links):
        if address == "/robots.txt":
            make_topic()
        return b""

    monkeypatch.setattr("publications.copying.making.content", content)
    assert "was changed meanwhile" in export(tmp_path / "copy")


def test_a_folder_with_anything_else_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("Mine")
    with pytest.raises(CommandError, match="neither an empty folder nor an earlier copy"):
        export(tmp_path)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--without", "pdf,docx"], "docx: there is no such kind"),
        (["--processes", "0"], "no number of processes"),
    ],
)
def test_options_that_make_no_sense_are_refused(tmp_path, option, words):
    with pytest.raises(CommandError, match=words):
        call_command("export_site", str(tmp_path / "copy"), *option)


def test_static_files_must_have_been_collected(tmp_path, monkeypatch):
    def missing(name):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("publications.management.commands.export_site.static", missing)
    with pytest.raises(CommandError, match="run collectstatic first"):
        export(tmp_path / "copy")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_processes_make_the_same_copy(tmp_path):
    published(make_article(slug="tides", title_en="Tides"))
    export(tmp_path / "copy")
    connection.close()
    assert " 0 of them new" in export(tmp_path / "copy", processes=2)


def test_a_page_for_a_copy_is_asked_for_without_a_reader(tmp_path):
    response = asking._asked("/en/")
    assert response.status_code == 200
    assert not response.cookies
