"""What an anonymous reader can reach from the home pages, all of it, and nothing beside it."""

import datetime
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lxml import html

from config.languages import CODES, column
from publications.exporters import FORMATS
from publications.models import Article
from tests.factories import (
    attach,
    make_appointment,
    make_article,
    make_author,
    make_document,
    make_fellow,
    make_figure,
    make_portrait,
    make_topic,
    published,
    withdrawn,
)

pytestmark = pytest.mark.django_db

TOMORROW = datetime.timedelta(days=1)
# Where an institute's pages may lead to other hosts: the text of an article, its facts, an author's profile.
OUTWARDS = ("article", "parallel", "profile")
FIELDS = ("title", "subtitle", "summary", "lead_alt", "lead_caption")


def written(word: str, language: str) -> dict[str, str]:
    """Every translated field of an article, each with the word in it."""
    source = f'<span data-footnote="k7x2m9qa">{word}-note, <a href="https://{word}.example/">there</a></span>'
    body = f"<h2>{word}-heading</h2><p>{word}-text{source}</p>"
    return {
        column("body", language): body,
        **{column(field, language): f"{word}-{field}" for field in FIELDS},
    }


def rewrite(article: Article, word: str, languages: tuple[str, ...] = CODES) -> Article:
    """Puts the word into every translated field, and saves the working copy."""
    for language in languages:
        for name, text in written(word, language).items():
            setattr(article, name, text)
    article.save()
    return article


@pytest.fixture
def site() -> None:
    """A site with something in every state; whatever readers may not see says UNSEEN."""
    fellow = make_fellow(
        make_author(
            slug="wu", name_en="Wu", name_zh_hans="吴", name_zh_hant="吳", website="https://wu.example/"
        )
    )
    make_appointment(fellow)
    make_portrait(fellow.author)
    topic = make_topic(slug="sea", name_en="Sea", name_zh_hans="海", name_zh_hant="海")
    facts = {"by": [fellow.author, make_author()], "topics": [topic]}
    # Public, with three versions in one language and a newer working copy in all of them.
    full = make_article(
        slug="full", lead_figure=make_figure(), doi="10.1/a", licence="CC-BY-4.0", title_en="x", **facts
    )
    rewrite(full, "seen")
    data = attach(full, language="en", label_en="seen-data")
    for language in CODES:
        published(full, language)
    # What only an earlier version shows is still there for who opens that.
    data.delete()
    full.lead_figure = make_figure()
    full.save()
    published(full, change="correction", note="seen-correction")
    rewrite(full, "UNSEEN")
    attach(full, make_document("unseen.csv"), label_en="UNSEEN-data")
    published(full, at=timezone.now() + TOMORROW, note="UNSEEN-note")
    # In one language only, with the others written but not published.
    for language in CODES:
        single = make_article(slug=f"single-{language}", title_en="x", **facts)
        rewrite(single, "UNSEEN")
        rewrite(single, f"only-{language}", (language,))
        published(single, language)
    for number in range(25):
        published(make_article(slug=f"part-{number}", title_en=f"Part {number}", **facts))
    hidden = {
        "by": [make_author(slug="unseen", name_en="UNSEEN-author")],
        "topics": [make_topic(name_en="UNSEEN-topic")],
    }
    make_author(name_en="UNSEEN-nobody")
    make_fellow(make_author(name_en="UNSEEN-fellow"), visible=False)
    rewrite(make_article(slug="draft", title_en="x", lead_figure=make_figure(), **hidden), "UNSEEN")
    scheduled = rewrite(make_article(slug="scheduled", title_en="x", **hidden), "UNSEEN")
    published(scheduled, at=timezone.now() + TOMORROW)
    withdrawn(rewrite(make_article(slug="withdrawn", title_en="x", **hidden), "UNSEEN"))


def crawl() -> dict[str, str]:
    """Every address that can be reached from the home pages, with the page that stands there."""
    client, pages, waiting = Client(), {}, [f"/{language}/" for language in CODES]
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        if response["Content-Type"].startswith("text/html"):
            pages[address] = response.content.decode()
            waiting += inwards(address, html.document_fromstring(pages[address]))
        else:
            assert b"".join(response), address
            pages[address] = ""
    return pages


def inwards(address: str, page: html.HtmlElement) -> list[str]:
    """The addresses of this site that a page leads to or shows; it must lead nowhere else but where it may."""
    found = []
    for name in ("href", "src"):
        # The address without a language leads to one of the others.
        for element in page.xpath(f"//*[@{name}][not(@hreflang='x-default')]"):
            target = urldefrag(urljoin(settings.SITE_URL + address, element.get(name))).url
            if target.startswith(f"{settings.SITE_URL}/"):
                # The switcher asks for its language to be remembered, and is led to the page without that.
                parts = urlsplit(target.removesuffix("?remember").removesuffix("&remember"))
                found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
            else:
                assert element.tag == "a", f"{address} loads {target}"
                around = " ".join(place.get("class") or "" for place in element.iterancestors()).split()
                assert set(around) & set(OUTWARDS), f"{address} leads to {target}"
    return [target for target in found if not target.startswith(settings.STATIC_URL)]


@pytest.mark.usefixtures("site")
def test_every_link_leads_to_a_page_and_no_page_says_a_word_that_is_not_public():
    pages = crawl()
    for address in (
        *("/en/articles/?page=2", "/en/articles/full/v1/", "/en/topics/sea/", "/zh-hans/authors/wu/"),
        *("/zh-hant/articles/single-zh-hant/", "/zh-hans/articles/full/"),
        *("/en/articles/full/v2/changes/", "/en/articles/full/parallel/zh-hant/"),
    ):
        assert address in pages
    assert any(address.startswith("/media/figures/") for address in pages)
    assert any(address.startswith("/media/portraits/") for address in pages)
    assert any(address.startswith("/media/attachments/") for address in pages)
    for address, page in pages.items():
        assert "UNSEEN" not in page, address
        assert "unseen" not in address


@pytest.mark.usefixtures("site")
def test_no_page_shows_an_edition_of_another_language():
    for address, page in crawl().items():
        for language in CODES:
            if page and not address.startswith(f"/{language}/"):
                assert f"only-{language}" not in page, address


def machine_addresses() -> list[str]:
    """What programs ask for: feeds, sitemaps, files, harvesting, RePEc, the API."""
    own = ("feed", "topics/sea/feed", "authors/wu/feed")
    feeds = [f"/{code}/{each}.{kind}" for code in CODES for each in own for kind in ("atom", "json")]
    files = [f"/en/articles/full.{extension}" for extension in FORMATS]
    articles = [f"/api/articles/{code}/{slug}" for code in CODES for slug in ("full", f"single-{code}")]
    found = [f"/api/search?q=unseen&language={code}" for code in CODES]
    return [
        *(*feeds, *files, *articles, *found),
        *(
            "/sitemap.xml",
            "/sitemap-pages.xml",
            "/sitemap-people-1.xml",
            "/sitemap-articles-1.xml",
            "/robots.txt",
        ),
        *(f"/oai?verb=ListRecords&metadataPrefix={prefix}" for prefix in ("oai_dc", "jats")),
        *("/repec/fpi/", "/repec/fpi/report/papers.redif", "/repec/fpi/wpaper/papers.redif"),
        *(
            "/api/authors",
            "/api/authors/wu",
            "/api/topics",
            "/api/regions",
            "/api/series",
            "/api/openapi.json",
        ),
    ]


@pytest.mark.usefixtures("site")
def test_no_answer_to_a_program_says_a_word_that_is_not_public(settings):
    settings.REPEC_ARCHIVE = "fpi"
    for address in machine_addresses():
        response = Client().get(address)
        assert response.status_code == 200, address
        said = response.content.decode(errors="replace").replace("q=unseen", "")
        assert "UNSEEN" not in said, address
        assert "unseen" not in said, address


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    "slug", ["draft", "scheduled", "withdrawn", "full/v3", "single-en", "single-zh-hant"]
)
def test_no_page_that_refuses_says_a_word_that_is_not_public(language, slug):
    response = Client().get(f"/{language}/articles/{slug}/")
    assert "UNSEEN" not in response.content.decode()
