import json

import pytest

from publications import typesetting
from tests.publications.exporters import printed
from tests.publications.typesetting.facts import NOON, made


def test_characters_without_a_glyph_are_found_and_no_others():
    text = "Ships 船 ship’s Лукин ἀρχή 한국 日本の ﬁ e\u0301 ↩\ufe0e \u200b\u2060\u00ad שלום … 😀𠮷😀"
    assert typesetting.without_glyph(text) == ["😀", "𠮷"]


def test_characters_of_private_use_mean_nothing_and_are_told():
    assert typesetting.without_glyph("\uf0b7 \ue000") == ["\ue000", "\uf0b7"]


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
