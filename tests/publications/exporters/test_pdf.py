import logging

import pytest

from config.languages import CODES, column
from publications.exporters import pdf
from publications.models import Version
from tests.factories import make_article, make_author, make_figure, picture, published, sign
from tests.pages import every, one, read, words
from tests.publications.exporters import printed
from tests.specimens import make_site

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">Harbour Office, <em>Log</em>, 2025.</span>'
AGAIN = '<span data-footnote-ref="k7x2m9qa"></span>'


def note(key: str, words: str) -> str:
    return f'<span data-footnote="{key}">{words}</span>'


def version(body: str, language: str = "en", **facts: object) -> Version:
    named = {column("title", language): "Tides & Currents", column("body", language): body, **facts}
    found = published(make_article(**named), language)
    return Version.objects.to_cite().get(pk=found.pk)


def written(body: str, language: str = "en", **facts: object) -> bytes:
    return pdf.write(version(body, language, **facts))


def text(content: bytes) -> str:
    return "".join(printed.pages(content))


@pytest.mark.parametrize("language", CODES)
def test_the_text_is_that_of_the_page(language):
    make_site()
    page = read(f"/{language}/articles/charts/")
    file = text(pdf.write(Version.objects.public(language).to_cite().get(article__slug="charts")))
    for selector in ("h1", ".subtitle", ".standfirst", "time"):
        assert printed.squeezed(words(page, selector)) in file
    signatures = one(page, ".byline").findall("li")
    assert len(signatures) == 2
    for signature in signatures:
        assert printed.squeezed(signature.text_content()) in file
    for block in one(page, ".prose").xpath(".//p | .//h2 | .//h3 | .//li | .//caption | .//td"):
        # A page of paper may end within a paragraph: what stands between is its foot and the next one's head.
        for sentence in block.text_content().split(". "):
            assert printed.squeezed(sentence)[:40] in file
    notes = every(page, ".note-text")
    assert len(notes) == 2
    for number, each in enumerate(notes, 1):
        assert f"[{number}]{printed.squeezed(each.text_content())}" in file


def test_notes_stand_at_the_foot_of_the_page_that_cites_them():
    filling = f"<p>{'Ships keep to the channel. ' * 140}</p>"
    first, second = printed.pages(
        written(
            f"<p>One{note('aaaaaaaa', 'First source.')}</p>{filling}<p>Two{note('bbbbbbbb', 'Second.')}</p>"
        )
    )[:2]
    assert first.index("One[1]") < first.index("[1]Firstsource.")
    assert "[2]Second." not in first
    assert second.index("Two[2]") < second.index("[2]Second.")


def test_a_note_that_is_cited_again_keeps_its_number():
    file = text(written(f"<p>One{NOTE} two{note('bbbbbbbb', 'Other.')} three{AGAIN}</p>"))
    assert "One[1]two[2]three[1]" in file
    assert file.count("HarbourOffice") == 1


def test_no_line_begins_with_a_marker_and_nothing_is_copied_with_it():
    for start in range(36):
        content = written(f"<p>{'海' * start}船才循航道而行。{NOTE}航道有标。</p>", "zh-hans")
        found = printed.reader(content).pages[0].extract_text()
        body = found[: found.index("Harbour") - len("[1] ")]
        assert "[1]" in body
        assert [line for line in body.splitlines() if line.startswith("[")] == []
        assert "\u2060" not in found


def test_notes_are_numbered_as_on_the_page_wherever_they_are_cited():
    figure = make_figure()
    body = (
        f"<h3>Head{note('aaaaaaaa', 'In a heading.')}</h3>"
        f"<table><caption>Cap{note('bbbbbbbb', 'In a caption.')}</caption>"
        f"<thead><tr><th>a{note('cccccccc', 'In a head.')}</th></tr></thead>"
        f"<tbody><tr><td>b{note('dddddddd', 'In a cell.')}</td></tr></tbody></table>"
        f"<figure><img src='{figure.image.url}' alt='A chart'><figcaption>c{note('eeeeeeee', 'Below.')}</figcaption>"
        f"</figure><ul><li>d<ul><li>e{note('ffffffff', 'In a list.')}</li></ul></li></ul>"
        f"<blockquote><p>f{note('gggggggg', 'In a quotation.')}</p></blockquote>"
    )
    made = version(body)
    file = text(pdf.write(made))
    for each in made.notes:
        assert f"[{each['number']}]{printed.squeezed(each['text'])}" in file
    assert [each["text"] for each in made.notes][::3] == ["In a heading.", "In a cell.", "In a quotation."]
    assert "Head[1]Cap[2]a[3]b[4]" in file


def test_what_somebody_writes_is_never_read_as_markup():
    title = "#read(\"/etc/passwd\") $x$ *a* _b_ @c <d> // e \\ `f` 'g' /* h"
    file = text(written("<p>#panic() [x] $ ~ --- -- ... https://a.example</p>", title_en=title))
    assert printed.squeezed(title) in file
    assert "#panic()[x]$~-----...https://a.example" in file


@pytest.mark.parametrize(
    ("language", "face"), [("zh-hans", "NotoSerifSC-Regular"), ("zh-hant", "NotoSerifTC-Regular")]
)
def test_each_chinese_script_has_its_own_shapes(language, face):
    found = printed.faces(written("<p>直骨角次令，船才循航道而行。</p>", language))
    assert face in found
    assert len(found & {"NotoSerifSC-Regular", "NotoSerifTC-Regular"}) == 1


def test_the_writings_of_sources_are_there():
    sample = "Лукин, Ўзбекистон, ἀρχή, Tiếng Việt, 日本の海, 한국어, naïve"
    assert printed.squeezed(sample) in text(written(f"<p>{sample}</p>"))


def test_a_character_without_a_glyph_shows_its_number_and_is_told(caplog):
    with caplog.at_level(logging.WARNING):
        file = text(written("<p>A 𠮷 and 😀.</p>"))
    assert "A[U+20BB7]and[U+1F600]." in file
    assert [record.getMessage().split("no face has ")[1][:7] for record in caplog.records] == [
        "U+1F600",
        "U+20BB7",
    ]


def test_a_lost_picture_leaves_its_words_and_is_told(caplog):
    figure, damaged = make_figure(), make_figure()
    body = (
        f"<figure><img src='{figure.image.url}' alt='A chart of tolls'><figcaption>Tolls</figcaption></figure>"
        f"<figure><img src='{damaged.image.url}' alt='A map'></figure><p>x</p>"
    )
    figure.image.storage.delete(figure.image.name)
    with damaged.image.storage.open(damaged.image.name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
    with caplog.at_level(logging.WARNING):
        content = written(body)
    assert "AchartoftollsTollsAmapx" in text(content)
    assert len(caplog.records) == 2


def test_screen_readers_are_told_what_everything_is():
    figure = make_figure()
    content = written(
        f"<h2>Tolls</h2><p>One{NOTE} <a href='https://a.example/'>link</a></p><ul><li>a</li></ul>"
        "<table><thead><tr><th scope='col'>Year</th></tr></thead><tbody><tr><td>2025</td></tr></tbody></table>"
        f"<figure><img src='{figure.image.url}' alt='A chart of tolls'></figure>"
        "<blockquote><p>q</p></blockquote><p lang='ru'>Вода.</p>",
        summary_en="What the sea owes.",
    )
    root = printed.reader(content).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert (
        b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
        in root["/Metadata"].get_data()
    )
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    found = printed.tags(content)
    assert (
        found["Title"] == found["H1"] == found["Note"] == found["TH"] == found["TD"] == found["Figure"] == 1
    )
    assert found["BlockQuote"] == found["L"] == 1
    assert [
        each["/Alt"] for each in printed.structure(content) if "/Alt" in each and each["/S"] == "/Figure"
    ] == ["A chart of tolls"]
    assert "ru" in [each.get("/Lang") for each in printed.structure(content)]


def test_the_file_knows_what_it_is():
    article = make_article(
        by=[], title_zh_hant="潮汐", subtitle_zh_hant="誰欠海的", summary_zh_hant="海的帳。"
    )
    sign(
        article,
        [make_author(name_zh_hant="周彥"), make_author(name_zh_hant="港灣研究院", is_organisation=True)],
    )
    content = pdf.write(Version.objects.to_cite().get(pk=published(article, "zh-hant").pk))
    told = printed.reader(content).metadata
    assert told.title == "潮汐：誰欠海的"
    assert told.author == "周彥, 港灣研究院"
    assert told.subject == "海的帳。"
    assert printed.reader(content).trailer["/Root"]["/Lang"] == "zh-TW"


def test_the_citation_and_the_address_of_the_version_stand_on_it():
    file = text(written("<p>x</p>", slug="tides", doi="10.5555/fp.1", licence="CC-BY-4.0"))
    assert "“Tides&Currents.”FerryPointInstitute" in file
    assert "/en/articles/tides/v1/" in file
    assert "10.5555/fp.1" in file
    assert "CreativeCommonsAttribution4.0" in file


def test_a_correction_is_told_on_the_file_from_then_on():
    article = make_article(slug="tides", title_en="Tides")
    published(article)
    published(article, change="correction", note="The toll was 12, not 21.")
    third = published(article)
    assert "Correction" in text(pdf.write(Version.objects.to_cite().get(pk=third.pk)))
    assert "Thetollwas12,not21." in text(pdf.write(Version.objects.to_cite().get(pk=third.pk)))
    first = Version.objects.to_cite().get(article=article, number=1)
    assert "Correction" not in text(pdf.write(first))


def test_long_texts_have_contents_and_all_have_bookmarks():
    section = f"<h2>Tolls{NOTE} &amp; dues</h2><h3>Deep</h3>"
    short = written(section)
    assert printed.bookmarks(short) == ["Tolls & dues", "Deep"]
    assert "Contents" not in text(short)
    long = written(f"{section}<p>{'word ' * 2500}</p><h2>Winds</h2><p>x</p>")
    assert "ContentsTolls&dues" in printed.pages(long)[0]
    assert printed.tags(long)["TOC"]
    assert text(long).count("HarbourOffice") == 1


def test_pages_have_heads_and_numbers():
    first, second = printed.pages(written(f"<p>{'word ' * 700}</p>"))
    assert second.startswith("FerryPointInstituteforInternationalStudiesTides&Currents")
    assert first.endswith("1/2")
    assert second.endswith("2/2")


@pytest.mark.parametrize(
    ("language", "title", "running"),
    [
        ("en", "Navigation " * 9, f"{'Navigation' * 6}…"),
        ("en", "x" * 90, f"{'x' * 69}…"),
        ("zh-hans", "航" * 40, f"{'航' * 30}……"),
    ],
)
def test_a_long_title_is_cut_behind_a_word_at_the_head_of_pages(language, title, running):
    article = {column("title", language): title.strip(), column("subtitle", language): "x"}
    second = printed.pages(written(f"<p>{'word ' * 900}</p>", language, **article))[1]
    assert f"{running}word" in second


def test_no_line_begins_with_the_dash_of_a_range():
    for start in range(30):
        source = f"{'海' * (start + 30)}第1050—2026页，航道有标。"
        content = written(f"<p>船{note('aaaaaaaa', source)}</p>", "zh-hans")
        lines = printed.reader(content).pages[0].extract_text().splitlines()
        assert [line for line in lines if line.startswith("—")] == []


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_dash_of_chinese_has_one_shape_behind_letters_of_any_script(language):
    content = written("<p>船（BRI）——船，船——船。Лукин——船。5——船。</p>", language)
    assert printed.glyphs(content, "—") == 1


@pytest.mark.parametrize("columns", [3, 12, 40])
def test_every_cell_of_a_wide_table_lies_on_the_page(columns):
    cells = "".join(f"<td>1,234,{number:03}</td>" for number in range(columns))
    content = written(f"<p>before</p><table><tr>{cells}</tr></table><p>after</p>")
    for number in range(columns):
        assert f"1,234,{number:03}" in text(content)
    for page in printed.reader(content).pages:
        places: list[tuple[float, float]] = []
        page.extract_text(
            visitor_text=lambda words, _cm, tm, _font, size, places=places: places.append(
                (tm[4], len(words) * size)
            )
        )
        # Twice the widest table in ems of its letters would reach beyond; its last cell begins on the page.
        assert max(left for left, _width in places) < float(page.mediabox.width) - 60


def test_tables_that_are_not_rectangles_are_set_all_the_same():
    file = text(
        written(
            "<table><thead><tr><th colspan='2' rowspan='5'>A</th></tr></thead><tbody>"
            "<tr><td rowspan='9'>b</td><td>c</td></tr><tr><td>d</td><td colspan='7'>e</td></tr><tr></tr></tbody>"
            "</table>"
            "<table><tr><th>only</th></tr></table><blockquote><table><tr><td>inside</td></tr></table></blockquote>"
        )
    )
    assert all(cell in file for cell in ("A", "b", "c", "d", "e", "only", "inside"))


def test_a_report_of_300_notes_has_them_all():
    keys = ["".join("abcdefghjk"[int(digit)] for digit in f"{number:08}") for number in range(300)]
    body = "".join(f"<p>Claim {key}.{note(key, f'Source of {key}, 2025, p. 4.')}</p>" for key in keys)
    file = text(written(body))
    for number, key in enumerate(keys, 1):
        assert f"Claim{key}.[{number}]" in file
        assert f"[{number}]Sourceof{key},2025,p.4." in file


def test_a_picture_of_any_kind_fits_the_page():
    tall, small = make_figure(picture(100, 2400)), make_figure(picture(30, 20))
    body = "".join(f"<figure><img src='{each.image.url}' alt='x'></figure>" for each in (tall, small))
    assert printed.tags(written(f"{body}<p>after</p>"))["Figure"] == 2


def test_a_long_address_is_broken_into_lines_and_copied_whole():
    address = f"https://a.example/{'x' * 150}?page={'1' * 80}"
    [page] = printed.reader(written(f"<p>{note('aaaaaaaa', address)}</p>")).pages
    lines = page.extract_text().splitlines()
    assert address in "".join(lines)
    assert max(map(len, lines)) < 150


def test_links_that_lead_nowhere_are_text():
    body = f"<p><a href='http://[x'>a</a> <a href='https://a.example/{'x' * 9000}'>b</a> <a href='/en/'>c</a></p>"
    content = written(body)
    targets = [
        annotation.get_object()["/A"]["/URI"]
        for page in printed.reader(content).pages
        for annotation in page.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    assert "abc" in text(content)
    assert "http://127.0.0.1:8000/en/" in targets
    assert not any("[x" in target or len(target) > 8000 for target in targets)


def test_the_same_version_gives_the_same_bytes():
    made = version(f"<p>One{NOTE}</p>")
    assert pdf.write(made) == pdf.write(made)
