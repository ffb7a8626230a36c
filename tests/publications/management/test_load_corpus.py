import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from publications.models import Article, Version
from tests.publications.importers.test_corpus import RECORD

GENERATOR = Path(__file__).resolve().parents[4] / "shared" / "bench" / "gen.py"

pytestmark = pytest.mark.django_db


def write(path: Path, *records: dict) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_articles_are_loaded_as_drafts_unless_told_otherwise(tmp_path):
    call_command("load_corpus", write(tmp_path / "corpus.jsonl", RECORD))
    assert Article.objects.count() == 1
    assert not Version.objects.exists()


def test_published_articles_are_public_in_each_language(tmp_path):
    call_command("load_corpus", write(tmp_path / "corpus.jsonl", RECORD), "--publish")
    assert {version.language for version in Version.objects.public()} == {"en", "zh-hant"}


def test_a_load_that_stopped_is_taken_up_again(tmp_path, capsys):
    first = write(tmp_path / "first.jsonl", RECORD, {**RECORD, "slug": "second"}, {"slug": "broken"})
    with pytest.raises(CommandError, match="Line 3"):
        call_command("load_corpus", first, "--publish")
    whole = write(
        tmp_path / "whole.jsonl", *({**RECORD, "slug": slug} for slug in ("the-channel", "second", "third"))
    )
    call_command("load_corpus", whole, "--publish")
    assert Article.objects.count() == 3
    assert Version.objects.public("en").count() == 3


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_corpus", tmp_path / "missing.jsonl")


@pytest.mark.skipif(not GENERATOR.exists(), reason="the corpus generator is not beside the project")
def test_the_generated_corpus_is_published_whole(tmp_path):
    lines = subprocess.run([sys.executable, GENERATOR, "4"], check=True, capture_output=True).stdout
    (tmp_path / "corpus.jsonl").write_bytes(lines)
    call_command("load_corpus", tmp_path / "corpus.jsonl", "--publish")
    versions = Version.objects.public()
    assert sorted(version.language for version in versions) == ["en"] * 4 + ["zh-hans"] * 2 + ["zh-hant"] * 2
    assert all(len(version.notes) == 20 for version in versions)
