import pytest

from publications import workflow
from publications.models import Edition, Revision, ScriptOverride
from tests.factories import make_article, make_author, make_user, published, withdrawn

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">见《中俄关系》，<a href="https://example.cn/发展">链接</a>。</span>'


def edition(article, language) -> Edition:
    return article.editions.get(language=language)


def simplified():
    return make_article(title_zh_hans="战略伙伴", body_zh_hans=f"<p>“发展”之后{NOTE}。</p>")


def test_a_second_language_counts_as_translated_from_the_first():
    article = make_article(title_en="The channel")
    article.title_zh_hant = "航道"
    article.save()
    assert edition(article, "en").translated_from == ""
    assert edition(article, "zh-hant").translated_from == "en"


def test_a_chinese_edition_counts_as_translated_from_the_other_script():
    article = make_article(title_en="The channel", title_zh_hans="航道", title_zh_hant="航道")
    assert edition(article, "zh-hant").translated_from == "zh-hans"


def test_a_translation_is_outdated_when_its_source_changes():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    assert not Edition.objects.outdated().exists()
    article.title_en = "The marked channel"
    article.save()
    assert list(Edition.objects.outdated()) == [edition(article, "zh-hans")]


def test_a_change_of_the_translation_itself_outdates_nothing():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    article.title_zh_hans = "有标的航道"
    article.save()
    assert not Edition.objects.outdated().exists()


def test_it_counts_as_outdated_since_the_first_change_of_its_source():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    article.title_en = "The marked channel"
    article.save()
    since = edition(article, "zh-hans").outdated_since
    article.title_en = "The well marked channel"
    article.save()
    assert edition(article, "zh-hans").outdated_since == since


def test_a_source_that_reads_as_before_again_outdates_nothing():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    for title in ("The marked channel", "The channel"):
        article.title_en = title
        article.save()
    assert not Edition.objects.outdated().exists()


def test_saving_the_translation_does_not_clear_it():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    article.title_en, article.title_zh_hans = "The marked channel", "有标的航道"
    article.save()
    article.subtitle_zh_hans = "又改了一处"
    article.save()
    assert edition(article, "zh-hans").is_outdated()


def test_still_valid_clears_it():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    article.title_en = "The marked channel"
    article.save()
    workflow.still_valid(edition(article, "zh-hans"), by=make_user(), note="A word only.")
    assert not Edition.objects.outdated().exists()
    assert edition(article, "zh-hans").steps.get().note == "A word only."


def test_still_valid_is_refused_when_the_source_has_changed_since_it_was_looked_at():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    seen = edition(article, "en").digest
    article.title_en = "The marked channel"
    article.save()
    with pytest.raises(workflow.Refused, match="changed again"):
        workflow.still_valid(edition(article, "zh-hans"), by=None, seen=seen)
    assert edition(article, "zh-hans").is_outdated()


def test_an_original_cannot_be_still_valid():
    with pytest.raises(workflow.Refused, match="translation of nothing"):
        workflow.still_valid(edition(make_article(), "en"), by=None)


def test_the_source_as_it_was_compared_is_found_in_the_history():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    Revision.objects.record(article, None)
    for title in ("The marked channel", "The well marked channel"):
        article.title_en = title
        article.save()
        Revision.objects.record(article, None)
    compared = Revision.objects.saying(article.pk, "en", edition(article, "zh-hans").checked_digest)
    assert compared.field("title_en") == "The channel"


def test_a_translation_begins_where_it_was_given_to_somebody_before():
    article, translator = make_article(title_en="The channel"), make_user()
    workflow.assign(workflow.begin(article, "zh-hans"), translator, by=None)
    assert not edition(article, "zh-hans").digest
    article.title_en = "The marked channel"
    article.save()
    article.title_zh_hans = "有标的航道"
    article.save()
    begun = edition(article, "zh-hans")
    assert (begun.translated_from, begun.translator) == ("en", translator)
    assert not begun.is_outdated()


def test_an_edition_whose_text_is_taken_away_is_not_written():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    article.title_zh_hans = article.body_zh_hans = ""
    article.save()
    assert [each.language for each in article.editions.written()] == ["en"]


def test_the_source_of_a_translation_can_be_another_language():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    workflow.derive(edition(article, "en"), "zh-hans", by=make_user())
    assert edition(article, "en").translated_from == "zh-hans"
    assert edition(article, "zh-hans").translated_from == ""
    article.title_zh_hans = "有标的航道"
    article.save()
    assert list(Edition.objects.outdated()) == [edition(article, "en")]


def test_a_translation_can_turn_out_to_be_an_original():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    workflow.derive(edition(article, "zh-hans"), "", by=make_user())
    article.title_en = "The marked channel"
    article.save()
    assert not Edition.objects.outdated().exists()


@pytest.mark.parametrize("source", ["zh-hant", "en"])
def test_a_source_without_text_and_the_language_itself_are_refused(source):
    with pytest.raises(workflow.Refused, match="no text in that language"):
        workflow.derive(edition(make_article(title_en="The channel"), "en"), source, by=None)


def test_a_conversion_drafts_the_other_script():
    article = simplified()
    made = workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
    article.refresh_from_db()
    assert article.title_zh_hant == "戰略夥伴"
    assert "「發展」之後" in article.body_zh_hant
    assert "見《中俄關係》" in article.body_zh_hant
    assert 'href="https://example.cn/发展"' in article.body_zh_hant
    assert (made.translated_from, made.converted) == ("zh-hans", True)


def test_a_conversion_is_not_published_before_somebody_has_confirmed_it():
    article = simplified()
    made = workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
    with pytest.raises(workflow.Refused, match="confirmed the conversion"):
        workflow.publish(made)
    workflow.confirm(made, by=make_user())
    assert published(article, "zh-hant").title == "戰略夥伴"


def test_what_stood_there_before_a_conversion_stays_as_a_revision():
    article = simplified()
    article.title_zh_hant = "從前的標題"
    article.save()
    before = Revision.objects.record(article, None)
    workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
    assert before.field("title_zh_hant") == "從前的標題"
    assert Revision.objects.filter(article_id=article.pk).count() == 2


def test_names_of_authors_in_both_scripts_are_converted_as_they_are_written():
    make_author(name_zh_hans="于宏源", name_zh_hant="于宏源")
    make_author(name_zh_hans="范后山", name_zh_hant="范后山")
    article = make_article(title_zh_hans="于宏源于上海", body_zh_hans="<p>范后山之后</p>")
    workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
    article.refresh_from_db()
    assert article.title_zh_hant == "于宏源於上海"
    assert "<p>范后山之後</p>" in article.body_zh_hant


def test_the_editors_word_outweighs_a_name():
    make_author(name_zh_hans="范后山", name_zh_hant="范后山")
    ScriptOverride.objects.create(simplified="范后山", traditional="范後山")
    article = make_article(title_zh_hans="范后山")
    workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
    article.refresh_from_db()
    assert article.title_zh_hant == "范後山"


def test_an_author_with_a_name_in_one_script_only_changes_nothing():
    make_author(name_zh_hans="范后山")
    article = make_article(title_zh_hans="范后山")
    workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
    article.refresh_from_db()
    assert article.title_zh_hant == "範後山"


def test_a_conversion_takes_a_text_under_review_back_to_a_draft_and_leaves_the_public_one():
    article = make_article(title_zh_hans="航道", title_zh_hant="航道")
    workflow.submit(edition(article, "zh-hant"), by=None)
    assert workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None).state == "draft"
    workflow.confirm(edition(article, "zh-hant"), by=None)
    published(article, "zh-hant")
    assert workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None).state == "published"


def test_what_was_withdrawn_stays_so_when_it_is_converted_anew():
    article = make_article(title_zh_hans="航道", title_zh_hant="航道")
    withdrawn(article, "zh-hant")
    assert workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None).state == "withdrawn"


def test_a_conversion_back_makes_the_former_translation_the_source():
    article = make_article(title_zh_hans="航道", title_zh_hant="航道")
    workflow.convert(article, "zh-hant", "zh-hans", variant="tw", by=None)
    assert edition(article, "zh-hans").translated_from == "zh-hant"
    assert edition(article, "zh-hant").translated_from == ""


def test_posts_of_the_byline_are_converted_where_none_is_written():
    article = make_article(title_zh_hans="航道", by=[])
    article.authorships.create(
        author=make_author(), position_zh_hans="研究员", institute_zh_hans="港湾研究院"
    )
    article.authorships.create(author=make_author(), position_zh_hans="主任", position_zh_hant="中心主任")
    workflow.convert(article, "zh-hans", "zh-hant", variant="tw", by=None)
    posts = article.authorships.values_list("position_zh_hant", flat=True)
    assert list(posts) == ["研究員", "中心主任"]


@pytest.mark.parametrize(
    ("source", "target"), [("en", "zh-hant"), ("zh-hans", "zh-hans"), ("zh-hant", "zh-hans")]
)
def test_what_cannot_be_converted_is_refused(source, target):
    with pytest.raises(workflow.Refused):
        workflow.convert(simplified(), source, target, variant="tw", by=None)


def test_a_translator_is_named():
    article, translator = make_article(), make_user()
    workflow.assign(edition(article, "en"), translator, by=make_user())
    assert edition(article, "en").translator == translator
