"""VAL 1: whatever is no plain value travels as a host object, and is let go in time."""

import decimal
import enum
import gc
import pickle
import weakref

import pytest

from hyperparameter import (
    ConversionError,
    DefinitionError,
    frozen,
    items,
    keys,
    param_scope,
    untyped,
)


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class MyInt(int):
    pass


class MyFloat(float):  # as numpy.float64
    pass


class MyStr(str):
    __slots__ = ()


class MyList(list):
    pass


class Thing:
    pass


def thing():
    return Thing()


OBJECTS = [
    object(),
    Thing(),
    Thing,
    thing,
    (1, 2),
    (),
    {1, 2},
    frozenset({1}),
    bytearray(b"x"),
    memoryview(b"x"),
    decimal.Decimal("0.1"),
    1 + 2j,
    range(3),
    Level.LOW,
    MyInt(3),
    MyFloat(0.5),
    MyStr("text"),
    MyList([1]),
    2**63,
    -(2**63) - 1,
    2**70,
    10**5000,
    Ellipsis,
]


@pytest.mark.parametrize("value", OBJECTS, ids=lambda value: type(value).__name__)
def test_an_object_is_the_same_object_when_read(value):
    with param_scope(a=value):
        reads = [param_scope.a | None, param_scope.a(), dict(items())["a"], param_scope.a | value]

    assert all(read is value for read in reads)


@pytest.mark.parametrize("value", OBJECTS, ids=lambda value: type(value).__name__)
def test_an_object_is_the_same_object_in_another_thread(value, in_thread, baseline):
    with param_scope(a=value):
        frozen()

    assert in_thread(lambda: param_scope.a | None) is value


@pytest.mark.parametrize("value", OBJECTS, ids=lambda value: type(value).__name__)
def test_an_object_in_a_list_makes_the_list_an_object(value):
    given = [1, value]
    with param_scope(a=given, b=[given]):
        flat, nested = param_scope.a | None, param_scope.b | None

    assert flat is given
    assert nested[0] is given


def test_an_object_is_the_same_beside_texts_to_parse():
    value = object()
    with param_scope("b=1", {"a": value}):
        read = param_scope.a | None

    assert read is value


@pytest.mark.parametrize(
    "value",
    [True, False, 0, 1, -(2**63), 2**63 - 1, 0.5, -0.0, "", "text", b"", b"\0\xff", None],
    ids=repr,
)
def test_a_plain_value_comes_back_equal_and_of_its_type(value):
    with param_scope({"a": value}):
        plain = param_scope.a | None
    with param_scope({"a": value}, "b=1"):
        stored = param_scope.a | None

    assert [repr(value)] * 2 == [repr(plain), repr(stored)]
    assert [type(value)] * 2 == [type(plain), type(stored)]


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", "\U0010ffff", "e\u0301", "\x85\u2028", "x" * 1_000_000]
)
def test_a_text_comes_back_character_for_character(text):
    with param_scope("b=1", a=text):
        read = param_scope.a | ""

    assert text == read


def test_a_text_with_a_lone_surrogate_is_refused_by_key():
    for overrides in ({"a": "\ud800"}, {"a": ["\ud800"]}, {"a": ["b", ["\ud800"]]}):
        for sources in ((), ("b=1",)):
            with pytest.raises(ConversionError, match=r"^cannot set a: .*Unicode"):
                param_scope(*sources, **overrides).__enter__()


def test_a_definition_with_a_lone_surrogate_is_refused():
    with (
        pytest.raises(DefinitionError, match=r"a=\\ud800.*item 2.*not valid Unicode"),
        param_scope("b=1", "a=\ud800"),
    ):
        pass


def test_an_untyped_text_with_a_lone_surrogate_is_refused_by_key():
    with (
        pytest.raises(ConversionError, match="^cannot set a: "),
        param_scope(untyped({"a": "\ud800"})),
    ):
        pass


def test_an_object_of_the_default_s_type_is_taken_as_it_is():
    value = MyFloat(0.5)
    with param_scope(a=value):
        read = param_scope.a | 1.0

    assert read is value


def test_an_int_subclass_is_an_int_toward_an_int_default():
    with param_scope(a=Level.HIGH):
        read = param_scope.a | 1

    assert read is Level.HIGH


def test_a_big_integer_is_an_int_toward_an_int_default():
    with param_scope(a=2**70):
        read = param_scope.a | 1

    assert 2**70 == read


def test_a_big_integer_in_untyped_text_is_exact():
    with param_scope(f"a={2**70}", f"b=[{-(2**70)}, 1]", "c=0x" + "f" * 20):
        values = [param_scope.a | 1, param_scope.a | None, param_scope.b | [], param_scope.c | None]

    assert [2**70, 2**70, [-(2**70), 1], 16**20 - 1] == values


def test_a_big_integer_that_a_float_holds_is_a_float_toward_a_float_default():
    with param_scope(a=2**70):
        read = param_scope.a | 1.0

    assert (2.0**70, float) == (read, type(read))


@pytest.mark.parametrize("value", [2**70 + 1, 10**400, -(10**400)], ids=["inexact", "big", "small"])
def test_a_big_integer_that_no_float_holds_is_a_conversion_error(value):
    with param_scope(a=value), pytest.raises(ConversionError, match="^cannot read a as float"):
        param_scope.a | 1.0


def test_a_big_integer_is_decimal_text_toward_a_text_default():
    with param_scope(a=2**70):
        read = param_scope.a | ""

    assert str(2**70) == read


def read_or_refused(default):
    """What is read, or the key that the error names."""
    try:
        return param_scope.a | default
    except ConversionError as error:
        return str(error)[: len("cannot read a as ")]


@pytest.mark.parametrize("default", [1, None], ids=["int", "none"])
def test_an_integer_of_thousands_of_digits_is_exact_or_an_error_by_key(default):
    with param_scope("a=" + "7" * 5000):
        read = read_or_refused(default)

    assert read in (7 * (10**5000 - 1) // 9, "cannot read a as ")


def test_a_text_of_thousands_of_digits_is_text_toward_a_text_default():
    with param_scope("a=" + "7" * 5000):
        read = param_scope.a | ""

    assert "7" * 5000 == read


def test_an_int_of_thousands_of_digits_toward_text_is_exact_or_an_error_by_key():
    with param_scope(a=10**5000):
        read = read_or_refused("")

    assert read in ("1" + "0" * 5000, "cannot read a as ")


def collected(reference):
    gc.collect()
    return reference() is None


def test_an_object_is_let_go_when_its_scope_ends():
    value = Thing()
    reference = weakref.ref(value)
    with param_scope(a=value):
        pass
    del value

    assert collected(reference)


def test_an_object_that_the_library_held_is_let_go_when_its_scope_ends():
    value = Thing()
    reference = weakref.ref(value)
    with param_scope("b=1", a=value):
        keys()
    del value

    assert collected(reference)


def test_an_object_that_was_assigned_over_is_let_go_when_the_scope_ends():
    with param_scope() as ps:
        ps.a = Thing()
        keys()
        reference = weakref.ref(ps.a())
        ps.a = 1

    assert collected(reference)


def test_of_objects_assigned_one_after_the_other_few_are_kept():
    references = []
    with param_scope() as ps:
        for _ in range(1000):
            ps.a = Thing()
            references.append(weakref.ref(ps.a()))
        kept = [reference for reference in references if reference() is not None]

    assert len(kept) < 50


def test_an_object_stays_while_an_inner_scope_is_open():
    outer = param_scope(a=Thing())
    with outer:
        reference = weakref.ref(param_scope.a())
        with param_scope("b=1"):
            del outer
            kept = param_scope.a() is reference()

    assert kept
    assert collected(reference)


def test_an_object_stays_in_the_baseline(baseline):
    value = Thing()
    reference = weakref.ref(value)
    with param_scope(a=value):
        frozen()
    del value

    assert not collected(reference)

    frozen()
    with param_scope():
        pass

    assert collected(reference)


def test_an_object_is_let_go_after_an_error_inside():
    def fail():
        with param_scope("b=1", a=Thing()):
            references.append(weakref.ref(param_scope.a()))
            raise ZeroDivisionError

    references = []
    with pytest.raises(ZeroDivisionError):
        fail()

    assert collected(references[0])


def test_an_object_beside_a_bad_source_is_let_go():
    def fail():
        value = Thing()
        references.append(weakref.ref(value))
        with param_scope({"a": value}, "bad"):
            pass

    references = []
    with pytest.raises(DefinitionError):
        fail()

    assert collected(references[0])


def test_an_object_beside_an_invalid_key_is_let_go():
    def fail():
        value = Thing()
        references.append(weakref.ref(value))
        with param_scope({"a": value, "b..c": 1}):
            pass

    references = []
    with pytest.raises(ValueError, match="invalid key"):
        fail()

    assert collected(references[0])


def test_a_default_is_not_kept():
    default = Thing()
    reference = weakref.ref(default)
    param_scope.a | default
    del default

    assert collected(reference)


def test_many_objects_are_all_let_go():
    references = []
    for _ in range(300):
        value = Thing()
        references.append(weakref.ref(value))
        with param_scope("b=1", a=value):
            pass
    del value
    gc.collect()

    assert [] == [reference for reference in references if reference() is not None]


def test_a_destructor_may_use_parameters():
    seen = []

    class Reads:
        def __del__(self):
            with param_scope("c=3", d=object()):
                seen.append((param_scope.b | 0, param_scope.c | 0))

    with param_scope(b=1):
        with param_scope("x=1", a=Reads()):
            keys()
        with param_scope():
            pass
        gc.collect()
        after = param_scope.b | 0

    assert [(1, 3)] == seen
    assert 1 == after


def test_a_destructor_may_assign_parameters():
    class Assigns:
        def __del__(self):
            param_scope.b = 2

    with param_scope(b=1):
        with param_scope("x=1", a=Assigns()):
            keys()
        gc.collect()
        with param_scope():
            value = param_scope.b | 0

    assert 2 == value


def test_an_object_without_usable_methods_is_carried():
    class Hostile:
        def refuse(self, *args):
            raise RuntimeError("touched")

        __eq__ = __repr__ = __str__ = __bool__ = __len__ = refuse
        __hash__ = refuse

    value = Hostile()
    with param_scope("b=1", a=value):
        read = param_scope.a | None

    assert read is value


def test_a_scope_that_is_refused_lets_its_objects_go():
    class Model:
        pass

    model = Model()
    alive = weakref.ref(model)
    with pytest.raises(ConversionError), param_scope(m=model, t="\ud800"):
        pass
    del model
    gc.collect()

    assert alive() is None


def test_an_object_that_is_assigned_over_a_definition_goes_when_it_is_assigned_over():
    class Model:
        pass

    with param_scope("x=1"):
        model = Model()
        alive = weakref.ref(model)
        param_scope.q = model
        del model
        keys()
        param_scope.q = 1
        param_scope.q = 2
        gc.collect()

        assert alive() is None


@pytest.mark.parametrize("protocol", range(6))
def test_untyped_texts_pickle_with_every_protocol(protocol):
    back = pickle.loads(pickle.dumps(untyped({"a": "007"}), protocol))
    with param_scope(back):
        assert ("007", 7) == (param_scope.a | "", param_scope.a | 0)
