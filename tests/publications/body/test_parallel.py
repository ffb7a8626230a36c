from publications.body.parallel import side_by_side, with_prefix
from publications.body.render import render

LIST = "<ul><li>a<ul><li>b</li></ul></li></ul>"


def shape(left: str, right: str) -> list[list[tuple[str, str]]]:
    return [[tuple(row) for row in section.rows] for section in side_by_side(left, right).sections]


def test_alike_texts_are_paired_block_by_block():
    assert shape(f"<p>a<br>b</p>{LIST}<hr>", f"<p>甲</p>{LIST}<hr>") == [
        [("<p>a<br>b</p>", "<p>甲</p>"), (LIST, LIST), ("<hr>", "<hr>")]
    ]


def test_every_heading_begins_a_section_where_the_levels_are_the_same():
    left, right = (
        "<h2>A</h2><p>a</p><h3>B</h3><p>b</p><p>c</p>",
        "<h2>甲</h2><p>一</p><h3>乙</h3><p>二</p>",
    )
    parallel = side_by_side(left, right)
    assert parallel.alike
    assert [section.alike for section in parallel.sections] == [True, True, False]
    assert shape(left, right)[2] == [("<h3>B</h3>", "<h3>乙</h3>"), ("<p>b</p><p>c</p>", "<p>二</p>")]


def test_texts_with_other_headings_are_paired_section_by_section_as_far_as_they_go():
    left, right = "<p>a</p><h2>A</h2><h3>B</h3><h2>C</h2><p>c</p>", "<p>甲</p><h2>乙</h2>"
    assert not side_by_side(left, right).alike
    assert shape(left, right) == [
        [("<p>a</p>", "<p>甲</p>")],
        [("<h2>A</h2>", "<h2>乙</h2>"), ("<h3>B</h3>", "")],
        [("<h2>C</h2>", ""), ("<p>c</p>", "")],
    ]


def test_nothing_of_either_text_is_lost():
    left = render(
        f"<p>a &lt;p&gt; b</p><h2>A</h2>{LIST}<table><tbody><tr><td>1</td></tr></tbody></table>", "en"
    ).html
    right = render("<h2>乙</h2><p>丙</p><h2>丁</h2>", "zh-hans").html
    rows = [row for section in side_by_side(left, right).sections for row in section.rows]
    assert "".join(row.left for row in rows) == left
    assert "".join(row.right for row in rows) == right


def test_empty_texts_make_one_empty_section():
    assert shape("", "") == [[]]


def test_a_prefix_is_set_before_places_and_links_to_them_and_nowhere_else():
    html = '<p id="a">id="b" <a href="#a">href="#c"</a> <a href="https://x.example/#a">x</a></p>'
    assert with_prefix(html, "en-") == (
        '<p id="en-a">id="b" <a href="#en-a">href="#c"</a> <a href="https://x.example/#a">x</a></p>'
    )
