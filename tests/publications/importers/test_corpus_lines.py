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
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_rest_goes_on(text, field):
    before, problem, after = read_lines([json.dumps(RECORD), text, json.dumps(RECORD)])
    assert (problem.line, problem.field) == (2, field)
    assert (before.record, after.number) == (line().record, 3)
