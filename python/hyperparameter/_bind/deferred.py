"""A bound coroutine or generator function, which ``inspect`` still recognizes as one."""

from __future__ import annotations

import types
from typing import Any, Callable, NoReturn

from hyperparameter._kernel.function_like import FunctionLike


class Deferred(FunctionLike):
    """Binds arguments when it is called, and looks to ``inspect`` like the original.

    A plain wrapper would not be a coroutine function, and a coroutine function would bind
    only when awaited. ``inspect`` reads the flags of the code, which this object copies.
    """

    __class__ = property(lambda self: types.FunctionType)

    @property
    def __closure__(self) -> NoReturn:
        # Libraries that pickle functions by value read this; they would lose the binding.
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
