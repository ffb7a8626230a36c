"""What a reader's browser loads for an article: counted in bytes, so that it is the same on every machine."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import html

from config.languages import CODES
from publications import workflow
from publications.demo.institute import FOLDER
from publications.importers import import_document
from publications.models import Article, Edition
from tests.factories import make_article, make_author, sign

pytestmark = pytest.mark.django_db

MOST = 40_000
HEADERS = 700  # bytes of each answer, generously
SCRIPT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.[^"']+\.js)["']""", re.MULTILINE)
STYLE = re.compile(r'^@import "([\w-]+\.css)";$', re.MULTILINE)
# Two thousand words in English, twenty notes, and no figure.
MANUSCRIPT = FOLDER / "articles/northern-route-after-the-melt"


@pytest.fixture
def article() -> Article:
    """An article of usual length with twenty notes in three languages."""
    made = make_article(title_en="x", by=[])
    for language in CODES:
        path = MANUSCRIPT / f"{language}.md"
        import_document(path.read_bytes(), path.name, language=language, article=made)
    made.refresh_from_db()
    sign(made, [make_author()])
    for edition in Edition.objects.filter(article=made):
        workflow.publish(edition)
    return made


def loaded(page: html.HtmlElement) -> set[str]:
    """The files that a page has loaded before anybody clicks, scripts with all that they import."""
    waiting = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img/@src")
    found: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address not in found:
            found.add(address)
            folder = address.rpartition("/")[0]
            waiting += [f"{folder}/{name.removeprefix('./')}" for name in SCRIPT.findall(content(address))]
    return found


def content(address: str) -> str:
    """A static file by its address; a style with those that it takes in when static files are collected."""
    text = Path(finders.find(address.removeprefix(settings.STATIC_URL))).read_text()
    return STYLE.sub(lambda match: content(f"{settings.STATIC_URL}css/{match[1]}"), text)


def packed(text: str) -> int:
    """How many bytes an answer with this text takes on the wire."""
    return len(gzip.compress(text.encode(), 9)) + HEADERS


@pytest.mark.parametrize("language", CODES)
def test_an_article_with_twenty_notes_weighs_no_more_than_forty_kilobytes(article, language):
    answer = Client().get(f"/{language}/articles/{article.slug}/")
    page = html.document_fromstring(answer.content.decode())
    assert len(page.xpath("//section[@role='doc-endnotes']//li")) >= 20
    weights = {"the page": packed(answer.content.decode())}
    weights |= {address: packed(content(address)) for address in loaded(page)}
    assert sum(weights.values()) <= MOST, weights


@pytest.mark.parametrize("language", CODES)
def test_one_stylesheet_alone_holds_the_page_up(article, language):
    page = html.document_fromstring(Client().get(f"/{language}/articles/{article.slug}/").content.decode())
    held = page.xpath(
        "//link[@rel='stylesheet'][not(@media)] | //script[not(@type='module' or @async or @defer)]"
    )
    assert [each.tag for each in held if each.get("type") != "application/ld+json"] == ["link"]
