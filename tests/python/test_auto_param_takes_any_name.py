"""AUTO 1: a parameter may have any name, and what binds it depends on none of them."""

import builtins
import dataclasses
import functools
import inspect
import keyword
import types

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hyperparameter import auto_param, param_scope


def test_a_parameter_may_be_named_type():
    @auto_param("opt")
    def make(type="adam", lr=0.1):
        return type, lr

    with param_scope("opt.type=sgd"):
        inside = make()

    assert ("adam", 0.1) == make()
    assert ("rms", 0.1) == make(type="rms")
    assert ("sgd", 0.1) == inside


@pytest.mark.parametrize("name", [*sorted(n for n in dir(builtins) if n != "__debug__"), "call"])
def test_a_parameter_may_have_the_name_of_a_builtin(name):
    scope = {}
    if keyword.iskeyword(name):
        return
    exec(f"def f({name}=1, *, other=2): return {name}, other", scope)
    f = auto_param("n")(scope["f"])

    with param_scope({f"n.{name}": 10}):
        values = f(), f(5), f(**{name: 6}), f(other=7)

    assert ((10, 2), (5, 2), (6, 2), (10, 7)) == values


def test_a_parameter_may_have_the_name_of_anything_that_its_binding_names():
    @auto_param("n")
    def f(x=1):
        return x

    code = f.__code__
    names = sorted({*code.co_names, *code.co_varnames, *code.co_freevars})
    source = f"def g({', '.join(f'{name}={at}' for at, name in enumerate(names))}): return locals()"
    scope = {}
    exec(source, scope)
    g = auto_param("n")(scope["g"])
    with param_scope({f"n.{name}": 100 for name in names}):
        inside = g()

    assert len(names) > 3
    assert {name: at for at, name in enumerate(names)} == g()
    assert dict.fromkeys(names, 100) == inside


def test_self_and_cls_are_bound_where_they_are_not_the_first_of_a_method():
    @auto_param("n")
    def f(a, cls):
        return a, cls

    class Holder:
        @auto_param("n")
        def method(self, cls=1):
            return cls

    with param_scope({"n.a": 1, "n.cls": 2, "n.self": 3}):
        values = f(), f(5), Holder().method()
        with pytest.raises(TypeError, match="self"):
            Holder.method()

    assert ((1, 2), (5, 2), 2) == values


def test_the_first_parameter_of_a_function_may_be_named_self():
    @auto_param("n")
    def f(self, x=1):
        return self, x

    with param_scope({"n.self": 3}):
        values = f(), f(4)

    assert ((3, 1), (4, 1)) == values


def test_a_field_of_a_dataclass_may_be_named_self():
    @auto_param("n")
    @dataclasses.dataclass
    class Data:
        self: int = 1
        cls: int = 2

    with param_scope({"n.self": 3, "n.cls": 4}):
        made = Data()

    assert (3, 4) == (made.self, made.cls)


# A function stays what it was to whoever looks into it.


def test_the_defaults_are_those_of_the_original():
    def f(a, b=2, /, c=[3], *, d, e="5"):  # noqa: B006
        return a, b, c, d, e

    decorated = auto_param("n")(f)

    assert f.__defaults__ is decorated.__defaults__
    assert f.__kwdefaults__ == decorated.__kwdefaults__
    assert inspect.getfullargspec(f) == inspect.getfullargspec(decorated)


RELOADED = ["__code__", "__defaults__", "__doc__", "__closure__", "__globals__", "__dict__"]


@pytest.mark.parametrize("header", ["def", "async def"])
def test_an_editor_that_puts_the_parts_of_a_new_function_into_an_old_one_gets_the_new(header):
    """What IPython's %autoreload 2 does."""
    source = "@auto_param('m')\n{} f(a=1{}): return {}"

    def made(*parts):
        scope = {"auto_param": auto_param, "__name__": __name__}
        exec(source.format(header, *parts), scope)
        return scope["f"]

    def ran(made):
        if not inspect.iscoroutine(made):
            return made
        with pytest.raises(StopIteration) as stopped:
            made.send(None)
        return stopped.value.value

    old, new = made("", "a"), made(", b=2", "(a, b)")
    ran(old())
    for name in RELOADED:
        try:
            setattr(old, name, getattr(new, name))
        except (AttributeError, TypeError):
            continue
    with param_scope({"m.a": 5, "m.b": 6}):
        inside = ran(old()), ran(new())

    assert ((1, 2), (1, 2)) == (ran(old()), ran(new()))
    assert ((5, 6), (5, 6)) == inside


# Where nothing is set, a decorated function is the undecorated one.

NAMES = [
    *("self", "cls", "args", "kwargs", "type", "LookupError", "state", "missing", "call", "match"),
    *("original", "not_passed", "context", "argument", "key", "default", "_", "__", "_hp_state"),
    *("None_", "print", "id", "list", "object", "Ünï", "x", "y", "__x__", "_0"),
]
KINDS = inspect.Parameter
POSITIONAL_ONLY = KINDS.POSITIONAL_ONLY
VARIADIC = {KINDS.VAR_POSITIONAL, KINDS.VAR_KEYWORD}


@st.composite
def signatures(draw):
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=7))
    counts = sorted(draw(st.integers(0, len(names))) for _ in range(2))
    positional_only, positional = counts
    parameters, defaulted = [], False
    for at, name in enumerate(names):
        if at < positional_only:
            kind = KINDS.POSITIONAL_ONLY
        elif at < positional:
            kind = KINDS.POSITIONAL_OR_KEYWORD
        else:
            kind = KINDS.KEYWORD_ONLY
        has_default = draw(st.booleans()) or (defaulted and kind is not KINDS.KEYWORD_ONLY)
        defaulted |= has_default
        default = draw(st.sampled_from([None, "a"])) if has_default else KINDS.empty
        parameters.append(KINDS(name, kind, default=default))
    if draw(st.booleans()):
        parameters.insert(positional, KINDS("more", KINDS.VAR_POSITIONAL))
    if draw(st.booleans()):
        parameters.append(KINDS("rest", KINDS.VAR_KEYWORD))
    return inspect.Signature(parameters)


@st.composite
def calls(draw):
    positional = draw(st.lists(st.integers(), max_size=5))
    keywords = draw(st.dictionaries(st.sampled_from([*NAMES, "other"]), st.integers(), max_size=4))
    return positional, keywords


def function_of(signature):
    scope = {}
    names = ", ".join(f"({name!r}, {name})" for name in signature.parameters)
    exec(f"def f{signature}: return [{names}]", scope)
    return scope["f"]


def outcome(function, positional, keywords):
    try:
        return function(*positional, **keywords)
    except TypeError:
        return TypeError


@given(signatures(), st.lists(calls(), min_size=1, max_size=5))
def test_a_function_of_any_signature_does_what_it_did(signature, calls):
    original = function_of(signature)
    try:
        decorated = auto_param("n")(original)
    except TypeError:
        assert {kind.kind for kind in signature.parameters.values()} <= VARIADIC
        return

    for positional, keywords in calls:
        assert outcome(original, positional, keywords) == outcome(decorated, positional, keywords)


@given(signatures(), calls())
def test_a_function_of_any_signature_gets_what_is_set(signature, call):
    original = function_of(signature)
    named = [name for name, given in signature.parameters.items() if given.kind not in VARIADIC]
    if not named:
        return
    positional, keywords = call
    # In some versions `Signature.bind` takes these for an error where there are `**options`.
    by_position = {name for name in named if signature.parameters[name].kind is POSITIONAL_ONLY}
    assume(not by_position & set(keywords))
    settings = {f"n.{name}": f"set {name}" for name in named}

    def filled(*positional, **keywords):
        """The same by ``inspect``, as one would write it by hand."""
        passed = signature.bind_partial(*positional, **keywords)
        for name in named:
            passed.arguments.setdefault(name, f"set {name}")
        arguments = inspect.BoundArguments(signature, passed.arguments)
        return original(*arguments.args, **arguments.kwargs)

    with param_scope(settings):
        decorated = auto_param("n")(original)

        assert outcome(filled, positional, keywords) == outcome(decorated, positional, keywords)


def wrapped(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@given(signatures(), st.lists(calls(), min_size=1, max_size=5))
def test_a_wrapper_of_any_signature_does_what_it_did(signature, calls):
    original = wrapped(function_of(signature))
    try:
        decorated = auto_param("n")(original)
    except TypeError:
        assert {kind.kind for kind in signature.parameters.values()} <= VARIADIC
        return

    for positional, keywords in calls:
        assert outcome(original, positional, keywords) == outcome(decorated, positional, keywords)


@given(signatures(), calls())
def test_a_wrapper_of_any_signature_gets_what_the_function_itself_would(signature, call):
    original = function_of(signature)
    named = [name for name, given in signature.parameters.items() if given.kind not in VARIADIC]
    assume(named)
    positional, keywords = call
    with param_scope({f"n.{name}": f"set {name}" for name in named}):
        function, wrapper = (auto_param("n")(made) for made in (original, wrapped(original)))

        assert outcome(function, positional, keywords) == outcome(wrapper, positional, keywords)


def test_what_is_generated_is_a_function():
    assert isinstance(auto_param("n")(lambda x=1: x), types.FunctionType)
