"""How much other parameters cost that an operation has nothing to do with, in instructions."""

import pytest

FEW, MANY = "10 keys", ["1,000 keys", "10,000 keys", "100,000 keys"]

#: What is not remembered is looked up in a trie, of a level for every factor of 32.
INSTRUCTIONS_A_LEVEL = 45


def within_a_tenth(few, many):
    return abs(many.ours - few.ours) <= few.ours * 0.1


SCOPES = ["override, read, restore", "override ten, read, restore", "enter, leave"]


@pytest.mark.parametrize("operation", SCOPES)
@pytest.mark.parametrize("many", MANY)
def test_a_scope_costs_the_same_however_many_keys_there_are(counts, operation, many):
    assert within_a_tenth(counts[operation, FEW], counts[operation, many])


def test_ten_overrides_in_a_block_cost_at_most_ten_times_one(counts):
    one, ten = counts["override, read, restore", FEW], counts["override ten, read, restore", FEW]

    assert ten.ours <= 10 * one.ours


@pytest.mark.parametrize(
    "operation",
    ["C: hp_frame_child_packed of one, hp_frame_free", "C: hp_definitions_read of ten"],
)
def test_a_scope_through_c_costs_the_same_however_many_keys_there_are(counts, operation):
    assert within_a_tenth(counts[operation, FEW], counts[operation, "100,000 keys"])


@pytest.mark.parametrize("operation", ["read", "read, missing"])
@pytest.mark.parametrize("many", MANY)
def test_a_read_costs_the_same_however_many_keys_there_are(counts, operation, many):
    assert within_a_tenth(counts[operation, FEW], counts[operation, many])


@pytest.mark.parametrize(("levels", "many"), list(enumerate(MANY, 1)))
def test_a_read_of_a_computed_key_costs_a_level_more_for_a_factor_of_32(counts, levels, many):
    few = counts["read, computed key", FEW].ours
    more = counts["read, computed key", many].ours - few

    # A level more or less than others: where a key ends is a matter of its hash.
    assert more <= (levels + 1) * INSTRUCTIONS_A_LEVEL


@pytest.mark.parametrize("operation", ["C: hp_frame_get", "C: hp_frame_get, missing"])
def test_a_read_through_c_costs_a_level_more_for_a_factor_of_32(counts, operation):
    more = counts[operation, "100,000 keys"].ours - counts[operation, FEW].ours

    assert more <= (len(MANY) + 1) * INSTRUCTIONS_A_LEVEL


def test_a_scope_that_copied_ten_keys_would_be_noticed(counts):
    scope, definitions = (
        counts[operation, FEW]
        for operation in ("override, read, restore", "C: hp_definitions_read of ten")
    )

    assert not within_a_tenth(scope, definitions)
