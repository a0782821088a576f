"""What this package raises; every message names the key and quotes the text.

::

    HyperparameterError
    ├── MissingKeyError    also a KeyError: a required parameter is not set
    ├── InvalidKeyError    also a ValueError: a text is not a key
    ├── ConversionError    also a ValueError: a value does not fit what is wanted
    ├── DefinitionError    also a ValueError: a "key=value" text is malformed
    ├── LimitError         also a ValueError: an input is larger than allowed
    └── ScopeError         also a RuntimeError: a scope is used where it is not open

>>> from hyperparameter import param_scope
>>> with param_scope("train.lr=fast"):
...     param_scope.train.lr | 1e-3
Traceback (most recent call last):
    ...
hyperparameter.exceptions.ConversionError: cannot read train.lr as float: "fast" (from "train.lr=fast", item 1); a float is a float, an int that it holds exactly, or a text such as 5e-4
"""  # noqa: E501 - the message is one line


class HyperparameterError(Exception):
    """The base of every error of this package."""


class MissingKeyError(HyperparameterError, KeyError):
    """A required parameter is not set; names the nearest keys that are."""

    def __str__(self) -> str:
        # KeyError would show the message in quotes.
        return str(self.args[0]) if self.args else ""


class InvalidKeyError(HyperparameterError, ValueError):
    """A text, or something that is not text, cannot name a parameter."""


class ConversionError(HyperparameterError, ValueError):
    """A value cannot become what is wanted without loss."""


class DefinitionError(HyperparameterError, ValueError):
    """A ``key=value`` text is malformed."""


class LimitError(HyperparameterError, ValueError):
    """An input is larger than a limit allows; the message names the limit."""


class ScopeError(HyperparameterError, RuntimeError):
    """A scope is read, changed or left where it is not open, or out of order."""
