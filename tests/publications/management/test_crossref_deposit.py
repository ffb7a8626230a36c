import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from publications import workflow
from publications.models import Edition, Version
from tests.factories import make_article, make_series, published, withdrawn

pytestmark = pytest.mark.django_db


def dois(folder, *options):
    """The DOIs that the command writes, by file."""
    call_command("crossref_deposit", folder, *options)
    return {
        file.name: [each.text for each in etree.parse(file).iter("{*}doi")]
        for file in sorted(folder.iterdir())
    }


def make(doi, **facts):
    return make_article(doi=doi, **{"kind": "report", **facts})


def test_each_type_of_content_is_a_file(tmp_path):
    published(make("10.5555/a", date="2026-01-01"))
    published(make("10.5555/b", kind="working-paper", date="2026-01-02"))
    published(make("10.5555/c", kind="speech"))
    published(make(""))
    assert dois(tmp_path / "new") == {
        "posted_content.xml": ["10.5555/c"],
        "report-paper.xml": ["10.5555/a", "10.5555/b"],
    }


def test_nothing_that_is_not_public_is_deposited(tmp_path):
    published(make("10.5555/seen"))
    make("10.5555/draft")
    withdrawn(make("10.5555/withdrawn"))
    make_later = make("10.5555/later")
    workflow.publish(
        Edition.objects.get(article=make_later, language="en"), at=timezone.now() + datetime.timedelta(days=1)
    )
    assert dois(tmp_path) == {"report-paper.xml": ["10.5555/seen"]}


def test_it_can_be_asked_for_one_article_a_prefix_or_what_is_new(tmp_path):
    published(make("10.5555/a", slug="tides"))
    published(make("10.1234/theirs"))
    assert dois(tmp_path / "one", "--article", "tides") == {"report-paper.xml": ["10.5555/a"]}
    assert dois(tmp_path / "own", "--prefix", "10.5555/") == {"report-paper.xml": ["10.5555/a"]}
    today, tomorrow = timezone.localdate(), timezone.localdate() + datetime.timedelta(days=1)
    assert (
        dois(tmp_path / "new", "--since", today.isoformat())["report-paper.xml"]
        == ["10.1234/theirs", "10.5555/a"][::-1]
    )
    with pytest.raises(CommandError, match="Nothing that is public"):
        dois(tmp_path / "none", "--since", tomorrow.isoformat())
    assert not (tmp_path / "none").exists()


def test_a_corrected_translation_brings_the_record_of_the_original(tmp_path):
    article = make("10.5555/a", title_zh_hans="潮汐")
    published(article, "zh-hans", at=timezone.now())
    article.title_en, article.body_en = "Tides", "<p>Text.</p>"
    article.save()
    published(article)
    last = Version.objects.public("en").get().published_at
    assert Version.objects.public().since(last).count() == 1
    call_command("crossref_deposit", tmp_path, since=last)
    [resource] = etree.parse(tmp_path / "report-paper.xml").iter("{*}resource")
    assert "/zh-hans/" in resource.text


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--since", "yesterday", "no day such as"),
        ("--issn", "1234567", "An ISSN looks like"),
        ("--issn", "0317-8472", "does not belong"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, option, value, message):
    with pytest.raises(CommandError, match=message):
        call_command("crossref_deposit", str(tmp_path), f"{option}={value}")


@pytest.mark.parametrize("issn", ["0317-8471", "2434-561X", "0000-0000"])
def test_an_issn_with_the_right_character_is_taken(tmp_path, issn):
    published(make("10.5555/a", kind="journal-article"))
    call_command("crossref_deposit", str(tmp_path), f"--issn={issn}")
    assert [each.text for each in etree.parse(tmp_path / "journal.xml").iter("{*}issn")] == [issn]


def test_the_issn_of_its_own_series_goes_before_that_of_the_command(tmp_path):
    published(make("10.5555/a", kind="journal-article", series=make_series(issn="2434-561X")))
    call_command("crossref_deposit", str(tmp_path), "--issn=0317-8471")
    assert [each.text for each in etree.parse(tmp_path / "journal.xml").iter("{*}issn")] == ["2434-561X"]


def test_many_cost_what_few_cost(tmp_path):
    for number in range(3):
        published(make(f"10.5555/{number}"))
    with CaptureQueriesContext(connection) as queries:
        dois(tmp_path)
    assert len(queries) == 3
