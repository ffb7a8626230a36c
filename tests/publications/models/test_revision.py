import pytest

from publications.models import Article, Revision, StoredText
from tests.factories import make_article, make_region, make_series, make_topic, make_user

pytestmark = pytest.mark.django_db

LONG = "<p>" + "航道有標，船才循航道而行。" * 40 + "</p>"


def test_a_revision_holds_the_article_as_it_stood():
    topic, region = make_topic(), make_region()
    article = make_article(title_en="First", body_zh_hant=LONG, topics=[topic], regions=[region])
    revision = Revision.objects.record(article, make_user(), "typed in")
    article.title_en = "Second"
    article.save()
    assert revision.field("title_en") == "First"
    assert revision.field("body_zh_hant") == LONG
    assert revision.field("date") == "2026-09-01"
    assert revision.content["topics"] == [topic.pk]
    assert revision.content["regions"] == [region.pk]
    assert revision.content["authorships"][0]["author_id"] == article.authorships.get().author_id


def test_the_number_of_a_revision_is_the_lock_of_the_article():
    article = make_article()
    numbers = [Revision.objects.record(article, None).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert Article.objects.get(pk=article.pk).lock_version == article.lock_version == 3


def test_an_unchanged_text_is_stored_once():
    article = make_article(body_en=LONG)
    for title in ("One", "Two", "Three"):
        article.title_en = title
        article.save()
        Revision.objects.record(article, None)
    assert Revision.objects.count() == 3
    assert StoredText.objects.count() == 1


def test_a_revision_outlives_its_article():
    article = make_article(title_en="First")
    Revision.objects.record(article, None)
    article.delete()
    assert Revision.objects.get().field("title_en") == "First"


def test_recording_many_takes_no_more_queries_than_recording_one(django_assert_num_queries):
    articles = [make_article(body_en=LONG) for _ in range(5)]
    with django_assert_num_queries(9):
        Revision.objects.record_first(articles[:1])
    with django_assert_num_queries(9):
        Revision.objects.record_first(articles[1:])


def test_a_first_revision_holds_what_any_other_holds():
    article = make_article(body_en=LONG, topics=[make_topic()], series=make_series(), series_number=3)
    Revision.objects.record_first([Article.objects.get()])
    article.refresh_from_db()
    assert article.lock_version == 1
    again = Revision.objects.record(article, None)
    assert again.content == Revision.objects.get(number=1).content
