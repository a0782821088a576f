"""A bound coroutine function or generator, which is still one to ``inspect``."""

from __future__ import annotations

import types
from typing import Any, Callable, NoReturn

from hyperparameter._kernel.function_like import FunctionLike


class Deferred(FunctionLike):
    """Binds when it is called, and is to ``inspect`` what the original is.

    A plain wrapper would not be a coroutine function, and one that is would bind
    at the first await. ``inspect`` reads the flags of the code.
    """

    __class__ = property(lambda self: types.FunctionType)

    @property
    def __closure__(self) -> NoReturn:
        # Asked by what pickles functions by value, and would leave the binding behind.
        raise AttributeError(
            f"{self!r} cannot be pickled by value: define it in a module that can be imported"
        )

    def __init__(self, function: Callable[..., Any], call: Callable[..., Any]) -> None:
        super().__init__(function)
        self._call = call

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._call(*args, **kwargs)

    def __reduce__(self) -> str:
        return self.__qualname__

    def __repr__(self) -> str:
        return f"<auto_param of {self.__wrapped__!r}>"
