"""READ 1-4 and 6: every way to spell a read, and what it gives."""

import pytest

from hyperparameter import ConversionError, MissingKeyError, param_scope, required
from hyperparameter._kernel import state as _state


def test_a_missing_parameter_returns_the_very_default():
    default = ["of", {"any": "kind"}]

    assert (param_scope.a.b | default) is default
    assert param_scope.a.b(default) is default
    assert (param_scope["a.b"] | default) is default
    assert param_scope["a.b"](default) is default


def test_a_missing_parameter_returns_none_as_a_default():
    assert (param_scope.a | None) is None
    assert param_scope.a(None) is None


@pytest.mark.parametrize(
    "read",
    [
        lambda: param_scope.train.lr | 0.5,
        lambda: param_scope.train.lr(0.5),
        lambda: param_scope["train.lr"] | 0.5,
        lambda: param_scope["train.lr"](0.5),
        lambda: param_scope["train"].lr | 0.5,
        lambda: param_scope["train"]["lr"](0.5),
        lambda: param_scope.train["lr"] | 0.5,
        lambda: getattr(param_scope, "train").lr | 0.5,  # noqa: B009
        lambda: getattr(param_scope, "train.lr") | 0.5,
        lambda: param_scope.train.lr(),
        lambda: param_scope["train.lr"](),
        lambda: param_scope.train.lr | None,
    ],
)
def test_every_spelling_reads_the_same_parameter(read):
    with param_scope(**{"train.lr": 0.25}):
        value = read()

    assert 0.25 == value


def test_a_dynamic_key_goes_between_attributes():
    task = "cls"

    with param_scope(**{"task.cls.lr": 0.25}):
        value = param_scope.task[task].lr | 0.5

    assert 0.25 == value


def test_a_subscript_below_attributes_takes_several_segments():
    with param_scope(**{"a.b.c.d": 1}):
        value = param_scope.a["b.c"].d | 0

    assert 1 == value


def test_an_accessor_that_is_kept_reads_what_is_current():
    lr = param_scope.train.lr

    with param_scope(**{"train.lr": 0.25}):
        inside = lr | 0.5
    outside = lr | 0.5

    assert (0.25, 0.5) == (inside, outside)


def test_the_same_accessor_converts_toward_each_default():
    with param_scope("a=1"):
        values = [param_scope.a | d for d in (True, 5, 5.0, "x", None)]

    assert [True, 1, 1.0, "1", 1] == values
    assert [bool, int, float, str, int] == [type(value) for value in values]


def test_a_conversion_error_does_not_spoil_later_reads():
    with param_scope("a=fast"):
        with pytest.raises(ValueError, match="cannot read a as int"):
            param_scope.a | 1
        value = param_scope.a | "slow"

    assert "fast" == value


def test_parameters_are_read_in_turn():
    with param_scope(b=2):
        value = param_scope.a | param_scope.b | 1

    assert 2 == value


def test_the_first_of_a_turn_that_is_set_wins():
    with param_scope(a=1, b=2, c=3):
        value = param_scope.a | param_scope.b | param_scope.c | 0

    assert 1 == value


def test_a_turn_in_which_nothing_is_set_returns_the_very_default():
    default = object()

    assert (param_scope.a | param_scope.b | default) is default


def test_a_turn_may_be_grouped():
    with param_scope(c=3):
        left = (param_scope.a | param_scope.b) | (param_scope.c | param_scope.d) | 0
        right = param_scope.a | (param_scope.b | param_scope.c) | 0

    assert (3, 3) == (left, right)


def test_a_turn_converts_toward_its_default():
    with param_scope("b=2"):
        value = param_scope.a | param_scope.b | 1.0

    assert (2.0, float) == (value, type(value))


def test_a_null_in_a_turn_counts_as_set():
    with param_scope(a=None, b=2):
        value = param_scope.a | param_scope.b | 1

    assert value is None


def test_a_turn_that_is_kept_reads_what_is_current():
    turn = param_scope.a | param_scope.b

    with param_scope(b=2):
        inside = turn | 0
    outside = turn | 0

    assert (2, 0) == (inside, outside)


def test_a_turn_of_scoped_accessors_reads_each_in_its_scope():
    with param_scope(a=1) as outer, param_scope(a=2) as inner:
        first = outer.a | inner.a | 0
        second = inner.a | outer.a | 0
        third = outer.b | inner.a | 0

    assert (1, 2, 2) == (first, second, third)


def test_a_missing_required_parameter_is_a_key_error():
    with pytest.raises(KeyError, match=r'^no parameter "model\.required_key" is set$'):
        param_scope.model.required_key()


def test_required_as_a_default_requires():
    with param_scope(a="x"):
        assert "x" == param_scope.a | required
    with pytest.raises(MissingKeyError):
        param_scope.a | required


def test_of_several_one_is_required():
    with param_scope(b="x"):
        assert "x" == param_scope.a | param_scope.b | required
    with pytest.raises(MissingKeyError, match='"a" is set'):
        param_scope.a | param_scope.b | required


def test_keys_below_the_first_of_a_turn_are_not_passed_over_by_a_mapping():
    with param_scope({"opt": {"lr": 1}}), pytest.raises(ConversionError, match=r"opt\.lr"):
        param_scope.nope | param_scope.opt | {"lr": 2}


def test_a_missing_required_parameter_suggests_the_nearest_key():
    with param_scope(**{"train.lr": 1, "data.path": "x"}):
        with pytest.raises(MissingKeyError) as caught:
            param_scope.train.lrr()

        assert 'no parameter "train.lrr" is set; did you mean "train.lr"?' == str(caught.value)


def test_in_tells_set_from_missing():
    with param_scope(**{"a.b": None}):
        answers = ("a.b" in param_scope, "a" in param_scope, "a.b.c" in param_scope)

    assert (True, False, False) == answers


def test_in_takes_an_accessor():
    with param_scope(**{"a.b": 0}):
        answers = (param_scope.a.b in param_scope, param_scope.a in param_scope)

    assert (True, False) == answers


def test_in_an_accessor_looks_below_it():
    with param_scope(**{"a.b": 0, "c": 1}):
        answers = ("b" in param_scope.a, "c" in param_scope.a, "a.b" in param_scope.a)

    assert (True, False, False) == answers


def test_the_repr_shows_key_and_value():
    with param_scope(**{"a.b": "text"}):
        shown = repr(param_scope.a.b)

    assert "<parameter a.b = 'text'>" == shown


def test_the_repr_says_that_nothing_is_set():
    assert "<parameter a.b, not set>" == repr(param_scope.a.b)


def test_the_repr_shows_an_integer_of_any_size():
    with param_scope(a=10**5000):
        shown = repr(param_scope.a)

    assert shown.startswith("<parameter a")


def test_the_repr_of_a_scoped_accessor_does_not_fail_when_its_scope_is_not_open():
    ps = param_scope(a=1)

    assert "a" in repr(ps.a)


def test_a_format_shows_the_repr_only_when_asked_to():
    assert "<parameter a, not set>" == f"{param_scope.a!r}"

    with pytest.raises(TypeError, match=r"param_scope\.a is not a value: cannot format it"):
        f"{param_scope.a}"


def test_a_list_of_values_reads_as_a_tuple_toward_a_tuple():
    with param_scope("b=[0.5, 0.9]", a=[1, [2]]):
        read = (param_scope.a | (), param_scope.b | (0.9, 0.999))

    assert ((1, [2]), (0.5, 0.9)) == read


def test_a_mapping_default_with_keys_below_is_refused_and_not_returned():
    with (
        param_scope({"opt": {"lr": 0.1}}),
        pytest.raises(ValueError, match=r'cannot read opt as a mapping.*"opt\.lr", which is set'),
    ):
        param_scope.opt | {}


def test_a_required_parameter_with_keys_below_says_so():
    with (
        param_scope({"opt": {"lr": 0.1}}),
        pytest.raises(KeyError, match=r'no parameter "opt" is set.*"opt\.lr" is set below it'),
    ):
        param_scope.opt()


def test_a_frame_of_more_overrides_than_it_keeps_answers_stays_quick():
    overrides = {f"k{n}": n for n in range(5_000)}
    with param_scope(overrides):
        frame = _state.current().frame
        param_scope.k1 | 0.5
        param_scope.other | 0.5
        kept = len(frame.answers)

    # Both were kept beside the overrides; before, each of them threw the others out.
    assert kept >= 5_000 + 2


def test_completion_lists_the_segments_below():
    with param_scope(**{"a.b": 1, "a.c.d": 1, "e": 1}):
        listed = (dir(param_scope), dir(param_scope.a), dir(param_scope.a.b))

    assert (["a", "e"], ["b", "c"], []) == listed
