import pytest
from django.utils.translation import override

from publications.templatetags.articles import shortened

WORDS = " ".join(f"word{number}" for number in range(1, 61))


@pytest.mark.parametrize(
    ("language", "summary", "shown"),
    [
        ("en", "Short enough.", "Short enough."),
        ("en", WORDS, " ".join(WORDS.split()[:50]) + "…"),
        ("zh-hans", "海图" * 60, "海图" * 60),
        ("zh-hans", "海图" * 61, "海图" * 59 + "海…"),
        ("zh-hant", "海圖" * 61, "海圖" * 59 + "海…"),
    ],
)
def test_a_card_shows_whole_words_of_a_summary(language, summary, shown):
    with override(language):
        assert shortened(summary) == shown
