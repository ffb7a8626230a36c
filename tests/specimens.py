"""A small site with every kind of page that readers can meet, in three languages, and where each of them is."""

from config.languages import CODES, column
from publications import previews
from publications.models import Edition, PreviewLink
from tests.factories import (
    attach,
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_document,
    make_fellow,
    make_figure,
    make_page,
    make_portrait,
    make_region,
    make_series,
    make_topic,
    picture,
    published,
    withdrawn,
)

# Each kind of page once, below the prefix of a language. What is added here is checked in every language for its
# scripts, and in the browser with axe, in the light and in the dark, on a telephone and on a desk.
PAGES = {
    "home": "/",
    "list": "/articles/",
    "article": "/articles/charts/",
    "earlier version": "/articles/charts/v1/",
    "changes": "/articles/charts/v2/changes/",
    "two languages": "/articles/charts/parallel/zh-hant/",
    "missing language": "/articles/single/",
    "withdrawn": "/articles/gone/",
    "narrowed list": "/articles/?kind=report&year=2026",
    "unknown list": "/articles/?kind=novel&page=99",
    "topics": "/topics/",
    "topic": "/topics/sea/",
    "region": "/regions/strait/",
    "series": "/series/waters/",
    "authors": "/authors/",
    "author": "/authors/zhou/",
    "fellows": "/fellows/",
    "page": "/pages/about/",
    "search": "/search/",
    "found": "/search/?q=charts",
    "found in Chinese": "/search/?q=%E6%B5%B7%E5%9B%BE",
    "nothing found": "/search/?q=nowhere-at-all",
    "nowhere": "/nowhere/",
}
LONG_ADDRESS = "https://archive.example/" + "a-very-long-part-without-a-place-to-break/" * 4
TABLE = (
    "<table><caption>{0}</caption><thead><tr>"
    + "<th scope='col'>{0}</th>" * 9
    + "</tr></thead><tbody><tr>"
    + "<td>1,234,567</td>" * 9
    + "</tr></tbody></table>"
)
WORDS = {
    "en": ("Two charts of one strait", "Every strait has two charts, and masters trust only one of them."),
    "zh-hans": ("一处海峡，两张海图", "每一处海峡都有两张海图，船长只相信其中一张。"),
    "zh-hant": ("一處海峽，兩張海圖", "每一處海峽都有兩張海圖，船長只相信其中一張。"),
}


def body(title: str, sentence: str) -> str:
    """A text with everything that a page sets: headings, two notes, one of them cited twice, a table, a quotation."""
    note = f'<span data-footnote="k7x2m9qa">Лукин, «Узкие воды», <a href="{LONG_ADDRESS}">{LONG_ADDRESS}</a></span>'
    other = '<span data-footnote="b3c4d5e6">Zhou Yan, <em>Narrow Waters</em>, 2022.</span>'
    again = '<span data-footnote-ref="k7x2m9qa"></span>'
    paragraphs = f"<p>{sentence * 8}</p>" * 8
    return (
        f"<p>{sentence}{note}<em>{sentence}</em></p><h2>{title}</h2>{paragraphs}<blockquote><p>{sentence}</p></blockquote>"
        f"<h3>{title}</h3><ul><li>{sentence}{other}</li><li>{sentence}</li></ul>{TABLE.format(title)}"
        f"<h2>{title}</h2>{paragraphs}<p>{sentence}{again}</p>"
    )


def in_three(field: str, *words: str) -> dict[str, str]:
    """One text per language under the names of the columns."""
    return {column(field, language): text for language, text in zip(CODES, words, strict=True)}


def make_site() -> None:
    """Publishes it all."""
    fellow = make_fellow(
        make_author(
            slug="zhou",
            website="https://zhou.example/",
            **in_three("name", "Zhou Yan", "周彦", "周彥"),
            **in_three("biography", "She reads charts.", "她读海图。", "她讀海圖。"),
        )
    )
    make_appointment(fellow, **in_three("position", "Fellow", "研究员", "研究員"))
    make_portrait(fellow.author)
    topic = make_topic(slug="sea", **in_three("name", "Sea", "海洋", "海洋"))
    region = make_region(slug="strait", **in_three("name", "The strait", "海峡", "海峽"))
    fellow.topics.set([topic])
    fellow.regions.set([region])
    facts = {"by": [fellow.author, make_author()], "topics": [topic], "regions": [region], "kind": "report"}
    article = make_article(
        slug="charts",
        series=make_series(slug="waters", **in_three("name", "Waters", "共有之水", "共有之水")),
        series_number=7,
        lead_figure=make_figure(picture(1200, 800)),
        licence="CC-BY-4.0",
        doi="10.1234/charts",
        first_published_url=LONG_ADDRESS,
        **in_three("title", *(title for title, sentence in WORDS.values())),
        **in_three("subtitle", *(sentence for title, sentence in WORDS.values())),
        **in_three("summary", *(sentence * 3 for title, sentence in WORDS.values())),
        **in_three("body", *(body(title, sentence) for title, sentence in WORDS.values())),
        **in_three("lead_alt", "A strait", "海峡", "海峽"),
        **in_three("lead_caption", "At dawn.", "清晨。", "清晨。"),
        **facts,
    )
    attach(
        article,
        make_document("海图.pdf", b"%PDF-1.7 a chart"),
        **in_three("label", "The charts", "两张海图", "兩張海圖"),
    )
    attach(article, make_document(f"{'soundings-' * 7}2026.csv"), order=1)
    gone = make_article(slug="gone", **in_three("title", "Gone", "撤回", "撤回"), **facts)
    for language in CODES:
        published(article, language)
        published(article, language, change="correction", note=WORDS[language][1])
        withdrawn(gone, language, reason=WORDS[language][1])
    make_page(
        slug="about",
        place="head",
        **in_three("title", "About", "关于", "關於"),
        **in_three("body", *(body(title, sentence) for title, sentence in WORDS.values())),
    )
    for number in range(22):
        published(make_article(slug=f"part-{number}", title_en=f"Part {number}", **facts))
    # In one language only: the others say that it is missing.
    single = make_article(slug="single", **in_three("title", "Elsewhere", "别处", "別處"), **facts)
    published(single, "zh-hant")


MIXED = [
    f"/{place}/only-{language}/" for place in ("authors", "topics", "regions", "series") for language in CODES
]


def make_mixed() -> None:
    """Publishes, beside the rest, what has its names in one language alone, which pages of the others fall back to."""
    names = {"en": "Names of One Language Alone", "zh-hans": "图书馆与众学会", "zh-hant": "圖書館與眾學會"}
    for language, name in names.items():

        def alone(*fields: str, language: str = language, name: str = name) -> dict[str, str]:
            return {
                column(field, code): name if code == language else "" for field in fields for code in CODES
            }

        fellow = make_fellow(
            make_author(slug=f"only-{language}", **alone("name", "position", "institute", "biography")),
            **alone("education"),
        )
        make_appointment(fellow, department=make_department(**alone("name")), **alone("position"))
        article = make_article(
            by=[fellow.author],
            topics=[make_topic(slug=f"only-{language}", **alone("name", "description"))],
            regions=[make_region(slug=f"only-{language}", **alone("name"))],
            series=make_series(slug=f"only-{language}", **alone("name")),
            date="2026-10-01",
            **in_three("title", *(title for title, sentence in WORDS.values())),
        )
        for each in CODES:
            published(article, each)


def address(language: str, place: str) -> str:
    """Where a kind of page is in a language."""
    return f"/{language}{PAGES[place]}"


def addresses(language: str) -> dict[str, str]:
    """Where every kind of page is in a language, those of things that are named in one language alone among them."""
    preview = PreviewLink.objects.create(
        edition=Edition.objects.get(article__slug="charts", language=language)
    )
    return {
        **{place: address(language, place) for place in PAGES},
        **{place.strip("/").replace("/", " "): f"/{language}{place}" for place in MIXED},
        "preview": previews.address(preview),
    }
