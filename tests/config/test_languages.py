import pytest

from config.languages import CODES, column, is_chinese, label, normalise, other_script, tag


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("zh", "zh-hans"),
        ("zh-CN", "zh-hans"),
        ("zh_SG", "zh-hans"),
        ("zh-Hans-HK", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh-MO", "zh-hant"),
        ("zh-Hant", "zh-hant"),
        ("zh-Hant-MO", "zh-hant"),
        ("cmn-Hant", "zh-hant"),
        ("fr", None),
        ("", None),
    ],
)
def test_any_code_of_the_world_becomes_one_of_the_site(code, expected):
    assert normalise(code) == expected


def test_the_world_reads_tags_and_readers_read_labels():
    assert [tag(code) for code in CODES] == ["en", "zh-Hans", "zh-Hant"]
    assert [label(code) for code in CODES] == ["English", "简体", "繁體"]


def test_a_column_is_named_for_its_language():
    assert column("title", "zh-hant") == "title_zh_hant"


def test_a_column_of_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        column("title", "zh-TW")


def test_both_chinese_scripts_are_chinese():
    assert [is_chinese(code) for code in CODES] == [False, True, True]


def test_each_chinese_script_has_the_other():
    assert [other_script(code) for code in CODES] == [None, "zh-hant", "zh-hans"]
