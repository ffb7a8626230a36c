import pytest

from publications.importers.numbering import chinese, roman


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十")],
)
def test_numbers_in_chinese_figures(number: int, written: str) -> None:
    assert chinese(number) == written


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (1999, "MCMXCIX")]
)
def test_numbers_in_roman_figures(number: int, written: str) -> None:
    assert roman(number) == written
