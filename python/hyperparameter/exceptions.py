"""The exceptions of this package; every message names the key and quotes the input.

::

    HyperparameterError
    ├── MissingKeyError    also a KeyError: a required parameter is not set
    ├── InvalidKeyError    also a ValueError: a string is not a key
    ├── ConversionError    also a ValueError: a value does not fit the type it is read as
    ├── DefinitionError    also a ValueError: a "key=value" string is malformed
    ├── LimitError         also a ValueError: an input is larger than allowed
    └── ScopeError         also a RuntimeError: a scope is used where it is not open
    ScopeWarning           a RuntimeWarning: a scope was left before one inside it

An error has its details as attributes, too:

>>> from hyperparameter import ConversionError, param_scope
>>> with param_scope("train.lr=fast"):
...     param_scope.train.lr | 1e-3
Traceback (most recent call last):
    ...
hyperparameter.exceptions.ConversionError: cannot read train.lr as float: "fast" (from "train.lr=fast", item 1); expected a float, an int that a float can represent exactly, or a string such as 5e-4
>>> with param_scope("train.lr=fast"):
...     try:
...         param_scope.train.lr | 1e-3
...     except ConversionError as error:
...         error.key, error.value, error.origin, error.wanted, error.kind
('train.lr', 'fast', 'from "train.lr=fast", item 1', 'float', 'conversion')
"""  # noqa: E501 - the message is one line

from __future__ import annotations


class HyperparameterError(Exception):
    """The base class of this package's errors; instances can be pickled and copied.

    Attributes:
        key: the key concerned, a string; None if the error concerns no key.
        value: the value concerned, as it was set; for an object that is not stored by
            value, a string that names its type. None if there is no value.
        origin: where the value came from, such as ``from "lr=fast", item 1``; or None.
        wanted: the type that the value was read as, such as ``float``; or None.
        kind: the category of the error, the same string in every language.

    >>> from hyperparameter import HyperparameterError, param_scope
    >>> try:
    ...     param_scope.train.seed()
    ... except HyperparameterError as error:
    ...     error.key, error.kind
    ('train.seed', 'missing')
    """

    kind: str = "other"

    def __init__(
        self,
        *args: object,
        key: str | None = None,
        value: object = None,
        origin: str | None = None,
        wanted: str | None = None,
    ) -> None:
        super().__init__(*args)
        self.key = key
        self.value = value
        self.origin = origin
        self.wanted = wanted


class MissingKeyError(HyperparameterError, KeyError):
    """A required parameter is not set; the message suggests similar keys that are set."""

    kind = "missing"

    def __str__(self) -> str:
        # KeyError would show the message in quotes.
        return str(self.args[0]) if self.args else ""


class InvalidKeyError(HyperparameterError, ValueError):
    """A key is not a string, or is a string that cannot name a parameter."""

    kind = "invalid_key"


class ConversionError(HyperparameterError, ValueError):
    """A value cannot be converted to the type it is read as without losing information."""

    kind = "conversion"


class DefinitionError(HyperparameterError, ValueError):
    """A ``key=value`` string is malformed."""

    kind = "definition"


class LimitError(HyperparameterError, ValueError):
    """An input exceeds a limit; the message names the limit."""

    kind = "limit"


class ScopeError(HyperparameterError, RuntimeError):
    """A scope is used where it is not open.

    Also raised by an assignment with no scope open, and by ``base`` with a scope open.
    """

    kind = "scope"


class ScopeWarning(RuntimeWarning):
    """A scope was left while a scope opened inside it was still open; both have ended."""
