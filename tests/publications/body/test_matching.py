from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from publications.body.matching import matches, similar, similarity, stretches

WORDS = st.lists(st.sampled_from("abcde"), max_size=60)


@given(WORDS, WORDS)
def test_stretches_cover_both_sequences_and_the_same_ones_are_the_same(
    before: list[str], after: list[str]
) -> None:
    found = list(stretches(before, after))
    assert [item for each in found for item in before[each.start : each.end]] == before
    assert [item for each in found for item in after[each.start2 : each.end2]] == after
    assert all(before[each.start : each.end] == after[each.start2 : each.end2] for each in found if each.same)


@given(WORDS, WORDS)
def test_equal_and_unequal_stretches_take_turns(before: list[str], after: list[str]) -> None:
    kinds = [each.same for each in stretches(before, after)]
    assert all(not (one is False and other is False) for one, other in pairwise(kinds))


@given(WORDS)
def test_a_sequence_matches_itself_throughout(same: list[str]) -> None:
    assert matches(same, same) == [(place, place) for place in range(len(same))]


def test_what_is_unique_on_both_sides_is_found_in_a_sequence_too_repetitive_for_more() -> None:
    before = ["a"] * 900 + ["landmark"] + ["a", "b"] * 900
    after = ["a", "b"] * 900 + ["landmark"] + ["a"] * 900
    assert (900, 1800) in matches(before, after)


@given(st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=12), st.data())
def test_pairs_of_similar_parts_rise_on_both_sides(before: list[frozenset[str]], data: st.DataObject) -> None:
    after = data.draw(st.permutations(before))
    pairs = similar(before, after)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(pairs))
    assert all(similarity(before[first], after[second]) > 0 for first, second in pairs)


def test_a_part_is_paired_with_the_one_it_has_most_in_common_with() -> None:
    before = [frozenset("abcd")]
    after = [frozenset("abxy"), frozenset("abcx"), frozenset("wxyz")]
    assert similar(before, after) == [(0, 1)]


def test_parts_with_little_in_common_are_no_pair() -> None:
    assert similar([frozenset("abcd")], [frozenset("dxyz")]) == []
