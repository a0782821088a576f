"""AUTO 1 and 4: precedence, names, every kind of parameter, and when binding happens."""

import asyncio
import functools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyperparameter import InvalidKeyError, as_dict, auto_param, frozen, param_scope, required


def test_an_argument_wins_over_a_scope_and_a_scope_over_the_default():
    @auto_param("train")
    def train(lr=0.5, steps=10):
        return lr, steps

    by_default = train()
    with param_scope(**{"train.lr": 0.25, "train.steps": 20}):
        by_scope = train()
        by_position = train(0.1)
        by_name = train(steps=5)
        by_both = train(0.1, steps=5)

    assert (0.5, 10) == by_default == train()
    assert (0.25, 20) == by_scope
    assert (0.1, 20) == by_position
    assert (0.25, 5) == by_name
    assert (0.1, 5) == by_both


def test_an_argument_wins_even_if_the_parameter_cannot_be_converted():
    @auto_param("n")
    def f(x=1):
        return x

    with param_scope("n.x=fast"):
        value = f(2)

    assert 2 == value


def test_an_argument_is_passed_as_it_is():
    @auto_param("n")
    def f(x: float = 1.0):
        return x

    assert "text" == f("text")


def test_none_passed_is_an_argument():
    @auto_param("n")
    def f(x=1):
        return x

    with param_scope(**{"n.x": 2}):
        value = f(None)

    assert value is None


def test_null_set_is_a_value():
    @auto_param("n")
    def f(x=1):
        return x

    with param_scope(**{"n.x": None}):
        value = f()

    assert value is None


def test_nothing_set_calls_with_the_very_default():
    default = object()

    @auto_param("n")
    def f(x=default):
        return x

    assert f() is default


def test_a_default_is_not_touched():
    class Untouchable:
        def refuse(self, *args):
            raise RuntimeError("touched")

        __eq__ = __bool__ = __len__ = __copy__ = __deepcopy__ = __repr__ = refuse
        __hash__ = refuse

    default = Untouchable()

    @auto_param("n")
    def f(x=default, y=1):
        return x

    with param_scope("n.y=2"):
        value = f()

    assert value is default


@pytest.mark.parametrize("namespace", ["model.encoder", "a.b.c.d", "with blank", "类"])
def test_a_namespace_is_any_key(namespace):
    @auto_param(namespace)
    def f(x=1):
        return x

    with param_scope({f"{namespace}.x": 2}):
        value = f()

    assert 2 == value


@pytest.mark.parametrize("namespace", ["", "a..b", ".a", "a.", "a=b", " a"])
def test_a_bad_namespace_is_refused_when_decorating(namespace):
    with pytest.raises(InvalidKeyError, match="invalid key"):
        auto_param(namespace)(lambda x=1: x)


def test_a_namespace_is_the_text_of_what_was_given():
    class Namespace(str):
        def __str__(self):
            return "other"

        def __format__(self, spec):
            return "other"

    @auto_param(Namespace("n"))
    def f(x=1):
        return x

    with param_scope({"n.x": 2, "other.x": 3}):
        value = f()

    assert 2 == value


@pytest.mark.parametrize("default", [param_scope.a, param_scope.a | param_scope.b, param_scope])
def test_an_accessor_as_a_default_is_refused_when_decorating(default):
    with pytest.raises(TypeError, match=r"the default of x is param_scope.*read it first, with"):
        auto_param("n")(lambda x=default: x)


@auto_param
def bare(x=1):
    return x


@auto_param()
def called(x=1):
    return x


class Outer:
    class Inner:
        @auto_param
        def run(self, x=1):
            return x

    @auto_param
    def run(self, x=1):
        return x

    @staticmethod
    @auto_param
    def static(x=1):
        return x

    @auto_param
    @staticmethod
    def static_inside(x=1):
        return x

    @auto_param()
    @classmethod
    def of_class(cls, x=1):
        return x


@auto_param
class Bare:
    def __init__(self, x=1):
        self.x = x


@pytest.mark.parametrize(
    ("namespace", "call"),
    [
        ("bare", bare),
        ("called", called),
        ("Outer.Inner.run", lambda: Outer.Inner().run()),
        ("Outer.run", lambda: Outer().run()),
        ("Outer.static", lambda: Outer.static()),
        ("Outer.static_inside", lambda: Outer.static_inside()),
        ("Outer.of_class", lambda: Outer.of_class()),
        ("Bare", lambda: Bare().x),
    ],
)
def test_without_a_namespace_the_qualified_name_is_it(namespace, call):
    with param_scope({f"{namespace}.x": 2}):
        named = call()
    others = {"bare", "called", "Outer.run", "Outer.Inner.run", "run", "Inner.run", "x"}
    with param_scope({f"{other}.x": 3 for other in others - {namespace}}, **{"x.x": 3}):
        unnamed = call()

    assert (2, 1) == (named, unnamed)


def test_a_name_is_taken_after_the_last_locals():
    def enclosing():
        @auto_param
        def inner(x=1):
            return x

        class Local:
            @auto_param
            def run(self, x=1):
                return x

        return inner, Local

    inner, local = enclosing()
    with param_scope({"inner.x": 2, "Local.run.x": 3}):
        values = inner(), local().run()

    assert (2, 3) == values


def test_what_has_no_name_needs_a_namespace():
    with pytest.raises(TypeError, match=r'write @auto_param\("namespace"\)'):
        auto_param(functools.partial(bare))


@pytest.mark.parametrize("wrong", [5, None.__class__, [], 1.5, property(bare)])
def test_what_is_not_callable_is_refused_when_decorating(wrong):
    with pytest.raises(TypeError):
        auto_param("n")(wrong)


def test_a_builtin_without_a_signature_is_refused_when_decorating():
    with pytest.raises(TypeError, match="cannot bind the parameters of"):
        auto_param("n")(dict.update)


def test_the_self_of_a_method_and_the_variadic_are_not_bound():
    class Holder:
        @auto_param("n")
        def method(self, x=1, *args, y=2, **kwargs):
            return self, x, args, y, kwargs

    holder = Holder()
    with param_scope({f"n.{name}": 9 for name in ("self", "args", "kwargs", "x", "y")}):
        value = holder.method()
        with pytest.raises(TypeError, match="self"):
            Holder.method()

    assert (holder, 9, (), 9, {}) == value


def test_keyword_only_parameters_are_bound():
    @auto_param("n")
    def f(*, x=1, y):
        return x, y

    with param_scope({"n.x": 2, "n.y": 3}):
        values = f(), f(x=5), f(y=6)

    assert ((2, 3), (5, 3), (2, 6)) == values


def test_positional_only_parameters_are_bound():
    @auto_param("n")
    def f(a, b=2, c=3, /, d=4):
        return a, b, c, d

    with param_scope({"n.a": 10}):
        first = f(), f(5)
    with param_scope({"n.c": 30}):
        third = f(1), f(1, 5), f(1, 5, 6)
    with param_scope({"n.a": 10, "n.b": 20, "n.c": 30, "n.d": 40}):
        each = f(), f(1), f(1, 2), f(1, 2, 3), f(1, 2, 3, 4), f(d=5)

    assert ((10, 2, 3, 4), (5, 2, 3, 4)) == first
    assert ((1, 2, 30, 4), (1, 5, 30, 4), (1, 5, 6, 4)) == third
    assert (
        (10, 20, 30, 40),
        (1, 20, 30, 40),
        (1, 2, 30, 40),
        (1, 2, 3, 40),
        (1, 2, 3, 4),
        (10, 20, 30, 5),
    ) == each


def test_a_name_is_passed_beside_a_positional_only_parameter_that_has_its_default():
    @auto_param("n")
    def f(first=0, /, a=1, *, b=2):
        return first, a, b

    with param_scope(**{"n.a": 5}):
        assert (0, 5, 2) == f()
        assert (0, 5, 10) == f(b=10)


def test_a_positional_only_name_may_be_a_keyword_too():
    @auto_param("n")
    def f(x=1, /, **kwargs):
        return x, kwargs

    with param_scope({"n.x": 2}):
        values = f(x=3), f(4, x=5)

    assert ((2, {"x": 3}), (4, {"x": 5})) == values


def test_a_positional_only_self_that_is_not_passed_is_a_type_error():
    class Holder:
        @auto_param("n")
        def method(self, x=1, /):
            return self, x

    with param_scope({"n.x": 2}):
        holder = Holder()
        bound = holder.method()
        with pytest.raises(TypeError):
            Holder.method()

    assert (holder, 2) == bound


def test_extra_positional_arguments_go_to_args():
    @auto_param("n")
    def f(x=1, *args, y=2):
        return x, args, y

    with param_scope({"n.x": 10, "n.y": 20}):
        values = f(), f(5), f(5, 6, 7), f(5, 6, y=7)

    assert ((10, (), 20), (5, (), 20), (5, (6, 7), 20), (5, (6,), 7)) == values


def test_extra_keywords_go_to_kwargs():
    @auto_param("n")
    def f(x=1, **kwargs):
        return x, kwargs

    with param_scope({"n.x": 2, "n.z": 3}):
        value = f(z=4)

    assert (2, {"z": 4}) == value


@pytest.mark.parametrize(
    "name", ["what", "frame", "args", "kwargs", "signature", "function", "key"]
)
def test_a_parameter_never_meets_a_name_of_the_library(name):
    scope = {}
    exec(f"def f({name}=1, *, other=2): return {name}, other", scope)
    f = auto_param("n")(scope["f"])

    with param_scope({f"n.{name}": 10}):
        values = f(), f(5), f(**{name: 6}), f(other=7)

    assert ((10, 2), (5, 2), (6, 2), (10, 7)) == values


def test_a_wrong_call_is_python_s_own_error():
    @auto_param("n")
    def f(x=1):
        return x

    for call in (lambda: f(1, 2), lambda: f(1, x=2), lambda: f(z=1)):
        with pytest.raises(TypeError, match=r"f\(\)"):
            call()


def test_a_missing_required_parameter_names_parameter_and_key():
    @auto_param("n")
    def f(a, b, *, c, d=1):
        return a, b, c, d

    with param_scope({"n.b": 2}), pytest.raises(TypeError) as caught:
        f()

    message = str(caught.value)

    assert "f() missing 2 required arguments: 'a', 'c'" in message
    assert '"n.a"' in message
    assert '"n.c"' in message
    assert '"n.b"' not in message


def test_a_missing_positional_only_parameter_names_its_key():
    @auto_param("n")
    def f(a, /):
        return a

    with pytest.raises(TypeError, match=r"f\(\) missing 1 required argument: 'a'.*\"n\.a\""):
        f()


def test_a_required_parameter_is_looked_up():
    @auto_param("n")
    def f(a):
        return a

    with param_scope({"n.a": 2}):
        values = f(), f(3), f(a=4)

    assert (2, 3, 4) == values


def test_a_value_that_does_not_fit_is_an_error_by_key():
    @auto_param("n")
    def f(x=1):
        return x

    with param_scope("n.x=fast"), pytest.raises(ValueError, match='cannot read n.x as int: "fast"'):
        f()


def test_the_scope_is_looked_up_at_each_call():
    @auto_param("n")
    def f(x=1):
        return x

    seen = [f()]
    with param_scope(**{"n.x": 2}) as ps:
        seen.append(f())
        ps["n.x"] = 3
        seen.append(f())
        with param_scope(**{"n.x": 4}):
            seen.append(f())
        seen.append(f())
    seen.append(f())

    assert [1, 2, 3, 4, 3, 1] == seen


def test_a_call_opens_no_scope():
    @auto_param("n")
    def f(x=1):
        param_scope.assigned = x
        return x

    with param_scope(**{"n.x": 2}):
        f()
        after = as_dict()

    assert {"assigned": 2, "n.x": 2} == after


def test_passing_an_argument_does_not_set_the_parameter():
    @auto_param("n")
    def f(x=1):
        return as_dict()

    assert {} == f(5)


def test_a_recursive_function_binds_at_each_depth():
    @auto_param("n")
    def f(depth, x=1):
        if depth == 0:
            return [x]
        with param_scope(**{"n.x": depth}):
            return [x, *f(depth - 1)]

    assert [1, 3, 2, 1] == f(3)


def test_two_functions_of_one_namespace_share_its_parameters():
    @auto_param("n")
    def f(x=1):
        return x

    @auto_param("n")
    def g(x=2, y=3):
        return x, y

    with param_scope(**{"n.x": 5}):
        values = f(), g()

    assert (5, (5, 3)) == values


def test_a_callable_decorated_twice_takes_the_outer_namespace_first():
    @auto_param("outer")
    @auto_param("inner")
    def f(x=1, y=2, z=3):
        return x, y, z

    with param_scope({"outer.x": 10, "inner.x": 100, "inner.y": 200}):
        value = f()

    assert (10, 200, 3) == value


def test_calls_from_many_threads_bind_alone():
    @auto_param("n")
    def f(x: "int" = 1, y: float = 2):
        return x, y

    barrier = threading.Barrier(8)

    def work(number):
        with param_scope(f"n.x={number}", {"n.y": number + 0.5}):
            barrier.wait()
            return {f() for _ in range(200)}

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(work, range(8)))

    assert [{(number, number + 0.5)} for number in range(8)] == seen


def test_a_thread_binds_from_the_baseline(in_thread, baseline):
    @auto_param("n")
    def f(x=1):
        return x

    with param_scope(**{"n.x": 2}):
        frozen()

    assert 2 == in_thread(f)


# Mappings


def test_a_key_below_a_mapping_default_is_an_error():
    @auto_param("n")
    def f(opts={"a": 1}):  # noqa: B006
        return opts

    with (
        param_scope(**{"n.opts.a": 2}),
        pytest.raises(ValueError, match=r'cannot read n\.opts as a mapping.*"n\.opts\.a"'),
    ):
        f()


def test_a_key_below_a_mapping_default_is_fine_if_the_argument_is_passed():
    @auto_param("n")
    def f(opts={"a": 1}):  # noqa: B006
        return opts

    with param_scope(**{"n.opts.a": 2}):
        value = f({"a": 3})

    assert {"a": 3} == value


def test_a_key_beside_a_mapping_default_is_fine():
    default = {"a": 1}

    @auto_param("n")
    def f(opts=default):
        return opts

    with param_scope(**{"n.optsa": 2, "n.opt": 3}):
        value = f()

    assert value is default


def test_a_key_below_a_mapping_default_that_was_set_outside_is_an_error_too():
    @auto_param("n")
    def f(opts={}):  # noqa: B006
        return opts

    with param_scope(**{"n.opts.a.b": 2}), param_scope(c=1):
        for _ in range(2):
            with pytest.raises(ValueError, match=r'"n\.opts\.a\.b"'):
                f()


# What runs later


def test_a_coroutine_function_binds_when_it_is_called():
    @auto_param("n")
    async def f(x=1):
        await asyncio.sleep(0)
        return x

    async def main():
        with param_scope(**{"n.x": 2}):
            made = f()
        return await made, await f()

    assert (2, 1) == asyncio.run(main())


def test_a_generator_binds_when_it_is_called():
    @auto_param("n")
    def f(x=1):
        yield x

    with param_scope(**{"n.x": 2}):
        made = f()

    assert ([2], [1]) == (list(made), list(f()))


def test_an_async_generator_binds_when_it_is_called():
    @auto_param("n")
    async def f(x=1):
        yield x

    async def main():
        with param_scope(**{"n.x": 2}):
            made = f()
        return [x async for x in made], [x async for x in f()]

    assert ([2], [1]) == asyncio.run(main())


def test_a_coroutine_function_misses_a_parameter_when_it_is_called():
    @auto_param("n")
    async def f(x):
        return x

    with pytest.raises(TypeError, match='"n.x"'):
        f()


def test_a_generator_takes_what_is_sent_and_returns():
    @auto_param("n")
    def f(x=1):
        got = yield x
        return got

    made = f()
    first = next(made)
    with pytest.raises(StopIteration) as stopped:
        made.send("sent")

    assert (1, "sent") == (first, stopped.value.value)


def test_a_partial_of_a_coroutine_function_is_bound():
    async def f(a, b=1):
        return a, b

    bound = auto_param("n")(functools.partial(f, 5))
    with param_scope(**{"n.b": 2}):
        value = asyncio.run(bound())

    assert (5, 2) == value


def test_a_partial_is_bound():
    def f(a, b=1, c=2):
        return a, b, c

    bound = auto_param("n")(functools.partial(f, 5, c=6))
    with param_scope({"n.b": 2, "n.a": 7}):
        value = bound()

    assert (5, 2, 6) == value


def test_a_callable_object_is_bound():
    class Adder:
        def __call__(self, x=1):
            return x

    bound = auto_param("n")(Adder())
    with param_scope(**{"n.x": 2}):
        value = bound()

    assert 2 == value


def test_a_bound_method_is_bound():
    class Holder:
        def method(self, x=1):
            return self, x

    holder = Holder()
    bound = auto_param("n")(holder.method)
    with param_scope(**{"n.x": 2}):
        value = bound()

    assert (holder, 2) == value


def test_a_scope_decorates_a_bound_function():
    @param_scope(**{"n.x": 2})
    @auto_param("n")
    def f(x=1):
        return x

    assert 2 == f()


def test_a_bound_function_decorates_with_a_scope_inside():
    @auto_param("n")
    @param_scope(**{"n.x": 2, "seen": 3})
    def f(x=1):
        return x, param_scope.seen | 0

    assert (1, 3) == f()


# In one frame each call gets what it would if it were the only one.

NAMES = ["first", "a", "b", "items", "only", "needed"]


@auto_param("n")
def function(first=0, /, a=1, b: float = 2.0, items=(), *, only="x", needed):
    return first, a, b, items, only, needed


@auto_param("n")
@functools.wraps(function.__wrapped__)
def wrapper(*args, **kwargs):
    return function.__wrapped__(*args, **kwargs)


#: How each may be set, and what it is then.
SET = {
    "first": (["7", 7], 7),
    "a": (["5", 5], 5),
    "b": (["0.5", 0.5, "5e-1"], 0.5),
    "items": (["[1, 2]", (1, 2)], (1, 2)),
    "only": (["y"], "y"),
    "needed": (["z"], "z"),
}
DEFAULTS = dict(zip(NAMES, (0, 1, 2.0, (), "x", required)))
PASSED = st.sampled_from([10, required])
CALLS = st.lists(
    st.tuples(
        st.lists(PASSED, max_size=4),
        st.dictionaries(st.sampled_from(NAMES[1:]), PASSED),
    ),
    max_size=8,
)
SETTINGS = st.lists(
    st.sampled_from(NAMES).flatmap(
        lambda name: st.sampled_from(SET[name][0]).map(lambda value: (name, value))
    ),
    max_size=6,
)


@pytest.mark.parametrize("bound", [function, wrapper])
@settings(max_examples=300, deadline=None)
@given(SETTINGS, CALLS)
def test_a_call_gets_what_it_would_without_the_calls_before_it(bound, overrides, calls):
    texts = [f"n.{name}={value}" for name, value in overrides if isinstance(value, str)]
    values = {f"n.{name}": value for name, value in overrides if not isinstance(value, str)}
    set_ = {**DEFAULTS, **{name: SET[name][1] for name, _ in overrides}}
    with param_scope(values, *texts):
        for args, kwargs in calls:
            by_name = {key: value for key, value in kwargs.items() if key not in NAMES[: len(args)]}
            passed = {**dict(zip(NAMES, args)), **by_name}
            if bound is wrapper and required in args:
                continue
            passed = {name: value for name, value in passed.items() if value is not required}
            expected = {**set_, **passed}
            if expected["needed"] is required:
                with pytest.raises(TypeError, match="needed"):
                    bound(*args, **by_name)
            else:
                assert tuple(expected.values()) == bound(*args, **by_name)
