import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from publications import workflow
from publications.models import (
    Article,
    Edition,
    Generation,
    Revision,
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
    make_user,
    published,
    sign,
    withdrawn,
)

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
DAY = 24 * HOUR
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


def test_a_moment_that_has_passed_counts_as_now():
    before = timezone.now()
    assert published(make_article(), at=before - HOUR).published_at >= before


def test_a_version_that_waited_gives_way_to_a_newer_one():
    article = make_article(title_en="First")
    published(article)
    published(article, at=timezone.now() + HOUR)
    last = published(article, at=timezone.now() + 2 * HOUR)
    assert last.number == 2
    assert [version.number for version in Version.objects.pending()] == [2]
    assert Version.objects.public("en").get().number == 1


def test_a_version_that_is_put_off_leaves_no_gap(monkeypatch):
    article = make_article()
    first = published(article)
    published(article, at=timezone.now() + HOUR)
    second = published(article, at=timezone.now() + 3 * HOUR)
    monkeypatch.setattr(timezone, "now", lambda: second.published_at - HOUR)
    assert list(Version.objects.public("en")) == [first]


def test_publishing_at_once_cancels_a_version_that_waited():
    article = make_article()
    published(article)
    published(article, at=timezone.now() + HOUR)
    now = published(article)
    assert list(Version.objects.public("en")) == [now]
    assert not Version.objects.pending().exists()


def test_withdrawing_takes_an_edition_back_and_keeps_its_versions():
    article = make_article(title_en="Harbour", title_zh_hans="港")
    published(article)
    published(article, "zh-hans")
    workflow.withdraw(edition(article), reason="The survey was wrong.")
    assert [version.language for version in Version.objects.public()] == ["zh-hans"]
    assert edition(article).state == Edition.State.WITHDRAWN
    assert edition(article).withdrawal_note == "The survey was wrong."
    assert article.versions.count() == 2


def test_withdrawing_cancels_what_was_to_come():
    article = make_article()
    published(article)
    published(article, at=timezone.now() + HOUR)
    workflow.withdraw(edition(article), reason="Wrong.")
    assert not Version.objects.pending().exists()
    assert not Version.objects.public().exists()


def test_a_withdrawal_without_a_reason_is_refused():
    article = make_article()
    published(article)
    with pytest.raises(workflow.Refused, match="needs a reason"):
        workflow.withdraw(edition(article), reason="")
    assert Version.objects.public().exists()


def test_a_withdrawn_edition_can_be_published_again():
    article = make_article()
    published(article)
    workflow.withdraw(edition(article), reason="Wrong.")
    assert published(article).number == 2
    assert edition(article).withdrawal_note == ""


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
        with django_assert_num_queries(21):
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


def test_what_has_been_saved_since_somebody_looked_at_it_is_not_published():
    article = make_article()
    edition = article.editions.get()
    Revision.objects.record(article, None)
    with pytest.raises(workflow.Refused, match="Somebody saved the article"):
        workflow.publish(edition, base=0)
    assert workflow.publish(edition, base=1).number == 1


def test_cancelling_tells_again_what_has_changed_since_readers_saw_it():
    article = make_article(title_en="Old")
    published(article)
    article.title_en = "New"
    article.save()
    published(article, at=timezone.now() + HOUR)
    assert not article.editions.get().has_changed()
    workflow.cancel(article.editions.get(), by=None)
    assert article.editions.get().has_changed()
    article.title_en = "Old"
    article.save()
    assert not article.editions.get().has_changed()


def test_cancelling_does_not_take_back_a_review():
    article = make_article()
    published(article, at=timezone.now() + HOUR)
    workflow.submit(article.editions.get(), by=None)
    workflow.cancel(article.editions.get(), by=None)
    assert article.editions.get().state == Edition.State.IN_REVIEW


def test_a_withdrawn_edition_keeps_its_reason_until_it_appears_again_at_its_moment():
    article = make_article()
    edition = withdrawn(article, reason="The survey was wrong.")
    published(article, at=timezone.now() + HOUR)
    assert Edition.objects.withdrawn("en").get() == edition
    workflow.cancel(edition, by=None)
    assert article.editions.get().state == Edition.State.WITHDRAWN
    published(article)
    assert article.editions.get().withdrawal_note == ""


@pytest.mark.parametrize("verbs", [(), ("submit",), ("submit", "approve")])
def test_cancelling_leads_back_to_where_the_review_stood(verbs):
    article = make_article()
    edition = article.editions.get()
    for verb in verbs:
        getattr(workflow, verb)(edition, by=None)
    before = article.editions.get().state
    published(article, at=timezone.now() + DAY)
    workflow.cancel(edition, by=None)
    assert article.editions.get().state == before


def test_the_log_tells_for_when_a_version_was_scheduled_and_which_schedule_was_cancelled():
    article = make_article()
    moment = timezone.now() + DAY
    published(article, at=moment)
    published(article, at=moment + DAY)
    workflow.cancel(article.editions.get(), by=None)
    told = [(step.action, step.version, step.moment) for step in Step.objects.order_by("pk")]
    assert told == [("scheduled", 1, moment), ("scheduled", 1, moment + DAY), ("cancelled", 1, moment + DAY)]


def test_what_was_published_meanwhile_is_not_published_again():
    article = make_article()
    first = published(article, latest=0)
    with pytest.raises(workflow.Refused, match="published or scheduled version 1"):
        published(article, latest=0)
    assert published(article, latest=first.pk).number == 2


def test_a_schedule_that_was_cancelled_meanwhile_is_not_changed():
    article = make_article()
    waiting = published(article, at=timezone.now() + DAY)
    workflow.cancel(article.editions.get(), by=None)
    with pytest.raises(workflow.Refused, match="was cancelled"):
        published(article, latest=waiting.pk)


@pytest.mark.parametrize("how", [None, "draft", "scheduled", "withdrawn"])
def test_what_readers_do_not_see_cannot_be_withdrawn(how):
    article = make_article()
    edition = article.editions.get()
    if how == "scheduled":
        published(article, at=timezone.now() + DAY)
    if how == "withdrawn":
        published(article)
        workflow.withdraw(edition, reason="First reason.")
    with pytest.raises(workflow.Refused, match="nothing to withdraw"):
        workflow.withdraw(edition, reason="Second reason.")
    assert article.editions.get().withdrawal_note == ("First reason." if how == "withdrawn" else "")


def test_a_withdrawn_edition_that_was_published_again_is_withdrawn_again_with_another_reason():
    article = make_article()
    for number in (1, 2):
        published(article)
        assert article.editions.get().withdrawal_note == ""
        workflow.withdraw(article.editions.get(), reason=f"Reason {number}.")
    assert article.editions.get().withdrawal_note == "Reason 2."
    assert [version.number for version in Version.objects.order_by("number")] == [1, 2]


def changed(article: Article) -> list[str]:
    article = Article.objects.get(pk=article.pk)
    return workflow.changes(article.editions.get(), Version.objects.public().get())


def test_nothing_differs_from_what_was_just_published():
    article = make_article(
        lead_figure=make_figure(), lead_alt_en="A ship", topics=[make_topic()], by=[make_author()]
    )
    published(article)
    assert changed(article) == []


def test_what_an_older_version_does_not_say_of_its_byline_is_no_change():
    article = make_article()
    published(article)
    version = Version.objects.public().get()
    del version.byline[0]["family_name"]
    assert workflow.changes(article.editions.get(), version) == []


def test_whatever_readers_would_notice_is_told_as_a_change():
    article = make_article(title_en="Ports", topics=[make_topic()])
    published(article)
    article.title_en, article.date, article.series = "Harbours", datetime.date(2026, 1, 1), make_series()
    article.lead_figure, article.lead_alt_en = make_figure(), "A ship"
    article.body_en = "<p>Another text.</p>"
    article.save()
    sign(article, [make_author()])
    article.topics.clear()
    expected = {"title", "source", "byline", "lead", "date", "series_id", "topics"}
    assert set(changed(article)) == expected
