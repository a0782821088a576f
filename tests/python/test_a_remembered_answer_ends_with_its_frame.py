"""An accessor remembers its last answer; nothing of that is ever seen where another holds."""

import gc
import sys
import threading
import tracemalloc
import weakref

import pytest

from hyperparameter import ConversionError, frozen, param_scope
from hyperparameter._kernel import state as _state


def read_often(accessor, default, times=5):
    """So often that the answer is remembered."""
    return [accessor | default for _ in range(times)]


def test_a_scope_opened_after_many_reads_is_seen():
    rate = param_scope.remembered.rate
    assert [0.5] * 5 == read_often(rate, 0.5)
    with param_scope(**{"remembered.rate": 0.1}):
        assert [0.1] * 5 == read_often(rate, 0.5)

    assert [0.5] * 5 == read_often(rate, 0.5)


def test_an_assignment_after_many_reads_is_seen():
    rate = param_scope.remembered.rate
    with param_scope(**{"remembered.rate": 0.1}):
        read_often(rate, 0.5)
        param_scope.remembered.rate = 0.2

        assert [0.2] * 5 == read_often(rate, 0.5)


def test_another_default_is_answered_for_itself():
    value = param_scope.remembered.value
    with param_scope(**{"remembered.value": 64}):
        default = 0.5
        read_often(value, default)

        assert (64, "64") == (value | 1, value | "")
        with pytest.raises(ConversionError, match="as bool"):
            value | False
        assert 64.0 == (value | default)
        assert float is type(value | default)


def test_equal_defaults_of_two_types_are_not_mistaken_for_each_other():
    missing = param_scope.remembered.missing
    one, also_one = 1, 1.0
    read_often(missing, one)

    assert missing | also_one is also_one
    assert missing | True is True
    assert missing | one is one


def test_a_refusal_stays_a_refusal_however_often_it_is_asked_for():
    rate = param_scope.remembered.rate
    with param_scope("remembered.rate=fast"):
        for _ in range(5):
            with pytest.raises(ConversionError, match="fast"):
                rate | 0.5


def test_null_is_null_however_often_it_is_read():
    rate = param_scope.remembered.rate
    with param_scope(**{"remembered.rate": None}):
        assert [None] * 5 == read_often(rate, 0.5)


def test_a_list_is_copied_however_often_it_is_read():
    layers = param_scope.remembered.layers
    with param_scope(**{"remembered.layers": [1]}):
        for _ in range(5):
            (layers | []).append(2)

        assert [1] == (layers | [])


def test_an_object_that_was_read_often_goes_with_its_last_frame():
    class Model:
        pass

    model = param_scope.remembered.model
    held = Model()
    alive = weakref.ref(held)
    with param_scope(**{"remembered.model": held}):
        read_often(model, held)
        read_often(model, None)
    del held
    gc.collect()

    assert alive() is None


def test_a_text_of_any_length_goes_with_its_frame():
    text = param_scope.remembered.text
    with param_scope(**{"remembered.text": "x" * 10_000_000}):
        tracemalloc.start()
        read_often(text, "")
    gc.collect()
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert kept < 1_000_000
    assert "" == (text | "")


def test_what_another_thread_writes_while_a_state_is_identified_is_not_remembered():
    rate = param_scope.remembered.raced
    with param_scope(**{"remembered.raced": 1}):
        state = _state.current()
        rate | 0

        def write(running, event, _):
            if running.f_code.co_name == "read" and state.identity:
                state.identity = False
            return write

        # As a thread that shares the state may do, between two steps of this one.
        sys.settrace(write)
        try:
            read_often(rate, 0)
        finally:
            sys.settrace(None)

    for value in (10, 20, 30):
        with param_scope(**{"remembered.raced": value}):
            assert [value] * 5 == read_often(rate, 0)


def test_threads_that_share_an_accessor_read_their_own():
    shared = param_scope.remembered.shared
    default, wrong = -1, []
    barrier = threading.Barrier(4)

    def work(number):
        with param_scope(**{"remembered.shared": number}):
            barrier.wait()
            wrong.extend(read for read in read_often(shared, default, 20_000) if read != number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [] == wrong


def test_a_thread_that_starts_from_a_new_baseline_does_not_see_what_was_remembered():
    rate = param_scope.remembered.rate
    default = 0.5
    read_often(rate, default)
    with param_scope(**{"remembered.rate": 0.25}):
        frozen()
    seen = []
    thread = threading.Thread(target=lambda: seen.extend(read_often(rate, default)))
    thread.start()
    thread.join()
    frozen()

    assert [0.25] * 5 == seen
    assert default == (rate | default)
