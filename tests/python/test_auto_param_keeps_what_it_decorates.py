"""AUTO 2: functions, methods, classes and dataclasses stay what they were."""

import abc
import asyncio
import collections
import copy
import dataclasses
import functools
import inspect
import pickle
import sys
import typing
import weakref

import pytest

from hyperparameter import ConversionError, auto_param, param_scope


def plain(x: int, y: "float" = 0.5, *args, z: str = "z", **kwargs) -> str:
    """Its words."""
    return f"{x} {y}"


async def coroutine(x=1):
    """Its words."""
    return x


def generator(x=1):
    """Its words."""
    yield x


async def async_generator(x=1):
    """Its words."""
    yield x


plain.marker = coroutine.marker = generator.marker = async_generator.marker = "marked"

KINDS = [plain, coroutine, generator, async_generator]


@pytest.mark.parametrize("original", KINDS)
def test_a_function_keeps_its_looks(original):
    decorated = auto_param("n")(original)

    for name in ("__name__", "__qualname__", "__module__", "__doc__", "__annotations__", "marker"):
        assert getattr(original, name) == getattr(decorated, name)
    assert inspect.signature(original) == inspect.signature(decorated)
    assert original is decorated.__wrapped__
    assert original is inspect.unwrap(decorated)
    assert typing.get_type_hints(original) == typing.get_type_hints(decorated)
    assert inspect.getsource(original) == inspect.getsource(decorated)
    assert inspect.getdoc(original) == inspect.getdoc(decorated)
    assert "plain" not in repr(decorated) or original is plain


QUESTIONS = [
    inspect.isfunction,
    inspect.isroutine,
    inspect.ismethod,
    inspect.isclass,
    inspect.iscoroutinefunction,
    inspect.isgeneratorfunction,
    inspect.isasyncgenfunction,
    callable,
]


@pytest.mark.parametrize("original", KINDS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_function_is_what_it_was_to_inspect(original, question):
    assert question(original) == question(auto_param("n")(original))


@pytest.mark.parametrize("original", KINDS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_method_is_what_it_was_to_inspect(original, question):
    class Before:
        method = original

    class After:
        method = auto_param("n")(original)

    assert question(Before.method) == question(After.method)
    assert question(Before().method) == question(After().method)


@pytest.mark.parametrize("original", KINDS)
def test_a_function_decorated_twice_is_what_it_was_to_inspect(original):
    decorated = auto_param("n")(auto_param("m")(original))

    assert [q(original) for q in QUESTIONS] == [q(decorated) for q in QUESTIONS]


def test_what_a_wrapper_made_of_a_function_decides():
    def sync(x=1):
        return x

    @functools.wraps(sync)
    async def wrapper(*args, **kwargs):
        return sync(*args, **kwargs)

    decorated = auto_param("n")(wrapper)

    assert inspect.iscoroutinefunction(decorated)
    with param_scope("n.x=2"):
        assert 2 == asyncio.run(decorated())


def test_a_plain_function_that_wraps_a_coroutine_function_stays_plain():
    async def inner(x=1):
        return x

    @functools.wraps(inner)
    def wrapper(*args, **kwargs):
        return asyncio.run(inner(*args, **kwargs))

    decorated = auto_param("n")(wrapper)

    assert not inspect.iscoroutinefunction(decorated)
    assert 1 == decorated()


pickled_plain = auto_param("n")(plain)
pickled_plain.__qualname__ = "pickled_plain"
pickled_coroutine = auto_param("n")(coroutine)
pickled_coroutine.__qualname__ = "pickled_coroutine"


@pytest.fixture
def importable(monkeypatch):
    """Lets pickle find this module by its name."""
    module = sys.modules.get(__name__)
    if module is None:
        module = type(sys)(__name__)
        module.__dict__.update(globals())
    monkeypatch.setitem(sys.modules, __name__, module)


@pytest.mark.parametrize("decorated", [pickled_plain, pickled_coroutine])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_function_pickles_by_reference(decorated, protocol, importable):
    assert pickle.loads(pickle.dumps(decorated, protocol)) is decorated


@pytest.mark.parametrize("original", KINDS)
def test_a_function_copies_to_itself_and_is_weakly_referable(original):
    decorated = auto_param("n")(original)

    assert copy.copy(decorated) is decorated
    assert copy.deepcopy(decorated) is decorated
    assert weakref.ref(decorated)() is decorated
    assert {decorated: 1}[decorated] == 1


# Methods


class Methods:
    @auto_param("n")
    def method(self, x=1):
        return type(self).__name__, x

    @auto_param("n")
    @staticmethod
    def static_inside(x=1):
        return x

    @staticmethod
    @auto_param("n")
    def static_outside(x=1):
        return x

    @auto_param("n")
    @classmethod
    def class_inside(cls, x=1):
        return cls.__name__, x

    @classmethod
    @auto_param("n")
    def class_outside(cls, x=1):
        return cls.__name__, x

    @auto_param("n")
    async def coroutine(self, x=1):
        return type(self).__name__, x

    @classmethod
    @auto_param("n")
    async def class_coroutine(cls, x=1):
        return cls.__name__, x

    @auto_param("n")
    def generator(self, x=1):
        yield type(self).__name__, x

    @property
    @auto_param("n")
    def prop(self, x=1):
        return x

    @functools.cached_property
    @auto_param("n")
    def cached(self, x=1):
        return x


class Sub(Methods):
    pass


@pytest.mark.parametrize("holder", [Methods, Sub])
def test_methods_of_every_kind_are_bound(holder):
    name = holder.__name__
    with param_scope("n.x=2"):
        values = [
            holder().method(),
            holder.method(holder()),
            holder().static_inside(),
            holder.static_inside(),
            holder().static_outside(),
            holder.static_outside(),
            holder().class_inside(),
            holder.class_inside(),
            holder().class_outside(),
            holder.class_outside(),
            asyncio.run(holder().coroutine()),
            asyncio.run(holder.class_coroutine()),
            next(holder().generator()),
            holder().prop,
            holder().cached,
        ]

    assert [(name, 2)] * 2 + [2] * 4 + [(name, 2)] * 7 + [2] * 2 == values


def test_static_and_class_methods_stay_what_they_were():
    assert isinstance(vars(Methods)["static_inside"], staticmethod)
    assert isinstance(vars(Methods)["class_inside"], classmethod)


def test_an_abstract_method_stays_abstract():
    class Base(abc.ABC):
        @auto_param("n")
        @abc.abstractmethod
        def method(self, x=1):
            """Its words."""

    with pytest.raises(TypeError, match="abstract"):
        Base()


def test_a_method_overridden_in_a_subclass_is_its_own():
    class Derived(Methods):
        def method(self, x=5):
            return "own", x, super().method()

    with param_scope("n.x=2"):
        value = Derived().method()

    assert ("own", 5, ("Derived", 2)) == value


# Classes


@auto_param("cls")
class Decorated:
    """Its words."""

    def __init__(self, x: int = 1, *, y=2):
        """Its first words."""
        self.x, self.y = x, y


def test_a_class_stays_the_same_class():
    class Original:
        """Its words."""

        def __init__(self, x=1):
            self.x = x

    before = dict(vars(Original))
    decorated = auto_param("n")(Original)

    assert decorated is Original
    assert isinstance(Original(), Original)
    assert {"__init__"} == {name for name in before if vars(Original)[name] is not before[name]}


def test_a_class_s_constructor_is_bound():
    with param_scope("cls.x=5", "cls.y=6"):
        made, passed = Decorated(), Decorated(1, y=2)

    assert (5, 6, 1, 2) == (made.x, made.y, passed.x, passed.y)


def test_a_class_keeps_its_signature_and_words():
    assert "(x: int = 1, *, y=2)" == str(inspect.signature(Decorated))
    assert ("Its words.", "Its first words.") == (Decorated.__doc__, Decorated.__init__.__doc__)


def test_instances_of_a_class_pickle(importable):
    with param_scope("cls.x=5"):
        made = Decorated()
        again = pickle.loads(pickle.dumps(made))

    assert (5, 2) == (again.x, again.y)


def test_a_subclass_inherits_the_binding():
    class Derived(Decorated):
        pass

    with param_scope("cls.x=5"):
        made = Derived()

    assert (5, True) == (made.x, isinstance(made, Decorated))


def test_a_subclass_with_a_constructor_of_its_own_binds_through_super():
    class Derived(Decorated):
        def __init__(self, z=3):
            super().__init__()
            self.z = z

    with param_scope("cls.x=5", "cls.z=6"):
        made = Derived()

    assert (5, 3) == (made.x, made.z)


def test_a_subclass_can_be_bound_to_another_namespace():
    @auto_param("derived")
    class Derived(Decorated):
        pass

    with param_scope("derived.x=7", "cls.x=5", "cls.y=6"):
        derived, base = Derived(), Decorated()

    assert (7, 6) == (derived.x, derived.y)
    assert (5, 6) == (base.x, base.y)


def test_a_class_that_inherits_its_constructor_is_bound_without_its_base():
    class Base:
        def __init__(self, x=1):
            self.x = x

    @auto_param("n")
    class Derived(Base):
        pass

    with param_scope("n.x=2"):
        values = Derived().x, Base().x

    assert (2, 1) == values


def test_a_class_with_new_is_bound():
    @auto_param("n")
    class Made:
        def __new__(cls, x=1):
            self = super().__new__(cls)
            self.x = x
            return self

    class Derived(Made):
        pass

    with param_scope("n.x=2"):
        values = Made().x, Derived().x, Made(3).x

    assert (2, 2, 3) == values


def test_a_named_tuple_is_bound():
    @auto_param("n")
    class Point(typing.NamedTuple):
        x: int = 1
        y: float = 2

    with param_scope("n.y=0.5"):
        point = Point()
        replaced = point._replace(x=5)
        copied = copy.copy(point)

    assert ((1, 0.5), (5, 0.5), (1, 0.5)) == (point, replaced, copied)


def test_a_named_tuple_of_collections_is_bound():
    point = auto_param("n")(collections.namedtuple("Point", "x y", defaults=[1, 2]))

    with param_scope("n.y=3"):
        made = point()

    assert (1, 3) == made


def test_a_class_with_slots_is_bound():
    @auto_param("n")
    class Slotted:
        __slots__ = ("x",)

        def __init__(self, x=1):
            self.x = x

    with param_scope("n.x=2"):
        value = Slotted().x

    assert 2 == value


def test_a_class_with_a_metaclass_is_bound():
    class Meta(type):
        pass

    @auto_param("n")
    class Made(metaclass=Meta):
        def __init__(self, x=1):
            self.x = x

    with param_scope("n.x=2"):
        value = Made().x

    assert (2, Meta) == (value, type(Made))


def test_a_missing_constructor_argument_names_its_key():
    @auto_param("n")
    class Made:
        def __init__(self, x):
            self.x = x

    with pytest.raises(TypeError, match='"n.x"'):
        Made()


def test_a_class_without_a_constructor_is_refused():
    class Empty:
        pass

    with pytest.raises(TypeError, match="no constructor.* give it an __init__"):
        auto_param("n")(Empty)


def test_a_property_is_refused_and_its_function_is_not():
    def width(self):
        return 1

    with pytest.raises(TypeError, match="put @auto_param below that decorator"):
        auto_param("n")(property(width))
    assert 1 == property(auto_param("n")(width)).fget(None)


# Dataclasses


@auto_param("data")
@dataclasses.dataclass
class Data:
    x: int = 1
    y: list = dataclasses.field(default_factory=lambda: [1])
    z: int = dataclasses.field(default=5, init=False)
    w: dataclasses.InitVar[int] = 7

    def __post_init__(self, w):
        self.seen = w


def test_a_dataclass_is_bound():
    with param_scope("data.x=2", "data.y=[3]", "data.z=9", "data.w=8"):
        data = Data()

    assert (2, [3], 5, 8) == (data.x, data.y, data.z, data.seen)


def test_a_default_factory_makes_a_new_default_each_time():
    first, second = Data(), Data()

    assert first.y == second.y == [1]
    assert first.y is not second.y


def test_a_dataclass_stays_one():
    data = Data(x=3)

    assert dataclasses.is_dataclass(Data)
    assert ["x", "y", "z"] == [field.name for field in dataclasses.fields(Data)]
    assert "Data(x=3, y=[1], z=5)" == repr(data).rpartition(".")[2]
    assert data == Data(x=3)


def test_replacing_in_a_dataclass_keeps_what_was_there():
    @auto_param("n")
    @dataclasses.dataclass
    class Pair:
        x: int = 1
        y: int = 2

    made = Pair(3, 4)
    with param_scope("n.x=10", "n.y=20"):
        replaced = dataclasses.replace(made, x=5)

    assert (5, 4) == (replaced.x, replaced.y)


def test_a_frozen_dataclass_is_bound():
    @auto_param("n")
    @dataclasses.dataclass(frozen=True)
    class Frozen:
        x: int = 1

    with param_scope("n.x=2"):
        made = Frozen()

    assert (2, hash(Frozen(2))) == (made.x, hash(made))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.x = 3


@pytest.mark.skipif(sys.version_info < (3, 10), reason="dataclass slots are of Python 3.10")
def test_a_dataclass_with_slots_and_keywords_is_bound():
    @auto_param("n")
    @dataclasses.dataclass(slots=True, kw_only=True)
    class Slotted:
        x: int
        y: int = 2

    with param_scope("n.x=3"):
        made = Slotted()

    assert (3, 2) == (made.x, made.y)


def test_a_dataclass_that_extends_a_bound_one_is_its_own():
    @dataclasses.dataclass
    class Extended(Data):
        v: int = 6

    with param_scope("data.x=2", "data.v=3"):
        made = Extended()

    assert (1, 6) == (made.x, made.v)


def test_a_dataclass_that_extends_a_bound_one_can_be_bound():
    @auto_param("extended")
    @dataclasses.dataclass
    class Extended(Data):
        v: int = 6

    with param_scope("extended.x=2", "extended.v=3", "data.x=9"):
        made = Extended()

    assert (2, 3) == (made.x, made.v)


def test_the_wrong_order_with_dataclass_says_the_right_one():
    with pytest.raises(TypeError, match="put @auto_param above @dataclass"):

        @dataclasses.dataclass
        @auto_param("n")
        class Wrong:
            x: int = 1


def test_the_wrong_order_is_found_when_the_constructor_is_inherited():
    @dataclasses.dataclass
    class Base:
        x: int = 1

    with pytest.raises(TypeError, match="put @auto_param above @dataclass"):

        @dataclasses.dataclass
        @auto_param("n")
        class Wrong(Base):
            y: int = 2


def test_a_key_below_a_mapping_that_a_factory_makes_is_an_error():
    @auto_param("n")
    @dataclasses.dataclass
    class Config:
        opts: dict = dataclasses.field(default_factory=dict)

    with param_scope({"n.opts.a": 1}), pytest.raises(ConversionError, match=r'"n\.opts\.a"'):
        Config()
