"""Whatever is made of a published version says what its page says: who, what, when, and with how many notes."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import feedparser
import pytest
import rispy
import yaml
from django.test import Client
from lxml import etree, html
from pybtex.database import parse_string

from config.languages import CODES, column
from publications.exporters import FORMATS
from publications.exporters.feed import FEEDS
from publications.exporters.jats import NAMESPACE
from tests.factories import make_article, make_author, published, sign
from tests.pages import every, one, read, words
from tests.publications.exporters import printed

pytestmark = pytest.mark.django_db

XHTML = "{http://www.w3.org/1999/xhtml}"


class Facts(NamedTuple):
    """What something says: its title with the subtitle, the names of the authors, the date (ISO 8601), and how many
    notes there are. None stands for what is not said there at all."""

    title: str
    names: list[str]
    date: str | None
    notes: int | None = None


def letters(text: str) -> str:
    """The letters and digits of a text, so that neither order of a name nor punctuation counts for a difference."""
    return "".join(re.findall(r"\w", text))


def name_of(text: str) -> str:
    """A name whichever part of it comes first."""
    return "".join(sorted(letters(text)))


# --- What each format says ---------------------------------------------------------------------------------


def pdf(content: bytes) -> Facts:
    file = printed.reader(content)
    first = printed.squeezed(file.pages[0].extract_text())
    date = re.search(r"(\d{1,2})June(2022)|(2022)年6月(\d{1,2})日", first)
    day = f"2022-06-{int(date[1] or date[4]):02}"
    return Facts(file.metadata.title, file.metadata.author.split(", "), day, printed.tags(content)["Note"])


def epub(content: bytes) -> Facts:
    book = zipfile.ZipFile(io.BytesIO(content))
    package = etree.fromstring(book.read("book/package.opf"))
    text = etree.fromstring(book.read("book/text.xhtml"))

    def told(name: str) -> list[str]:
        return [each.text for each in package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]

    notes = text.findall(f".//{XHTML}section[@role='doc-endnotes']//{XHTML}li")
    return Facts(told("title")[0], told("creator"), told("date")[0], len(notes))


def markdown(content: bytes) -> Facts:
    _before, head, text = content.decode().split("---\n", 2)
    told = yaml.safe_load(head)
    authors = [each["name"] for each in told["authors"] if "role" not in each]
    notes = re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE)
    return Facts(f"{told['title']} {told['subtitle']}", authors, str(told["date"]), len(notes))


def jats(content: bytes) -> Facts:
    article = etree.fromstring(content)
    meta = article.find("front/article-meta")
    authors = [
        "".join(each.xpath("name//text() | collab/text() | string-name/text()"))
        for each in meta.findall("contrib-group/contrib[@contrib-type='author']")
    ]
    titles = "".join(meta.find("title-group").itertext())
    return Facts(
        titles, authors, meta.find("pub-date").get("iso-8601-date"), len(article.findall("back/fn-group/fn"))
    )


def bibtex(content: bytes) -> Facts:
    [entry] = parse_string(content.decode(), "bibtex").entries.values()
    return Facts(entry.fields["title"], [str(each) for each in entry.persons["author"]], entry.fields["date"])


def ris(content: bytes) -> Facts:
    [entry] = rispy.loads(content.decode())
    return Facts(entry["title"], entry["authors"], entry["date"].strip("/").replace("/", "-"))


def csl(content: bytes) -> Facts:
    [item] = json.loads(content)
    names = [each.get("literal") or f"{each['family']} {each['given']}" for each in item["author"]]
    year, month, day = item["issued"]["date-parts"][0]
    return Facts(item["title"], names, f"{year}-{month:02}-{day:02}")


READERS: dict[str, Callable[[bytes], Facts]] = {
    "pdf": pdf,
    "epub": epub,
    "md": markdown,
    "xml": jats,
    "bib": bibtex,
    "ris": ris,
    "json": csl,
}


def atom_feed(content: bytes) -> Facts:
    [entry] = feedparser.parse(content, sanitize_html=False).entries
    text = html.fromstring(entry.content[0].value)
    names = [each.name for each in entry.authors]
    return Facts(entry.title, names, None, len(text.xpath("//ol[last()]/li")))


def json_feed(content: bytes) -> Facts:
    [item] = json.loads(content)["items"]
    text = html.fromstring(item["content_html"])
    return Facts(
        item["title"],
        [each["name"] for each in item["authors"]],
        None,
        len(text.xpath("//ol[last()]/li")),
    )


# --- What the page says ------------------------------------------------------------------------------------


def shown(page: html.HtmlElement) -> Facts:
    """The page as a reader sees it. The role of whoever is no author stands before the name."""
    signatures = one(page, ".byline").findall("li")
    authors = [each for each in signatures if not each.xpath("span[@class='role']")]
    names = ["".join(each.xpath("text() | *[not(@class='post')]//text()")).strip() for each in authors]
    notes = one(page, ".notes").xpath("ol/li")
    title = f"{words(page, 'h1')} {words(page, '.subtitle')}"
    return Facts(title, names, one(page, "time").get("datetime"), len(notes))


def told(page: html.HtmlElement, name: str) -> list[str]:
    return page.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")


def highwire(page: html.HtmlElement) -> Facts:
    day = told(page, "citation_publication_date")[0].replace("/", "-")
    return Facts(told(page, "citation_title")[0], told(page, "citation_author"), day)


def dublin_core(page: html.HtmlElement) -> Facts:
    return Facts(told(page, "DC.title")[0], told(page, "DC.creator"), told(page, "DC.date")[0])


def json_ld(page: html.HtmlElement) -> Facts:
    facts = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    return Facts(facts["name"], [each["name"] for each in facts["author"]], facts["datePublished"])


IN_THE_PAGE = {"Highwire": highwire, "Dublin Core": dublin_core, "JSON-LD": json_ld}


# --- Whether they agree ------------------------------------------------------------------------------------

TITLES = {
    "en": ("Tides & Currents", "What the “Sea” Owes"),
    "zh-hans": ("潮汐与海流", "“海”之所欠"),
    "zh-hant": ("潮汐與海流", "「海」之所欠"),
}


@pytest.fixture(params=CODES)
def language(request) -> str:
    """An article in this language, corrected once, signed by two people and an institute, and translated by another."""
    code = request.param
    title, subtitle = TITLES[code]
    notes = "".join(
        f"<p>{title}<span data-footnote='{key * 8}'>{subtitle} {key}</span></p>" for key in "abcdefghjk"
    )
    again = "<ul><li>x<span data-footnote-ref='aaaaaaaa'></span></li></ul>"
    article = make_article(
        by=[],
        slug="tides",
        date="2022-06-16",
        **{
            column("title", code): title,
            column("subtitle", code): subtitle,
            column("body", code): notes + again,
        },
    )
    people = [
        make_author(
            **{
                column(part, each): words
                for part, both in (
                    ("name", ("Anna Lee", "李安")),
                    ("family_name", ("Lee", "李")),
                    ("given_name", ("Anna", "安")),
                )
                for each in CODES
                for words in [both[each != "en"]]
            }
        ),
        make_author(name_en="Zhou Yan", name_zh_hans="周彦", name_zh_hant="周彥"),
        make_author(
            name_en="Harbour & Co", name_zh_hans="港湾院", name_zh_hant="港灣院", is_organisation=True
        ),
    ]
    sign(article, people, **{column("position", code): "Fellow" if code == "en" else "研究员"})
    sign(
        article, [make_author(name_en="Ed Moss", name_zh_hans="莫德", name_zh_hant="莫德")], role="translator"
    )
    published(article, code)
    published(article, code, change="correction", note="12, not 21")
    return code


def agree(said: Facts, page: Facts) -> None:
    assert letters(said.title) == letters(page.title)
    assert [name_of(name) for name in said.names] == [name_of(name) for name in page.names]
    assert said.date in (None, page.date)
    assert said.notes in (None, page.notes)


def test_every_format_is_compared():
    assert set(READERS) == set(FORMATS)


def test_every_file_agrees_with_the_page(language):
    page = shown(read(f"/{language}/articles/tides/"))
    assert (len(page.names), page.date, page.notes) == (3, "2022-06-16", 10)
    for extension, reader in READERS.items():
        agree(reader(Client().get(f"/{language}/articles/tides.{extension}").content), page)


def test_files_that_hold_the_text_hold_all_notes(language):
    for extension in ("pdf", "epub", "md", "xml"):
        facts = READERS[extension](Client().get(f"/{language}/articles/tides/v1.{extension}").content)
        assert (extension, facts.notes) == (extension, 10)


def test_what_machines_are_told_agrees_with_the_page(language):
    page = read(f"/{language}/articles/tides/")
    for reader in IN_THE_PAGE.values():
        agree(reader(page), shown(page))
    assert letters(told(page, "og:title")[0]) == letters(shown(page).title)
    assert every(page, "time")


def test_feeds_agree_with_the_page(language):
    page = shown(read(f"/{language}/articles/tides/"))
    readers = {"atom": atom_feed, "json": json_feed}
    assert set(readers) == set(FEEDS)
    for extension, reader in readers.items():
        said = reader(Client().get(f"/{language}/feed.{extension}").content)
        agree(said, page)
        assert said.notes == page.notes


def test_what_libraries_harvest_agrees_with_the_page(language):
    page = shown(read(f"/{language}/articles/tides/"))
    record = etree.fromstring(Client().get("/oai?verb=ListRecords&metadataPrefix=oai_dc").content)

    def said(name: str) -> list[str]:
        return [each.text for each in record.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]

    agree(Facts(said("title")[0], said("creator"), said("date")[0]), page)
    record = etree.fromstring(Client().get("/oai?verb=ListRecords&metadataPrefix=jats").content)
    [article] = record.iter(f"{{{NAMESPACE}}}article")
    agree(jats(etree.tostring(article).replace(f'xmlns="{NAMESPACE}"'.encode(), b"")), page)
