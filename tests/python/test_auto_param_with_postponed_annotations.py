"""AUTO 3 again, in a module whose annotations are all texts."""

from __future__ import annotations

import dataclasses
from typing import Literal, Optional

from hyperparameter import auto_param, param_scope


class Holder:
    @auto_param("n")
    def method(self, lr: float = 1, name: Optional[str] = None, mode: Literal["a", "b"] = "a"):
        return lr, name, mode


@auto_param("config")
@dataclasses.dataclass
class Config:
    lr: float = 1
    name: Optional[str] = None
    seed: dataclasses.InitVar[Optional[int]] = None
    sizes: list = dataclasses.field(default_factory=list)

    def __post_init__(self, seed):
        self.seeded = seed


def test_a_method_s_annotations_are_resolved_in_its_module():
    with param_scope("n.lr=2", "n.name=007", "n.mode=b"):
        values = Holder().method()

    assert (2.0, "007", "b") == values
    assert float is type(values[0])


def test_a_dataclass_s_annotations_are_resolved_in_its_module():
    with param_scope("config.lr=2", "config.name=007", "config.seed=3", "config.sizes=[1]"):
        config = Config()

    assert (2.0, "007", 3, [1]) == (config.lr, config.name, config.seeded, config.sizes)
    assert float is type(config.lr)


def test_a_local_name_counts_as_no_annotation():
    class Local:
        pass

    @auto_param("n")
    def f(x: Local = 1, y: float = 1):
        return x, y

    with param_scope("n.x=2", "n.y=2"):
        values = f()

    assert (2, 2.0) == values
