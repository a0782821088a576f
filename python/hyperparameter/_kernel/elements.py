"""Converts to lists, tuples, sets and mappings, and their elements."""

from __future__ import annotations

from hyperparameter._kernel import kinds as _kinds
from hyperparameter._kernel import native as _native
from hyperparameter._kernel import one_copy as _one_copy
from hyperparameter._kernel.kinds import Fresh, fresh, interpreted
from hyperparameter._kernel.values import UNCHANGING, ValueMap, is_host_object, is_null
from hyperparameter.exceptions import ConversionError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hyperparameter._kernel.kinds import Kind, Parameter

_COLLECTIONS = (list, tuple, set, frozenset)


def kind_of(wanted: type) -> Kind | None:
    """How to convert a parameter to a tuple or set; None for subclasses of these."""
    return collection(wanted, wanted.__name__) if wanted in _COLLECTIONS else None


def kind_with_elements(wanted: type, element: type) -> Kind:
    """How to convert to a list, tuple or set with elements of one type; cached."""
    found = _with_elements.get((wanted, element))
    if found is None:
        name = f"{wanted.__name__} of {element.__name__}"
        kind = _kinds.kind_of(element)
        found = collection(wanted, name, lambda at: kind, as_set=True, plain=element)
        found = _with_elements.setdefault((wanted, element), found)
    return found


_with_elements: dict[tuple[type, type], Kind] = {}


def collection(
    make: type,
    name: str,
    kind_at: Callable[[int], Kind] | None = None,
    length: int | None = None,
    accepted: type | None = None,
    as_set: bool = False,
    plain: type | None = None,
) -> Kind:
    """How to convert a parameter to a collection.

    Args:
        make: the type that a list is converted to: list, tuple, set or frozenset.
        name: its name in errors.
        kind_at: how to convert the element at an index; by default it is interpreted.
        length: the required number of elements; any number by default.
        accepted: a host object of this type keeps its type; ``make`` by default.
        as_set: whether such an object is returned as it was set, elements unchecked.
        plain: the type of elements that need no conversion.
    """
    accepted = accepted or make

    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        if is_null(stored):
            return None
        if not is_host_object(stored):
            made: Any = make
            elements = _elements(parameter, name)
        else:
            if not isinstance(stored, accepted):
                raise parameter.refuse(name, _WRITTEN)
            # A host object: its elements are converted only if its type is a built-in one.
            made = type(stored)
            if as_set or kind_at is None or made not in _COLLECTIONS:
                return stored
            elements = list(stored)  # type: ignore[call-overload]
        if length is not None and len(elements) != length:
            raise parameter.refuse(name, f"expected {length} elements, not {len(elements)}")
        if plain is not None and {plain}.issuperset(map(type, elements)):
            return _made(made, list(elements), parameter, name)
        read_at = kind_at or (lambda at: interpreted)
        items = [read_at(at)(parameter.part(f"[{at}]", item)) for at, item in enumerate(elements)]
        return _made(made, items, parameter, name)

    return read


#: What errors show of the form of a list.
_WRITTEN = "write it as [1, 2]"


def _elements(parameter: Parameter, name: str) -> Any:
    try:
        return parameter.fetch(_native.WANT_ELEMENTS)
    except ConversionError:
        raise parameter.refuse(name, _WRITTEN) from None


def mapping(accepted: type, name: str, kind: Kind) -> Kind:
    """How to convert a mapping inside a list, with values of one kind."""

    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        if is_null(stored) or (isinstance(stored, accepted) and is_host_object(stored)):
            return None if is_null(stored) else stored
        if type(stored) is not ValueMap:
            raise parameter.refuse(name)
        items = {key: kind(parameter.part(f"[{key!r}]", item)) for key, item in stored.items()}
        return Fresh(lambda: {key: fresh(item) for key, item in items.items()})

    return read


def _made(make: type, items: list[Any], parameter: Parameter, name: str) -> Any:
    if make is tuple and UNCHANGING.issuperset(map(type, items)):
        return tuple(items)
    if make is not list and make is not tuple:
        try:
            make(map(fresh, items))
        except TypeError:  # an element is not hashable
            raise parameter.refuse(name, "its elements cannot be lists") from None
    return Fresh(lambda: make(map(fresh, items)))


_one_copy.keep("hyperparameter")
