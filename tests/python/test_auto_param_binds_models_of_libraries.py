"""AUTO 2 and 3: classes that show what they take, and defaults that are no values."""

import inspect
import pickle
import sys
from typing import List, Optional

import pytest

from hyperparameter import ConversionError, auto_param, param_scope

attrs = pytest.importorskip("attrs", reason="attrs is of the test group")
pydantic = pytest.importorskip("pydantic", reason="pydantic is of the test group")


class Model(pydantic.BaseModel):
    lr: float = 0.1
    steps: int = pydantic.Field(default=10, ge=1)
    tags: List[str] = pydantic.Field(default_factory=list)
    name: Optional[str] = None


@pytest.fixture
def model():
    class Bound(Model):
        pass

    return auto_param("n")(Bound)


def test_a_pydantic_model_is_bound(model):
    with param_scope("n.lr=5", "n.steps=20", "n.tags=[a, b]"):
        made, passed = model(), model(lr=0.5)

    assert (5.0, 20, ["a", "b"], None) == (made.lr, made.steps, made.tags, made.name)
    assert (0.5, 20) == (passed.lr, passed.steps)
    assert (0.1, 10, []) == (model().lr, model().steps, model().tags)


def test_a_pydantic_model_stays_one(model):
    before = inspect.signature(Model)

    assert before == inspect.signature(model)
    assert issubclass(model, pydantic.BaseModel)
    assert {"lr": 1.0, "steps": 2, "tags": [], "name": None} == model(lr=1, steps=2).model_dump()
    assert model.model_validate({"lr": 1}) == model(lr=1)
    assert model(lr=1).model_copy(update={"lr": 2.0}).lr == 2.0
    assert ["lr", "steps", "tags", "name"] == list(model.model_fields)


def test_a_pydantic_model_validates_what_is_set(model):
    with param_scope("n.steps=0"), pytest.raises(pydantic.ValidationError, match="steps"):
        model()


def test_a_pydantic_model_knows_what_was_set(model):
    with param_scope("n.lr=5"):
        made = model(name="x")

    assert {"lr", "name"} == made.model_fields_set


def test_a_pydantic_model_that_extends_a_bound_one_is_bound_below_it(model):
    class Derived(model):
        more: int = 1

    with param_scope("n.lr=5", "n.more=2"):
        made = Derived()

    assert (5.0, 1) == (made.lr, made.more)
    assert "more" in inspect.signature(Derived).parameters


def test_a_pydantic_field_goes_by_the_name_it_is_passed_by():
    @auto_param("n")
    class Aliased(pydantic.BaseModel):
        rate: float = pydantic.Field(default=0.1, alias="lr")

    with param_scope("n.lr=5"):
        made = Aliased()

    assert 5.0 == made.rate


def test_pydantic_makes_the_types_that_only_it_makes():
    @auto_param("n")
    class Bound(pydantic.BaseModel):
        url: pydantic.HttpUrl = "https://default.org"
        token: Optional[pydantic.SecretStr] = None
        port: pydantic.PositiveInt = 1

    with param_scope("n.url=https://example.org/x", "n.token=007", "n.port=1e3"):
        made = Bound()

    assert ("https://example.org/x", "007", 1000) == (
        str(made.url),
        made.token.get_secret_value(),
        made.port,
    )
    with param_scope("n.token=null"):
        assert Bound().token is None
    with param_scope("n.url=nowhere"), pytest.raises(pydantic.ValidationError, match="url"):
        Bound()
    with param_scope("n.port=fast"), pytest.raises(ConversionError, match=r"n\.port as int"):
        Bound()


def test_a_field_may_have_the_name_of_what_the_constructor_takes_it_by():
    @auto_param("n")
    class Bound(pydantic.BaseModel):
        data: int = 1
        args: int = 2
        kwargs: int = 3

    with param_scope({"n.data": 10, "n.args": 20, "n.kwargs": 30}):
        made = Bound()

    assert (10, 20, 30) == (made.data, made.args, made.kwargs)


def test_a_pydantic_dataclass_is_bound():
    @auto_param("n")
    @pydantic.dataclasses.dataclass
    class Data:
        lr: float = 0.1
        tags: List[str] = pydantic.Field(default_factory=list)

    with param_scope("n.lr=5"):
        made, passed = Data(), Data(1)

    assert (5.0, [], 1.0) == (made.lr, made.tags, passed.lr)
    assert (0.1, []) == (Data().lr, Data().tags)


def test_a_class_without_dictionary_keys_of_its_own_is_refused():
    class Loose(pydantic.BaseModel):
        model_config = pydantic.ConfigDict(extra="allow")

    with pytest.raises(TypeError, match="cannot bind .* no named arguments"):
        auto_param("n")(Loose)


def test_an_attrs_class_is_bound():
    @auto_param("n")
    @attrs.define
    class Bound:
        lr: float = 0.1
        layers: list = attrs.field(factory=list)
        sizes: List[int] = attrs.field(factory=lambda: [1])
        _hidden: int = 1

    with param_scope({"n.layers": [64, 32], "n.lr": 5, "n.hidden": 2}, "n.sizes=[3]"):
        made = Bound()

    assert Bound(5.0, [64, 32], [3], 2) == made
    assert Bound(0.1, [], [1], 1) == Bound()
    assert Bound().layers is not Bound().layers


def test_a_frozen_attrs_class_is_bound():
    @auto_param("n")
    @attrs.frozen
    class Bound:
        lr: float = 0.1

    with param_scope("n.lr=5"):
        made = Bound()

    assert (5.0, hash(Bound(5.0))) == (made.lr, hash(made))


@auto_param("n")
class Pickled(pydantic.BaseModel):
    lr: float = 0.1


def test_a_bound_model_pickles(monkeypatch):
    module = type(sys)(__name__)
    module.Pickled = Pickled
    monkeypatch.setitem(sys.modules, __name__, module)
    with param_scope("n.lr=5"):
        made = Pickled()

    assert made == pickle.loads(pickle.dumps(made))
