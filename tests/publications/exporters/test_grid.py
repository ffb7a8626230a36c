import pytest

from publications.body.vocabulary import parse
from publications.exporters.grid import SIZES, TURNED, UPRIGHT, fitted, grid, of_figures


def table(html: str):
    return grid(next(parse(f"<table>{html}</table>").iter("table")))


def places(laid):
    return [(cell.element.text, cell.x, cell.y, cell.wide, cell.high) for cell in laid.cells]


def test_cells_flow_around_what_reaches_down():
    laid = table("<tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr>")
    assert places(laid) == [("a", 0, 0, 1, 2), ("b", 1, 0, 1, 1), ("c", 1, 1, 1, 1)]
    assert laid.columns == 2


def test_no_cell_reaches_out_of_the_table_or_of_its_head():
    laid = table(
        "<thead><tr><th rowspan='9'>a</th></tr></thead><tbody><tr><td rowspan='9'>b</td></tr></tbody>"
    )
    assert places(laid) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]


def test_no_cell_reaches_into_another():
    laid = table("<tr><td>a</td><td rowspan='2'>b</td></tr><tr><td colspan='3'>c</td></tr>")
    assert places(laid)[2] == ("c", 0, 1, 1, 1)


@pytest.mark.parametrize(
    ("html", "head"),
    [
        ("<thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody>", 1),
        ("<tr><th>a</th></tr><tr><td>b</td></tr>", 1),
        ("<tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr>", 0),
        ("<tr><th>only</th></tr>", 0),
    ],
)
def test_the_head_is_what_is_marked_or_all_headers(html, head):
    assert table(html).head == head


def test_an_empty_table_has_no_cells():
    assert table("").cells == []


def wide(columns: int, words: str):
    return table(f"<tr>{f'<td>{words}</td>' * columns}</tr>")


def test_a_small_table_is_as_wide_as_its_words():
    fit = fitted(wide(3, "some words"), can_turn=True)
    assert (fit.fits, fit.turned, fit.size) == (True, False, SIZES[0])


def test_columns_share_the_page_where_lines_are_long():
    fit = fitted(table(f"<tr><td>1</td><td>{'word ' * 100}</td></tr>"), can_turn=True)
    assert (fit.fits, fit.turned, fit.size) == (False, False, SIZES[0])
    assert sum(fit.columns) * fit.size == pytest.approx(UPRIGHT)
    assert fit.columns[0] < fit.columns[1]


def test_many_columns_turn_the_page_where_they_can():
    assert fitted(wide(16, "12,345,678"), can_turn=True).turned
    assert not fitted(wide(16, "12,345,678"), can_turn=False).turned


def test_a_cell_that_spans_more_columns_than_there_are_makes_none():
    laid = table("<tr><td colspan='1000'>a</td></tr><tr><td>b</td><td>c</td></tr>")
    assert places(laid) == [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 1), ("c", 1, 1, 1, 1)]
    assert laid.columns == 2


def test_words_are_broken_before_letters_get_too_small_to_be_read():
    fit = fitted(wide(24, "respondents"), can_turn=True)
    assert (fit.broken, fit.turned, fit.size) == (True, True, SIZES[-1])
    assert not fitted(wide(3, "respondents"), can_turn=True).broken


def test_in_the_end_letters_are_as_small_as_it_takes():
    fit = fitted(wide(60, "12,345,678"), can_turn=True)
    assert fit.size < SIZES[-1]
    assert sum(fit.columns) * fit.size == pytest.approx(TURNED)


def test_han_characters_may_be_parted_and_words_may_not():
    han, latin = fitted(wide(1, "海" * 20), can_turn=True), fitted(wide(1, "sea" * 9), can_turn=True)
    assert han.fits
    assert latin.fits
    assert fitted(wide(20, "海" * 20), can_turn=False).size == SIZES[0]
    assert fitted(wide(20, "sea" * 9), can_turn=False).size < SIZES[-1]


@pytest.mark.parametrize(
    ("cells", "are_figures"),
    [
        (["1,234.5%", "12[3]", ""], True),
        (["US$ 12", "−3.1", "…"], True),
        (["€12", "n/a", "(2.5)"], True),
        (["12 ships", "3"], False),
        (["2024年", "3"], False),
        (["–", ""], False),
    ],
)
def test_a_column_of_figures_has_numbers_and_signs_for_none(cells, are_figures):
    rows = "".join(f"<tr><td>2024</td><td>{cell}</td></tr>" for cell in cells)
    laid = table(f"<thead><tr><th>Year</th><th>Toll</th></tr></thead><tbody>{rows}</tbody>")
    assert of_figures(laid) == ({1} if are_figures else set())
