import pytest
from django.db import transaction

from publications import workflow
from publications.models import (
    Edition,
    SearchEntry,
    SearchWord,
    Step,
    Version,
)
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_region,
    make_series,
    make_topic,
)

pytestmark = pytest.mark.django_db


def edition(article, language="en") -> Edition:
    return article.editions.get(language=language)


def test_many_are_published_as_one_is():
    articles = [make_article(topics=[make_topic()]) for _ in range(3)]
    broken = make_article(by=[])
    findings = workflow.publish_all([edition(article) for article in [*articles, broken]])
    assert {
        edition.article: [str(each.message) for each in several] for edition, several in findings.items()
    } == {broken: ["The byline is missing."]}
    assert Version.objects.public("en").count() == 3
    one = Version.objects.get(article=articles[0])
    assert (one.number, one.change) == (1, Version.Change.FIRST)
    assert one.authors.get() == articles[0].authors.get()
    assert one.topics.get() == articles[0].topics.get()
    assert edition(articles[0]).state == Edition.State.PUBLISHED
    assert edition(broken).state == Edition.State.DRAFT


def test_publishing_many_takes_no_more_queries_than_publishing_two(django_assert_num_queries):
    for count in (2, 6):
        editions = [edition(make_article(topics=[make_topic()])) for _ in range(count)]
        with django_assert_num_queries(22):
            workflow.publish_all(editions)


def written_by_publishing() -> dict[str, list]:
    """Everything that publishing leaves behind, but keys and moments."""
    left_out = ("id", "published_at", "at", "edition_id", "version_id")
    rows = {
        model.__name__: [
            {name: value for name, value in row.items() if name not in left_out}
            for row in model.objects.order_by(*order).values()
        ]
        for model, order in (
            (Version, ["article", "language"]),
            (SearchEntry, ["version__article", "version__language"]),
            (SearchWord, ["word"]),
            (Edition, ["article", "language"]),
            (Step, ["edition__article", "edition__language"]),
        )
    }
    for name in ("authors", "topics", "regions", "figures"):
        pairs = Version.objects.order_by("article", "language", name)
        rows[name] = list(pairs.values_list("article", "language", name))
    return rows


def test_publishing_many_writes_what_publishing_one_at_a_time_writes():
    figure, series = make_figure(), make_series()
    notes = '<span data-footnote="abcdefgh">See <a href="https://example.org/">there</a>, 上海.</span>'
    picture = f'<figure><img src="{figure.image.url}" alt="A" width="9" height="9"></figure>'
    body = f"<h2>One</h2><p>Text{notes}.</p>{picture}"
    for number in range(3):
        make_article(
            title_en="The channel",
            title_zh_hant="航道",
            body_en=body,
            by=[make_author(name_zh_hans="周彦"), make_author()],
            topics=[make_topic(), make_topic()],
            regions=[make_region()],
            series=series,
            series_number=number,
        )
    editions = list(Edition.objects.all())
    before = transaction.savepoint()
    workflow.publish_all(editions)
    together = written_by_publishing()
    transaction.savepoint_rollback(before)
    for each in editions:
        workflow.publish(each)
    assert len(together["Version"]) == 6
    assert written_by_publishing() == together
