import json

import pytest

from publications import typesetting
from tests.publications.exporters import printed
from tests.publications.typesetting.facts import NOON, made


def test_characters_without_a_glyph_are_found_and_no_others():
    text = "Ships 船 ship’s Лукин ἀρχή 한국 日本の ﬁ e\u0301 ↩\ufe0e \u200b\u2060\u00ad שלום … 😀𠮷😀"
    assert typesetting.without_glyph(text) == ["😀", "𠮷"]


def test_characters_of_private_use_mean_nothing_and_are_told():
    assert typesetting.without_glyph("\ue000") == ["\ue000"]
    assert typesetting.without_glyph("a\uf0b7船\ue000") == ["\ue000", "\uf0b7"]


def test_a_mark_that_no_face_has_upon_its_letter_is_told():
    assert typesetting.without_glyph("1\ufe0f\u20e3 and за\u0301мок") == ["\u20e3"]
    assert typesetting.without_glyph("за\u0301мок q\u0308\u0304 か\u3099 字\u0301 क्षि") == []


@pytest.mark.parametrize("kind", ["line", "strong", "em", "code"])
@pytest.mark.parametrize("tag", ["en", "zh-Hans", "zh-Hant"])
def test_whatever_the_face_of_a_place_lacks_there_is_a_file(tag, kind):
    odd = "A\u20e3 葛\U000e0100 한\u0301 ᄒ\u1161\u11ab ﷺ x\u0489 Z\u0351\u036b\u0343 👩\u200d💻 \ue000 ẛ̣"
    content = made({"is": "p", "of": ["a", {"is": kind, "of": [odd], "words": odd}, "b"]}, tag=tag)
    assert "A[U+20E3]" in printed.pages(content)[0]


def test_a_text_of_ascii_lacks_nothing():
    assert typesetting.without_glyph("".join(map(chr, range(127)))) == []


def test_a_character_is_named_as_unicode_does():
    assert (typesetting.named("😀"), typesetting.named("é")) == ("U+1F600", "U+00E9")


def test_control_characters_are_left_out():
    assert "ab" in printed.pages(made({"is": "p", "of": ["a\x00\x07\x1bb"]}))[0]


def test_the_file_is_dated_as_it_is_told():
    assert printed.reader(made()).metadata.creation_date == NOON
    assert made() == made()


def test_a_mistake_in_the_facts_is_no_page():
    with pytest.raises(RuntimeError):
        made({"is": "p"}, {"is": "list"})


def test_the_recipe_is_a_text_that_stays():
    assert typesetting.recipe() == typesetting.recipe()
    assert json.dumps(typesetting.recipe())
