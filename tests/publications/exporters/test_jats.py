import pytest
from lxml import etree

from publications.exporters import jats
from publications.models import Version
from tests.factories import make_article, make_author, make_series, make_topic, published, sign

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">See <em>Log</em>, <a href="https://example.org/a">here</a>.</span>'
XLINK = "{http://www.w3.org/1999/xlink}href"


def written(body="<p>Text.</p>", language="en", **facts):
    facts = {
        f"title_{language.replace('-', '_')}": "Tides",
        f"body_{language.replace('-', '_')}": body,
        **facts,
    }
    return as_jats(published(make_article(**facts), language))


def as_jats(version):
    return etree.fromstring(jats.write(Version.objects.filter(pk=version.pk).to_cite().get()))


def text(element):
    return " ".join("".join(element.itertext()).split())


def test_flat_headings_become_sections_within_sections():
    body = written("<p>a</p><h2>One</h2><p>b</p><h3>One one</h3><p>c</p><h2>Two</h2><p>d</p>").find("body")
    assert [child.tag for child in body] == ["p", "sec", "sec"]
    assert [text(title) for title in body.findall("sec/title")] == ["One", "Two"]
    assert text(body.find("sec/sec/title")) == "One one"


def test_notes_are_footnotes_and_markers_lead_to_them():
    article = written(f'<p>One.{NOTE} Two.<span data-footnote-ref="k7x2m9qa"></span></p>')
    markers = article.findall("body/p/xref")
    assert [(text(each), each.get("rid")) for each in markers] == [("[1]", "note-k7x2m9qa")] * 2
    [footnote] = article.findall("back/fn-group/fn")
    assert footnote.get("id") == "note-k7x2m9qa"
    assert text(footnote.find("p")) == "See Log, here."
    assert footnote.find("p/ext-link").get(XLINK) == "https://example.org/a"


def test_the_page_and_the_pdf_of_the_version_are_named():
    found = written(slug="tides").findall("front/article-meta/self-uri")
    assert [(each.get("content-type"), each.get(XLINK)) for each in found] == [
        ("text/html", "http://127.0.0.1:8000/en/articles/tides/v1/"),
        ("application/pdf", "http://127.0.0.1:8000/en/articles/tides/v1.pdf"),
    ]


def test_front_matter_says_who_what_and_when():
    author = make_author(
        name_en="Zhou Yan", family_name_en="Zhou", given_name_en="Yan", orcid="0000-0002-1825-0097"
    )
    article = make_article(
        by=[],
        title_en="Tides",
        subtitle_en="A Reckoning",
        summary_en="What the sea owes.",
        date="2022-06-16",
        doi="10.5555/fp.1",
        licence="CC-BY-4.0",
        topics=[make_topic(name_en="Sea")],
        series=make_series(name_en="Charts", issn="2434-561X"),
        series_number=3,
        kind="report",
    )
    sign(article, [author], position_en="Fellow", institute_en="Harbour Institute")
    version = published(article)
    front = etree.fromstring(jats.write(Version.objects.filter(pk=version.pk).to_cite().get())).find("front")
    assert text(front.find("journal-meta/issn")) == "2434-561X"
    meta = front.find("article-meta")
    assert text(meta.find("title-group/article-title")) == "Tides"
    assert text(meta.find("title-group/subtitle")) == "A Reckoning"
    assert text(meta.find("contrib-group/contrib/name/surname")) == "Zhou"
    assert text(meta.find("contrib-group/contrib/role")) == "Fellow"
    assert text(meta.find("contrib-group/contrib/aff")) == "Harbour Institute"
    assert text(meta.find("contrib-group/contrib/contrib-id")) == "https://orcid.org/0000-0002-1825-0097"
    assert meta.find("pub-date").get("iso-8601-date") == "2022-06-16"
    assert text(meta.find("article-id")) == "10.5555/fp.1"
    assert text(meta.find("issue")) == "3"
    assert meta.find("permissions/license").get(XLINK) == "https://creativecommons.org/licenses/by/4.0/"
    assert text(meta.find("abstract")) == "What the sea owes."


def test_a_name_says_in_which_order_it_is_written():
    names = {"name_zh_hans": "赵龙", "family_name_zh_hans": "赵", "given_name_zh_hans": "龙"}
    eastern = make_author(**names, name_en="Long Zhao", family_name_en="Zhao", given_name_en="Long")
    facts = {"by": [eastern], "title_en": "Tides", "title_zh_hans": "潮汐"}
    article = make_article(**facts)
    for language, style in (("zh-hans", "eastern"), ("en", None)):
        [name] = as_jats(published(article, language)).iter("name")
        assert name.get("name-style") == style


def test_a_chinese_edition_says_so_and_keeps_its_text():
    article = written("<p>潮水<strong>已</strong>退。</p>", "zh-hant")
    assert article.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant"
    assert text(article.find("body")) == "潮水已退。"


def test_tables_lists_quotations_and_figures_keep_every_word():
    article = written(
        "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol><blockquote><p>d</p></blockquote>"
        '<table><caption>e</caption><tr><th scope="col">f</th></tr>'
        '<tr><td colspan="2"><p>g</p><p>h</p></td></tr></table>'
        '<figure><img src="/media/figures/x.png" alt="A chart"><figcaption>i</figcaption></figure>'
    )
    assert text(article.find("body")) == "abcdefghiA chart"
    assert article.find("body/table-wrap/table/tbody/tr/td").get("colspan") == "2"
    assert article.find("body/fig/graphic").get(XLINK).startswith("http")
    assert text(article.find("body/list/list-item/list/list-item")) == "b"


FIGURE = '<figure><img src="/media/figures/x.png" alt="A chart"></figure>'


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (f"<ul><li>a{FIGURE}</li></ul>", "list/list-item"),
        (f"<table><tr><td>a{FIGURE}</td></tr></table>", "table-wrap/table/tbody/tr/td"),
    ],
)
def test_a_figure_in_a_list_or_a_cell_stands_in_a_paragraph(body, place):
    holder = written(body).find(f"body/{place}")
    assert [child.tag for child in holder] == ["p", "p"]
    assert holder.find("p/fig/graphic") is not None


def test_an_article_without_notes_has_nothing_at_its_back():
    assert written().find("back") is None
