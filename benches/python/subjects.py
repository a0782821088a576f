"""What is measured: this package, the floor, and other libraries that are installed.

A subject says how its users write each operation; a bench file may say it too, for
an operation that only it measures. What a subject has no way to write, it leaves
out. A library without scopes overrides for a block by a copy that the block uses:
changed in place, it would leak into other threads and tasks.
"""

from __future__ import annotations

import copy
import dataclasses
import importlib.metadata
from contextlib import contextmanager, nullcontext, suppress
from typing import NamedTuple

#: Where the parameters that an operation reads are found.
READ_KEY = "train.model.lr"
#: A fresh scope's first reads; so many that the scope itself hardly counts.
FRESH_KEYS = [f"model.layer.k{at}" for at in range(100)]
#: A fresh scope's own, read as another kind; few, because rounds have to be short.
CONVERTED_KEYS = FRESH_KEYS[:10]
#: As many bound arguments, and their values in a scope.
BOUND = {"train.lr": 0.1, "train.steps": 5, "train.optimizer": "sgd"}
INTEGERS = [f"run.count{at}" for at in range(5)]
NUMBERS = [f"run.rate{at}" for at in range(5)]


def train(lr=1e-3, steps=100, optimizer="adam"):
    """What is called with three bound arguments."""
    return lr


def definitions(seed):
    """Ten definitions; with another seed, texts that were not seen before."""
    return [f"{key}={seed + at}" for at, key in enumerate(INTEGERS)] + [
        f"{key}={seed + at}.5" for at, key in enumerate(NUMBERS)
    ]


#: More arguments than anybody likes to bind, and every other one passed.
MANY = [f"a{at}" for at in range(20)]
HALF = ", ".join(f"{name}=0.5" for name in MANY[::2])
many = eval(f"lambda {', '.join(f'{name}=0.25' for name in MANY)}: a0")


def job():
    """A class with three fields to bind; a new one, because binding changes the class."""

    @dataclasses.dataclass
    class Job:
        lr: float = 1e-3
        steps: int = 100
        optimizer: str = "adam"

    return Job


class Way(NamedTuple):
    """How one writes an operation: a statement, and what is written once before it."""

    statement: str
    setup: str = ""


class Subject:
    """How the users of one library write the operations."""

    name: str
    version = ""
    #: By what name the benches have its way to write an operation; its own, mostly.
    family: str | None = None
    #: What statements name.
    names: dict[str, object]
    hit = f"get('{READ_KEY}', 1e-3)"
    hit_kept: str | None = None
    missing = "get('train.model.decay', 1e-3)"
    missing_kept: str | None = None
    override: str | None = None
    fresh: str | None = None
    converted: str | None = None
    call: str | None = None
    typed: str | None = None
    imports: str | None = None
    #: Whether it has not all of the names that its family writes.
    partial = False
    #: Other keys that it can hold within a bench's patience.
    most_keys = 100_000
    #: Whether scopes can be opened within scopes.
    nests = False

    def way(self, ways):
        """The one for this subject, or None; of a mapping, or of the name of an attribute."""
        family = self.family or self.name
        found = getattr(self, ways) if isinstance(ways, str) else ways.get(family)
        return Way(found) if isinstance(found, str) else found

    def holding(self, values):
        """A block in which the values are set."""
        raise NotImplementedError


class Floor(Subject):
    name = "floor"
    nests = True
    override = "with override(**{'train.lr': 0.1}): get('train.lr', 1e-3)"
    fresh = "with override(seed=1):\n  " + "; ".join(f"get('{key}', 0)" for key in FRESH_KEYS)
    converted = "with override(**values):\n  " + "; ".join(
        f"float(get('{key}', 0.0))" for key in CONVERTED_KEYS
    )
    call = "bound()"
    typed = "with override(**dict(text.split('=', 1) for text in next(texts))):\n  " + "; ".join(
        [f"int(get('{key}', 0))" for key in INTEGERS]
        + [f"float(get('{key}', 0.0))" for key in NUMBERS]
    )
    imports = "import _cffi_backend"

    def __init__(self):
        import floor

        self.names = {
            **vars(floor),
            "bound": floor.bound(train),
            "bound_many": floor.bound(many),
            "bound_job": floor.bound(job()),
        }

    def holding(self, values):
        return self.names["override"](**values)


class DictCopy(Subject):
    name = "dict copy"
    nests = True
    override = "with copied(**{'train.lr': 0.1}): get('train.lr', 1e-3)"

    def __init__(self):
        import floor

        self.names = {"get": floor.get_copied, "copied": floor.copied}

    def holding(self, values):
        return self.names["copied"](**values)


class Hyperparameter(Subject):
    name = "hyperparameter"
    family = "hyperparameter"
    nests = True
    hit = f"param_scope.{READ_KEY} | 1e-3"
    hit_kept = "kept | 1e-3"
    missing = "param_scope.train.model.decay | 1e-3"
    missing_kept = "kept_missing | 1e-3"
    override = "with param_scope(**{'train.lr': 0.1}): param_scope.train.lr | 1e-3"
    fresh = "with param_scope(seed=1):\n  " + "; ".join(
        f"param_scope.{key} | 0" for key in FRESH_KEYS
    )
    converted = "with param_scope(**values):\n  " + "; ".join(
        f"param_scope.{key} | 0.0" for key in CONVERTED_KEYS
    )
    call = "bound()"
    typed = "with param_scope(*next(texts)):\n  " + "; ".join(
        [f"param_scope.{key} | 0" for key in INTEGERS]
        + [f"param_scope.{key} | 0.0" for key in NUMBERS]
    )
    imports = "import hyperparameter"

    def __init__(self):
        import hyperparameter

        self.version = hyperparameter.__version__
        self.names = {
            **vars(hyperparameter),
            **_bound(hyperparameter.param_scope, hyperparameter.auto_param),
        }

    def holding(self, values):
        return self.names["param_scope"](**values)


def _bound(param_scope, auto_param):
    """What is made once of each library of that interface."""
    names = {
        "kept": param_scope.train.model.lr,
        "kept_missing": param_scope.train.model.decay,
        "bound": auto_param("train")(train),
    }
    for name, target in [("bound_many", many), ("bound_job", job())]:
        with suppress(Exception):  # a way that the library does not have; the bench will say so
            names[name] = auto_param("train")(target)
    return names


class Pyo3(Hyperparameter):
    """The extension of benches/pyo3: the same core, and no cffi between."""

    name = "hyperparameter, PyO3"
    partial = True
    imports = "import hyperparameter_pyo3"

    def __init__(self):
        from hyperparameter_pyo3 import auto_param, param_scope

        self.version = importlib.metadata.version("hyperparameter-pyo3")
        self.names = {"param_scope": param_scope, **_bound(param_scope, auto_param)}


class Namesake(Hyperparameter):
    """The PyPI package of the same name; it is imported by the same name too."""

    partial = True

    def __init__(self, version):
        installed = importlib.metadata.version("hyperparameter")
        if installed != version:
            raise ImportError(f"version {version} is not installed here but {installed}")
        import hyperparameter

        scope = getattr(hyperparameter, "param_scope", None) or hyperparameter.scope
        bind = getattr(hyperparameter, "auto_param", None) or hyperparameter.param
        self.name = f"hyperparameter {version} (PyPI)"
        self.version = version
        self.names = {**vars(hyperparameter), "param_scope": scope, **_bound(scope, bind)}


def _tree(values):
    tree = {}
    for key, value in values.items():
        *path, name = key.split(".")
        branch = tree
        for segment in path:
            branch = branch.setdefault(segment, {})
        branch[name] = value
    return tree


class OmegaConf(Subject):
    name = "OmegaConf"
    hit = f"select(config, '{READ_KEY}', default=1e-3)"
    missing = "select(config, 'train.model.decay', default=1e-3)"
    override = "c = deepcopy(config); c.train.lr = 0.1; select(c, 'train.lr', default=1e-3)"
    call = "train(*(select(config, key, default=default) for key, default in arguments))"
    imports = "import omegaconf"
    most_keys = 10_000

    def __init__(self):
        from omegaconf import OmegaConf as library

        self.version = importlib.metadata.version("omegaconf")
        self.create = library.create
        self.names = {
            "select": library.select,
            "merge": library.merge,
            "from_dotlist": library.from_dotlist,
            "to_container": library.to_container,
            "deepcopy": copy.deepcopy,
            **_BY_HAND,
        }

    def holding(self, values):
        self.names["config"] = self.create(_tree({"train.lr": 0.5, **values}))
        return nullcontext()


class MlCollections(Subject):
    name = "ml_collections"
    hit = f"config.{READ_KEY}"
    missing = "config.train.model.get('decay', 1e-3)"
    override = "c = deepcopy(config); c.train.lr = 0.1; c.train.lr"
    call = "train(config.train.lr, config.train.steps, config.train.optimizer)"
    imports = "import ml_collections"
    most_keys = 10_000

    def __init__(self):
        from ml_collections import ConfigDict

        self.version = importlib.metadata.version("ml_collections")
        self.create = ConfigDict
        self.names = {"deepcopy": copy.deepcopy, **_BY_HAND}

    def holding(self, values):
        self.names["config"] = self.create(
            _tree({"train.lr": 0.5, "train.steps": 5, "train.optimizer": "a", **values})
        )
        self.names["config"].train.get("model") or self.names["config"].train.update(model={})
        return nullcontext()


class Dynaconf(Subject):
    name = "dynaconf"
    hit = f"settings.get('{READ_KEY}', 1e-3)"
    missing = "settings.get('train.model.decay', 1e-3)"
    override = "c = settings.dynaconf_clone(); c.set('train.lr', 0.1); c.get('train.lr', 1e-3)"
    call = "train(*(settings.get(key, default) for key, default in arguments))"
    imports = "import dynaconf"
    most_keys = 10_000

    def __init__(self):
        from dynaconf import Dynaconf as library

        self.version = importlib.metadata.version("dynaconf")
        self.create = library
        self.names = dict(_BY_HAND)

    def holding(self, values):
        self.names["settings"] = self.create(**_tree({"train.lr": 0.5, **values}))
        self.names["settings"].get("train")  # it loads with the first read
        return nullcontext()


class Gin(Subject):
    """Its scopes choose among values that were bound beforehand."""

    name = "gin"
    hit = "lr()"
    missing = "decay()"
    override = "with config_scope('override'): lr()"
    call = "bound()"
    imports = "import gin"

    def __init__(self):
        import gin

        self.version = importlib.metadata.version("gin-config")
        self.gin = gin
        gin.clear_config()

        def lr(value=1e-3):
            return value

        def decay(value=1e-3):
            return value

        self.names = {
            "config_scope": gin.config_scope,
            "lr": self._configurable(lr, "lr"),
            "decay": self._configurable(decay, "decay"),
            "bound": self._configurable(train, "train"),
        }

    def _configurable(self, function, name):
        try:
            return self.gin.external_configurable(function, name=name)
        except ValueError:  # made before, by another bench of this process
            return self.gin.get_configurable(name)

    @contextmanager
    def holding(self, values):
        self.gin.clear_config()
        lines = ["lr.value = 0.01", "override/lr.value = 0.1"]
        if "train.lr" in values:
            lines += ["train.lr = 0.1", "train.steps = 5", "train.optimizer = 'sgd'"]
        # Other parameters as other scopes' values: it has one registry for all.
        lines += [f"{key.replace('.', '_')}/lr.value = {value!r}" for key, value in values.items()]
        self.gin.parse_config(lines)
        try:
            yield
        finally:
            self.gin.clear_config()


_BY_HAND = {
    "train": train,
    "many": many,
    "many_keys": [f"train.{name}" for name in MANY],
    "arguments": [("train.lr", 1e-3), ("train.steps", 100), ("train.optimizer", "adam")],
}

OURS = {
    "floor": Floor,
    "dict copy": DictCopy,
    "hyperparameter": Hyperparameter,
    "hyperparameter, PyO3": Pyo3,
}
OTHERS = {
    "OmegaConf": OmegaConf,
    "gin": Gin,
    "dynaconf": Dynaconf,
    "ml_collections": MlCollections,
}
#: The versions of the PyPI package of the same name; each in an environment of its own.
NAMESAKES = ("0.5.12", "0.6.0")


def made(name):
    """The subject of that name; ImportError if it is not installed."""
    if name in NAMESAKES:
        return Namesake(name)
    return {**OURS, **OTHERS}[name]()
