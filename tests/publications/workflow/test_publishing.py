import pytest
from django.utils.translation import override

from publications import workflow
from publications.models import (
    Edition,
    Generation,
    Revision,
    Version,
)
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

NOTE = '<span data-footnote="k7x2m9qa">A <em>source</em>.</span>'


def edition(article, language="en") -> Edition:
    return article.editions.get(language=language)


def messages(article, language="en") -> list[str]:
    return [str(finding.message) for finding in workflow.check(edition(article, language))]


def test_a_whole_edition_passes():
    assert messages(make_article()) == []


def test_everything_that_is_missing_is_told_at_once():
    article = make_article(title_en="Harbour", by=[], date=None)
    article.title_en, article.body_en = "", ""
    article.save()
    assert messages(article) == [
        "The title is missing.",
        "The text is missing.",
        "The date is missing.",
        "The byline is missing.",
    ]


@pytest.mark.parametrize(
    ("defect", "message"),
    [
        ('<span data-footnote-ref="k7x2m9qa">[21]</span>', "A marker has no note."),
        ('<span data-footnote="k7x2m9qa"></span>', "A note has no text."),
        ('<img src="/media/figures/x.png">', "A picture has no alternative text."),
    ],
)
def test_a_defect_is_told_with_language_place_and_words(defect, message):
    article = make_article(body_zh_hans=f"<h2>航道</h2><p>船循标志而行{defect}。</p>", title_zh_hans="航道")
    [finding] = workflow.check(edition(article, "zh-hans"))
    assert (finding.language, str(finding.message), finding.field) == ("zh-hans", message, "body_zh_hans")
    assert "航道" in finding.place
    assert "船循标志而行" in finding.words
    assert str(finding).startswith("简体: ")


def test_a_lead_figure_needs_alternative_text_in_the_language():
    article = make_article(
        title_en="Harbour", title_zh_hans="港", lead_figure=make_figure(), lead_alt_en="A harbour"
    )
    assert messages(article) == []
    assert messages(article, "zh-hans") == ["The lead figure has no alternative text."]


def test_a_defect_is_refused_and_nothing_is_written():
    article = make_article(body_en=f"<p>One{NOTE}</p>", title_en="")
    generation = Generation.objects.number()
    with pytest.raises(workflow.Refused, match="The title is missing"):
        workflow.publish(edition(article))
    assert not Version.objects.exists()
    assert edition(article).state == Edition.State.DRAFT
    assert Generation.objects.number() == generation


def test_publishing_writes_everything_a_page_needs():
    author = make_author(name_en="Zhou Yan", position_en="Fellow", institute_en="Institute")
    topic, region, series, user = make_topic(), make_region(), make_series(), make_user()
    article = make_article(
        title_en="The channel",
        subtitle_en="And its marks",
        summary_en="Ships keep to it.",
        body_en=f"<h2>Marks</h2><p>One{NOTE} two.</p>",
        kind="report",
        by=[author],
        topics=[topic],
        regions=[region],
        series=series,
        series_number=3,
    )
    version = workflow.publish(edition(article), by=user)
    version = Version.objects.get(pk=version.pk)
    assert (version.title, version.subtitle, version.summary) == (
        "The channel",
        "And its marks",
        "Ships keep to it.",
    )
    assert (version.number, version.change, version.published_by) == (1, Version.Change.FIRST, user)
    assert (version.kind, version.series, version.series_number) == ("report", series, 3)
    assert '<a id="ref-k7x2m9qa" href="#note-k7x2m9qa" role="doc-noteref">[1]</a>' in version.body
    assert [note["html"] for note in version.notes] == ["A <em>source</em>."]
    assert [heading["text"] for heading in version.contents] == ["Marks"]
    assert version.text == "Marks\n\nOne two."
    assert version.words == 3
    assert version.source == article.body_en
    assert version.byline[0]["name"] == "Zhou Yan"
    assert list(version.authors.all()) == [author]
    assert list(version.topics.all()) == [topic]
    assert list(version.regions.all()) == [region]
    assert edition(article).state == Edition.State.PUBLISHED


def test_saving_the_working_copy_changes_nothing_public():
    article = make_article(title_en="First", topics=[make_topic()])
    version = published(article)
    article.title_en, article.body_en, article.slug = "Second", "<p>Second.</p>", "second"
    article.save()
    article.topics.clear()
    sign(article, [make_author()])
    shown = Version.objects.public("en").get()
    assert shown == version
    assert (shown.title, shown.topics.count(), len(shown.byline)) == ("First", 1, 1)


def test_a_later_profile_changes_no_published_byline():
    author = make_author(name_en="Zhou Yan", position_en="Fellow")
    published(make_article(by=[author]))
    author.name_en, author.position_en = "Somebody", "Director"
    author.save()
    [entry] = Version.objects.public("en").get().byline
    assert (entry["name"], entry["position"]) == ("Zhou Yan", "Fellow")


def test_a_name_falls_back_to_another_language_and_a_post_does_not():
    author = make_author(
        name_en="Zhou Yan", position_en="Fellow", name_zh_hans="周彦", position_zh_hans="研究员"
    )
    version = published(make_article(by=[author], title_zh_hant="航道"), "zh-hant")
    assert (version.byline[0]["name"], version.byline[0]["position"]) == ("周彦", "")


def test_an_article_in_traditional_chinese_alone_is_published_under_an_english_admin():
    with override("en"):
        article = make_article(title_zh_hant="航道", body_zh_hant=f"<p>船循標志而行{NOTE}。</p>")
        version = published(article, "zh-hant")
    assert (version.title, version.language) == ("航道", "zh-hant")
    assert "[1]</a></sup>。</p>" in version.body


def test_a_new_version_takes_the_place_of_the_last():
    article = make_article(title_en="First")
    first = published(article)
    article.title_en = "Second"
    article.save()
    second = published(article)
    assert (second.number, second.change) == (2, Version.Change.MINOR)
    assert list(Version.objects.public("en")) == [second]
    assert Version.objects.ever_public("en").get(number=1) == first


def test_a_correction_has_a_note_for_readers():
    article = make_article()
    published(article)
    version = workflow.correct(edition(article), by=None, note="The tonnage was wrong.")
    assert (version.change, version.note) == (Version.Change.CORRECTION, "The tonnage was wrong.")


def test_a_correction_without_a_note_is_refused():
    article = make_article()
    published(article)
    with pytest.raises(workflow.Refused, match="needs a note"):
        workflow.correct(edition(article), by=None, note="  ")
    assert Version.objects.count() == 1


def test_every_public_change_advances_the_generation():
    article = make_article()
    numbers = [Generation.objects.number()]
    published(article)
    numbers.append(Generation.objects.number())
    workflow.withdraw(edition(article), reason="Wrong.")
    numbers.append(Generation.objects.number())
    make_topic()
    numbers.append(Generation.objects.number())
    assert numbers == sorted(set(numbers))


def test_what_has_been_saved_since_somebody_looked_at_it_is_not_published():
    article = make_article()
    edition = article.editions.get()
    Revision.objects.record(article, None)
    with pytest.raises(workflow.Refused, match="Somebody saved the article"):
        workflow.publish(edition, base=0)
    assert workflow.publish(edition, base=1).number == 1


def test_what_was_published_meanwhile_is_not_published_again():
    article = make_article()
    first = published(article, latest=0)
    with pytest.raises(workflow.Refused, match="published or scheduled version 1"):
        published(article, latest=0)
    assert published(article, latest=first.pk).number == 2
