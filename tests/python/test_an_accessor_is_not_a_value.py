"""READ 7: whatever would quietly treat an accessor as a value says how to read it."""

import asyncio
import copy
import math
import operator
import pickle
import re

import pytest

from hyperparameter import InvalidKeyError, keys, param_scope


def delete_attribute():
    del param_scope.a.b


def delete_subscript():
    del param_scope.a["b"]


def delete_root_subscript():
    del param_scope["a.b"]


def delete_root_attribute():
    del param_scope.a


def delete_in_scope():
    with param_scope() as ps:
        del ps.a


def delete_subscript_in_scope():
    with param_scope() as ps:
        del ps["a"]


def add_in_place():
    param_scope.a.b += 1


def add_in_place_by_subscript():
    param_scope["a.b"] += 1


def or_in_place():
    param_scope.a.b |= 1


def wait_for():
    async def main():
        await param_scope.a.b

    asyncio.run(main())


def enter():
    with param_scope.a.b:
        pass


BINARY = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_", "xor"]
BINARY += ["lshift", "rshift"]

MISUSES = {
    "==": lambda: param_scope.a.b == 1,
    "== on the right": lambda: 1 == param_scope.a.b,
    "!=": lambda: param_scope.a.b != 1,
    "<": lambda: param_scope.a.b < 1,
    "<=": lambda: param_scope.a.b <= 1,
    ">": lambda: param_scope.a.b > 1,
    ">=": lambda: param_scope.a.b >= 1,
    "< on the right": lambda: 1 < param_scope.a.b,
    "in a list": lambda: param_scope.a.b in [1],
    "iter": lambda: iter(param_scope.a.b),
    "unpack": lambda: [*param_scope.a.b],
    "len": lambda: len(param_scope.a.b),
    "reversed": lambda: reversed(param_scope.a.b),
    "int": lambda: int(param_scope.a.b),
    "float": lambda: float(param_scope.a.b),
    "complex": lambda: complex(param_scope.a.b),
    "index": lambda: [1, 2][param_scope.a.b],
    "range": lambda: range(param_scope.a.b),
    "round": lambda: round(param_scope.a.b),
    "round to digits": lambda: round(param_scope.a.b, 2),
    "abs": lambda: abs(param_scope.a.b),
    "-": lambda: -param_scope.a.b,
    "+": lambda: +param_scope.a.b,
    "~": lambda: ~param_scope.a.b,
    "divmod": lambda: divmod(param_scope.a.b, 2),
    "divmod on the right": lambda: divmod(2, param_scope.a.b),
    "floor": lambda: math.floor(param_scope.a.b),
    "ceil": lambda: math.ceil(param_scope.a.b),
    "trunc": lambda: math.trunc(param_scope.a.b),
    "sqrt": lambda: math.sqrt(param_scope.a.b),
    "three-argument pow": lambda: pow(param_scope.a.b, 2, 3),
    "format spec": lambda: f"{param_scope.a.b:.2f}",
    "%.2f": lambda: "%.2f" % param_scope.a.b,  # noqa: UP031
    "hash": lambda: hash(param_scope.a.b),
    "dict key": lambda: {param_scope.a.b: 1},
    "pickle": lambda: pickle.dumps(param_scope.a.b),
    "oldest pickle": lambda: pickle.dumps(param_scope.a.b, 0),
    "copy": lambda: copy.copy(param_scope.a.b),
    "deepcopy": lambda: copy.deepcopy(param_scope.a.b),
    "await": wait_for,
    "with": enter,
    "+=": add_in_place,
    "+= by subscript": add_in_place_by_subscript,
    "|=": or_in_place,
    "default on the left": lambda: 1 | param_scope.a.b,
    "keyword": lambda: param_scope.a.b(default=1),
    "two defaults": lambda: param_scope.a.b(1, 2),
    "an accessor as called default": lambda: param_scope.a.b(param_scope.c),
    **{
        f"{name} {side}": (
            (lambda op: lambda: op(param_scope.a.b, 2))
            if side == "left"
            else (lambda op: lambda: op(2, param_scope.a.b))
        )(getattr(operator, name))
        for name in BINARY
        for side in ("left", "right")
    },
}


@pytest.mark.parametrize("misuse", MISUSES.values(), ids=MISUSES)
def test_a_misuse_shows_the_right_spelling(misuse):
    with pytest.raises(TypeError, match=r"param_scope\.a\.b(\(| \| )"):
        misuse()


@pytest.mark.parametrize("misuse", MISUSES.values(), ids=MISUSES)
def test_a_misuse_is_the_same_error_when_the_parameter_is_set(misuse):
    with param_scope(**{"a.b": 1}), pytest.raises(TypeError, match=r"param_scope\.a\.b(\(| \| )"):
        misuse()


@pytest.mark.parametrize(
    "deletion",
    [
        delete_attribute,
        delete_subscript,
        delete_root_subscript,
        delete_root_attribute,
        delete_in_scope,
        delete_subscript_in_scope,
    ],
)
def test_a_deletion_says_that_overrides_end_with_their_scope(deletion):
    with pytest.raises(TypeError, match=r'^cannot delete "a(\.b)?": an override ends with'):
        deletion()


@pytest.mark.parametrize("misuse", [lambda a: "%d" % a, lambda a: bytes(a)])  # noqa: UP031
def test_where_python_has_its_own_words_it_is_a_type_error(misuse):
    with pytest.raises(TypeError):
        misuse(param_scope.a)


def test_a_key_that_is_no_identifier_is_spelled_as_a_subscript():
    with pytest.raises(TypeError, match=re.escape('param_scope["0.a b"] is not')) as caught:
        param_scope["0.a b"] == 1  # noqa: B015

    assert 'param_scope["0.a b"] | default' in str(caught.value)


def test_a_keyword_of_the_language_is_spelled_as_a_subscript():
    with pytest.raises(TypeError) as caught:
        param_scope["global.seed"] == 1  # noqa: B015

    assert 'param_scope["global.seed"] | default' in str(caught.value)


def test_a_scoped_accessor_refuses_as_well():
    with param_scope(a=1) as ps, pytest.raises(TypeError, match="is not a value"):
        ps.a == 1  # noqa: B015


FALLBACK_MISUSES = {
    "bool": lambda f: bool(f),
    "str": lambda f: str(f),
    "==": lambda f: f == 1,
    "!=": lambda f: f != 1,
    "<": lambda f: f < 1,
    ">": lambda f: f > 1,
    "+": lambda f: f + 1,
    "+ on the right": lambda f: 1 + f,
    "iter": lambda f: iter(f),
    "len": lambda f: len(f),
    "int": lambda f: int(f),
    "float": lambda f: float(f),
    "format spec": lambda f: f"{f:.2f}",
    "hash": lambda f: hash(f),
    "call": lambda f: f(),
    "pickle": lambda f: pickle.dumps(f),
    "default on the left": lambda f: 1 | f,
}


@pytest.mark.parametrize("misuse", FALLBACK_MISUSES.values(), ids=FALLBACK_MISUSES)
def test_a_turn_without_default_is_no_value_either(misuse):
    with pytest.raises(TypeError, match=r"param_scope\.a(\(| \| )"):
        misuse(param_scope.a | param_scope.b)


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: param_scope | 1,
        lambda: bool(param_scope),
        lambda: param_scope == 1,
        lambda: iter(param_scope),
        lambda: len(param_scope),
        lambda: 1 | param_scope,
        lambda: hash(param_scope),
        lambda: param_scope + 1,
    ],
)
def test_param_scope_itself_is_no_parameter(misuse):
    with pytest.raises(TypeError, match="param_scope"):
        misuse()


def test_param_scope_in_a_with_statement_says_to_call_it():
    with pytest.raises(TypeError, match=r"param_scope\("), param_scope:
        pass


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_param_scope_pickles_by_reference(protocol):
    assert pickle.loads(pickle.dumps(param_scope, protocol)) is param_scope


def test_param_scope_copies_to_itself():
    assert copy.copy(param_scope) is param_scope
    assert copy.deepcopy({"p": param_scope})["p"] is param_scope


def test_a_scope_neither_pickles_nor_copies():
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="a scope cannot be pickled or copied"):
            copied(param_scope(a=1))


def test_a_scope_is_not_iterable():
    with pytest.raises(TypeError, match="a scope cannot be iterated"):
        iter(param_scope(a=1))


@pytest.mark.parametrize("accessor", [lambda: param_scope.b, lambda: param_scope.b | param_scope.c])
def test_an_accessor_cannot_be_assigned(accessor):
    def by_attribute(ps):
        ps.a = accessor()

    def by_subscript(ps):
        ps["a"] = accessor()

    def below(ps):
        ps.x.a = accessor()

    for assign in (by_attribute, by_subscript, below):
        with param_scope() as ps, pytest.raises(TypeError, match="read it first"):
            assign(ps)
        with param_scope(), pytest.raises(TypeError, match="read it first"):
            assign(param_scope)


@pytest.mark.parametrize(
    "make",
    [
        lambda: param_scope(a=param_scope.b),
        lambda: param_scope({"a": param_scope.b}),
        lambda: param_scope({"a": {"b": param_scope.b}}),
        lambda: param_scope(a=param_scope.b | param_scope.c),
    ],
)
def test_an_accessor_cannot_be_an_override(make):
    with pytest.raises(TypeError, match="read it first"), make():
        pass


def test_an_accessor_as_a_source_is_refused():
    with pytest.raises(TypeError, match="bad source .*, item 1"):
        param_scope(param_scope.a)


CONDITIONS = {
    "if": lambda a: 1 if a else 0,
    "or": lambda a: a or 4,
    "and": lambda a: a and 4,
    "not": lambda a: not a,
    "bool": bool,
    "any": lambda a: any([a]),
}


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
@pytest.mark.parametrize("value", [0, 5, None])
def test_an_accessor_has_no_truth(condition, value):
    with param_scope(workers=value) as ps:
        for accessor in (param_scope.workers, param_scope["workers"], ps.workers):
            with pytest.raises(
                TypeError, match=r"use it as a condition.*\(param_scope\.workers \| default\)"
            ):
                condition(accessor)


STRINGS = {
    "str": str,
    "%s": lambda a: "%s" % a,  # noqa: UP031
    "format": "{}".format,
    "f-string": lambda a: f"{a}",
}


@pytest.mark.parametrize("make", STRINGS.values(), ids=STRINGS)
def test_no_string_is_made_of_an_accessor(make):
    with param_scope(lr=0.5), pytest.raises(TypeError, match=r"\(param_scope\.lr \| default\)"):
        make(param_scope.lr)


METHODS = {
    "a method of a string": lambda ps: ps.mode.startswith("x"),
    "a method of a list": lambda ps: ps.layers.append(8),
    "a method without an argument": lambda ps: ps.mode.upper(),
    "a method of a number": lambda ps: ps.n.bit_length(),
    "a method below a path": lambda ps: ps.model.name.strip(),
}


@pytest.mark.parametrize("call", METHODS.values(), ids=METHODS)
def test_a_call_of_a_method_of_the_value_says_how_to_read_it(call):
    with param_scope(mode="fast", layers=[1], n=5, model={"name": "x"}) as ps:
        for root in (param_scope, ps):
            with pytest.raises(TypeError, match=r"cannot call its method .* \| default\)\."):
                call(root)


def test_a_key_that_is_set_is_read_though_it_is_named_like_a_method():
    with param_scope({"mode": "fast", "mode.count": 3}):
        read = param_scope.mode.count(0), param_scope.mode.count()

    assert (3, 3) == read


def test_a_key_that_is_not_set_is_read_where_its_owner_is_not_set_either():
    assert 3 == param_scope.mode.count(3)


@pytest.mark.parametrize(
    "ask", [lambda: param_scope[""], lambda: param_scope[""].a, lambda: param_scope.a[""]]
)
def test_an_empty_subscript_is_an_invalid_key(ask):
    with pytest.raises(InvalidKeyError, match='invalid key ""'):
        ask()


class Text(str):
    """A string that compares and hashes as it likes."""

    def __eq__(self, other):
        return False

    def __hash__(self):
        return 7

    def __str__(self):
        return "something else"


def test_a_string_of_a_subclass_is_taken_for_its_text():
    with param_scope({Text("a"): 1, "b": {Text("c"): 2}}, **{Text("d"): 3}) as ps:
        ps[Text("e")] = 4
        read = param_scope[Text("a")] | 0, param_scope.b[Text("c")] | 0, Text("d") in param_scope
        listed = keys(), keys(Text("b"))

    assert (1, 2, True) == read
    assert (["a", "b.c", "d", "e"], ["b.c"]) == listed


@pytest.mark.parametrize(
    "element", [lambda: param_scope.layers[0], lambda: 1 in param_scope.layers], ids=["at", "in"]
)
def test_an_element_is_taken_of_what_is_read(element):
    advice = re.escape("read that first, with (param_scope.layers | default)")
    with param_scope(layers=[1]), pytest.raises(InvalidKeyError, match=advice):
        element()
