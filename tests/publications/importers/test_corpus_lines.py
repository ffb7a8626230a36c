import json

import pytest

from publications.importers.corpus_lines import read_lines
from tests.publications.importers.test_corpus import RECORD, line


def test_a_line_becomes_a_record():
    [read] = read_lines([json.dumps(RECORD), "\n"])
    assert read == line()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("{", "JSON"),
        ("[]", "JSON"),
        (b'{"slug": "\xff"}', "JSON"),
        (json.dumps({**RECORD, "date": "yesterday"}), "date"),
        (json.dumps({**RECORD, "languages": {"fr": {}}}), "languages"),
        (json.dumps({**RECORD, "slug": ""}), "slug"),
        (json.dumps({**RECORD, "slug": 7}), "slug"),
        (json.dumps({**RECORD, "topics": "energy"}), "topics"),
        (json.dumps({**RECORD, "authors": [{"role": "Author"}]}), "authors"),
        (json.dumps({"slug": "x", "date": "2026-01-01"}), "languages"),
        (json.dumps({"slug": "x", "languages": {"en": {"sections": [{"level": 2}]}}}), "heading"),
        (json.dumps({"type": "ship"}), "type"),
        (json.dumps({"type": ["topic"]}), "type"),
        (json.dumps({**RECORD, "topics": [" "]}), "topics"),
        (json.dumps({**RECORD, "topics": ["x" * 201]}), "topics"),
        (json.dumps({**RECORD, "series": ["sea"]}), "series"),
        (json.dumps({**RECORD, "series_number": "3"}), "series_number"),
        (json.dumps({**RECORD, "lead_figure": {}}), "lead_figure"),
        (json.dumps({**RECORD, "old_addresses": [{"path": 7}]}), "path"),
        (json.dumps({**RECORD, "authors": [{"name": "A", "role": []}]}), "role"),
        (json.dumps({**RECORD, "authors": [{"name": "A", "position": "Fellow"}]}), "position"),
        (json.dumps({**RECORD, "authors": [{"name": "A", "affiliation": "x" * 301}]}), "institute"),
        (json.dumps({"slug": "x", "languages": {"en": {"body": "<p>A</p>", "reviewed": 5}}}), "reviewed"),
        (json.dumps({"slug": "x", "languages": {"en": {"versions": [{"number": "1"}]}}}), "number"),
        (json.dumps({"slug": "x", "languages": {"en": {"versions": [{"byline": [{"name": 5}]}]}}}), "name"),
        (json.dumps({**RECORD, "slug": "half-\ud800"}), "JSON"),
        (json.dumps({**RECORD, "slug": "none-\0"}), "JSON"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_rest_goes_on(text, field):
    before, problem, after = read_lines([json.dumps(RECORD), text, json.dumps(RECORD)])
    assert (problem.line, problem.field) == (2, field)
    assert (before.record, after.number) == (line().record, 3)


def test_null_tells_as_little_as_nothing():
    [read] = read_lines([json.dumps({**RECORD, "doi": None, "series": None})])
    assert read == line()


def test_characters_beyond_the_first_plane_may_be_escaped():
    [read] = read_lines([json.dumps({**RECORD, "topics": ["𠮷"]})])
    assert read.record["topics"] == ["𠮷"]
