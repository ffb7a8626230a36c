import pytest

from publications.languages import byline, names, post


@pytest.mark.parametrize(
    ("position", "institute", "language", "expected"),
    [
        ("Senior Fellow", "Ferry Point Institute", "en", "Senior Fellow, Ferry Point Institute"),
        ("Senior Fellow", "", "en", "Senior Fellow"),
        ("", "Ferry Point Institute", "en", "Ferry Point Institute"),
        ("", "", "en", ""),
        ("高级研究员", "渡口国际研究院", "zh-hans", "渡口国际研究院高级研究员"),
        ("資深研究員", "", "zh-hant", "資深研究員"),
        ("", "渡口國際研究院", "zh-hant", "渡口國際研究院"),
        ("Fellow", "Chatham", "zh-hans", "Chatham Fellow"),
        ("研究员", "MIT", "zh-hans", "MIT研究员"),
    ],
)
def test_a_post_follows_the_grammar_of_its_language(position, institute, language, expected):
    assert post(position, institute, language) == expected


@pytest.mark.parametrize(
    ("signature", "language", "expected"),
    [
        (("Zhou Yan", "Fellow", "Harbour Institute"), "en", "Zhou Yan, Fellow, Harbour Institute"),
        (("Zhou Yan", "", ""), "en", "Zhou Yan"),
        (("周彦", "研究员", "港湾研究院"), "zh-hans", "周彦　港湾研究院研究员"),
        (("周彥", "", ""), "zh-hant", "周彥"),
    ],
)
def test_a_byline_leaves_no_stray_mark(signature, language, expected):
    assert byline(*signature, language) == expected


@pytest.mark.parametrize(
    ("several", "language", "expected"),
    [
        (["Ann"], "en", "Ann"),
        (["Ann", "Ben"], "en", "Ann and Ben"),
        (["Ann", "Ben", "Cao"], "en", "Ann, Ben and Cao"),
        (["周彦", "林岸"], "zh-hans", "周彦、林岸"),
        ([], "en", ""),
    ],
)
def test_names_are_listed_as_the_language_lists_them(several, language, expected):
    assert names(several, language) == expected
