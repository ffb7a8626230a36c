from pathlib import Path

import opencc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publications.search import variants
from publications.search.fold import FOLDED, fold, is_characters, keeps_its_length, phrase, runs, stem, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("护栏", "護欄"), ("中美关系", "中美關係"), ("了解", "瞭解"), ("干部", "幹部"), ("乾燥", "干燥")),
        *(("皇后", "皇後"), ("台湾", "臺灣"), ("里海", "裏海"), ("这里", "這裡"), ("网络", "網絡")),
        *(("Ａ股", "a股"), ("naïve CAFÉ", "naive cafe"), ("серьёзный", "серьезный"), ("ŁÓDŹ", "łodz")),
        *(("关\u200b系", "关系"), ("co\u00adoperation", "cooperation"), ("straße", "strasse"), ("①", "1")),
    ],
)
def test_what_a_reader_takes_for_the_same_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_a_text_is_the_same_in_every_script_that_it_is_converted_to(config: str) -> None:
    text = (
        "为什么这里的台湾干部着眼于后天，了解瞭望，借口后里于只发面；头发与发展，范围与范仲淹，系统与联系。"
    )
    assert fold(opencc.OpenCC(config).convert(text)) == fold(text)


@given(st.text())
@example("Ꭰ")
def test_folding_is_the_same_however_fast_and_however_often(text: str) -> None:
    assert fold(text) == text.lower().translate(FOLDED)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aé’ßﬁ\u200b关關İ") | st.text())
def test_a_text_that_keeps_its_length_keeps_its_places(text: str) -> None:
    if keeps_its_length(text):
        assert [fold(sign) for sign in text] == list(fold(text))


def test_the_table_of_characters_is_what_the_installed_dictionaries_say() -> None:
    assert variants.FILE.read_text(encoding="utf-8").split() == variants.classes()
    assert sum(len(line) - 1 for line in variants.classes()) == 4239
    assert Path(variants.FILE).stat().st_size < 40_000


def test_runs_are_words_and_stretches_of_characters() -> None:
    assert runs(fold("G20峰会 on U.S. policy, e.g. Russia’s re-coordination; 日本の海")) == [
        *("g20", "峰会", "on", "us", "policy", "eg", "russia", "re", "coordination", "日本の海")
    ]


def test_every_character_begins_a_token() -> None:
    assert tokens(["中美关系"]) == ["中美", "美关", "关系", "系"]
    assert tokens(["美", "wto"]) == ["美", "wto"]


@pytest.mark.parametrize(
    ("text", "words", "is_in"),
    [
        ("the strategic partnership of two", "strategic partnership", True),
        ("the strategic partnership of two", "partnership strategic", False),
        ("strategic partnerships", "strategic partnership", True),
        ("推进一带一路建设", "一带一路", True),
        ("带一路一带", "一带一路", False),
        ("在中国WTO改革中", "中国WTO改革", True),
        ("中国的WTO改革", "中国WTO改革", False),
        ("改革开放", "改", True),
    ],
)
def test_a_phrase_is_in_a_text_when_its_tokens_stand_there_in_order(
    text: str, words: str, is_in: bool
) -> None:
    assert (phrase(runs(fold(words))) in f" {' '.join(tokens(runs(fold(text))))} ") is is_in


@pytest.mark.parametrize(
    "forms",
    [
        ("relation", "relations", "related"),
        ("strategy", "strategies"),
        ("Россия", "России", "Россией"),
        ("российский", "российские"),
        ("2022",),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(fold(form)) for form in forms}) == 1


def test_rare_characters_are_characters() -> None:
    assert all(map(is_characters, "𬀩𠮷鿏㐂々〇"))
