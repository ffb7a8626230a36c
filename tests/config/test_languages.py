import pytest

from config.languages import CODES, accepted, column, is_chinese, label, normalise, other_script, tag


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
        ("yue", "zh-hant"),
        ("yue-Hans", "zh-hans"),
        ("yue-CN", "zh-hans"),
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


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("en", ["en"]),
        ("en-GB,en;q=0.9", ["en"]),
        ("zh", ["zh-hans", "zh-hant"]),
        ("zh-CN,zh;q=0.9,en;q=0.8", ["zh-hans", "zh-hant", "en"]),
        ("zh-SG", ["zh-hans", "zh-hant"]),
        ("zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7", ["zh-hant", "zh-hans", "en"]),
        ("zh-HK", ["zh-hant", "zh-hans"]),
        ("zh-MO", ["zh-hant", "zh-hans"]),
        ("zh-Hans-HK", ["zh-hans", "zh-hant"]),
        ("zh-Hant-CN", ["zh-hant", "zh-hans"]),
        ("yue", ["zh-hant", "zh-hans"]),
        ("yue-Hans", ["zh-hans", "zh-hant"]),
        ("cmn", ["zh-hans", "zh-hant"]),
        ("cmn-Hant-TW", ["zh-hant", "zh-hans"]),
        ("EN;Q=0.5,ZH-tw", ["zh-hant", "zh-hans", "en"]),
        ("en ; q=0.5 , zh-TW ; q=0.7", ["zh-hant", "zh-hans", "en"]),
        # What is said of the other script outweighs what is guessed.
        ("zh-TW,en;q=0.9,zh-CN;q=0.1", ["zh-hant", "en", "zh-hans"]),
        ("zh-TW,zh-CN;q=0,en;q=0.5", ["zh-hant", "en"]),
        ("zh-CN;q=0,zh-TW;q=0,en", ["en"]),
        ("*", ["en", "zh-hans", "zh-hant"]),
        ("zh-HK,*;q=0.1", ["zh-hant", "en", "zh-hans"]),
        ("*,en;q=0", ["zh-hans", "zh-hant"]),
        ("fr,*;q=0", []),
        ("fr,de;q=0.8", []),
        ("en;q=0", []),
        # Broken parts are passed over, whole ones are read.
        ("en;q=2,zh-TW", ["zh-hant", "zh-hans"]),
        ("en;q=-1,zh-TW", ["zh-hant", "zh-hans"]),
        ("en;q=,;;,zh-TW;q=0.5;x", []),
        ("zh_TW", ["zh-hant", "zh-hans"]),
        (",,, en", ["en"]),
        ("<script>", []),
        ("英语", []),
        ("", []),
        ("x" * 100_000, []),
        ("en," * 20_000, ["en"]),
    ],
)
def test_a_header_is_read_as_the_standard_says(header, codes):
    assert accepted(header) == codes
