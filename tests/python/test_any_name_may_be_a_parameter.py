"""KEY 1 and 4, as far as they are Python's: attribute names and subscripts."""

import enum
from unittest import mock

import pytest

from hyperparameter import InvalidKeyError, keys, param_scope

NAMES = ["keys", "get", "items", "values", "pop", "update", "frozen", "copy", "name", "mro"]
NAMES += [
    "_private",
    "_",
    "__leading",
    "trailing__",
    "_repr_",
    "_x_",
    "self",
    "cls",
    "key",
    "answers",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_method_like_name_is_a_parameter(name):
    with param_scope(**{name: 1, f"a.{name}": 2}) as ps:
        root = getattr(param_scope, name) | 0
        below = getattr(param_scope.a, name) | 0
        scoped = getattr(ps, name) | 0
        scoped_below = getattr(ps.a, name) | 0

    assert (1, 2, 1, 2) == (root, below, scoped, scoped_below)


@pytest.mark.parametrize("name", NAMES)
def test_a_method_like_name_can_be_assigned(name):
    with param_scope() as ps:
        setattr(param_scope, name, 1)
        setattr(param_scope.a, name, 2)
        setattr(ps.b, name, 3)
        listed = keys()

    assert sorted([name, f"a.{name}", f"b.{name}"]) == listed


@pytest.mark.parametrize("name", ["class", "def", "None", "lambda"])
def test_a_keyword_of_the_language_is_a_parameter_by_subscript(name):
    with param_scope(**{name: 1}):
        values = (param_scope[name] | 0, getattr(param_scope, name) | 0)

    assert (1, 1) == values


@pytest.mark.parametrize(
    "name", ["sources", "overrides", "self", "cls", "mapping", "args", "kwargs"]
)
def test_a_keyword_argument_never_meets_a_name_of_the_library(name):
    with param_scope(**{name: 1}):
        value = param_scope[name] | 0

    assert 1 == value


PROBES = [
    "__wrapped__",
    "__len__x__",
    "__array__",
    "__fspath__",
    "__deepcopy__",
    "__class_getitem__",
]
PROBES += ["_repr_html_", "_repr_mimebundle_", "_ipython_display_", "_ipython_key_completions_"]
PROBES += ["pytest_mock_example_attribute_that_shouldnt_exist"]
PROBES += ["_ipython_canary_method_should_not_exist_", "_mock_methods", "_spec_class"]


@pytest.mark.parametrize("name", PROBES)
def test_a_probe_raises_attribute_error(name):
    with param_scope(a=1) as ps:
        for asked in (param_scope, param_scope.a, param_scope["a"], ps, ps.a):
            assert not hasattr(asked, name)


@pytest.mark.parametrize("name", ["__wrapped__", "_repr_html_", "__dict_"])
def test_a_subscript_takes_the_names_of_probes(name):
    with param_scope({name: 1, "a": {name: 2}}):
        values = (param_scope[name] | 0, param_scope.a[name] | 0)

    assert (1, 2) == values


def test_a_probe_cannot_be_assigned_as_an_attribute():
    with param_scope() as ps:
        for target in (param_scope, param_scope.a, ps, ps.a):
            with pytest.raises(AttributeError):
                target.__wrapped__ = 1


def test_a_mock_takes_the_place_of_param_scope():
    with mock.patch("hyperparameter.param_scope", autospec=True) as mocked:
        assert mocked is not param_scope


def test_accessors_do_not_pass_for_what_duck_typing_asks():
    for attribute in ("__array_interface__", "__iter_", "__await_x__", "__float__x__"):
        if attribute.endswith("__"):
            assert not hasattr(param_scope.a, attribute)


def test_attribute_names_are_normalised_by_python():
    ligature = "\N{LATIN SMALL LIGATURE FI}le"
    with param_scope(file=1):
        by_attribute = eval(f"param_scope.{ligature} | 0", {"param_scope": param_scope})
        by_subscript = param_scope[ligature] | 0

    assert (1, 0) == (by_attribute, by_subscript)


def test_attribute_names_are_mangled_by_python_inside_a_class():
    class Holder:
        def read(self):
            return param_scope.__seed | 0, param_scope["__seed"] | 0

    with param_scope(__seed=1):
        values = Holder().read()

    assert (0, 1) == values


@pytest.mark.parametrize("key", [1, None, b"a", ("a",), 1.5])
def test_a_key_that_is_not_text_is_an_invalid_key(key):
    reads = [
        lambda: param_scope[key],
        lambda: param_scope.a[key],
        lambda: key in param_scope,
        lambda: keys(key),
    ]
    for read in reads:
        with pytest.raises(InvalidKeyError, match="a key is a string"):
            read()


@pytest.mark.parametrize(
    "key", ["", "a..b", ".a", "a.", " a", "a ", "a=b", "a\nb", "\0", "x" * 1025]
)
def test_an_invalid_key_is_refused_by_every_use(key):
    def assign():
        with param_scope():
            param_scope[key] = 1

    def assign_in_scope():
        with param_scope() as ps:
            ps[key] = 1

    def read_in_scope():
        with param_scope() as ps:
            ps[key] | 1

    def override():
        with param_scope(**{key: 1}):
            pass

    def override_in_mapping():
        with param_scope({"fine": 1, key: 1}):
            pass

    uses = [
        lambda: param_scope[key] | 1,
        lambda: param_scope[key](1),
        lambda: param_scope[key](),
        lambda: key in param_scope,
        assign,
        assign_in_scope,
        read_in_scope,
        override,
        override_in_mapping,
    ]
    for use in uses:
        with pytest.raises(InvalidKeyError, match="invalid key"):
            use()


def test_a_lone_surrogate_in_a_key_is_an_invalid_key():
    for use in (lambda: param_scope["\ud800"] | 1, lambda: param_scope({"\ud800": 1}).__enter__()):
        with pytest.raises(InvalidKeyError, match=r"\\ud800"):
            use()


class Section(str, enum.Enum):
    TRAIN = "train"


class Text(str):
    __slots__ = ()

    def __str__(self):
        return "other"

    def __format__(self, spec):
        return "other"


@pytest.mark.parametrize("key", [Section.TRAIN, Text("train")], ids=["enum", "subclass"])
def test_a_key_of_a_kind_of_text_is_its_text(key):
    with param_scope({key: 1, "a": {key: 2, "b": {key: 3}}}):
        listed = keys()
        values = (param_scope[key] | 0, param_scope.a[key] | 0, param_scope.a.b[key] | 0)

    assert ["a.b.train", "a.train", "train"] == listed
    assert (1, 2, 3) == values


def test_a_key_of_a_kind_of_text_goes_between_segments():
    with param_scope({"a": {Section.TRAIN: {"lr": 1}}}):
        value = param_scope.a.train.lr | 0

    assert 1 == value


def test_a_key_of_a_subclass_of_str_is_its_text():
    class Shouting(str):
        def __hash__(self):
            return hash(self.lower())

        def __eq__(self, other):
            return self.lower() == str(other).lower()

    with param_scope(lr=1):
        pass
    for scope in (
        param_scope(**{Shouting("LR"): 5}),
        param_scope({Shouting("LR"): 5}),
        param_scope({"other": {"lr": 1}, Shouting("LR"): 5}),
    ):
        with scope:
            assert (0, 5) == (param_scope.lr | 0, param_scope["LR"] | 0)


def test_a_definition_of_a_subclass_of_str_is_its_text():
    class Lying(str):
        def encode(self, *arguments):
            return b"b=2"

    with param_scope(Lying("a=1")):
        assert (1, 0) == (param_scope.a | 0, param_scope.b | 0)
