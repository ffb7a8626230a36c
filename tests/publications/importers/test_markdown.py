import pytest

from publications.importers import markdown, read
from publications.importers.draft import Byline, Draft, ImportRefused
from tests.factories import picture

PROSE = "The harbour office counted every ship that passed the light for three hundred years."


def load(source: str) -> Draft:
    return markdown.read(source.encode())


def messages(draft: Draft, severity: str) -> list[str]:
    return [each.message for each in draft.findings if each.severity == severity]


def test_front_matter_gives_the_head_of_the_article() -> None:
    draft = load(
        "---\ntitle: 灯与账\nsubtitle: 北方三港\nsummary: 三百年的灯费。\ndate: 2024-03-04\nlanguage: zh-CN\n"
        "authors:\n  - {name: 林越, position: 研究员, institute: 海岸研究院}\n  - Maren Holt\n---\n\n船循航道而行。\n"
    )

    assert (draft.title, draft.subtitle, draft.summary) == ("灯与账", "北方三港", "三百年的灯费。")
    assert (str(draft.date), draft.language) == ("2024-03-04", "zh-hans")
    assert draft.byline == [Byline("林越", "研究员", "海岸研究院"), Byline("Maren Holt")]
    assert draft.blocks == ["<p>船循航道而行。</p>"]


def test_authors_may_be_one_string() -> None:
    assert load("---\ntitle: T\nauthors: Maren Holt and Lin Yue\n---\n\nText.").byline == [
        Byline("Maren Holt"),
        Byline("Lin Yue"),
    ]


def test_a_short_first_line_below_front_matter_stays_in_the_text() -> None:
    assert load(f"---\ntitle: T\n---\n\nMaren Holt\n\n{PROSE}").paragraphs == ["Maren Holt", PROSE]


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    draft = load(f"# Tides\n\n{PROSE}\n\n## Lights\n\n{PROSE}\n\n### Colours\n\n{PROSE}")

    assert draft.title == "Tides"
    assert [(each.level, each.text) for each in draft.headings] == [(2, "Lights"), (3, "Colours")]


def test_what_front_matter_says_besides_is_reported() -> None:
    assert messages(load("---\ntitle: T\ntopics: [sea]\n---\n\nText."), "notice") == [
        "The front matter also names topics; that was not read."
    ]


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("title: [", "front matter cannot be read, line"),
        ("just words", "list of names"),
        ("title: T\ndate: yesterday", "yesterday"),
        ("title: T\nlanguage: fr", "fr"),
    ],
)
def test_broken_front_matter_is_refused_with_its_reason(front: str, problem: str) -> None:
    with pytest.raises(ImportRefused, match=problem):
        load(f"---\n{front}\n---\n\nText.")


def test_footnotes_keep_their_paragraphs_marks_and_links() -> None:
    draft = load(
        f"# T\n\n{PROSE}[^a] Again.[^a] More.[^b]\n\n[^a]: Lin, *Tides*,\n    2004.\n\n    Second paragraph.\n"
        "[^b]: See <https://example.org/b>.\n"
    )

    assert [(note.html, note.cited) for note in draft.notes] == [
        ("Lin, <em>Tides</em>, 2004.<br>Second paragraph.", 2),
        ('See <a href="https://example.org/b">https://example.org/b</a>.', 1),
    ]


def test_a_footnote_that_nothing_cites_stays_as_text() -> None:
    draft = load(f"# T\n\n{PROSE}[^1]\n\n[^1]: Cited, 2019.\n[^2]: *Never* cited, 2020.\n")

    assert draft.blocks[-1] == "<p><em>Never</em> cited, 2020.</p>"
    assert len(draft.notes) == 1
    assert len(messages(draft, "warning")) == 1


def test_a_citation_of_nothing_is_a_marker_without_note() -> None:
    draft = load(f"# T\n\n{PROSE}[^9]\n")

    assert ">[9]</span>" in draft.body
    assert messages(draft, "error") == ["The marker [^9] has no note."]


def test_a_picture_beside_the_file_becomes_a_figure_with_its_caption() -> None:
    content = picture()
    source = f'# T\n\n{PROSE}\n\n![A rising line](chart.png "Tides of *one* year")\n'
    draft = read(source.encode(), "tides.md", resources={"chart.png": content})

    assert draft.blocks[-1] == (
        '<figure><img src="draft:0" alt="A rising line"><figcaption>Tides of *one* year</figcaption></figure>'
    )
    assert draft.images[0].content == content


def test_a_picture_that_is_not_there_is_reported_and_leaves_its_caption() -> None:
    source = f'# T\n\n{PROSE}\n\n![A rising line](chart.png "Tides of one year")\n'
    draft = read(source.encode(), "tides.md")

    assert draft.blocks[-1] == "<p>Tides of one year</p>"
    assert any("chart.png" in each and "A rising line" in each for each in messages(draft, "warning"))


def test_tables_and_raw_html_are_cleaned() -> None:
    draft = load(
        f"# T\n\n{PROSE}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<p onclick='x()'>Raw <u>words</u></p>\n"
    )

    assert "<th>a</th>" in draft.body
    assert draft.blocks[-1] == "<p>Raw words</p>"


def test_the_words_before_a_marker_without_a_note_are_never_half_a_tag():
    for padding in range(40, 140):
        text = f"Ships keep to the marked channel[^1] {'x' * padding} and on[^9].\n\n[^1]: A source."
        [finding] = [
            finding for finding in markdown.read(text.encode()).findings if "[^9]" in finding.message
        ]
        assert not set('<>"=') & set(finding.where), finding.where
