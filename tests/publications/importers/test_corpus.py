import datetime

import pytest

from authors.models import Author
from publications.body.clean import clean
from publications.importers import corpus
from publications.importers.corpus_lines import Line
from publications.models import Article, Home, OldAddress, Revision, Topic

RECORD = {
    "slug": "the-channel",
    "date": "2026-03-02",
    "topics": ["energy", "trade"],
    "authors": [
        {"name": "Ada Novak", "role": "Author", "affiliation": "Institute for Ports"},
        {"name": "Jun Huang", "role": "Editor", "affiliation": "School of Ships"},
    ],
    "languages": {
        "en": {
            "title": "The channel",
            "summary": "Ships & marks.",
            "sections": [
                {"level": 2, "heading": "Marks", "paragraphs": ["One[^1] two[^2].", "Again[^1] & <on>."]},
                {"level": 3, "heading": "Lights", "paragraphs": ["Last."]},
            ],
            "footnotes": ["See https://example.org/a.", "Second."],
        },
        "zh-hant": {
            "title": "航道",
            "summary": "船與標。",
            "sections": [{"level": 2, "heading": "標", "paragraphs": ["船循標而行[^1]。"]}],
            "footnotes": ["見甲。"],
        },
    },
}


def line(**facts) -> corpus.Line:
    return Line(1, {**RECORD, "date": datetime.date(2026, 3, 2), **facts})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"slug": "not an address"}, "slug"),
        ({"kind": "ship"}, "kind"),
        ({"lead_figure": "figures/none.png"}, "lead_figure"),
        ({"languages": {"en": {"title": "x" * 301, "body": "<p>A</p>"}}}, "title_en"),
    ],
)
def test_what_a_column_would_not_hold_is_named_and_the_rest_is_saved(facts, field):
    saved = corpus.save_all([line(**facts), line(slug="another")])
    assert [problem.field for problem in saved.problems] == [field]
    assert Article.objects.get().slug == "another"


def test_a_body_is_written_in_the_vocabulary():
    body = corpus.body(RECORD["languages"]["en"], "the-channel")
    assert body == clean(body)
    assert body.startswith("<h2>Marks</h2><p>One<span data-footnote=")
    assert "Again<span data-footnote-ref=" in body
    assert "&amp; &lt;on&gt;." in body
    assert '<a href="https://example.org/a">https://example.org/a</a>.' in body


def test_a_reference_that_leads_nowhere_stays_visible():
    edition = {"sections": [{"level": 2, "heading": "A", "paragraphs": ["One[^7]."]}], "footnotes": []}
    assert ">[7]</span>." in corpus.body(edition, "x")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"former": ["no address"]}, "slug"),
        ({"old_addresses": [{"path": "/a", "language": "fr"}]}, "language"),
    ],
)
def test_an_old_address_that_is_none_is_named_and_the_article_saved(facts, field):
    saved = corpus.save_all([line(**facts)])
    assert [(problem.line, problem.field) for problem in saved.problems] == [(1, field)]
    assert Article.objects.get().footnotes.exists()


@pytest.mark.django_db
def test_a_batch_is_saved_as_editors_would_have():
    corpus.save_all([line()])
    article = Article.objects.get()
    assert (article.slug, article.date, article.title_zh_hant) == (
        "the-channel",
        datetime.date(2026, 3, 2),
        "航道",
    )
    assert [edition.language for edition in article.editions.all()] == ["en", "zh-hant"]
    assert list(article.footnotes.filter(language="en").values_list("number", "text")) == [
        (1, "See https://example.org/a."),
        (2, "Second."),
    ]
    entries = article.authorships.values_list("author__name_en", "role", "institute_en")
    assert list(entries) == [
        ("Ada Novak", "author", "Institute for Ports"),
        ("Jun Huang", "editor", "School of Ships"),
    ]
    assert set(article.topics.values_list("slug", flat=True)) == {"energy", "trade"}
    assert Revision.objects.get().field("title_en") == "The channel"


@pytest.mark.django_db
def test_its_first_revision_is_what_the_database_holds():
    corpus.save_all([line(), line(slug="second", series="Dialogues", series_number=2)])
    for article in Article.objects.all():
        first, again = Revision.objects.get(article_id=article.pk), Revision.objects.record(article, None)
        assert (first.number, again.number) == (1, 2)
        assert again.content == first.content


@pytest.mark.django_db
def test_what_is_there_already_is_left_alone():
    corpus.save_all([line()])
    Article.objects.update(title_en="Edited since")
    saved = corpus.save_all([line(), line(slug="another")])
    assert {edition.article.slug for edition, _told in saved.editions} == {"another"}
    assert Article.objects.get(slug="the-channel").title_en == "Edited since"
    assert (Author.objects.count(), Topic.objects.count()) == (2, 2)


@pytest.mark.django_db
def test_a_large_batch_takes_no_more_queries_than_a_small_one(django_assert_num_queries):
    corpus.save_all([line()])
    for start, count in ((0, 2), (10, 12)):
        batch = [line(slug=f"article-{start + i}") for i in range(count)]
        with django_assert_num_queries(19):
            corpus.save_all(batch)


def test_a_section_may_be_no_more_than_its_heading():
    assert corpus.body({"sections": [{"level": 2, "heading": "Marks"}]}, "x") == "<h2>Marks</h2>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({"type": "topic", "slug": 7}, "slug"),
        ({"type": "topic", "slug": "sea", "name": "Sea"}, "name"),
        ({"type": "topic", "slug": "sea", "former": 7}, "former"),
        ({"type": "author", "slug": "ada", "is_organisation": "no"}, "is_organisation"),
        ({"type": "page", "slug": "about", "shown": {"en": []}}, "shown"),
        ({"type": "fellow", "author": ["ada"]}, "author"),
        ({"type": "fellow", "author": "ada", "topics": 7}, "topics"),
        ({"type": "figure", "image": "../../secret-key"}, "image"),
        ({"type": "pick", "language": "en", "article": {}}, "article"),
        ({"type": "appointment", "since": "yesterday"}, "fellow, department, since, until"),
    ],
)
def test_a_thing_out_of_shape_is_named_and_the_rest_is_saved(record, field):
    saved = corpus.save_all([Line(1, record), Line(2, {"type": "topic", "slug": "energy"})])
    assert [problem.field for problem in saved.problems] == [field]
    assert Topic.objects.get().slug == "energy"


@pytest.mark.django_db
def test_the_address_that_a_long_name_makes_is_cut_to_its_room():
    saved = corpus.save_all([line(topics=["The sea " * 20])])
    assert saved.problems == []
    assert len(Topic.objects.get().slug) <= 80


@pytest.mark.django_db
def test_a_home_page_that_is_there_already_takes_its_old_addresses():
    home = Home.objects.create()
    record = {"type": "home", "old_addresses": [{"path": "/zh", "language": "zh-hans"}]}
    for _load in range(2):
        corpus.save_all([Line(1, record)])
    assert OldAddress.objects.get().home == home
