import pytest

from publications import workflow
from publications.models import Edition, Revision, StoredText
from tests.factories import make_article, make_user, published

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


def test_still_valid_clears_it_and_keeps_the_source_for_the_next_difference():
    article = make_article(title_en="The channel", title_zh_hans="航道")
    article.title_en = "The marked channel"
    article.save()
    workflow.still_valid(edition(article, "zh-hans"), by=make_user(), note="A word only.")
    assert not Edition.objects.outdated().exists()
    checked = edition(article, "zh-hans").checked_digest
    assert StoredText.objects.read(checked) == article.text("en")


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
