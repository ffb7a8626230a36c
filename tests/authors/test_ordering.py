import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authors.duplicates import Names
from authors.ordering import key, part


def in_order(language: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: key(Names(name, "", ""), language))


@pytest.mark.parametrize(
    ("family", "letter"),
    [
        ("单", "S"),
        ("仇", "Q"),
        ("曾", "Z"),
        ("区", "O"),
        ("解", "X"),
        ("查", "Z"),
        ("任", "R"),
        ("尉迟", "Y"),
        ("翟", "Z"),
    ],
)
def test_a_family_name_is_read_as_one(family, letter):
    assert part(key(Names(f"{family}明", family, "明"), "zh-hans"), "zh-hans") == letter
    assert part(key(Names(f"{family}明", "", ""), "zh-hans"), "zh-hans") == letter


def test_pinyin_goes_by_syllable_then_tone_and_one_family_stands_together():
    names = ["章一", "张三", "张一", "赵一", "詹一", "周一", "展一"]
    assert in_order("zh-hans", *names) == ["詹一", "展一", "张三", "张一", "章一", "赵一", "周一"]


def test_a_syllable_comes_before_longer_ones_and_lu_before_lü():
    assert in_order("zh-hans", "吕布", "罗素", "鲁迅", "夏天", "奚望", "贤明") == [
        "鲁迅",
        "罗素",
        "吕布",
        "奚望",
        "夏天",
        "贤明",
    ]


def test_strokes_are_counted_as_in_taiwan():
    counted = {"丁": "2", "王": "4", "林": "8", "黃": "12", "葉": "13", "趙": "14", "蔡": "15", "蘇": "20"}
    assert {name: part(key(Names(name, "", ""), "zh-hant"), "zh-hant") for name in counted} == counted


def test_names_in_letters_come_after_all_strokes():
    assert in_order("zh-hant", "Berg", "蘇一", "丁一", "3M") == ["丁一", "蘇一", "Berg", "3M"]


@pytest.mark.parametrize(
    ("names", "language", "found"),
    [
        (Names("Lucía Ferrándiz", "Ferrándiz", "Lucía"), "en", "F"),
        (Names("Åse Øberg", "Øberg", "Åse"), "en", "O"),
        (Names("Zhao Long", "", ""), "en", "Z"),
        # Without an English name readers see the Chinese one.
        (Names("赵龙", "赵", "龙"), "en", "Z"),
        (Names("John Smith", "Smith", "John"), "zh-hans", "S"),
        (Names("英贡·特韦特莫", "特韦特莫", "英贡"), "zh-hans", "T"),
        (Names("Иван", "", ""), "en", "other"),
        (Names("3M", "", ""), "zh-hans", "other"),
        (Names("", "", ""), "en", "other"),
        (Names("Иван", "", ""), "zh-hant", "latin"),
    ],
)
def test_every_name_has_its_part_of_the_list(names, language, found):
    assert part(key(names, language), language) == found


def test_a_body_has_no_family_name():
    body = Names("曾经研究会", "", "")
    assert part(key(body, "zh-hans", is_person=False), "zh-hans") == "C"
    assert part(key(body, "zh-hans"), "zh-hans") == "Z"


def test_hyphens_and_apostrophes_part_no_words():
    assert key(Names("", "O’Neill", "Wing-laan"), "en") == "oneill0winglaan"


@given(st.text(), st.text(), st.text(), st.sampled_from(["en", "zh-hans", "zh-hant"]))
def test_whatever_a_name_is_its_key_is_sorted_alike_by_every_database(display, family, given_name, language):
    made = key(Names(display, family, given_name), language)
    assert re.fullmatch("[a-z0-9]{0,240}", made)
    assert part(made, language)
