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
    assert entry["issn"] == "2434-561X"
    assert entry["doi"] == "10.5555/fp.12"
    assert entry["urls"] == ["https://ferrypoint.example/en/articles/cable/"]


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
