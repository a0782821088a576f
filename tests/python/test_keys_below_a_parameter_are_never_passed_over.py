"""AUTO 5: keys below a bound parameter set the fields of a model, or are an error."""

import dataclasses
from typing import List, Optional

import pytest

from hyperparameter import ConversionError, auto_param, param_scope

attrs = pytest.importorskip("attrs", reason="attrs is of the test group")
pydantic = pytest.importorskip("pydantic", reason="pydantic is of the test group")


@attrs.define
class Attrs:
    lr: float = 0.1
    layers: list = attrs.field(factory=list)
    _hidden: int = 1


@dataclasses.dataclass
class Schedule:
    warmup: int = 0
    rates: List[float] = dataclasses.field(default_factory=lambda: [0.5])


@dataclasses.dataclass
class Options:
    lr: float = 0.1
    name: str = "adam"
    schedule: Schedule = dataclasses.field(default_factory=lambda: Schedule(warmup=5))


@dataclasses.dataclass
class Needy:
    size: int
    rate: float = 0.5


def test_keys_below_bind_the_fields_of_a_default():
    default = Options(lr=0.2)

    @auto_param("n")
    def f(options=default, x=1):
        return options

    with param_scope("n.options.name=007"):
        inside, passed = f(), f(Options(name="own"))

    assert Options(lr=0.2, name="007") == inside
    assert Options(name="own") == passed
    assert f() is default
    assert Options(lr=0.2) == default


def test_keys_below_bind_the_fields_of_an_annotation():
    @auto_param("n")
    def f(options: Options, other: Optional[Options] = None, third: "Optional[Options]" = None):
        return options, other, third

    with param_scope("n.options.lr=5", "n.other.name=x", "n.third.lr=1"):
        inside = f()

    assert (Options(lr=5.0), Options(name="x"), Options(lr=1.0)) == inside


def test_keys_below_bind_fields_of_fields():
    @auto_param("n")
    def f(options: Options):
        return options

    with param_scope("n.options.schedule.rates=[1, 2]", "n.options.lr=1"):
        inside = f()

    assert Options(1.0, "adam", Schedule(5, [1.0, 2.0])) == inside


def test_keys_below_a_field_of_a_bound_class_bind_its_fields():
    @auto_param("n")
    @dataclasses.dataclass
    class Run:
        options: Options = dataclasses.field(default_factory=lambda: Options(name="made"))

    with param_scope("n.options.lr=5"):
        inside = Run()

    assert Options(5.0, "made") == inside.options


def test_keys_below_go_over_what_is_set():
    @auto_param("n")
    def f(options: Options = Options()):  # noqa: B008
        return options

    value = Options(lr=3.0, name="set")
    with param_scope({"n.options": value}, {"n.options.lr": 4.0}):
        inside = f()

    assert Options(lr=4.0, name="set") == inside
    assert 3.0 == value.lr


def test_keys_below_a_parameter_set_to_no_model_are_an_error():
    @auto_param("n")
    def f(options: Optional[Options] = None):
        return options

    with (
        param_scope({"n.options": None}, {"n.options.lr": 4.0}),
        pytest.raises(
            ConversionError, match=r'n\.options as Options: both it and "n\.options\.lr"'
        ),
    ):
        f()


def test_a_field_that_is_required_is_named():
    @auto_param("n")
    def f(needy: Needy):
        return needy

    with param_scope("n.needy.rate=1"), pytest.raises(TypeError, match=r'"n\.needy\.size"'):
        f()
    with param_scope("n.needy.size=1"):
        assert Needy(1) == f()


def test_a_key_below_a_model_that_is_no_field_is_an_error():
    @auto_param("n")
    def f(options: Options = Options()):  # noqa: B008
        return options

    with (
        param_scope("n.options.lrr=1"),
        pytest.raises(ConversionError, match=r'no field lrr; did you mean "n\.options\.lr"\?'),
    ):
        f()
    with (
        param_scope("n.options.lr.x=1"),
        pytest.raises(ConversionError, match=r'"n\.options\.lr\.x" is set'),
    ):
        f()


def test_a_field_converts_by_its_annotation():
    @auto_param("n")
    def f(options: Options = Options()):  # noqa: B008
        return options

    with param_scope("n.options.lr=fast"), pytest.raises(ConversionError, match=r"n\.options\.lr"):
        f()


def test_keys_below_bind_the_fields_of_a_pydantic_model():
    class Inner(pydantic.BaseModel):
        depth: int = pydantic.Field(default=1, ge=1)

    class Outer(pydantic.BaseModel):
        inner: Inner = Inner(depth=2)
        other: Inner = pydantic.Field(default_factory=lambda: Inner(depth=3))
        rate: float = 0.5

    @auto_param("n")
    def f(config: Outer, given: Outer = Outer(rate=0.25)):  # noqa: B008
        return config, given

    with param_scope("n.config.inner.depth=7", "n.given.other.depth=8"):
        config, given = f()

    assert Outer(inner=Inner(depth=7)) == config
    assert Outer(rate=0.25, other=Inner(depth=8)) == given
    with param_scope("n.config.inner.depth=0"), pytest.raises(pydantic.ValidationError):
        f()


def test_keys_below_bind_the_fields_of_an_attrs_class():
    @auto_param("n")
    def f(config: Attrs = Attrs(lr=2.0)):  # noqa: B008
        return config

    with param_scope("n.config.hidden=5", "n.config.layers=[1]"):
        inside = f()

    assert Attrs(2.0, [1], 5) == inside


def test_keys_below_a_field_of_a_bound_pydantic_model_bind_its_fields():
    class Inner(pydantic.BaseModel):
        depth: int = 1

    @auto_param("n")
    class Outer(pydantic.BaseModel):
        inner: Inner = Inner()
        rate: float = 0.5

    with param_scope("n.inner.depth=7"):
        made = Outer()

    assert (7, 0.5) == (made.inner.depth, made.rate)


# Keys below anything else


@pytest.mark.parametrize(
    ("default", "key", "why"),
    [
        (1, "x.y", 'cannot read n.x: "n.x.y" is set, but the argument x has no fields'),
        ([64, 32], "x.0", '"n.x.0" is set, but elements of a list cannot be set one by one'),
        ((), "x.0", '"n.x.0" is set, but elements of a list cannot be set one by one'),
        ({"a": 1}, "x.a", 'cannot read n.x as a mapping: that would ignore "n.x.a"'),
        ("text", "x.y.z", '"n.x.y.z" is set, but the argument x has no fields'),
        (None, "x.y", '"n.x.y" is set, but the argument x has no fields'),
    ],
)
def test_keys_below_a_parameter_that_takes_none_are_an_error(default, key, why):
    @auto_param("n")
    def f(x=default):
        return x

    with param_scope({f"n.{key}": 5}):
        with pytest.raises(ConversionError) as caught:
            f()
        passed = f(5)

    assert why in str(caught.value)
    assert "n.x" == caught.value.key
    assert 5 == passed


def test_keys_below_an_optional_mapping_are_an_error():
    @auto_param("n")
    def f(opts: Optional[dict] = None):
        return opts

    with param_scope("n.opts.lr=5"), pytest.raises(ConversionError, match="as a mapping"):
        f()


@pytest.mark.parametrize("many", [0, 100])
def test_keys_below_are_found_wherever_they_were_set(many):
    @auto_param("n")
    def f(x=1, y=2):
        return x, y

    with param_scope({f"other{at}.a.b": at for at in range(many)}, **{"n.x.y": 1}):
        with param_scope(a=1):
            for _ in range(2):
                with pytest.raises(ConversionError, match=r"n\.x\.y"):
                    f()
        with pytest.raises(ConversionError, match=r"n\.x\.y"):
            f()
    with (
        param_scope(a=1),
        param_scope("n.y.z=1"),
        param_scope(b=1),
        pytest.raises(ConversionError, match=r"n\.y\.z"),
    ):
        f()
    with param_scope({"n.xy.z": 1, "n.z.x": 2, "nn.x.y": 3}):
        assert (1, 2) == f()


def test_an_assigned_key_below_is_found():
    @auto_param("n")
    def f(x=1):
        return x

    with param_scope(a=1) as ps:
        before = f()
        ps["n.x.y"] = 5
        with pytest.raises(ConversionError, match=r"n\.x\.y"):
            f()

    assert 1 == before


def test_a_wrapper_finds_keys_below_too():
    @auto_param("n")
    def plain(options: Options = Options()):  # noqa: B008
        return options

    @auto_param("m")
    @param_scope(a=1)
    @auto_param("n")
    def f(options: Options = Options(), x=1):  # noqa: B008
        return options, x

    with param_scope("m.options.lr=5"):
        inside = f()
    with param_scope("m.x.y=5"), pytest.raises(ConversionError, match=r"m\.x\.y"):
        f()

    assert (Options(lr=5.0), 1) == inside


def test_keys_below_that_another_callable_reads_are_no_error():
    @auto_param("model")
    def model(encoder="cnn"):
        return encoder

    @auto_param("model.encoder")
    def encoder(depth=3):
        return depth

    with param_scope({"model.encoder": "vit", "model.encoder.depth": 6}):
        inside = model(), encoder()

    assert ("vit", 6) == inside


@dataclasses.dataclass
class Init:
    x: dataclasses.InitVar[int]
    y: int = 1

    def __post_init__(self, x):
        self.y += x


def test_a_field_beside_what_only_the_constructor_takes_is_an_error_by_key():
    @auto_param("n")
    def f(init: Init = Init(1, 2)):  # noqa: B008
        return init

    with param_scope("n.init.y=5"), pytest.raises(ConversionError, match=r"n\.init.*InitVar 'x'"):
        f()


class Sparse(pydantic.BaseModel):
    a: int = 1
    b: int = 2
    c: int = 3


def test_a_pydantic_model_remembers_which_fields_were_set():
    @auto_param("n")
    def f(model: Sparse = Sparse(a=7)):  # noqa: B008
        return model

    with param_scope("n.model.b=5"):
        inside = f()

    assert {"a": 7, "b": 5} == inside.model_dump(exclude_unset=True)
    assert 3 == inside.c
