import rispy

from publications.exporters import ris
from tests.publications.exporters.citations import LEE, ZHAO, citation, contributor, 赵龙


def read(cited):
    [entry] = rispy.loads(ris.write(cited))
    return entry


def test_it_reads_back_whole():
    cited = citation(
        ZHAO,
        LEE,
        contributor("Ed Moss", "Moss", "Ed", role="translator"),
        kind="report",
        series="Harbour Papers",
        series_number=4,
        issn="2434-561X",
        summary="What\nit  costs.",
        topics=("Sea", "Trade"),
        doi="10.5555/fp.12",
    )
    entry = read(cited)
    assert entry["type_of_reference"] == "RPRT"
    assert entry["authors"] == ["Zhao, Long", "Lee, Anna Maria"]
    assert entry["title"] == "Who Mends the Cable"
    assert (entry["year"], entry["date"]) == ("2022", "2022/06/16")
    assert entry["abstract"] == "What it costs."
    assert entry["keywords"] == ["Sea", "Trade"]
    assert (entry["secondary_title"], entry["issn"]) == ("Harbour Papers", "4")
    assert entry["doi"] == "10.5555/fp.12"
    assert entry["urls"] == ["https://ferrypoint.example/en/articles/cable/"]


def test_sn_is_the_number_of_a_report_and_the_issn_of_a_journal():
    facts = {"series": "Harbour Review", "series_number": 4, "issn": "2434-561X"}
    journal = read(citation(kind="journal-article", **facts))
    assert (journal["secondary_title"], journal["number"], journal["issn"]) == (
        "Harbour Review",
        "4",
        "2434-561X",
    )
    # M1 and SN of a page would be read as the day of access and as an ISBN.
    page = read(citation(**facts))
    assert (page["secondary_title"], page["tertiary_title"]) == ("Ferry Point Institute", "Harbour Review 4")
    assert not {"note", "issn"} & set(page)


def test_a_chinese_title_reads_back():
    entry = read(citation(赵龙, language="zh-hans", title="谁来修海缆？", subtitle="一次测试"))
    assert entry["title"] == "谁来修海缆？一次测试"
    assert entry["authors"] == ["赵, 龙"]


def test_lines_end_as_the_specification_asks():
    assert ris.write(citation()).endswith("\r\nER  - \r\n")


def test_editors_without_an_author_are_editors():
    lines = ris.write(citation(contributor("Ed Moss", "Moss", "Ed", role="editor"))).splitlines()
    assert "ED  - Moss, Ed" in lines
    assert not [line for line in lines if line.startswith("AU")]
