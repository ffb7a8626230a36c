import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.body.script import language_of, mark_passages
from publications.body.vocabulary import escape
from tests.publications.body.bodies import Tree, texts

WHOLE = {
    ("Фёдор Лукьянов, 04.04.2022, https://globalaffairs.ru/articles/mezhdu-rossiej/", "en"): "ru",
    ("Дмитрий Тренин, Россия в глобальной политике", "zh-hans"): "ru",
    ("Україна та її сусіди", "en"): "uk",
    ("赵隆：《国际展望》2022年第3期，第1页。", "en"): "zh",
    ("赵隆：《国际展望》2022年第3期。", "zh-hans"): None,
    ("日本の外交政策", "en"): "ja",
    ("日本の外交について", "zh-hant"): "ja",
    ("한국의 외교 정책", "en"): "ko",
    ("Η εξωτερική πολιτική", "en"): "el",
    ("السياسة الخارجية", "en"): "ar",
    ("מדיניות החוץ", "zh-hans"): "he",
    ("Robert Kagan, “The Price of Hegemony,” Foreign Affairs, 2022.", "zh-hans"): "en",
    ("Robert Kagan, “The Price of Hegemony,” Foreign Affairs, 2022.", "en"): None,
    ("Ibid.", "zh-hans"): None,
    ("https://example.org/a/b/c/d", "zh-hans"): None,
    (
        "参见 Robert Kagan, The Price of Hegemony，以及相关的讨论和评论文章，载于同一期刊物，二〇二二年第四期",
        "zh-hans",
    ): None,
    (
        "關於同時發生的故障，見 K. Lind, “Common Weather, Common Trouble,” Journal of Systems 7, 2024。",
        "zh-hant",
    ): None,
    ("Half русский half", "en"): None,
    ("12, 15–18.", "en"): None,
    ("", "en"): None,
}


@pytest.mark.parametrize(("text", "page"), WHOLE)
def test_a_text_in_another_script_has_the_language_of_that_script(text: str, page: str) -> None:
    assert language_of(text, page) == WHOLE[text, page]


PASSAGES = {
    ("The journal 《国际展望》, no. 3", "en"): ["zh 《国际展望》"],
    ("战略伙伴。Then 关系", "en"): ["zh 战略伙伴。", "zh 关系"],
    ("Tass (ТАСС, 4 февраля 2022) said", "en"): ["ru ТАСС, 4 февраля"],
    ("The Ukrainian Голос України and the Russian Известия", "en"): ["uk Голос України", "ru Известия"],
    ("“Россия” and “Украина” both", "en"): ["ru Россия", "ru Украина"],
    ("Asahi 朝日のニュース says", "en"): ["ja 朝日のニュース"],
    ("한국 and λόγος and שלום and سلام", "en"): ["ko 한국", "el λόγος", "he שלום", "ar سلام"],
    ("β = 0.5, naïve café", "en"): [],
    ("“Curly” – and plain…", "en"): [],
    ("见https://example.org/путь的报道", "zh-hans"): [],
    ("参见 Robert Kagan, “The Price of Hegemony,” Foreign Affairs, 2022，第3页", "zh-hans"): [
        "en Robert Kagan, “The Price of Hegemony,” Foreign Affairs, 2022"
    ],
    ("在G20、WTO和IMF框架下，Foreign Affairs刊文", "zh-hans"): [],
    ("俄羅斯（Россия）與烏克蘭", "zh-hant"): ["ru Россия"],
    ("他说日本の外交很重要", "zh-hans"): [],
    ("他说「ありがとう」，", "zh-hans"): ["ja ありがとう"],
    ("《日本のあゆみ》", "zh-hans"): ["ja 日本のあゆみ"],
    ("https://example.org/one-two-three four", "zh-hans"): [],
}


@pytest.mark.parametrize(("text", "page"), PASSAGES)
def test_passages_in_another_script_are_marked(text: str, page: str) -> None:
    found = []
    html = mark_passages(text, page)
    for piece in html.split('<span lang="')[1:]:
        language, _, rest = piece.partition('">')
        found.append(f"{language} {rest.partition('</span>')[0]}")
    assert found == PASSAGES[text, page]


@given(texts(), st.sampled_from(["en", "zh-hans", "zh-hant"]))
def test_marking_changes_no_character(text: str, page: str) -> None:
    tree = Tree(mark_passages(text, page))
    assert tree.text == text
    assert tree.well_formed


@given(st.text(alphabet="abc ,.&<>\"'"))
def test_plain_english_is_only_escaped(text: str) -> None:
    assert mark_passages(text, "en") == escape(text)
