"""A read allocates nothing, takes no lock, and writes to no memory but its thread's own."""

import pytest

FIXTURES = [
    "no scope",
    "one scope",
    "8 nested",
    "frozen",
    "10 keys",
    "1,000 keys",
    "10,000 keys",
    "100,000 keys",
]
READS = ["read", "read, computed key", "read, missing"]
#: What of a hit is only to be had where the key is set.
COUNTED = [
    (read, fixture)
    for read in READS
    for fixture in FIXTURES
    if fixture != "no scope" or read == "read, missing"
]
PLANTED = [
    "planted: a counter of all threads",
    "planted: a store for all threads",
    "planted: a lock",
    "planted: a counted reference",
    "planted: an allocation",
]


@pytest.mark.parametrize("fixture", FIXTURES)
@pytest.mark.parametrize("read", READS)
def test_a_read_writes_to_its_thread_s_own_memory_alone(writes, read, fixture):
    assert "own" == writes[read, fixture]


@pytest.mark.parametrize("planted", PLANTED)
def test_a_write_to_other_memory_is_noticed(writes, planted):
    assert "shared" == writes[planted, "one scope"]


@pytest.mark.parametrize(("read", "fixture"), COUNTED)
def test_a_read_runs_no_atomic_write(profiles, read, fixture):
    assert {} == profiles[read, fixture, "ours"].atomic()


@pytest.mark.parametrize("keys", ["10 keys", "100,000 keys"])
@pytest.mark.parametrize("read", ["C: hp_frame_get", "C: hp_frame_get, missing"])
def test_a_read_through_c_takes_and_gives_back_its_handle(profiles, read, keys):
    assert sum(profiles[read, keys, "ours"].atomic().values()) <= 2


@pytest.mark.parametrize(
    ("planted", "atomic"),
    [
        ("planted: a counter of all threads", True),
        ("planted: a store for all threads", False),
        ("planted: a lock", True),
        ("planted: a counted reference", True),
        ("planted: an allocation", False),
    ],
)
def test_an_atomic_write_is_noticed(profiles, planted, atomic):
    assert atomic == bool(profiles[planted, "planted", "ours"].atomic())
