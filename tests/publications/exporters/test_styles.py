"""Golden strings: what each style prints for what an institute publishes, in English and in Chinese."""

import datetime

import pytest

from publications.exporters import styles
from tests.publications.exporters.citations import (
    BRANDT,
    FERRÁNDIZ,
    INSTITUTE,
    LEE,
    OWUSU,
    ZHAO,
    citation,
    contributor,
    林青,
    赵龙,
)

SEEN = datetime.date(2026, 11, 25)
EN = "https://ferrypoint.example/en/articles/cable/"
HANS = "https://ferrypoint.example/zh-hans/articles/cable/"
HANT = "https://ferrypoint.example/zh-hant/articles/cable/"

ONE = citation(LEE)
TWO = citation(ZHAO, LEE, title="A “Stress Test”", subtitle="Cables at Sea")
THREE = citation(LEE, OWUSU, BRANDT)
FOUR = citation(LEE, OWUSU, BRANDT, ZHAO)
SEVEN = citation(LEE, OWUSU, BRANDT, ZHAO, LEE, OWUSU, BRANDT)
REPORT = citation(
    LEE, kind="report", series="Harbour Papers", series_number=4, date=datetime.date(2024, 9, 3)
)
QUESTION = citation(LEE, title="Who Mends the Cable?", doi="10.5555/fp.12")
BODY = citation(INSTITUTE)
TRANSLATOR = contributor("Ed Alan Moss", "Moss", "Ed Alan", role="translator")
TRANSLATED = citation(ZHAO, TRANSLATOR)
TRANSLATED_REPORT = citation(ZHAO, TRANSLATOR, kind="report", series="Harbour Papers", series_number=4)
TRANSLATED_HAN = citation(LEE, contributor("林青", role="translator"), language="zh-hant", title="海纜")
HAN = citation(赵龙, language="zh-hans", title="谁来修海缆", subtitle="一次压力测试")
FOUR_HAN = citation(赵龙, 林青, FERRÁNDIZ, 林青, language="zh-hans", title="谁来修海缆？", kind="report")
TRADITIONAL = citation(林青, language="zh-hant", title="讀《海缆》")
EDITORS = [
    contributor(each.name, each.family_name, each.given_name, role="editor")
    for each in (LEE, OWUSU, BRANDT, ZHAO)
]
HAN_EDITORS = [contributor(name, role="editor") for name in ("赵龙", "林青", "卢西娅·费兰迪斯", "陈明")]
ONE_EDITED = citation(EDITORS[0])
TWO_EDITED = citation(*EDITORS[:2])
FOUR_EDITED = citation(*EDITORS)
EDITED_REPORT = citation(EDITORS[0], TRANSLATOR, kind="report")
EDITED_HAN = citation(*HAN_EDITORS[:2], language="zh-hans", title="海缆")
FOUR_EDITED_HAN = citation(*HAN_EDITORS, language="zh-hans", title="海缆")
EDITED_HANT = citation(HAN_EDITORS[1], language="zh-hant", title="海纜")

GOLDEN = [
    ("chicago", ONE, f"Lee, Anna Maria. “Who Mends the Cable.” Ferry Point Institute, June 16, 2022. {EN}."),
    (
        "chicago-note",
        ONE,
        f"Anna Maria Lee, “Who Mends the Cable,” Ferry Point Institute, June 16, 2022, {EN}.",
    ),
    ("apa", ONE, f"Lee, A. M. (2022, June 16). <em>Who Mends the Cable</em>. Ferry Point Institute. {EN}"),
    (
        "mla",
        ONE,
        f"Lee, Anna Maria. “Who Mends the Cable.” <em>Ferry Point Institute</em>, 16 June 2022, {EN}.",
    ),
    (
        "harvard",
        ONE,
        f"Lee, A.M. (2022) <em>Who Mends the Cable</em>. Ferry Point Institute. Available at: {EN}"
        " (Accessed: 25 November 2026).",
    ),
    ("gb7714", ONE, f"LEE A M. Who Mends the Cable[EB/OL]. (2022-06-16)[2026-11-25]. {EN}."),
    (
        "chicago",
        TWO,
        f"Zhao Long and Anna Maria Lee. “A ‘Stress Test’: Cables at Sea.” Ferry Point Institute, June 16, 2022. {EN}.",
    ),
    (
        "apa",
        TWO,
        f"Zhao, L., &amp; Lee, A. M. (2022, June 16). <em>A “Stress Test”: Cables at Sea</em>."
        f" Ferry Point Institute. {EN}",
    ),
    (
        "gb7714",
        TWO,
        f"ZHAO Long, LEE A M. A “Stress Test”: Cables at Sea[EB/OL]. (2022-06-16)[2026-11-25]. {EN}.",
    ),
    (
        "chicago",
        THREE,
        f"Lee, Anna Maria, Kofi Owusu, and Jean-Paul Brandt. “Who Mends the Cable.” Ferry Point Institute,"
        f" June 16, 2022. {EN}.",
    ),
    (
        "chicago-note",
        THREE,
        f"Anna Maria Lee et al., “Who Mends the Cable,” Ferry Point Institute, June 16, 2022, {EN}.",
    ),
    (
        "mla",
        THREE,
        f"Lee, Anna Maria, et al. “Who Mends the Cable.” <em>Ferry Point Institute</em>, 16 June 2022, {EN}.",
    ),
    (
        "harvard",
        THREE,
        f"Lee, A.M., Owusu, K. and Brandt, J.-P. (2022) <em>Who Mends the Cable</em>. Ferry Point Institute."
        f" Available at: {EN} (Accessed: 25 November 2026).",
    ),
    (
        "harvard",
        FOUR,
        f"Lee, A.M. <em>et al.</em> (2022) <em>Who Mends the Cable</em>. Ferry Point Institute."
        f" Available at: {EN} (Accessed: 25 November 2026).",
    ),
    (
        "gb7714",
        FOUR,
        f"LEE A M, OWUSU K, BRANDT J-P, et al. Who Mends the Cable[EB/OL]. (2022-06-16)[2026-11-25]. {EN}.",
    ),
    (
        "chicago",
        SEVEN,
        f"Lee, Anna Maria, Kofi Owusu, Jean-Paul Brandt, et al. “Who Mends the Cable.” Ferry Point Institute,"
        f" June 16, 2022. {EN}.",
    ),
    (
        "chicago",
        REPORT,
        f"Lee, Anna Maria. <em>Who Mends the Cable</em>. Harbour Papers 4. Ferry Point Institute,"
        f" September 3, 2024. {EN}.",
    ),
    (
        "chicago-note",
        REPORT,
        "Anna Maria Lee, <em>Who Mends the Cable</em>, Harbour Papers 4"
        f" (Ferry Point Institute, September 3, 2024), {EN}.",
    ),
    (
        "apa",
        REPORT,
        f"Lee, A. M. (2024, September 3). <em>Who Mends the Cable</em> (Harbour Papers No. 4)."
        f" Ferry Point Institute. {EN}",
    ),
    (
        "mla",
        REPORT,
        f"Lee, Anna Maria. <em>Who Mends the Cable</em>. Ferry Point Institute, 3 Sept. 2024, {EN}.",
    ),
    (
        "gb7714",
        REPORT,
        f"LEE A M. Who Mends the Cable[R/OL]. Ferry Point Institute, 2024(2024-09-03)[2026-11-25]. {EN}.",
    ),
    (
        "chicago",
        QUESTION,
        "Lee, Anna Maria. “Who Mends the Cable?” Ferry Point Institute, June 16, 2022. https://doi.org/10.5555/fp.12.",
    ),
    (
        "harvard",
        QUESTION,
        "Lee, A.M. (2022) <em>Who Mends the Cable?</em> Ferry Point Institute."
        " Available at: https://doi.org/10.5555/fp.12.",
    ),
    ("apa", BODY, f"Ferry Point Institute. (2022, June 16). <em>Who Mends the Cable</em>. {EN}"),
    (
        "chicago",
        TRANSLATED,
        f"Zhao Long. “Who Mends the Cable.” Translated by Ed Alan Moss. Ferry Point Institute, June 16, 2022. {EN}.",
    ),
    (
        "chicago-note",
        TRANSLATED,
        f"Zhao Long, “Who Mends the Cable,” trans. Ed Alan Moss, Ferry Point Institute, June 16, 2022, {EN}.",
    ),
    (
        "chicago-note",
        TRANSLATED_REPORT,
        "Zhao Long, <em>Who Mends the Cable</em>, trans. Ed Alan Moss, Harbour Papers 4"
        f" (Ferry Point Institute, June 16, 2022), {EN}.",
    ),
    (
        "apa",
        TRANSLATED_REPORT,
        "Zhao, L. (2022, June 16). <em>Who Mends the Cable</em> (Harbour Papers No. 4; E. A. Moss, Trans.)."
        f" Ferry Point Institute. {EN}",
    ),
    (
        "mla",
        TRANSLATED_REPORT,
        "Zhao Long. <em>Who Mends the Cable</em>. Translated by Ed Alan Moss, Ferry Point Institute,"
        f" 16 June 2022, {EN}.",
    ),
    (
        "mla",
        TRANSLATED,
        "Zhao Long. “Who Mends the Cable.” Translated by Ed Alan Moss. <em>Ferry Point Institute</em>,"
        f" 16 June 2022, {EN}.",
    ),
    (
        "harvard",
        TRANSLATED,
        "Zhao, L. (2022) <em>Who Mends the Cable</em>. Translated by E.A. Moss. Ferry Point Institute."
        f" Available at: {EN} (Accessed: 25 November 2026).",
    ),
    (
        "gb7714",
        TRANSLATED,
        f"ZHAO Long. Who Mends the Cable[EB/OL]. MOSS E A, trans. (2022-06-16)[2026-11-25]. {EN}.",
    ),
    (
        "chicago",
        TRANSLATED_HAN,
        f"Lee, Anna Maria：《海纜》，林青譯，渡口國際研究院，2022年6月16日，{HANT}。",
    ),
    ("apa", TRANSLATED_HAN, f"Lee, A. M.（2022年6月16日）。《海纜》（林青譯）。渡口國際研究院。{HANT}"),
    (
        "harvard",
        TRANSLATED_HAN,
        f"Lee, A.M.（2022）《海纜》。林青譯。渡口國際研究院。{HANT}（檢索日期：2026年11月25日）",
    ),
    ("gb7714", TRANSLATED_HAN, f"LEE A M. 海纜[EB/OL]. 林青, 譯. (2022-06-16)[2026-11-25]. {HANT}."),
    ("gb7714", HAN, f"赵龙. 谁来修海缆: 一次压力测试[EB/OL]. (2022-06-16)[2026-11-25]. {HANS}."),
    ("chicago", HAN, f"赵龙：《谁来修海缆：一次压力测试》，渡口国际研究院，2022年6月16日，{HANS}。"),
    ("apa", HAN, f"赵龙（2022年6月16日）。《谁来修海缆：一次压力测试》。渡口国际研究院。{HANS}"),
    (
        "gb7714",
        FOUR_HAN,
        f"赵龙, 林青, 费兰迪斯, 等. 谁来修海缆？[R/OL]. 渡口国际研究院, 2022(2022-06-16)[2026-11-25]. {HANS}.",
    ),
    ("chicago-note", FOUR_HAN, f"赵龙等：《谁来修海缆？》，渡口国际研究院，2022年6月16日，{HANS}。"),
    ("mla", FOUR_HAN, f"赵龙等：《谁来修海缆？》，渡口国际研究院，2022年6月16日，{HANS}。"),
    (
        "harvard",
        TRADITIONAL,
        f"林青（2022）《讀〈海缆〉》。渡口國際研究院。{HANT}（檢索日期：2026年11月25日）",
    ),
    ("chicago", TRADITIONAL, f"林青：《讀〈海缆〉》，渡口國際研究院，2022年6月16日，{HANT}。"),
]

WORK = "“Who Mends the Cable.” Ferry Point Institute"
PAGE = "“Who Mends the Cable.” <em>Ferry Point Institute</em>"
# What is cited by its editors, because nobody is named as its author.
EDITED = [
    ("chicago", ONE_EDITED, f"Lee, Anna Maria, ed. {WORK}, June 16, 2022. {EN}."),
    ("chicago", TWO_EDITED, f"Lee, Anna Maria, and Kofi Owusu, eds. {WORK}, June 16, 2022. {EN}."),
    (
        "chicago-note",
        ONE_EDITED,
        f"Anna Maria Lee, ed., “Who Mends the Cable,” Ferry Point Institute, June 16, 2022, {EN}.",
    ),
    (
        "chicago-note",
        FOUR_EDITED,
        f"Anna Maria Lee et al., eds., “Who Mends the Cable,” Ferry Point Institute, June 16, 2022, {EN}.",
    ),
    (
        "chicago-note",
        EDITED_REPORT,
        "Anna Maria Lee, ed., <em>Who Mends the Cable</em>, trans. Ed Alan Moss"
        f" (Ferry Point Institute, June 16, 2022), {EN}.",
    ),
    ("mla", ONE_EDITED, f"Lee, Anna Maria, editor. {PAGE}, 16 June 2022, {EN}."),
    ("mla", TWO_EDITED, f"Lee, Anna Maria, and Kofi Owusu, editors. {PAGE}, 16 June 2022, {EN}."),
    ("mla", FOUR_EDITED, f"Lee, Anna Maria, et al., editors. {PAGE}, 16 June 2022, {EN}."),
    (
        "apa",
        ONE_EDITED,
        f"Lee, A. M. (Ed.). (2022, June 16). <em>Who Mends the Cable</em>. Ferry Point Institute. {EN}",
    ),
    (
        "apa",
        TWO_EDITED,
        "Lee, A. M., &amp; Owusu, K. (Eds.). (2022, June 16). <em>Who Mends the Cable</em>."
        f" Ferry Point Institute. {EN}",
    ),
    (
        "harvard",
        ONE_EDITED,
        "Lee, A.M. (ed.) (2022) <em>Who Mends the Cable</em>. Ferry Point Institute."
        f" Available at: {EN} (Accessed: 25 November 2026).",
    ),
    (
        "harvard",
        FOUR_EDITED,
        "Lee, A.M. <em>et al.</em> (eds) (2022) <em>Who Mends the Cable</em>. Ferry Point Institute."
        f" Available at: {EN} (Accessed: 25 November 2026).",
    ),
    ("gb7714", TWO_EDITED, f"LEE A M, OWUSU K. Who Mends the Cable[EB/OL]. (2022-06-16)[2026-11-25]. {EN}."),
    ("chicago", EDITED_HAN, f"赵龙、林青主编：《海缆》，渡口国际研究院，2022年6月16日，{HANS}。"),
    ("chicago-note", FOUR_EDITED_HAN, f"赵龙等主编：《海缆》，渡口国际研究院，2022年6月16日，{HANS}。"),
    ("mla", EDITED_HANT, f"林青主編：《海纜》，渡口國際研究院，2022年6月16日，{HANT}。"),
    ("apa", EDITED_HAN, f"赵龙、林青（主编）（2022年6月16日）。《海缆》。渡口国际研究院。{HANS}"),
    (
        "harvard",
        EDITED_HANT,
        f"林青（主編）（2022）《海纜》。渡口國際研究院。{HANT}（檢索日期：2026年11月25日）",
    ),
    ("gb7714", EDITED_HAN, f"赵龙, 林青. 海缆[EB/OL]. (2022-06-16)[2026-11-25]. {HANS}."),
]


# Authors with others beside them, who are named behind the title.
BESIDE = citation(LEE, *EDITORS[1:3], TRANSLATOR)
BESIDE_REPORT = citation(
    LEE, *EDITORS[1:3], TRANSLATOR, kind="report", series="Harbour Papers", series_number=4
)
BESIDE_HAN = citation(
    赵龙, HAN_EDITORS[1], contributor("莫德", role="translator"), language="zh-hans", title="海缆"
)
ASKED = citation(LEE, contributor("Kofi Owusu", "Owusu", "Kofi", role="interviewer"), kind="interview")
MANY_BESIDE = citation(LEE, *EDITORS)
HELPED = [
    (
        "chicago",
        BESIDE,
        "Lee, Anna Maria. “Who Mends the Cable.” Edited by Kofi Owusu and Jean-Paul Brandt."
        f" Translated by Ed Alan Moss. Ferry Point Institute, June 16, 2022. {EN}.",
    ),
    (
        "chicago-note",
        BESIDE,
        "Anna Maria Lee, “Who Mends the Cable,” ed. Kofi Owusu and Jean-Paul Brandt, trans. Ed Alan Moss,"
        f" Ferry Point Institute, June 16, 2022, {EN}.",
    ),
    (
        "chicago-note",
        MANY_BESIDE,
        "Anna Maria Lee, “Who Mends the Cable,” ed. Anna Maria Lee et al., Ferry Point Institute,"
        f" June 16, 2022, {EN}.",
    ),
    (
        "mla",
        BESIDE,
        "Lee, Anna Maria. “Who Mends the Cable.” Edited by Kofi Owusu and Jean-Paul Brandt, translated by"
        f" Ed Alan Moss. <em>Ferry Point Institute</em>, 16 June 2022, {EN}.",
    ),
    (
        "mla",
        BESIDE_REPORT,
        "Lee, Anna Maria. <em>Who Mends the Cable</em>. Edited by Kofi Owusu and Jean-Paul Brandt, translated by"
        f" Ed Alan Moss, Ferry Point Institute, 16 June 2022, {EN}.",
    ),
    (
        "apa",
        BESIDE_REPORT,
        "Lee, A. M. (2022, June 16). <em>Who Mends the Cable</em> (Harbour Papers No. 4; K. Owusu &amp;"
        f" J.-P. Brandt, Eds.; E. A. Moss, Trans.). Ferry Point Institute. {EN}",
    ),
    (
        "harvard",
        BESIDE,
        "Lee, A.M. (2022) <em>Who Mends the Cable</em>. Edited by K. Owusu and J.-P. Brandt."
        " Translated by E.A. Moss. Ferry Point Institute."
        f" Available at: {EN} (Accessed: 25 November 2026).",
    ),
    (
        "gb7714",
        BESIDE,
        "LEE A M. Who Mends the Cable[EB/OL]. OWUSU K, BRANDT J-P, ed. MOSS E A, trans."
        f" (2022-06-16)[2026-11-25]. {EN}.",
    ),
    ("chicago", BESIDE_HAN, f"赵龙：《海缆》，林青编，莫德译，渡口国际研究院，2022年6月16日，{HANS}。"),
    ("apa", BESIDE_HAN, f"赵龙（2022年6月16日）。《海缆》（林青编）（莫德译）。渡口国际研究院。{HANS}"),
    (
        "harvard",
        BESIDE_HAN,
        f"赵龙（2022）《海缆》。林青编。莫德译。渡口国际研究院。{HANS}（检索日期：2026年11月25日）",
    ),
    ("gb7714", BESIDE_HAN, f"赵龙. 海缆[EB/OL]. 林青, 编. 莫德, 译. (2022-06-16)[2026-11-25]. {HANS}."),
    (
        "chicago",
        ASKED,
        "Lee, Anna Maria. “Who Mends the Cable.” Interview by Kofi Owusu. Ferry Point Institute,"
        f" June 16, 2022. {EN}.",
    ),
]


@pytest.mark.parametrize(("style", "cited", "expected"), GOLDEN + EDITED + HELPED)
def test_a_style_prints_what_its_manual_says(style, cited, expected):
    assert styles.html(cited, style, SEEN) == expected
