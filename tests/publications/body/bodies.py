"""HTML for tests: of any kind, as it comes from the world, and bodies with notes as editors write them."""

import re
from html.parser import HTMLParser

from hypothesis import strategies as st

from publications.body.clean import clean
from publications.body.vocabulary import VOID

KEYS = ["abcdefgh", "k7x2m9qa", "zzzzzzzz", "22222222"]
BROKEN_KEYS = ["", "1", "ABCDEFGH", "abcdefgh ", "a" * 9, "schlüsse", "ключ", "__proto__"]

BLOCKS = """
    p div section h1 h2 h3 h5 ul ol li dl dt dd blockquote pre details summary body html title iframe noscript
    table caption thead tbody tfoot tr th td figure figcaption form select option textarea
"""
INLINE = """
    em i b strong sub sup a span u s font center code small svg math desc mi mtext foreignObject button label
    custom-element
"""
TAGS = [*BLOCKS.split(), *INLINE.split()]
ATTRIBUTES = [
    ' class="MsoNormal"',
    ' lang="ru"',
    ' lang="zh-Hans"',
    ' href="https://example.org/a?b=1&amp;c=中"',
    ' href="javascript:alert(1)"',
    ' colspan="2"',
    ' start="4"',
    ' style="color:red"',
    ' id="body"',
    ' src="/media/map.png"',
]
SPACES = ["", " ", "\n", "\t ", "&nbsp;", "\u3000"]
VOIDS = [
    "<br>",
    "<hr>",
    '<img src="/media/map.png" alt="">',
    '<img src="http://example.org/x.png">',
    "<wbr>",
    "<input>",
]


def _tags() -> st.SearchStrategy[str]:
    start = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(["", *ATTRIBUTES]))
    end = st.builds("</{}>".format, st.sampled_from(TAGS))
    note = st.builds('<span data-footnote="{}">'.format, st.sampled_from(KEYS + BROKEN_KEYS))
    citation = st.builds(
        '<span data-footnote-ref="{}">{}</span>'.format,
        st.sampled_from(KEYS + BROKEN_KEYS),
        st.sampled_from(["", "[1]", "[21]"]),
    )
    return st.one_of(start, end, note, citation, st.just("</span>"), st.sampled_from(VOIDS + SPACES))


def soup() -> st.SearchStrategy[str]:
    """Tags in any order, closed or not, with words between them that are all different: w0, w1, w2 and so on."""
    return st.lists(st.one_of(_tags(), st.just("word")), max_size=40).map(_with_words)


def _with_words(pieces: list[str]) -> str:
    return "".join(f"w{place}." if piece == "word" else piece for place, piece in enumerate(pieces))


def words(html: str) -> list[str]:
    """The words of such a soup, sorted."""
    return sorted(re.findall(r"w\d+\.", html))


def texts() -> st.SearchStrategy[str]:
    """A few words in any of the scripts that articles hold, with the characters that HTML knows."""
    return st.lists(
        st.sampled_from(
            [
                "policy ",
                "a & b ",
                "x < y ",
                "“quoted” ",
                "战略伙伴",
                "。",
                "，",
                "關係",
                "Россия ",
                "ґрунт ",
                "かな",
                "한국 ",
                "G20",
                "λόγος ",
            ]
        ),
        min_size=1,
        max_size=6,
    ).map("".join)


def bodies() -> st.SearchStrategy[str]:
    """Clean bodies with headings, notes, notes cited again, and markers whose note is missing."""
    text = texts().map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
    note = st.builds('<span data-footnote="{}">{}</span>'.format, st.sampled_from(KEYS), text)
    again = st.builds('<span data-footnote-ref="{}"></span>'.format, st.sampled_from(KEYS))
    marked = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["em", "strong", "sup"]), text)
    inline = st.lists(st.one_of(text, note, again, marked), min_size=1, max_size=6).map("".join)
    block = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "p", "h2", "h3", "blockquote"]), inline)
    listed = (
        st.lists(inline.map("<li>{}</li>".format), min_size=1, max_size=3)
        .map("".join)
        .map("<ul>{}</ul>".format)
    )
    table = inline.map("<table><tbody><tr><td>{}</td></tr></tbody></table>".format)
    return st.lists(st.one_of(block, block, listed, table), max_size=8).map("".join).map(clean)


class Tree(HTMLParser):
    """A reader of HTML that shares nothing with the cleaner: collects tags, attributes and text as they are written,
    and whether every tag is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.pieces: list[str] = []
        self.well_formed = True
        self.feed(html)
        self.close()
        self.well_formed = self.well_formed and not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.well_formed = self.well_formed and bool(self.open) and self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        self.pieces.append(text)

    def handle_comment(self, text: str) -> None:
        self.well_formed = False

    def handle_decl(self, text: str) -> None:
        self.well_formed = False

    def handle_pi(self, text: str) -> None:
        self.well_formed = False

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def values(self, name: str) -> list[str]:
        """The values of an attribute in the order in which they are written."""
        return [attributes[name] or "" for _tag, attributes in self.elements if name in attributes]
