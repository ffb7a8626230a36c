import pytest

from publications import restoring
from publications.models import Article, Edition, Footnote, FormerSlug, Revision, StoredText
from publications.restoring import Stale, restore
from tests.factories import (
    make_article,
    make_author,
    make_figure,
    make_region,
    make_series,
    make_topic,
    make_user,
    published,
    sign,
)

pytestmark = pytest.mark.django_db

NOTED = '<p>Ships keep to the channel.<span data-footnote="k7x2m9qa">Port law, §4.</span></p>'


def make_whole() -> Article:
    """An article that uses everything a revision holds."""
    article = make_article(
        title_en="First",
        body_en=NOTED,
        title_zh_hans="初稿",
        title_zh_hant="初稿甲",
        summary_zh_hant="甲" * 300,
        series=make_series(),
        series_number=4,
        lead_figure=make_figure(),
        lead_alt_en="A pier",
        doi="10.1000/1",
        by=[],
        topics=[make_topic()],
        regions=[make_region()],
    )
    sign(article, [make_author(), make_author()], position_en="Fellow", institute_zh_hans="港湾研究院")
    article.footnotes.update(reviewed=True)
    return article


def change_everything(article: Article) -> None:
    article.title_en, article.body_en, article.summary_zh_hant = "Second", "<p>Other.</p>", ""
    article.date, article.slug, article.series, article.lead_figure = None, "second", None, None
    article.kind, article.doi = "report", ""
    article.save()
    article.authorships.all().delete()
    sign(article, [make_author()])
    article.topics.set([make_topic()])
    article.regions.clear()


def content(revision: Revision) -> dict[str, object]:
    """What a revision holds, without the names, which follow from the rest."""
    return {key: value for key, value in revision.content.items() if key != "names"}


def test_everything_comes_back_as_a_new_revision():
    article = make_whole()
    first = Revision.objects.record(article, None)
    change_everything(article)
    second = Revision.objects.record(article, None)
    user = make_user()

    done = restore(first, by=user)

    assert content(done.revision) == content(first)
    assert (done.revision.number, done.revision.by, done.lost) == (second.number + 1, user, [])
    assert Article.objects.get(pk=article.pk).lock_version == second.number + 1
    assert [each.number for each in Revision.objects.all()] == [3, 2, 1]


def test_a_note_that_comes_back_counts_as_checked_again():
    article = make_whole()
    first = Revision.objects.record(article, None)
    article.footnotes.update(reviewed=False)
    article.body_en = "<p>Other.</p>"
    article.save()
    assert not Footnote.objects.exists()
    restore(first, by=None)
    assert Footnote.objects.get().reviewed


def test_a_note_that_was_checked_later_counts_as_unchecked_again():
    article = make_article(body_en=NOTED)
    first = Revision.objects.record(article, None)
    article.footnotes.update(reviewed=True)
    restore(first, by=None)
    assert not Footnote.objects.get().reviewed


def test_an_empty_post_stays_empty_although_the_profile_has_one():
    author = make_author()
    article = make_article(by=[author])
    first = Revision.objects.record(article, None)
    author.position_en = "Director"
    author.save()
    article.authorships.all().delete()
    restore(first, by=None)
    assert not article.authorships.get().position_en


def test_what_was_deleted_since_is_told_and_the_rest_comes_back():
    article = make_whole()
    kept, gone = [row.author for row in article.authorships.select_related("author")]
    topic, figure, series = article.topics.get(), article.lead_figure, article.series
    first = Revision.objects.record(article, None)
    change_everything(article)
    for thing in (gone, topic, figure, series):
        thing.delete()
    done = restore(first, by=None)
    assert done.lost == [
        f"The author “{gone}” has been deleted.",
        f"The topic “{topic}” has been deleted.",
        f"The series “{series}” has been deleted.",
        f"The lead figure “{figure}” has been deleted.",
    ]
    article.refresh_from_db()
    assert (article.title_en, article.lead_figure, article.series) == ("First", None, None)
    assert [row.author for row in article.authorships.all()] == [kept]
    assert article.regions.count() == 1


@pytest.mark.parametrize("still_used", [True, False])
def test_an_address_that_another_article_took_stays_with_it(still_used):
    article = make_article(slug="first")
    first = Revision.objects.record(article, None)
    article.slug = "second"
    article.save()
    FormerSlug.objects.all().delete()
    other = make_article(slug="first")
    if not still_used:
        other.slug = "third"
        other.save()
    done = restore(first, by=None)
    assert done.article.slug == "second"
    assert done.lost == ["The address “first” belongs to another article now."]


def test_one_language_comes_back_and_the_rest_stays():
    article = make_whole()
    first = Revision.objects.record(article, None)
    row = article.authorships.first()
    row.position_en, row.institute_zh_hans = "Director", "海事研究院"
    row.save()
    article.title_en, article.title_zh_hans, article.date = "Second", "二稿", "2026-10-01"
    article.save()
    Revision.objects.record(article, None)

    done = restore(first, by=None, language="zh-hans")

    article.refresh_from_db()
    assert (article.title_en, article.title_zh_hans, str(article.date)) == ("Second", "初稿", "2026-10-01")
    row.refresh_from_db()
    assert (row.position_en, row.institute_zh_hans) == ("Director", "港湾研究院")
    assert "简体" in done.revision.comment


def test_what_somebody_saved_meanwhile_is_not_overwritten():
    article = make_article(title_en="First")
    first = Revision.objects.record(article, None)
    article.title_en = "Second"
    article.save()
    Revision.objects.record(article, None)
    with pytest.raises(Stale):
        restore(first, by=None, base=1)
    article.refresh_from_db()
    assert article.title_en == "Second"


def test_a_failure_leaves_everything_as_it_was(monkeypatch):
    article = make_whole()
    first = Revision.objects.record(article, None)
    change_everything(article)
    before = Revision.objects.record(article, None)

    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(restoring, "_tick_notes", fail)
    with pytest.raises(RuntimeError):
        restore(first, by=None)
    article.refresh_from_db()
    assert (article.title_en, article.lock_version) == ("Second", before.number)
    assert article.authorships.count() == 1


def test_a_published_version_stays_as_it_was():
    article = make_article(title_en="First")
    first = Revision.objects.record(article, None)
    article.title_en = "Second"
    article.save()
    Revision.objects.record(article, None)
    version = published(article)
    restore(first, by=None)
    version.refresh_from_db()
    edition = Edition.objects.get(article=article)
    assert version.title == "Second"
    assert edition.has_changed()


class TestDeleted:
    def test_a_deleted_article_comes_back_with_its_history(self):
        article = make_whole()
        Revision.objects.record(article, None)
        last = Revision.objects.record(article, None)
        key = article.pk
        article.delete()
        done = restore(last, by=None)
        assert content(done.revision) == content(last)
        assert (done.article.pk, done.revision.number, done.lost) == (key, 3, [])
        assert Revision.objects.filter(article_id=key).count() == 3

    def test_its_editions_are_drafts(self):
        article = make_article(title_en="First", title_zh_hans="初稿")
        last = Revision.objects.record(article, None)
        article.editions.update(state=Edition.State.APPROVED)
        article.delete()
        done = restore(last, by=None)
        assert list(done.article.editions.values_list("language", "state")) == [
            ("en", "draft"),
            ("zh-hans", "draft"),
        ]

    def test_it_gets_another_address_where_its_own_is_taken(self):
        article = make_article(slug="first")
        last = Revision.objects.record(article, None)
        key = article.pk
        article.delete()
        make_article(slug="first")
        done = restore(last, by=None)
        assert done.article.slug == f"first-{key}"
        assert done.lost == ["The address “first” belongs to another article now."]

    def test_the_list_holds_the_last_revision_of_each(self):
        stays, gone = make_article(), make_article()
        Revision.objects.record(stays, None)
        Revision.objects.record(gone, None)
        last = Revision.objects.record(gone, None)
        gone.delete()
        assert list(Revision.objects.newest_of_deleted()) == [last]


def test_saving_again_with_one_language_changed_stores_that_text_alone():
    bodies = {
        f"body_{code}": f"<p>{text * 2000}</p>"
        for code, text in (("en", "Ships keep "), ("zh_hans", "航道有标"), ("zh_hant", "航道有標"))
    }
    article = make_article(**bodies)
    Revision.objects.record(article, None)
    before = set(StoredText.objects.values_list("digest", flat=True))
    article.body_en = article.body_en.replace("Ships", "Boats", 1)
    article.save()
    Revision.objects.record(article, None)
    [added] = StoredText.objects.exclude(digest__in=before)
    assert StoredText.objects.read(added.digest) == article.body_en
