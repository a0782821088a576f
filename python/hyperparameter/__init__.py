"""Scoped configuration: read parameters anywhere with a default, override them per block.

>>> from hyperparameter import auto_param, param_scope
>>> @auto_param("train")
... def train(lr=1e-3, batch_size=32):
...     return f"lr={lr}, batch_size={batch_size}, {param_scope.model.dropout | 0.1}"
>>> train()
'lr=0.001, batch_size=32, 0.1'
>>> with param_scope("train.lr=5e-4", **{"model.dropout": 0.3}):
...     train(batch_size=64)
'lr=0.0005, batch_size=64, 0.3'
>>> train()
'lr=0.001, batch_size=32, 0.1'

However a scope exits, the previous values are restored. Threads, tasks and requests
never see each other's overrides; a task starts with the values of its creator, and a new
thread with the values last published by ``base()`` or ``frozen()``. Conversion never loses
information: a value that does not fit raises an error that names the key, quotes the
value, and says where it came from.
"""

# These come first: `one_copy` reuses the modules of an earlier import, and `library` fails
# before anything else is imported.
from hyperparameter._kernel import one_copy as _one_copy, library as _library  # noqa: F401, I001

# isort: split
from hyperparameter._bind.auto_param import auto_param
from hyperparameter._kernel.context import base, frozen
from hyperparameter._kernel.kinds import converter
from hyperparameter._kernel.layer import unset
from hyperparameter._kernel.native import version
from hyperparameter._kernel.param_scope import as_dict, items, keys, param_scope
from hyperparameter._kernel.required import required
from hyperparameter._kernel.values import untyped
from hyperparameter.exceptions import (
    ConversionError,
    DefinitionError,
    HyperparameterError,
    InvalidKeyError,
    LimitError,
    MissingKeyError,
    ScopeError,
    ScopeWarning,
)

__version__ = version()

__all__ = [
    "ConversionError",
    "DefinitionError",
    "HyperparameterError",
    "InvalidKeyError",
    "LimitError",
    "MissingKeyError",
    "ScopeError",
    "ScopeWarning",
    "__version__",
    "as_dict",
    "auto_param",
    "base",
    "converter",
    "frozen",
    "items",
    "keys",
    "param_scope",
    "required",
    "unset",
    "untyped",
]

_one_copy.keep(__name__)
