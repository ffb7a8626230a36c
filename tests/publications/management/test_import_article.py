import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from publications.models import Article, Version
from tests.factories import make_article, picture
from tests.publications.importers.word_files import paragraph, word_file

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples"


def run(*arguments: object, **options: object) -> str:
    output = StringIO()
    call_command("import_article", *map(str, arguments), stdout=output, stderr=StringIO(), **options)
    return output.getvalue()


def test_a_report_names_what_was_read_and_where_it_is() -> None:
    report = run(SAMPLES / "article.txt")

    assert "4 headings, 5 paragraphs, 5 notes, 0 images" in report
    assert "warning: 4 headings were found." in report
    assert report.strip().endswith(f"/en/articles/{Article.objects.get().slug}/")


def test_json_gives_the_whole_draft_as_one_object() -> None:
    facts = json.loads(run(SAMPLES / "article.txt", "--json"))

    assert list(facts) == [
        *("title", "subtitle", "summary", "date", "language", "byline", "headings", "paragraphs", "notes"),
        *("images", "findings", "slug", "address"),
    ]
    assert facts["date"] == "2024-03-04"
    assert facts["byline"][0]["name"] == "Maren Holt"
    assert facts["headings"][0] == {"level": 2, "text": "A Price Without a Seller"}
    assert (facts["notes"][0]["number"], facts["notes"][0]["cited"]) == (1, 2)
    assert set(facts["findings"][0]) == {"severity", "message", "where"}


def test_a_dry_run_saves_nothing() -> None:
    facts = json.loads(run(SAMPLES / "article.txt", "--dry-run", "--json"))

    assert "slug" not in facts
    assert Article.objects.count() == 0


def test_publish_makes_the_article_public() -> None:
    run(SAMPLES / "article.txt", "--publish")

    assert Version.objects.public("en").get().title.startswith("The Lamp and the Ledger")


def test_what_the_gate_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "tides.txt"
    file.write_text(
        "Tides\n\nThe harbour office counted every ship for three hundred years.[21]\n", encoding="utf-8"
    )

    with pytest.raises(CommandError, match=r"(?s)Not published.*The date is missing.*no note.*\[21\]"):
        run(file, "--publish")
    assert Article.objects.count() == 0


def test_the_findings_of_a_refused_article_stand_on_the_error_stream(tmp_path: Path) -> None:
    file = tmp_path / "tides.txt"
    file.write_text(
        "Tides\n\nThe harbour office counted every ship for three hundred years.[21]\n", encoding="utf-8"
    )
    errors = StringIO()

    with pytest.raises(CommandError):
        call_command("import_article", str(file), "--publish", stdout=StringIO(), stderr=errors)
    assert "error: The marker [21] has no note in the list." in errors.getvalue()


def test_a_draft_with_errors_is_kept_when_nobody_asked_to_publish(tmp_path: Path) -> None:
    file = tmp_path / "tides.txt"
    file.write_text(
        "Tides\n\nThe harbour office counted every ship for three hundred years.[21]\n", encoding="utf-8"
    )

    assert "error: The marker [21]" in run(file)
    assert Article.objects.count() == 1


def test_a_language_is_added_to_an_article_by_its_address() -> None:
    article = make_article(slug="lights")
    run(SAMPLES / "article-zh.txt", "--article", "lights", "--language", "zh-CN")
    article.refresh_from_db()

    assert article.languages() == ["en", "zh-hans"]


def test_pictures_beside_the_manuscript_are_read(tmp_path: Path) -> None:
    (tmp_path / "chart.png").write_bytes(picture())
    (tmp_path / "tides.md").write_text("# Tides\n\nWords.\n\n![A line](chart.png)\n", encoding="utf-8")
    run(tmp_path / "tides.md")

    assert '<img src="/media/figures/' in Article.objects.get().body_en


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["missing.txt"], "missing.txt cannot be read"),
        ([SAMPLES / "article.txt", "--language", "fr"], "no language fr"),
        ([SAMPLES / "article.txt", "--article", "nowhere"], "no article at nowhere"),
    ],
)
def test_a_wrong_argument_is_refused_with_its_reason(arguments: list[object], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        run(*arguments)


def test_a_damaged_file_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "tides.docx"
    file.write_bytes(word_file(paragraph("Words."))[:2000])

    with pytest.raises(CommandError, match="damaged or incomplete"):
        run(file)
    assert Article.objects.count() == 0


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "tides.docx"
    with file.open("wb") as opened:
        opened.truncate(200 << 20)

    with pytest.raises(CommandError, match="200 MB"):
        run(file)
