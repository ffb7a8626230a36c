import datetime
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from publications import workflow
from publications.models import Edition
from tests.factories import make_article, make_author, make_series, make_topic, published, sign, withdrawn
from tests.publications import redif

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive(settings):
    settings.REPEC_ARCHIVE = "fpi"
    settings.SITE_URL = "https://ferrypoint.example"
    settings.DEFAULT_FROM_EMAIL = "repec@ferrypoint.example"


def got(address):
    answer = Client().get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return redif.read(answer.content.decode())


def papers(series="report"):
    return got(f"/repec/fpi/{series}/papers.redif")


def test_the_archive_says_who_keeps_it_and_where_it_is(settings):
    [template] = got("/repec/fpi/fpiarch.redif")
    assert template == {
        "Template-Type": "ReDIF-Archive 1.0",
        "Handle": "RePEc:fpi",
        "Name": settings.INSTITUTE["en"]["name"],
        "Maintainer-Email": "repec@ferrypoint.example",
        "URL": "https://ferrypoint.example/repec/fpi/",
    }


def test_each_kind_of_paper_is_a_series_whatever_the_reader_speaks():
    client = Client(headers={"accept-language": "zh-TW"})
    templates = redif.read(client.get("/repec/fpi/fpiseri.redif").content.decode())
    assert {each["Handle"]: each["Name"] for each in templates} == {
        "RePEc:fpi:wpaper": "Working paper",
        "RePEc:fpi:pbrief": "Policy brief",
        "RePEc:fpi:report": "Report",
    }
    assert {each["Type"] for each in templates} == {"ReDIF-Paper"}


def test_a_paper_says_what_its_page_says():
    author = make_author(name_en="Zhou Yan", family_name_en="Zhou", given_name_en="Yan", email="z@x.example")
    board = make_author(name_en="Ferry Board", is_organisation=True)
    article = make_article(
        by=[],
        slug="tides",
        title_en="Tides",
        subtitle_en="A Reckoning",
        summary_en="What the sea owes.",
        date="2022-06-16",
        doi="10.5555/fp.1",
        topics=[make_topic(name_en="Sea"), make_topic(name_en="Moon")],
        series=make_series(),
        series_number=3,
        kind="report",
    )
    sign(article, [author], position_en="Fellow", institute_en="Harbour Institute")
    sign(article, [board])
    version = published(article)
    [paper] = papers()
    assert paper["Author-Name"] == [
        {
            "Author-Name": "Zhou Yan",
            "Author-Name-First": "Yan",
            "Author-Name-Last": "Zhou",
            "Author-Workplace-Name": "Harbour Institute",
        },
        {"Author-Name": "Ferry Board"},
    ]
    assert paper["Title"] == "Tides: A Reckoning"
    assert paper["Abstract"] == "What the sea owes."
    assert paper["Language"] == "en"
    assert paper["Creation-Date"] == "2022-06-16"
    assert "Revision-Date" not in paper
    assert (paper["Number"], paper["DOI"]) == ("3", "10.5555/fp.1")
    assert paper["Keywords"] == "Sea; Moon"
    assert paper["Handle"] == f"RePEc:fpi:report:{version.edition_id}"
    assert paper["File-URL"][0] == {
        "File-URL": "https://ferrypoint.example/en/articles/tides/",
        "File-Format": "text/html",
    }
    assert {
        "File-URL": "https://ferrypoint.example/en/articles/tides.epub",
        "File-Format": "application/epub+zip",
    } in (paper["File-URL"])


def test_no_text_can_begin_a_field():
    published(
        make_article(
            kind="report", title_en="Tides", summary_en="First.\n\nHandle: RePEc:xxx:yyyyyy:1\nEnd: x"
        )
    )
    [paper] = papers()
    assert paper["Abstract"] == "First. Handle: RePEc:xxx:yyyyyy:1 End: x"
    assert paper["Handle"].startswith("RePEc:fpi:report:")


def test_each_language_is_a_paper_and_a_correction_is_none():
    article = make_article(kind="working-paper", title_en="Tides", title_zh_hans="潮汐")
    published(article)
    published(article, "zh-hans")
    before = papers("wpaper")
    assert not [each for each in before if "Revision-Date" in each]
    assert [(each["Title"], each["Language"]) for each in before] == [("Tides", "en"), ("潮汐", "zh")]
    article.slug = "other"
    article.save()
    published(article, change="correction", note="The title was wrong.")
    after = papers("wpaper")
    assert {each["Handle"] for each in after} == {each["Handle"] for each in before}
    revised = [each["Revision-Date"] for each in after if "Revision-Date" in each]
    assert revised == [timezone.localdate().isoformat()]


def test_a_paper_is_in_the_series_of_its_kind_and_others_in_none():
    for kind in ("working-paper", "policy-brief", "report", "commentary"):
        published(make_article(kind=kind, title_en=kind))
    assert [paper["Title"] for series in ("wpaper", "pbrief", "report") for paper in papers(series)] == [
        *("working-paper", "policy-brief", "report"),
    ]


def test_nothing_that_is_not_public_is_told():
    facts = {"kind": "report"}
    published(make_article(title_en="Seen", **facts))
    make_article(title_en="Draft", **facts)
    withdrawn(make_article(title_en="Withdrawn", **facts))
    later = make_article(title_en="Scheduled", **facts)
    workflow.publish(
        Edition.objects.get(article=later, language="en"), at=timezone.now() + datetime.timedelta(days=1)
    )
    assert [paper["Title"] for paper in papers()] == ["Seen"]


def test_every_file_is_found_by_links_from_the_folder():
    published(make_article(kind="report"))
    found, waiting = [], ["/repec/fpi/"]
    while waiting:
        address = waiting.pop()
        answer = Client().get(address)
        assert answer.status_code == 200, address
        if answer["Content-Type"].startswith("text/html"):
            waiting += [urljoin(address, each) for each in html.fromstring(answer.content).xpath("//a/@href")]
        else:
            found += redif.read(answer.content.decode())
    assert [each["Template-Type"][6:-4] for each in sorted(found, key=lambda each: len(each["Handle"]))] == [
        *("Archive", "Series", "Series", "Series", "Paper"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "xyz/",
        "xyz/xyzarch.redif",
        "fpi/xyzarch.redif",
        "fpi/arch.redif",
        "fpi/fpi.redif",
        "fpi/nosuch/",
        "fpi/nosuch/papers.redif",
    ],
)
def test_what_is_not_there_is_not_found(path):
    assert Client().get(f"/repec/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["fpi/", "fpi/fpiarch.redif", "fpi/fpiseri.redif", "fpi/report/", "fpi/report/papers.redif"]
)
def test_without_a_code_there_is_no_archive(settings, path):
    settings.REPEC_ARCHIVE = ""
    assert Client().get(f"/repec/{path}").status_code == 404


def test_many_papers_cost_what_few_cost():
    for _ in range(3):
        published(make_article(kind="report", topics=[make_topic()]))
    with CaptureQueriesContext(connection) as queries:
        assert len(papers()) == 3
    assert len(queries) == 3
