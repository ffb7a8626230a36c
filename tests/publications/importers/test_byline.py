import pytest

from publications.importers.byline import is_name, read_line, read_post
from publications.importers.draft import Byline

MAREN = Byline("Maren Holt", "Senior Fellow", "Institute of Coastal Studies")
LIN = Byline("林越", "研究员", "海岸研究院")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Maren Holt, Senior Fellow, Institute of Coastal Studies", [MAREN]),
        ("By Maren Holt, Senior Fellow, Institute of Coastal Studies", [MAREN]),
        ("Maren Holt (Senior Fellow, Institute of Coastal Studies)", [MAREN]),
        ("Maren Holt | Senior Fellow | Institute of Coastal Studies", [MAREN]),
        ("By Maren Holt and Lin Yue", [Byline("Maren Holt"), Byline("Lin Yue")]),
        (
            "Maren Holt, Lin Yue and Ine de Vos",
            [Byline("Maren Holt"), Byline("Lin Yue"), Byline("Ine de Vos")],
        ),
        ("林越　海岸研究院研究员", [LIN]),
        ("作者：林越，海岸研究院研究员", [LIN]),
        ("林越（海岸研究院研究员）", [LIN]),
        ("林　越　海岸研究院研究员", [LIN]),
        ("林越、周彦", [Byline("林越"), Byline("周彦")]),
        ("林越 周彦", [Byline("林越"), Byline("周彦")]),
        ("歐陽明　海岸研究院研究員", [Byline("歐陽明", "研究員", "海岸研究院")]),
        ("The light burns all night", []),
        ("Executive Summary", []),
        ("引言", []),
    ],
)
def test_a_line_gives_its_authors(line: str, authors: list[Byline]) -> None:
    assert read_line(line) == authors


@pytest.mark.parametrize(
    ("words", "post"),
    [
        (
            "Senior Fellow and Assistant Director, Institute of Coastal Studies at Harbour College",
            ("Senior Fellow and Assistant Director", "Institute of Coastal Studies at Harbour College"),
        ),
        ("Research Fellow at the Harbour Institute", ("Research Fellow", "Harbour Institute")),
        ("Professor of Law", ("Professor of Law", "")),
        ("Harbour Institute", ("", "Harbour Institute")),
        ("海岸研究院海洋史中心副主任、研究员", ("副主任、研究员", "海岸研究院海洋史中心")),
        ("北港大學法學院教授", ("教授", "北港大學法學院")),
        ("上海港務學院海洋研究所副所長、研究員", ("副所長、研究員", "上海港務學院海洋研究所")),
        ("北港大学校长", ("校长", "北港大学")),
        ("独立学者", ("独立学者", "")),
    ],
)
def test_a_post_is_parted_into_position_and_institute(words: str, post: tuple[str, str]) -> None:
    assert read_post(words) == post


@pytest.mark.parametrize(
    "words", ["Rising of the Tides", "Harbour Institute", "Senior Fellow", "maren holt", "Holt"]
)
def test_what_is_not_a_name_is_told_from_one(words: str) -> None:
    assert not is_name(words)
