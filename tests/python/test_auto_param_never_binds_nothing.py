"""AUTO 1 and 2: what takes arguments is bound, or refused when it is decorated."""

import asyncio
import dataclasses
import functools
import inspect

import pytest

from hyperparameter import auto_param, param_scope


def any_options(**options):
    return options


def any_number(*values):
    return values


def swallowing(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


class OnlyOptions:
    def __init__(self, **options):
        pass


class Nameless:
    def __call__(self, *values):
        pass


def without_passing_on():
    @functools.wraps(any_named)
    def wrapper():
        return any_named(5)

    return wrapper


def any_named(x=1):
    return x


@pytest.mark.parametrize(
    "target",
    [
        any_options,
        any_number,
        swallowing(any_named),
        OnlyOptions,
        Nameless(),
        without_passing_on(),
        staticmethod(any_options),
        classmethod(any_number),
    ],
    ids=[
        *("options", "values", "a wrapper", "a class", "an instance", "a wrapper that passes none"),
        *("a static method", "a class method"),
    ],
)
def test_what_takes_arguments_and_none_by_name_is_refused_when_decorating(target):
    with pytest.raises(TypeError, match="cannot bind .* no named arguments"):
        auto_param("n")(target)


def test_what_takes_no_argument_is_left_as_it_was():
    class Empty:
        def __init__(self):
            pass

        @auto_param("n")
        def method(self):
            return "method"

    @auto_param("n")
    def f():
        return "f"

    assert ("f", "method") == (f(), auto_param("n")(Empty)().method())


# Wrappers


def plain(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def with_connection(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function("connection", *args, **kwargs)

    return wrapper


def with_keyword(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, session="session", **kwargs)

    return wrapper


def plus_name(function):
    @functools.wraps(function)
    def wrapper(name, *args, **kwargs):
        return name, function(*args, **kwargs)

    return wrapper


def test_a_wrapper_that_passes_all_on_is_bound():
    @auto_param("n")
    @plain
    def f(a, b=2, *, c=3):
        return a, b, c

    with param_scope({"n.a": 10, "n.c": 30}):
        inside = f(), f(1), f(1, 2, c=5), f(b=4)

    assert ((10, 2, 30), (1, 2, 30), (1, 2, 5), (10, 4, 30)) == inside
    assert (1, 2, 3) == f(1)


def test_a_wrapper_that_adds_an_argument_keeps_working():
    @auto_param("n")
    @with_connection
    def query(connection, limit=10):
        return connection, limit

    with param_scope({"n.limit": 5}):
        inside = query(), query(limit=7)

    assert [("connection", 10), ("connection", 7)] == [query(), query(7)]
    assert (("connection", 5), ("connection", 7)) == inside


def test_a_wrapper_that_passes_in_its_place_what_is_set_too_is_told_what_to_do():
    @auto_param("n")
    @with_connection
    def query(connection, limit=10):
        return connection, limit

    # Where the 7 goes is known to the wrapper alone, which puts another argument before it.
    told = r"multiple values .*'limit': .*by position, and n.limit is set; put @auto_param below"
    with param_scope({"n.limit": 5}), pytest.raises(TypeError, match=told):
        query(7)


def test_a_wrapper_that_adds_a_keyword_keeps_working():
    @auto_param("n")
    @with_keyword
    def query(limit=10, *, session):
        return limit, session

    with param_scope({"n.limit": 5}):
        inside = query(), query(7), query(limit=8)

    assert ((5, "session"), (7, "session"), (8, "session")) == inside
    assert (10, "session") == query()


def test_a_wrapper_that_takes_an_argument_of_its_own_keeps_working():
    @auto_param("n")
    @plus_name
    def f(limit=10):
        return limit

    with param_scope({"n.limit": 5}):
        inside = f("x"), f("x", 7), f(name="x")
    with param_scope({"n.name": "set"}):
        named = f(), f("x")

    assert (("x", 10), ("x", 7)) == (f("x"), f("x", 7))
    assert (("x", 5), ("x", 7), ("x", 5)) == inside
    assert (("set", 10), ("x", 10)) == named
    with pytest.raises(TypeError, match='"n.name"'):
        f()


def test_a_wrapper_without_wraps_is_bound_by_what_it_takes():
    def wrapper(limit=10, **options):
        return limit, options

    f = auto_param("n")(wrapper)
    with param_scope({"n.limit": 5, "n.options": 6}):
        inside = f(), f(7), f(other=1)

    assert ((5, {}), (7, {}), (5, {"other": 1})) == inside


def test_a_wrapper_of_a_method_is_bound():
    class Holder:
        @auto_param("n")
        @plain
        def method(self, x=1):
            return self, x

        @auto_param("n")
        @plus_name
        def named(self, x=1):
            return x

    holder = Holder()
    with param_scope({"n.x": 2, "n.self": 3}):
        inside = holder.method(), holder.method(5)

    assert ((holder, 2), (holder, 5)) == inside


def test_a_wrapper_passes_on_what_is_positional_only():
    @auto_param("n")
    @plain
    def f(a, b=2, c=3, /):
        return a, b, c

    with param_scope({"n.a": 10, "n.c": 30}):
        inside = f(), f(1), f(1, 5), f(1, 5, 6)

    assert ((10, 2, 30), (1, 2, 30), (1, 5, 30), (1, 5, 6)) == inside
    assert (1, 2, 3) == f(1)
    with param_scope({"n.c": 30}), pytest.raises(TypeError, match='"n.a"'):
        f()


def test_a_wrapper_fails_as_it_did_where_an_argument_is_missing():
    @auto_param("n")
    @plain
    def f(a):
        return a

    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        f()


def test_a_scope_between_two_bindings_hides_neither():
    @auto_param("outer")
    @param_scope(seen=3)
    @auto_param("inner")
    def f(x=1, y=2, z=4):
        return x, y, z, param_scope.seen | 0

    with param_scope({"outer.x": 10, "inner.x": 100, "inner.y": 200}):
        inside = f(), f(5), f(z=6)

    assert ((10, 200, 4, 3), (5, 200, 4, 3), (10, 200, 6, 3)) == inside
    assert (1, 2, 4, 3) == f()


def test_a_scope_between_two_bindings_of_a_required_argument():
    @auto_param("outer")
    @param_scope(seen=3)
    @auto_param("inner")
    def f(x):
        return x

    with param_scope({"inner.x": 100}):
        inner = f()
    with param_scope({"outer.x": 10}):
        outer = f()

    assert (100, 10) == (inner, outer)
    with pytest.raises(TypeError, match='"inner.x"'):
        f()


@pytest.mark.parametrize("others", [[plain], [plain, plain], [with_keyword]])
def test_bindings_over_wrappers_over_bindings(others):
    def original(x=1, y=2, z=3, *, session=None):
        return x, y, z

    f = auto_param("inner")(original)
    for other in others:
        f = other(f)
    f = auto_param("middle")(f)
    f = auto_param("outer")(f)
    with param_scope({"outer.x": 10, "middle.x": 0, "middle.y": 20, "inner.y": 0, "inner.z": 30}):
        inside = f(), f(5), f(z=6)

    assert ((10, 20, 30), (5, 20, 30), (10, 20, 6)) == inside
    assert (1, 2, 3) == f()


# Callable objects


def test_a_dataclass_instance_is_bound():
    @dataclasses.dataclass
    class Step:
        rate: float

        def __call__(self, x=1):
            return self.rate, x

    bound = auto_param("n")(Step(0.5))
    with param_scope("n.x=2"):
        inside = bound(), bound(3)

    assert ((0.5, 2), (0.5, 3), (0.5, 1)) == (*inside, bound())


def test_an_object_with_a_call_that_awaits_is_a_coroutine_function():
    class Step:
        async def __call__(self, x=1):
            await asyncio.sleep(0)
            return x

    bound = auto_param("n")(Step())

    async def main():
        with param_scope("n.x=2"):
            made = bound()
        return await made, await bound(3), await bound()

    assert inspect.iscoroutinefunction(bound)
    assert (2, 3, 1) == asyncio.run(main())


def test_an_object_with_a_wrapped_call_is_bound():
    class Step:
        @plain
        def __call__(self, x=1, y=2):
            return x, y

    bound = auto_param("n")(Step())
    with param_scope("n.x=2"):
        inside = bound(), bound(5), bound(y=6)

    assert ((2, 2), (5, 2), (2, 6)) == inside


# Classes


def test_new_and_init_get_the_same_value():
    @auto_param("n")
    class Pair:
        def __new__(cls, x=1):
            self = super().__new__(cls)
            self.from_new = x
            return self

        def __init__(self, x=1):
            self.from_init = x

    with param_scope("n.x=4"):
        inside = vars(Pair()), vars(Pair(5))

    assert {"from_new": 1, "from_init": 1} == vars(Pair())
    assert ({"from_new": 4, "from_init": 4}, {"from_new": 5, "from_init": 5}) == inside


def test_new_may_take_whatever_init_takes():
    @auto_param("n")
    class Single:
        def __new__(cls, *args, **kwargs):
            self = super().__new__(cls)
            self.given = args, kwargs
            return self

        def __init__(self, x=1):
            self.x = x

    @auto_param("n")
    class Dict(dict):
        def __init__(self, x=1):
            super().__init__(x=x)

    with param_scope("n.x=4"):
        made, kept = Single(), Dict()

    assert (4, ((), {}), {"x": 4}) == (made.x, made.given, kept)


def test_a_fault_of_one_constructor_is_not_passed_over_for_the_other():
    class Both:
        def __new__(cls, x=1):
            return super().__new__(cls)

        def __init__(self, x=param_scope.a):
            pass

    with pytest.raises(TypeError, match="the default of x is param_scope.a"):
        auto_param("n")(Both)
