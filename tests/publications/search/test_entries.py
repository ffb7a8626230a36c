import datetime

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from publications import search, workflow
from publications.models import Edition, SearchEntry, SearchWord, Version
from publications.search import entries
from tests.factories import make_article, make_topic, published, withdrawn

pytestmark = pytest.mark.django_db

TOMORROW = datetime.timedelta(days=1)


def stored() -> set[tuple[str, int]]:
    """The versions that have an entry: title and number."""
    return set(SearchEntry.objects.values_list("version__title", "version__number"))


def test_a_version_is_indexed_when_it_is_published() -> None:
    version = published(make_article(title_en="Seas"))
    assert stored() == {("Seas", 1)}
    assert version.search_entry.words.startswith(" sea ˑ ")


def test_nothing_is_indexed_when_publishing_fails_afterwards() -> None:
    with transaction.atomic():
        published(make_article(title_en="Seas"))
        transaction.set_rollback(True)
    assert (stored(), search.find("seas", "en").total) == (set(), 0)


def test_entries_go_with_what_they_stand_for() -> None:
    made = make_article(title_en="Seas")
    published(made)
    published(made, change="minor")
    assert stored() == {("Seas", 2)}
    published(made, at=timezone.now() + TOMORROW)
    assert stored() == {("Seas", 2), ("Seas", 3)}
    workflow.cancel(Edition.objects.get(article=made), by=None)
    assert stored() == {("Seas", 2)}
    assert not SearchEntry.objects.changing().exists()
    workflow.withdraw(Edition.objects.get(article=made), reason="Wrong.")
    assert stored() == set()


def test_what_time_has_ended_is_cleared_away_by_whatever_is_published_next(monkeypatch) -> None:
    made = make_article(title_en="Seas")
    published(made)
    moment = timezone.now() + TOMORROW
    published(made, at=moment)
    assert set(SearchEntry.objects.changing().values_list("version__number", flat=True)) == {1, 2}
    monkeypatch.setattr(timezone, "now", lambda: moment)
    published(make_article(title_en="Another"))
    assert stored() == {("Seas", 2), ("Another", 1)}
    assert not SearchEntry.objects.changing().exists()


def test_many_are_indexed_as_each_is() -> None:
    articles = [make_article(title_en=f"Sea {number}", topics=[make_topic()]) for number in range(3)]
    workflow.publish_all([article.editions.get() for article in articles])
    together = dict(SearchEntry.objects.values_list("version", "words"))
    SearchEntry.objects.all().delete()
    for version in Version.objects.all():
        search.index([version])
    assert dict(SearchEntry.objects.values_list("version", "words")) == together


def test_an_index_made_anew_is_the_same() -> None:
    for number in range(3):
        published(make_article(title_en=f"Sea {number}", body_en="<p>Deep water</p>"))
    scheduled = published(make_article(title_en="Coming"), at=timezone.now() + TOMORROW)
    withdrawn(make_article(title_en="Gone", body_en="<p>forgotten</p>"))
    before = list(SearchEntry.objects.order_by("pk").values())
    call_command("rebuild_search")
    assert list(SearchEntry.objects.order_by("pk").values()) == before
    assert scheduled.pk in [entry["version_id"] for entry in before]
    assert not SearchWord.objects.filter(word="forgotten").exists()
    assert search.find("sea", "en").total == 3


def test_the_words_of_texts_are_kept_for_beginnings_and_suggestions() -> None:
    published(make_article(title_en="Relations in 2022", body_en="<p>Ёлка, 关系, ab, G20</p>"))
    assert dict(SearchWord.objects.values_list("word", "stem")) == {
        "relations": "relat",
        "елка": "елк",
    }


def test_a_text_of_a_million_different_words_can_be_published(monkeypatch) -> None:
    monkeypatch.setattr(entries, "MOST_BYTES", 400)
    words = [f"word{number}" for number in range(300)]
    published(make_article(title_en="Long", body_en=f"<p>{' '.join(words)}</p>"))
    assert search.find("word1", "en").total == 1
    assert search.find("word299", "en").total == 0


def test_every_entry_fits_the_database_at_its_limit() -> None:
    signs = [chr(number) for number in range(0x4E00, 0x4E00 + 2500)]
    text = "".join(one + other for one in signs[:400] for other in signs[::2])
    published(make_article(title_zh_hans="字", body_zh_hans=f"<p>{text}</p>"), "zh-hans")
    assert search.find(text[:2], "zh-hans").total == 1


def test_newer_entries_have_greater_keys() -> None:
    newer = published(make_article(title_en="Newer", date="2026-02-01"))
    older = published(make_article(title_en="Older", date="2026-01-31"))
    same_day = published(make_article(title_en="Later that day", date="2026-02-01"))
    assert entries.key(older) < entries.key(newer) < entries.key(same_day)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="FTS5 keeps an index beside the table")
def test_the_index_of_sqlite_agrees_with_the_entries() -> None:
    made = make_article(title_en="Seas")
    for _ in range(3):
        published(made, change="minor")
    SearchEntry.objects.update(words=" other words ")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publications_searchindex(publications_searchindex) VALUES ('integrity-check')"
        )
        cursor.execute(
            "SELECT count(*) FROM publications_searchindex WHERE publications_searchindex MATCH 'other'"
        )
        assert cursor.fetchone() == (1,)
