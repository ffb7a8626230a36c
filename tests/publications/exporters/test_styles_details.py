"""Golden strings of names and titles that are easily written wrong, and what holds in every style."""

import datetime

import pytest

from publications.exporters import styles
from tests.publications.exporters.citations import FERRÁNDIZ, LEE, OWUSU, citation, contributor, 林青

SEEN = datetime.date(2026, 11, 25)

YU = contributor("Yu Zhixing", "Yu", "Zhixing")
LIN = contributor("Linda Lin", "Lin", "Linda")
BERG = contributor("Ludwig van der Berg", "van der Berg", "Ludwig")
CRUZ = contributor("Inés de la Cruz", "de la Cruz", "Inés")
KING = contributor("J.K. King", "King", "J.K.")
SEA = contributor("Sea Institute", is_organisation=True)
AIR = contributor("Air Office", is_organisation=True)
MANY = [contributor(f"Ann {letter}ay", f"{letter}ay", "Ann") for letter in "BCDFGHJKLMNPQRSTVWXYZD"]

HEADS = [
    # Only a whole word is a family name that stands in front.
    ("chicago", [LIN], "Lin, Linda. “"),
    ("mla", [YU, LIN], "Yu Zhixing and Linda Lin. “"),
    ("apa", [YU], "Yu, Z. (2022"),
    ("harvard", [YU], "Yu, Z. (2022"),
    ("gb7714", [YU, LIN], "YU Zhixing, LIN L. Who"),
    # Particles belong to the family name as it is kept.
    ("chicago", [BERG, CRUZ], "van der Berg, Ludwig, and Inés de la Cruz. “"),
    ("chicago-note", [CRUZ], "Inés de la Cruz, “"),
    ("apa", [BERG, CRUZ], "van der Berg, L., & de la Cruz, I. (2022"),
    ("gb7714", [BERG, CRUZ], "VAN DER BERG L, DE LA CRUZ I. Who"),
    # Initials that were written as such.
    ("apa", [KING], "King, J. K. (2022"),
    ("harvard", [KING], "King, J.K. (2022"),
    ("gb7714", [KING], "KING J K. Who"),
    # Institutes take no comma between them.
    ("apa", [SEA, AIR], "Sea Institute & Air Office. (2022"),
    ("apa", [SEA, LEE], "Sea Institute & Lee, A. M. (2022"),
    ("chicago", [SEA, AIR], "Sea Institute and Air Office. “"),
    # Seven, and twenty-two.
    ("apa", MANY[:7], "Bay, A., Cay, A., Day, A., Fay, A., Gay, A., Hay, A., & Jay, A. (2022"),
    ("chicago", MANY[:6], "Bay, Ann, Ann Cay, Ann Day, Ann Fay, Ann Gay, and Ann Hay. “"),
    ("chicago", MANY, "Bay, Ann, Ann Cay, Ann Day, et al. “"),
    ("mla", MANY, "Bay, Ann, et al. “"),
    ("harvard", MANY, "Bay, A. et al. (2022"),
    ("gb7714", MANY, "BAY A, CAY A, DAY A, et al. Who"),
]
# A Chinese name in an English article, and an English one in a Chinese article.
MIXED = [
    ("chicago", citation(林青, LEE), "林青 and Anna Maria Lee. “"),
    ("apa", citation(LEE, 林青), "Lee, A. M., & 林青. (2022"),
    ("gb7714", citation(LEE, 林青), "LEE A M, 林青. Who"),
    ("gb7714", citation(LEE, 林青, OWUSU, YU, language="zh-hans"), "LEE A M, 林青, OWUSU K, 等. Who"),
    ("apa", citation(LEE, 林青, language="zh-hans"), "Lee, A. M.、林青（2022年"),
    ("harvard", citation(*[林青] * 4, language="zh-hant"), "林青等（2022）《"),
    # Of a Western name in Chinese, GB/T 7714 takes the family name alone (8.1.1); the others the whole.
    ("gb7714", citation(FERRÁNDIZ, language="zh-hans"), "费兰迪斯. Who"),
    ("chicago", citation(FERRÁNDIZ, language="zh-hans"), "卢西娅·费兰迪斯：《"),
    # One whose parts are not known stays whole.
    ("gb7714", citation(contributor("买买提·艾力"), language="zh-hans"), "买买提·艾力. Who"),
]


@pytest.mark.parametrize(
    ("style", "cited", "head"), [(style, citation(*who), head) for style, who, head in HEADS] + MIXED
)
def test_names_at_the_head(style, cited, head):
    assert styles.plain(cited, style, SEEN).startswith(head)


def test_twenty_two_authors_are_nineteen_and_the_last_in_apa():
    cited = styles.plain(citation(*MANY), "apa", SEEN)
    assert cited.startswith("Bay, A., Cay, A.,")
    assert "Xay, A., … Day, A. (2022, June 16)" in cited
    assert cited.count(", A.") == 20


TITLES = [
    ("chicago", "commentary", "A “Stress Test”", "“A ‘Stress Test.’” Ferry"),
    ("chicago-note", "commentary", "A “Stress Test”", "“A ‘Stress Test,’” Ferry"),
    ("mla", "commentary", 'A "Stress Test"', "“A ‘Stress Test.’” Ferry"),
    ("chicago", "report", "A “Stress Test”", "A “Stress Test.” Ferry"),
    ("chicago-note", "report", "A “Stress Test”", "A “Stress Test” (Ferry"),
    ("apa", "commentary", "A “Stress Test”", "A “Stress Test.” Ferry"),
    # British.
    ("harvard", "commentary", "A “Stress Test”", "A “Stress Test”. Ferry"),
    # A mark of its own ends a title, save before the comma of a note.
    ("chicago", "commentary", "Who Asks, “Why?”", "“Who Asks, ‘Why?’” Ferry"),
    ("chicago", "commentary", "Who Mends?", "“Who Mends?” Ferry"),
    ("chicago-note", "commentary", "Who Mends?", "“Who Mends?,” Ferry"),
    ("mla", "report", "Who Mends?", "Who Mends? Ferry"),
    ("apa", "commentary", "Wait…", "(2022, June 16). Wait… Ferry"),
    # An apostrophe is no quotation mark.
    ("chicago", "commentary", "The Dockers’", "“The Dockers’.” Ferry"),
    ("chicago", "commentary", "«Route» 5″ & 100 % 🚢", "“«Route» 5″ & 100 % 🚢.” Ferry"),
]


@pytest.mark.parametrize(("style", "kind", "title", "printed"), TITLES)
def test_the_end_of_a_title(style, kind, title, printed):
    assert printed in styles.plain(citation(LEE, title=title, kind=kind), style, SEEN)


JOURNAL = citation(LEE, kind="journal-article", series="Harbour Review", series_number=8)
JOURNAL_HAN = citation(
    林青, kind="journal-article", series="港湾评论", series_number=8, language="zh-hans", title="海缆"
)
EN, HANS = JOURNAL.address, JOURNAL_HAN.address
IN_JOURNALS = [
    (
        "chicago",
        JOURNAL,
        f"Lee, Anna Maria. “Who Mends the Cable.” <em>Harbour Review</em>, no. 8 (June 16, 2022). {EN}.",
    ),
    (
        "chicago-note",
        JOURNAL,
        f"Anna Maria Lee, “Who Mends the Cable,” <em>Harbour Review</em>, no. 8 (June 16, 2022), {EN}.",
    ),
    ("apa", JOURNAL, f"Lee, A. M. (2022). Who Mends the Cable. <em>Harbour Review</em>, (8). {EN}"),
    (
        "mla",
        JOURNAL,
        f"Lee, Anna Maria. “Who Mends the Cable.” <em>Harbour Review</em>, no. 8, 16 June 2022, {EN}.",
    ),
    (
        "harvard",
        JOURNAL,
        f"Lee, A.M. (2022) ‘Who Mends the Cable’, <em>Harbour Review</em>, (8). Available at: {EN}"
        " (Accessed: 25 November 2026).",
    ),
    ("gb7714", JOURNAL, f"LEE A M. Who Mends the Cable[J/OL]. Harbour Review, 2022(8)[2026-11-25]. {EN}."),
    ("chicago", JOURNAL_HAN, f"林青：《海缆》，《港湾评论》第8期，2022年6月16日，{HANS}。"),
    ("apa", JOURNAL_HAN, f"林青（2022）。《海缆》。《港湾评论》第8期。{HANS}"),
    ("harvard", JOURNAL_HAN, f"林青（2022）《海缆》。《港湾评论》第8期。{HANS}（检索日期：2026年11月25日）"),
    ("gb7714", JOURNAL_HAN, f"林青. 海缆[J/OL]. 港湾评论, 2022(8)[2026-11-25]. {HANS}."),
]


@pytest.mark.parametrize(("style", "cited", "expected"), IN_JOURNALS)
def test_an_article_of_a_journal_is_found_by_it(style, cited, expected):
    assert styles.html(cited, style, SEEN) == expected


def test_book_title_marks_within_others_go_by_turns():
    cited = citation(林青, language="zh-hans", title="读《论〈红楼〉》")
    assert "《读〈论《红楼》〉》，" in styles.plain(cited, "chicago", SEEN)
    assert "读《论〈红楼〉》[EB/OL]" in styles.plain(cited, "gb7714", SEEN)


def test_what_is_copied_has_no_markup():
    assert "<" not in styles.plain(citation(LEE, kind="report"), "apa", SEEN)
    assert "\x02" not in styles.plain(citation(LEE, kind="report"), "apa", SEEN)


def test_a_title_cannot_bring_markup_with_it():
    hostile = citation(LEE, title="<script>alert(1)</script> & more")
    for style in styles.STYLES:
        assert "<script" not in styles.html(hostile, style, SEEN)


def test_more_than_twenty_authors_end_with_the_last_in_apa():
    many = citation(*[LEE] * 20, OWUSU)
    assert ", … Owusu, K. (2022" in styles.plain(many, "apa", SEEN)


def test_what_nobody_signed_is_cited_as_the_institutes_own():
    unsigned = citation(contributors=())
    assert styles.plain(unsigned, "apa", SEEN).startswith("Ferry Point Institute. (2022, June 16).")
    assert (
        styles.plain(unsigned, "mla", SEEN)
        == f"“Who Mends the Cable.” Ferry Point Institute, 16 June 2022, {EN}."
    )
    assert (
        styles.plain(citation(contributors=(), language="zh-hans", title="海缆"), "mla", SEEN)
        == f"《海缆》，渡口国际研究院，2022年6月16日，{HANS}。"
    )


def test_what_was_only_translated_is_the_institutes_own():
    translator = contributor("Ed Alan Moss", "Moss", "Ed Alan", role="translator")
    cited = styles.plain(citation(translator), "chicago", SEEN)
    assert cited == (
        f"Ferry Point Institute. “Who Mends the Cable.” Translated by Ed Alan Moss. June 16, 2022. {EN}."
    )
