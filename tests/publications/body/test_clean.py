import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.body.clean import clean
from publications.body.vocabulary import Writer, parse
from tests.publications.body.bodies import Tree, soup, words


@given(soup())
def test_cleaning_twice_changes_nothing(html: str) -> None:
    once = clean(html)
    assert clean(once) == once


@given(soup())
def test_no_word_is_lost_and_none_is_doubled(html: str) -> None:
    assert words(clean(html)) == words(html)


@given(soup())
def test_every_tag_is_closed_in_its_turn(html: str) -> None:
    assert Tree(clean(html)).well_formed


@given(soup())
def test_a_clean_body_is_read_and_written_without_change(html: str) -> None:
    body = clean(html)
    assert Writer().inner(parse(body)) == body


@given(st.text(alphabet=st.one_of(st.sampled_from("<>/&;\"'= \n\0apbi\ud800"), st.characters()), max_size=80))
def test_any_string_at_all_can_be_cleaned(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(st.text(alphabet="policy & < > \" ' \t\n 战略。，“”Россия́ かな \u00a0\u3000 &amp; 🙂"))
def test_characters_come_out_as_they_went_in(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert "".join(Tree(clean(f"<p>{escaped}</p>")).text.split()) == "".join(text.split())


CASES = {
    "loose text becomes a paragraph": ("loose <b>bold</b>", "<p>loose <strong>bold</strong></p>"),
    "nothing gives nothing": (
        " \n<p></p><p>&nbsp;</p><h2> </h2><ul><li></li></ul><blockquote></blockquote>",
        "",
    ),
    "divs become paragraphs of their own": (
        "<div>a<div>b</div>c</div><div>d</div>",
        "<p>a</p><p>b</p><p>c</p><p>d</p>",
    ),
    "sections are not glued together": ("<section>a</section><section>b</section>", "<p>a</p><p>b</p>"),
    "the title of a page is not glued to its text": ("<title>a</title>b", "<p>a</p><p>b</p>"),
    "headings have two levels": (
        "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h6>e</h6>",
        "<h2>a</h2><h2>b</h2><h3>c</h3><h3>d</h3><h3>e</h3>",
    ),
    "a paragraph in a heading is part of the heading": ("<h2><div>a</div></h2>", "<h2>a</h2>"),
    "old names of marks are written as today": (
        "<p><i>a</i> <tt>b</tt> <cite>c</cite></p>",
        "<p><em>a</em> <code>b</code> <em>c</em></p>",
    ),
    "unknown inline tags give way to their text": ("<p><font>a</font><u>b</u><x-y>c</x-y></p>", "<p>abc</p>"),
    "spans without a language give way": ('<p><span class="x"><span>a</span></span></p>', "<p>a</p>"),
    "a span with a language stays": ('<p><span lang="ru">да</span></p>', '<p><span lang="ru">да</span></p>'),
    "a language that is none goes": ('<p lang="x y">a</p>', "<p>a</p>"),
    "the language of a container goes to its blocks": (
        '<div lang="ru"><p>да</p></div>',
        '<p lang="ru">да</p>',
    ),
    "neighbours with equal marks are one": ("<p><em>a</em><i>b</i><em></em></p>", "<p><em>ab</em></p>"),
    "a mark within itself is one": ("<p><em>a<em>b</em></em></p>", "<p><em>ab</em></p>"),
    "white space between words is one space": ("<p> a\n\t b  <em> c</em> </p>", "<p>a b <em>c</em></p>"),
    "white space is not emphasised": ("<p>a<em> </em>b</p>", "<p>a b</p>"),
    "no-break and ideographic spaces within a text stay": ("<p>a\xa0b\u3000c</p>", "<p>a\xa0b\u3000c</p>"),
    "breaks at the ends of a paragraph go": ("<p><br>a <br> b<br></p>", "<p>a<br>b</p>"),
    "a link keeps its Chinese address": (
        '<p><a href="/百科?q=中&amp;x=1">a</a></p>',
        '<p><a href="/百科?q=中&amp;x=1">a</a></p>',
    ),
    "a link without an address gives way": ('<p><a name="x">a</a></p>', "<p>a</p>"),
    "a mail address may be linked": (
        '<p><a href="mailto:a@example.org">a</a></p>',
        '<p><a href="mailto:a@example.org">a</a></p>',
    ),
    "a list in a list belongs to the item before it": (
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
    ),
    "text in a list is an item": (
        "<ol start='3'>a <b>b</b><li>c</li>d</ol>",
        '<ol start="3"><li>a <strong>b</strong></li><li>c</li><li>d</li></ol>',
    ),
    "items with several paragraphs keep them": (
        "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>",
        "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>",
    ),
    "a quotation holds paragraphs": ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
    "a table has a body": (
        "<table><tr><td>a<td>b</table>",
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
    ),
    "the foot of a table is its last row": (
        "<table><tfoot><tr><td>a</table>",
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
    ),
    "text in a table comes before it": (
        "<table>a<tr><td>b</td></tr></table>",
        "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>",
    ),
    "a caption is one line": (
        "<table><caption><p>a</p><p>b</p></caption><tr><th scope=row>c</table>",
        '<table><caption>a<br>b</caption><tbody><tr><th scope="row">c</th></tr></tbody></table>',
    ),
    "an image stands between the halves of its paragraph": (
        '<p>a<img src="/media/x.png" alt="X">b</p>',
        '<p>a</p><figure><img src="/media/x.png" alt="X"></figure><p>b</p>',
    ),
    "a foreign image leaves its description": (
        '<p>a <img src="//x.org/x.png" alt="Map"> b</p>',
        "<p>a [Map] b</p>",
    ),
    "a foreign image leaves its caption": (
        "<figure><img alt=Map><figcaption>b</figcaption></figure>",
        "<p>[Map]</p><p>b</p>",
    ),
    "images of one figure stay together": (
        '<figure><div><img src="draft:0"></div><img src="draft:1" alt="b"><figcaption>c</figcaption></figure>',
        '<figure><img src="draft:0" alt=""><img src="draft:1" alt="b"><figcaption>c</figcaption></figure>',
    ),
    "a figure around a table gives it its caption": (
        "<figure><table><tr><td>a</td></tr></table><figcaption>b</figcaption></figure>",
        "<table><caption>b</caption><tbody><tr><td>a</td></tr></tbody></table>",
    ),
    "comments go": ("<p>a<!-- b -->c</p>", "<p>ac</p>"),
    "formulas leave their letters": (
        "<p>E=<math><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math></p>",
        "<p>E=mc2</p>",
    ),
    "definitions become paragraphs": ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p><p>b</p>"),
}


@pytest.mark.parametrize("case", CASES)
def test_html_is_written_in_the_vocabulary(case: str) -> None:
    html, expected = CASES[case]
    assert clean(html) == expected


def test_nesting_without_end_keeps_its_text() -> None:
    body = clean("<blockquote>" * 5000 + "deep" + "</blockquote>" * 5000 + "<p>after</p>")
    assert "deep" in body
    assert body.endswith("<p>after</p>")
    assert clean(body) == body


def test_a_table_keeps_its_spans_and_its_head() -> None:
    table = (
        "<table><caption>Trade</caption>"
        '<thead><tr><th colspan="2" scope="col">Year</th><th rowspan="2">Share</th></tr></thead>'
        "<tbody><tr><td>2021</td><td>2022</td></tr></tbody></table>"
    )
    assert clean(table) == table
