"""What operations cost, in instructions: as recorded, and never far above their floor."""

import pytest
from instruction_counts.recorded import Count, complaint, load, save

_, RECORDED = load()

#: How many times its floor an operation may cost, with any compiler and whatever was
#: recorded: many small rises would each be within the bounds.
CEILINGS = {
    "read": 0.6,
    "read, computed key": 1.2,
    # With nothing set: an empty hash map does not even hash.
    "read, missing": 2.4,
    "override, read, restore": 3.5,
    # Of the floor's one.
    "override ten, read, restore": 14,
    "enter, leave": 0.7,
    "frame.get, by text": 1.2,
    "frame.get, by literal": 0.6,
    "frame.get, missing": 1.6,
    "frame.get, a string": 1.7,
    "frame.get, a typed list": 1.9,
    "C: hp_frame_get": 1.8,
    "C: hp_frame_get, missing": 2.5,
    "C: hp_frame_get_key": 1.3,
    "C: hp_frame_child_packed of one, hp_frame_free": 5.5,
    "C: hp_definitions_read of ten": 5,
}


@pytest.mark.parametrize("place", RECORDED, ids=", with ".join)
def test_an_operation_costs_what_was_recorded(counts, place, same_tools):
    assert complaint(RECORDED[place], counts[place], same_tools) is None


def test_all_that_is_counted_is_recorded(counts):
    assert sorted(RECORDED) == sorted(counts)


@pytest.mark.parametrize("place", RECORDED, ids=", with ".join)
def test_an_operation_stays_near_its_floor(counts, place):
    operation, _ = place

    assert counts[place].ratio <= CEILINGS[operation]


#: How many times Rust's read by text the same may cost in C.
OF_RUST = {"C: hp_frame_get": 1.5, "C: hp_frame_get_key": 1.1}


@pytest.mark.parametrize("fixture", ["10 keys", "100,000 keys"])
@pytest.mark.parametrize("operation", OF_RUST)
def test_a_read_in_c_stays_near_one_in_rust(counts, operation, fixture):
    rust = counts["frame.get, by text", fixture].ours

    assert counts[operation, fixture].ours <= OF_RUST[operation] * rust


def test_what_is_recorded_is_found_again(tmp_path):
    counts = {("read", "10 keys"): Count(123, 132), ("read", "one scope"): Count(7, 5)}
    save(counts, tmp_path / "recorded.json")

    assert counts == load(tmp_path / "recorded.json")[1]


@pytest.mark.parametrize("same_tools", [True, False])
def test_an_allocation_in_a_read_would_be_noticed(profiles, counts, same_tools):
    allocation = profiles["planted: an allocation", "planted", "ours"].per_operation
    read = counts["read", "one scope"]

    found = complaint(read, Count(read.ours + allocation, read.floor), same_tools)

    assert found is not None


@pytest.mark.parametrize(
    ("ours", "floor", "message"),
    [
        (1021, 500, "more than 1000"),
        (899, 500, "fewer than 1000: better"),
        (1000, 511, "of the floor are more"),
        (1000, 449, "of the floor are 10% fewer"),
    ],
)
def test_a_count_beyond_its_bounds_says_how_to_record_it(ours, floor, message):
    found = complaint(Count(1000, 500), Count(ours, floor), same_tools=True)

    assert message in found
    assert "make record-costs" in found


@pytest.mark.parametrize(("ours", "floor"), [(1020, 510), (900, 450)])
def test_a_count_at_its_bounds_is_accepted(ours, floor):
    assert complaint(Count(1000, 500), Count(ours, floor), same_tools=True) is None


def test_other_tools_are_judged_by_the_ratio_alone():
    recorded = Count(1000, 500)

    assert complaint(recorded, Count(2000, 1000), same_tools=False) is None
    assert complaint(recorded, Count(1240, 500), same_tools=False) is None
    assert "2.52 times the floor" in complaint(recorded, Count(1260, 500), same_tools=False)
