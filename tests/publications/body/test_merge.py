import pytest

from publications.body.merge import merge

BASE = {"title": "Ports", "summary": "On ports"}


@pytest.mark.parametrize(
    ("theirs", "mine", "taken", "conflicts"),
    [
        pytest.param({}, {}, [], [], id="nobody-changed-anything"),
        pytest.param({"title": "Harbours"}, {}, ["title"], [], id="they-did"),
        pytest.param({}, {"title": "Harbours"}, [], [], id="i-did"),
        pytest.param({"title": "Harbours"}, {"summary": "New"}, ["title"], [], id="each-another-field"),
        pytest.param({"title": "Harbours"}, {"title": "Quays"}, [], ["title"], id="the-same-field"),
        pytest.param({"title": "Harbours"}, {"title": "Harbours"}, [], [], id="the-same-change"),
        pytest.param(
            {"title": "Harbours", "summary": "New"},
            {"title": "Quays"},
            ["summary"],
            ["title"],
            id="one-field-of-two",
        ),
    ],
)
def test_what_one_side_changed_is_taken_and_what_both_changed_is_in_conflict(theirs, mine, taken, conflicts):
    merged = merge(BASE, BASE | theirs, BASE | mine)
    assert (merged.taken, merged.conflicts) == (taken, conflicts)


def test_a_field_that_i_could_not_change_is_theirs():
    assert merge(BASE, BASE | {"title": "Harbours"}, {"summary": "New"}).taken == ["title"]


def test_a_change_back_to_what_it_was_is_none():
    assert merge(BASE, BASE | {"title": "Harbours"}, BASE).taken == ["title"]
