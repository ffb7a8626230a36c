import re
from pathlib import Path

import pytest

from publications.importers import text
from publications.importers.draft import Byline, Draft, ImportRefused

SAMPLES = Path(__file__).parents[2] / "samples"
# The article that the project was begun with lies beside the repository, where there is one.
SEED = Path(__file__).parents[4] / "shared" / "seed" / "article.txt"
PROSE = "The harbour office counted every ship that passed the light, and it did so for three hundred years. "


def read(source: str) -> Draft:
    return text.read(source.encode())


def messages(draft: Draft) -> list[str]:
    return [finding.message for finding in draft.findings]


def test_an_article_gives_title_date_byline_headings_and_notes() -> None:
    draft = text.read((SAMPLES / "article.txt").read_bytes())

    assert draft.title == "The Lamp and the Ledger: What Lighthouse Accounts Say about Trust at Sea"
    assert str(draft.date) == "2024-03-04"
    assert draft.language == "en"
    assert draft.byline == [
        Byline(
            "Maren Holt",
            "Senior Fellow and Deputy Director",
            "Centre for Maritime History at the Institute of Coastal Studies",
        )
    ]
    assert [(each.level, each.text) for each in draft.headings] == [
        (2, "A Price Without a Seller"),
        (2, "What the Keepers Wrote"),
        (2, "Who Paid, and Who Did Not?"),
        (2, "Conclusion"),
    ]
    assert [note.cited for note in draft.notes] == [2, 1, 1, 1, 1]
    assert [len(note.links) for note in draft.notes] == [1, 1, 0, 1, 1]


def test_a_chinese_article_gives_subtitle_byline_and_two_levels() -> None:
    draft = text.read((SAMPLES / "article-zh.txt").read_bytes())

    assert (draft.title, draft.subtitle) == ("灯与账：灯塔账册里的海上信任", "以北方三港为例")
    assert draft.byline == [Byline("林越", "副主任、研究员", "海岸研究院海洋史中心")]
    assert draft.language == "zh-hans"
    assert [each.level for each in draft.headings] == [2, 3, 3, 2]
    assert [note.cited for note in draft.notes] == [2, 1]


@pytest.mark.parametrize("path", [SAMPLES / "article.txt", SEED], ids=["sample", "seed"])
def test_paragraphs_and_notes_are_those_of_the_source_to_the_byte(path: Path) -> None:
    if not path.exists():
        pytest.skip("the first article is not beside the repository")
    draft = text.read(path.read_bytes())
    lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    notes = [re.sub(r"^\[\d+\] ", "", line) for line in lines if re.match(r"\[\d+\]", line)]
    long = [re.sub(r"\[\d+\]", "", line) for line in lines if len(line) > 130 and not line.startswith("[")]

    assert draft.paragraphs == long
    assert [re.sub(r"<[^>]+>", "", note.html).replace("&amp;", "&") for note in draft.notes] == notes


def test_the_first_article_is_read_whole() -> None:
    if not SEED.exists():
        pytest.skip("the first article is not beside the repository")
    draft = text.read(SEED.read_bytes())

    assert str(draft.date) == "2022-06-16"
    assert draft.byline == [
        Byline(
            "Zhao Long",
            "Senior Fellow and Assistant Director",
            "Institute for Global Governance Studies at SIIS",
        )
    ]
    assert len(draft.headings) == 12
    assert len({heading.level for heading in draft.headings}) == 1
    assert [note.number for note in draft.notes] == list(range(1, 21))
    assert [note.links for note in draft.notes if len(note.links) != 1] == []
    assert "Фёдор Лукьянов, Между Россией и ЕС прокладывается серьёзный водораздел" in draft.notes[5].text


def test_furniture_is_left_out_with_a_notice() -> None:
    draft = text.read((SAMPLES / "article-zh.txt").read_bytes())

    assert "返回顶部" not in draft.body
    assert [finding.where for finding in draft.findings] == ["语言：English 简体 繁體", "返回顶部"]


def test_headings_of_one_level_are_reported() -> None:
    assert any(
        "does not tell their levels apart" in each
        for each in messages(read(f"Title\n\nTides\n\n{PROSE}\n\nLights\n\n{PROSE}"))
    )


@pytest.mark.parametrize("marker", ["[1]", "［1］", "【1】", "〔1〕"])
def test_every_shape_of_bracket_is_a_marker(marker: str) -> None:
    draft = read(f"Title\n\n{PROSE}{marker}\n\n{marker} Office, 2019.\n")

    assert [note.text for note in draft.notes] == ["Office, 2019."]


def test_circled_figures_are_markers_when_the_list_has_them() -> None:
    draft = read("潮汐\n\n港务处数船，数了三百年。①灯亮一夜。②\n\n① 港务处，2019年。\n② 林越，2004年。\n")

    assert [note.text for note in draft.notes] == ["港务处，2019年。", "林越，2004年。"]


def test_a_marker_without_note_keeps_what_was_typed_and_is_an_error() -> None:
    draft = read(f"Title\n\n{PROSE}[1] {PROSE}[21]\n\n[1] Office, 2019.")

    assert re.search(r'<span data-footnote-ref="\w{8}">\[21\]</span>', draft.body)
    assert [(each.severity, each.message) for each in draft.findings] == [
        ("error", "The marker [21] has no note in the list.")
    ]


def test_a_note_without_marker_stays_as_text_at_the_end() -> None:
    draft = read(f"Title\n\n{PROSE}[1]\n\n[1] Office, 2019.\n\n[2] Never cited, 2020.")

    assert draft.blocks[-1] == "<p>[2] Never cited, 2020.</p>"
    assert messages(draft) == ["Note 2 has no marker in the text; it stays as text at the end."]


def test_a_number_given_twice_keeps_both_texts() -> None:
    draft = read(
        f"Title\n\n{PROSE}[1] {PROSE}[2]\n\n[1] First, 2019.\n\n[2] Second, 2020.\n\n[2] Third, 2021."
    )

    assert [note.text for note in draft.notes] == ["First, 2019.", "Second, 2020."]
    assert draft.blocks[-1] == "<p>[2] Third, 2021.</p>"
    assert any("second note 2" in each for each in messages(draft))


def test_a_number_left_out_of_the_list_is_reported() -> None:
    draft = read(f"Title\n\n{PROSE}[1] {PROSE}[3]\n\n[1] First, 2019.\n\n[3] Third, 2021.")

    assert [note.text for note in draft.notes] == ["First, 2019.", "Third, 2021."]
    assert messages(draft) == ["The numbers of the list leave out 2."]


def test_markers_out_of_order_are_numbered_as_they_are_read() -> None:
    draft = read(f"Title\n\n{PROSE}[2] {PROSE}[1]\n\n[1] First, 2019.\n\n[2] Second, 2020.")

    assert [note.text for note in draft.notes] == ["Second, 2020.", "First, 2019."]
    assert any("numbered anew" in each for each in messages(draft))


def test_several_numbers_in_one_pair_of_brackets_are_several_markers() -> None:
    draft = read(f"Title\n\n{PROSE}[1, 2] {PROSE}[1–3]\n\n[1] A, 2019.\n\n[2] B, 2020.\n\n[3] C, 2021.")

    assert [(note.text, note.cited) for note in draft.notes] == [
        ("A, 2019.", 2),
        ("B, 2020.", 2),
        ("C, 2021.", 1),
    ]


def test_a_year_in_brackets_is_no_marker() -> None:
    assert "[1998]" in read(f"Title\n\n{PROSE}[1998]").body


def test_a_note_may_have_several_lines() -> None:
    draft = read(f"Title\n\n{PROSE}[1] {PROSE}[2]\n\n[1] First,\nhttps://example.org/a\n\n[2] Second.")

    assert draft.notes[0].html == 'First, <a href="https://example.org/a">https://example.org/a</a>'


def test_wrapped_lines_are_joined_into_paragraphs() -> None:
    wrapped = "\n".join(["the harbour office counted every ship that passed the light"] * 6)

    assert read(f"Title\n\n{wrapped}\n\nEnd of it.").paragraphs[0].count("harbour") == 6


def test_bullets_are_a_list() -> None:
    draft = read(f"Title\n\n{PROSE}\n\n• white\n• red\n\n{PROSE}")

    assert "<ul><li>white</li><li>red</li></ul>" in draft.body


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8-sig", ""), ("utf-16", ""), ("gb18030", "GB18030"), ("big5", "BIG5")]
)
def test_an_encoding_is_found_and_an_inferred_one_reported(encoding: str, named: str) -> None:
    source = "燈與賬\n\n三百年間，船隻經過燈塔，到港才付燈費，幾乎無人追問燈是否真的亮過。"
    draft = text.read(source.encode(encoding))

    assert draft.title == "燈與賬"
    assert draft.language == "zh-hant"
    assert any(named in each for each in messages(draft)) or not named


def test_simplified_text_in_gb18030_is_not_taken_for_big5() -> None:
    source = "灯与账\n\n三百年间，船只经过灯塔，到港才付灯费，几乎无人追问灯是否真的亮过。"

    assert text.read(source.encode("gb18030")).title == "灯与账"


@pytest.mark.parametrize("content", [b"\x00\x01\x02 binary", b"\xff\xfe\x00", b"\x81\x20\xff\xff\x80"])
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(ImportRefused):
        text.read(content)


def test_blank_text_is_refused() -> None:
    with pytest.raises(ImportRefused, match="no text"):
        text.read(b" \n\n \n")


def test_bracketed_markers_join_a_list_of_bare_numbers_below_its_heading() -> None:
    draft = read(f"Title\n\n{PROSE}[1] {PROSE}[2]\n\nNotes\n\n1. Office, 2019.\n2. Lin, 2004.\n")

    assert [note.text for note in draft.notes] == ["Office, 2019.", "Lin, 2004."]
    assert draft.headings == []
