"""``converter(type, parse, spell)``: reads a program's own types from strings."""

from __future__ import annotations

from hyperparameter._kernel import kinds as _kinds

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Callable, TypeVar

    T = TypeVar("T")

#: Types whose conversion is fixed.
_OWN = (bool, int, float, str, bytes, list, tuple, dict, set, frozenset, type(None), object)


def converter(type: type[T], parse: Callable[[str], T], spell: Callable[[T], str]) -> None:
    """Registers how a program's own type is converted from and to a string.

    From then on, a read whose default or annotation is of this type or a subclass
    accepts strings, which ``parse`` converts, as well as instances and None; and a read
    with a ``str`` default converts an instance with ``spell``. The registration holds
    for the whole process, so make it where the type is defined. Registering the same
    type again replaces both functions.

    Args:
        type: a class; not a built-in type whose conversion is fixed, such as int.
        parse: creates an instance from a string. A ValueError, TypeError,
            ArithmeticError or LookupError that it raises becomes a ConversionError. It
            runs for each read, so that readers do not share an instance.
        spell: converts an instance to a string that ``parse`` accepts.

    Raises:
        TypeError: if ``type`` is not a class or its conversion is fixed, or if
            ``parse`` or ``spell`` is not callable.

    >>> from hyperparameter import converter, param_scope
    >>> class Percent:
    ...     def __init__(self, value):
    ...         self.value = value
    >>> converter(Percent, lambda text: Percent(int(text.rstrip("%"))), lambda p: f"{p.value}%")
    >>> with param_scope("share=50%", rate=Percent(5)):
    ...     (param_scope.share | Percent(1)).value, param_scope.rate | "1%"
    (50, '5%')
    """
    if not isinstance(type, _Class):
        raise TypeError(f"converter() takes a class, not {type!r}")
    if type in _OWN:
        raise TypeError(
            f"the conversion of {type.__name__} is built in and cannot be replaced; "
            "pass a class of your own"
        )
    for function in (parse, spell):
        if not callable(function):
            raise TypeError(f"converter() takes two functions, not {function!r}")
    # Imported here: reads and scopes do not need it, and it would slow the package's import.
    from hyperparameter._kernel.written import custom

    _kinds.converters[type] = custom(type, parse)
    _kinds.spellings[type] = spell
    _kinds.forget(type)


_Class = type
