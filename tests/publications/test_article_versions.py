import datetime

import pytest
from django.utils import timezone

from publications import workflow
from publications.models import Edition
from tests.factories import attach, make_article, make_document, published
from tests.pages import every, links, one, read, words

pytestmark = pytest.mark.django_db

TOMORROW = datetime.timedelta(days=1)
NOTE = '<span data-footnote="k7x2m9qa">Harbour Office, <em>Log</em>, 2025.</span>'


# --- Versions


def test_an_earlier_version_says_so_and_leads_to_the_newest():
    article = make_article(title_en="First words")
    published(article)
    article.title_en = "Better words"
    article.save()
    published(article)
    page = read(f"/en/articles/{article.slug}/v1/")
    assert words(page, "h1") == "First words"
    assert list(links(page, ".earlier").values()) == [f"/en/articles/{article.slug}/"]
    newest = read(f"/en/articles/{article.slug}/v2/")
    assert not every(newest, ".earlier")
    assert one(newest, "link[@rel='canonical']").get("href").endswith(f"/en/articles/{article.slug}/")


def test_a_version_that_never_was_is_404():
    article = make_article()
    published(article)
    read(f"/en/articles/{article.slug}/v2/", status=404)


def test_a_correction_is_noted_at_the_article_with_its_date_and_a_small_change_below_it():
    article = make_article()
    published(article)
    published(article, change="correction", note="The toll was 12, not 21.")
    published(article, change="minor", note="A comma.")
    page = read(f"/en/articles/{article.slug}/")
    assert len(every(page, ".correction")) == 1
    assert "The toll was 12, not 21." in words(page, ".correction")
    today = timezone.localdate().isoformat()
    assert one(page, ".correction").xpath(".//time/@datetime") == [today]
    assert one(page, ".corrected").xpath(".//time/@datetime") == [today]
    assert links(page, ".facts")["Version 3"] == "#versions"
    assert [" ".join(item.text_content().split()).split(",")[0] for item in one(page, ".versions")] == [
        "Version 3",
        "Version 2",
        "Version 1",
    ]
    assert "A comma." in words(page, ".versions")


def test_an_earlier_version_does_not_carry_the_correction_that_came_after_it():
    article = make_article()
    published(article)
    published(article, change="correction", note="The toll was 12, not 21.")
    first = read(f"/en/articles/{article.slug}/v1/")
    assert not every(first, ".correction")
    assert not every(first, ".corrected")


# --- What changed between versions


def corrected() -> str:
    """The address of an article of two versions, the second of which changed a word, a Chinese one and a note."""
    article = make_article(
        title_en="Tolls", body_en=f"<p>The toll was 21, or 二十一。{NOTE}</p><p>So it is.</p>"
    )
    published(article)
    article.body_en = article.body_en.replace("21", "12").replace("二十一", "二十二").replace("2025", "2026")
    article.save()
    published(article, change="correction", note="The toll was 12, not 21.")
    return f"/en/articles/{article.slug}/"


def test_a_version_shows_what_it_changed_in_words_characters_and_notes():
    page = read(f"{corrected()}v2/changes/")
    text = one(page, ".difference")
    assert [" ".join(gone.xpath("./text()")).strip() for gone in text.xpath(".//del")] == ["21", "一", "2025"]
    assert [" ".join(come.xpath("./text()")).strip() for come in text.xpath(".//ins")] == ["12", "二", "2026"]
    assert "Note [1]" in words(page, ".difference-notes")
    assert "The toll was 12, not 21." in words(page, ".head")
    assert list(links(page, ".facts")) == ["Version 1", "Version 2"]
    assert [part.text for part in one(page, ".changes").xpath(".//h2")] == ["Text"]


def test_the_article_leads_to_what_each_version_changed():
    address = corrected()
    page = read(address)
    assert links(page, ".versions")["What changed (Version 2)"] == f"{address}v2/changes/"
    assert "What changed (Version 1)" not in links(page, ".versions")
    assert links(page, ".correction") == {"What changed in version 2": f"{address}v2/changes/"}


def test_a_first_version_changed_nothing():
    read(f"{corrected()}v1/changes/", status=404)


def test_what_changed_is_told_only_between_versions_that_readers_could_see():
    article = make_article(title_en="One")
    published(article)
    article.title_en = "UNSEEN"
    article.save()
    published(article, at=timezone.now() + TOMORROW)
    assert "UNSEEN" not in words(read(f"/en/articles/{article.slug}/v2/changes/", status=404), "body")
    assert not every(read(f"/en/articles/{article.slug}/"), ".what-changed")


def test_what_changed_goes_with_a_withdrawn_article():
    address = corrected()
    workflow.withdraw(
        Edition.objects.get(article__slug=address.split("/")[3], language="en"), reason="Wrong."
    )
    assert "二十一" not in words(read(f"{address}v2/changes/", status=410), "body")


def test_a_version_that_changed_an_attachment_says_which():
    article = make_article()
    attachment = attach(article, make_document("trade.csv", b"4"), label_en="Trade data")
    published(article)
    attachment.document = make_document("trade.csv", b"7")
    attachment.save()
    published(article, change="correction", note="A figure was wrong.")
    page = read(f"/en/articles/{article.slug}/v2/changes/")
    assert [part.text for part in one(page, ".changes").xpath(".//h2")] == ["Attachments"]
    told = "Trade data (trade.csv, 1 byte, SHA-256 [removed: 4b227777][added: 7902699b])"
    assert words(page, ".difference") == told


def test_a_version_that_changed_no_word_says_so():
    article = make_article()
    published(article)
    published(article, change="minor", note="Another picture.")
    page = read(f"/en/articles/{article.slug}/v2/changes/")
    assert "are the same in both versions" in words(page, ".changes")
