import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from publications.models import Article, Edition, Figure, OldAddress, Page, Topic, Version
from tests.factories import picture
from tests.wordpress import make_export, make_item

SAMPLE = Path(__file__).parents[2] / "samples" / "wordpress.xml"
MOMENT = datetime.datetime(2019, 5, 4, 2, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path):
    """A copy of the old site's folder of uploads."""
    folder = tmp_path / "uploads"
    (folder / "2019" / "05").mkdir(parents=True)
    for name in ("mole", "quay"):
        (folder / "2019" / "05" / f"{name}.png").write_bytes(picture())
    return folder


def load(*options) -> None:
    """The sample holds one text in a language that the site has not, so every load ends with that."""
    with pytest.raises(CommandError, match="1 refused"):
        call_command("load_wordpress", SAMPLE, *options)


def article(slug: str) -> Article:
    return Article.objects.get(slug=slug)


def test_what_was_published_is_public_as_of_its_moment(media):
    load("--publish", "--media", media)
    version = Version.objects.public("en").get(article__slug="silt-and-stone")
    assert (version.published_at, version.date) == (MOMENT, datetime.date(2019, 5, 4))
    assert (version.title, version.summary) == ("Silt & stone", "Why harbours silt up.")
    assert [entry["name"] for entry in version.byline] == ["Jane Doe", "Ada Novak"]
    assert set(version.topics.values_list("slug", "name_en")) == {
        ("shipping", "Shipping & ports"),
        ("moles", "Moles"),
    }


def test_notes_of_wordpress_itself_stand_where_they_are_cited(media):
    load("--publish", "--media", media)
    version = Version.objects.public("en").get(article__slug="silt-and-stone")
    assert [note["text"] for note in version.notes] == ["See the survey.", "Report of 1911."]
    assert version.notes[0]["links"] == ["https://example.org/a"]
    assert len(version.notes[0]["backlinks"]) == 2
    assert version.text.startswith("The mole\n\nHarbours silt up. Moles slow it, as said.")


def test_notes_typed_into_the_text_and_linked_ones_are_read(media):
    load("--publish", "--media", media)
    texts = {
        version.article.slug: [note["text"] for note in version.notes]
        for version in Version.objects.public("en")
    }
    assert texts["waiting-ships"] == ["Port statistics, 2018.", "A tariff of 1998."]
    assert texts["anchored"] == ["A linked note."]
    text = Version.objects.public("en").get(article__slug="waiting-ships").text
    assert text.startswith("Ships wait outside. They pay for it.")
    assert "Second line\nunder it." in text


def test_pictures_come_from_the_folder_with_their_words(media):
    load("--publish", "--media", media)
    silt = article("silt-and-stone")
    assert silt.lead_figure in Figure.objects.all()
    assert silt.lead_alt_en == "A mole of stone"
    assert silt.body_en.count("<figure>") == 2
    assert 'alt="A mole of stone"' in silt.body_en
    assert "<figcaption>The mole in 1911</figcaption>" in silt.body_en
    waiting = article("waiting-ships").body_en
    assert "<figcaption>The old quay</figcaption>" in waiting
    assert "<figcaption>The quay today</figcaption>" in waiting
    assert Figure.objects.count() == 2


def test_a_picture_that_is_missing_is_told_and_fetched_from_nowhere(capsys):
    load("--publish")
    told = capsys.readouterr().err
    assert "post 101 “Silt & stone”: warning: " in told
    assert "The picture 2019/05/mole.png is not in the file and was left out." in told
    assert "The featured picture is missing: 2019/05/mole.png" in told
    assert "This is not a picture" not in told
    assert not Figure.objects.exists()


def test_translations_are_languages_of_one_article(media):
    load("--publish", "--media", media)
    silt = article("silt-and-stone")
    assert (silt.title_zh_hans, silt.title_zh_hant) == ("淤沙与石", "淤沙與石")
    assert set(Version.objects.public().filter(article=silt).values_list("language", flat=True)) == {
        "en",
        "zh-hans",
        "zh-hant",
    }


def test_a_language_that_the_site_has_not_is_refused_and_named(capsys):
    load()
    assert "post 109 “Le port”: The site has no language fr." in capsys.readouterr().err
    assert not Article.objects.filter(slug="le-port").exists()


def test_drafts_stay_drafts_and_what_is_to_come_waits(media):
    load("--publish", "--media", media)
    assert Edition.objects.get(article__title_en="Half done").state == Edition.State.DRAFT
    assert Edition.objects.get(article__slug="for-members").state == Edition.State.DRAFT
    assert Version.objects.pending().get().article.slug == "next-year"
    assert not Article.objects.filter(title_en="Thrown away").exists()


def test_a_page_becomes_a_page(media):
    load("--publish", "--media", media)
    page = Page.objects.get()
    assert (page.slug, page.title_en, page.shown_en) == ("about-us", "About us", True)
    assert page.body_en == "<p>We study harbours.</p>"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/2019/05/silt-and-stone/", "/en/articles/silt-and-stone/"),
        ("/2019/05/silt-and-stone", "/en/articles/silt-and-stone/"),
        ("/?p=101", "/en/articles/silt-and-stone/"),
        ("/zh/2019/05/%e6%b7%a4%e6%b2%99/", "/zh-hans/articles/silt-and-stone/"),
        ("/zh-tw/2019/05/silt-tw/", "/zh-hant/articles/silt-and-stone/"),
        ("/?page_id=110", "/en/pages/about-us/"),
    ],
)
def test_old_addresses_lead_to_what_the_texts_became(media, old, new):
    load("--publish", "--media", media)
    response = Client().get(old)
    assert (response.status_code, response["Location"]) == (301, new)
    assert Client().get(new).status_code == 200


def test_an_old_address_of_a_draft_tells_nothing(media):
    load("--media", media)
    assert Client().get("/2019/05/silt-and-stone/").status_code == 404


@pytest.mark.parametrize(
    ("address", "queries"), [("/never/there/", 1), ("/", 0), ("/?q=1", 0), ("/" + "x" * 600, 0)]
)
def test_a_page_that_was_never_there_costs_at_most_one_question(address, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        assert OldAddress.objects.present(address) is None


def test_a_second_load_brings_only_what_is_new(media):
    load("--publish", "--media", media)
    before = (Article.objects.count(), Version.objects.count(), Page.objects.count(), Topic.objects.count())
    load("--publish", "--media", media)
    assert (
        Article.objects.count(),
        Version.objects.count(),
        Page.objects.count(),
        Topic.objects.count(),
    ) == before


def test_a_dry_run_tells_and_writes_nothing(media, capsys):
    load("--publish", "--media", media, "--dry-run")
    told = capsys.readouterr().err
    assert (
        "post 104 “Waiting ships”: warning: The shortcode [contact-form] is not known; it stays as text."
        in told
    )
    assert not any(model.objects.exists() for model in (Article, Page, Figure, Topic, OldAddress))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss/>', "entities"),
        ("<rss><channel><item>", "no export of WordPress, or damaged"),
        ("<feed></feed>", "no export of WordPress"),
        ("not XML", "it begins with “not XML”"),
        ("", "it begins with “”"),
        ("<!DOCTYPE html><html><body>Log in</body></html>", r"export.xml is a web page \(.html\), no export"),
        ("PK\x03\x04", "a zip archive, no export of WordPress"),
        (make_export("&#11;"), "damaged: xmlParseCharRef"),
        (make_export(make_item("One.", number=3))[:-300], "damaged: .* line"),
        (make_export(make_item("One.\n\nTwo.")).partition("wo.")[0], r"damaged: .*[^\n]*line"),
    ],
)
def test_a_file_that_is_no_export_is_refused(tmp_path, content, message):
    file = tmp_path / "export.xml"
    file.write_text(content)
    with pytest.raises(CommandError, match=message):
        call_command("load_wordpress", file)


def test_control_characters_do_not_stop_a_load(tmp_path):
    file = tmp_path / "export.xml"
    file.write_bytes(SAMPLE.read_bytes().replace(b"Not yet.", b"Not\x0b\x00 yet."))
    with pytest.raises(CommandError, match="1 refused"):
        call_command("load_wordpress", file)
    assert Article.objects.get(title_en="Half done").body_en == "<p>Not yet.</p>"


def test_an_unknown_language_is_told():
    with pytest.raises(CommandError, match="The site has no language fr"):
        call_command("load_wordpress", SAMPLE, "--language", "fr")
