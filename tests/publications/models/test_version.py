import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from publications.models import Version
from publications.models.frozen import FROZEN
from publications.models.public import Immutable
from tests.factories import make_article, published, withdrawn

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def test_a_version_is_public_in_its_own_language():
    version = published(make_article())
    assert list(Version.objects.public("en")) == [version]
    assert not Version.objects.public("zh-hans").exists()
    assert list(Version.objects.public()) == [version]


def test_a_scheduled_version_is_public_from_its_moment_on(monkeypatch):
    version = published(make_article(), at=timezone.now() + HOUR)
    assert not Version.objects.public("en").exists()
    monkeypatch.setattr(timezone, "now", lambda: version.published_at - datetime.timedelta(microseconds=1))
    assert not Version.objects.public("en").exists()
    monkeypatch.setattr(timezone, "now", lambda: version.published_at)
    assert list(Version.objects.public("en")) == [version]


def test_a_scheduled_version_replaces_the_old_one_at_its_moment(monkeypatch):
    article = make_article()
    first = published(article)
    second = published(article, at=timezone.now() + HOUR)
    assert list(Version.objects.public("en")) == [first]
    monkeypatch.setattr(timezone, "now", lambda: second.published_at)
    assert list(Version.objects.public("en")) == [second]


def test_a_withdrawn_edition_is_not_public_but_was():
    withdrawn(make_article())
    assert not Version.objects.public().exists()
    assert Version.objects.ever_public("en").count() == 1


def test_a_scheduled_version_was_never_public():
    published(make_article(), at=timezone.now() + HOUR)
    assert not Version.objects.ever_public().exists()


def test_the_next_change_is_the_nearest_moment_to_come():
    assert Version.objects.next_change() is None
    soon, later = timezone.now() + HOUR, timezone.now() + 2 * HOUR
    published(make_article(), at=later)
    published(make_article(), at=soon)
    assert Version.objects.next_change() == soon


def test_the_model_refuses_to_change_a_version():
    version = published(make_article())
    version.title = "Another"
    with pytest.raises(Immutable):
        version.save()
    with pytest.raises(Immutable):
        Version.objects.update(title="Another")


def test_the_model_refuses_to_delete_what_readers_have_seen():
    version = published(make_article())
    with pytest.raises(Immutable):
        version.delete()
    with pytest.raises(Immutable):
        Version.objects.all().delete()


@pytest.mark.parametrize("column", FROZEN)
def test_the_database_refuses_to_change_a_version(column):
    published(make_article())
    statement = f"UPDATE publications_version SET {connection.ops.quote_name(column)} = NULL"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_database_lets_a_version_end():
    published(make_article())
    Version.objects.end(timezone.now())
    assert not Version.objects.public().exists()


def test_lists_load_no_long_column(django_assert_num_queries):
    published(make_article())
    with django_assert_num_queries(1) as queries:
        [version] = Version.objects.public("en").in_lists()
        assert version.title
        assert version.article.slug
    statement = queries[0]["sql"]
    for name in ("body", "source", "text", "notes", "contents"):
        assert f'"publications_version"."{name}"' not in statement
