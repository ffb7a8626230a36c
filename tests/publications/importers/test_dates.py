import pytest

from publications.importers.dates import read_date


@pytest.mark.parametrize(
    "line",
    [
        "Jun 16, 2022",
        "June 16, 2022",
        "16 June 2022",
        "Thursday, 16th June 2022",
        "2022-06-16",
        "2022/6/16",
        "2022年6月16日",
        "2022 年 6 月 16 日",
        "二〇二二年六月十六日",
        "发布时间：2022-06-16",
        "Published: June 16, 2022",
        "（2022年6月16日）",
    ],
)
def test_a_date_line_is_read_in_every_usual_form(line: str) -> None:
    assert str(read_date(line)) == "2022-06-16"


@pytest.mark.parametrize(
    "line", ["06/07/2022", "June 2022", "2022-02-30", "On 16 June 2022 the light went out", ""]
)
def test_a_line_that_is_no_certain_date_is_left_alone(line: str) -> None:
    assert read_date(line) is None
