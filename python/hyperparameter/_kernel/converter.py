"""``converter(type, parse, spell)``: a program's own types, read from text."""

from __future__ import annotations

from hyperparameter._kernel import kinds as _kinds

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Callable, TypeVar

    T = TypeVar("T")

#: Types that are read in one way, everywhere.
_OWN = (bool, int, float, str, bytes, list, tuple, dict, set, frozenset, type(None), object)


def converter(type: type[T], parse: Callable[[str], T], spell: Callable[[T], str]) -> None:
    """Reads a type of the program's own from text.

    From then on a default or an annotation of this type, or of a class below it,
    takes text and untyped text by ``parse``, beside instances and null; and a read
    toward text takes such an instance by ``spell``. Calling it again for the same
    type replaces the two. It holds for the whole process: call it where the type
    is defined.

    Args:
        type: a class; not one that Python itself has a literal for, such as int.
        parse: makes an instance from text. A ValueError, TypeError,
            ArithmeticError or LookupError from it becomes a ConversionError. It
            runs for each read, so that readers share nothing.
        spell: writes an instance as text that ``parse`` takes.

    Raises:
        TypeError: if ``type`` is not a class, or one that is read in its own way.

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
        raise TypeError(f"{type.__name__} is read in its own way; give converter() another class")
    for function in (parse, spell):
        if not callable(function):
            raise TypeError(f"converter() takes two functions, not {function!r}")
    # Here, because it imports what takes longer than all that reads and scopes need.
    from hyperparameter._kernel.written import custom

    _kinds.converters[type] = custom(type, parse)
    _kinds.spellings[type] = spell
    _kinds.forget(type)


_Class = type
