import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from authors.models import Author
from publications import workflow
from publications.management.commands import load_corpus
from publications.models import Article, Generation, Version
from tests.publications.importers.test_corpus import RECORD

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
    with pytest.raises(CommandError, match="3 read, 2 new, 1 problems"):
        call_command("load_corpus", first, "--publish")
    assert "Line 3, languages: " in capsys.readouterr().err
    whole = write(
        tmp_path / "whole.jsonl", *({**RECORD, "slug": slug} for slug in ("the-channel", "second", "third"))
    )
    call_command("load_corpus", whole, "--publish")
    assert Article.objects.count() == 3
    assert Version.objects.public("en").count() == 3


def test_a_dry_run_tells_what_would_be_and_writes_nothing(tmp_path, capsys):
    unsigned = {**RECORD, "slug": "unsigned", "authors": []}
    file = write(tmp_path / "corpus.jsonl", RECORD, unsigned, {"slug": ""})
    with pytest.raises(CommandError, match="3 read, 2 would be new, 1 problems"):
        call_command("load_corpus", file, "--publish", "--dry-run")
    assert "unsigned stays a draft. English: The byline is missing." in capsys.readouterr().err
    assert not any(model.objects.exists() for model in (Article, Author, Generation))


def test_a_batch_that_is_cut_off_leaves_nothing_half_done(tmp_path, monkeypatch):
    file = write(tmp_path / "corpus.jsonl", *({**RECORD, "slug": f"a-{number}"} for number in range(4)))
    monkeypatch.setattr(load_corpus, "BATCH", 2)
    publish_all, batches = workflow.publish_all, []

    def killed_at_the_second(editions):
        batches.append(editions)
        if len(batches) == 2:
            raise KeyboardInterrupt
        return publish_all(editions)

    with monkeypatch.context() as patched:
        patched.setattr(workflow, "publish_all", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            call_command("load_corpus", file, "--publish")
    assert set(Article.objects.values_list("slug", flat=True)) == {"a-0", "a-1"}
    call_command("load_corpus", file, "--publish")
    assert Version.objects.public("en").count() == 4


def test_progress_is_told_when_asked_for(tmp_path, capsys):
    file = write(tmp_path / "corpus.jsonl", RECORD)
    call_command("load_corpus", file)
    assert "left" not in capsys.readouterr().err
    call_command("load_corpus", file, "--verbosity", "2")
    assert "1 read, " in (told := capsys.readouterr().err)
    assert "/s, about 0 s left" in told


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_corpus", tmp_path / "missing.jsonl")
