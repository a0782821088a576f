"""Keys that are set below a bound parameter: its fields, or an error; never nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_origin

from hyperparameter._bind import bound as _bound
from hyperparameter._bind.annotations import members_of
from hyperparameter._bind.models import built, model_of
from hyperparameter._kernel.frame import MAX_WAITING, MISSING, Frame
from hyperparameter.exceptions import ConversionError

if TYPE_CHECKING:
    from hyperparameter._bind.argument import Argument

#: How many overrides of a frame are looked through before the C library is asked instead.
MAX_SCANNED = 64

_NOTHING: frozenset[str] = frozenset()


class KeysBelow:
    """Which of a callable's parameters have keys below their own.

    A frame keeps what is found in it, under this object.
    """

    __slots__ = ("_names", "_namespace")

    def __init__(self, arguments: Iterable[Argument]) -> None:
        self._namespace = ""
        names = []
        for argument in arguments:
            names.append(argument.name)
            self._namespace = argument.key[: -len(argument.name) - 1]
        self._names = frozenset(names)

    def found_in(self, frame: Frame) -> frozenset[str]:
        """The names of these parameters."""
        frame = frame.here()
        # From the frame outward to one that knows, and back: each keeps what it has found.
        waiting: list[tuple[Frame, Any]] = []
        found = None
        while found is None and len(waiting) < MAX_WAITING:
            layer, parent = frame.layer, frame.parent
            if parent is None or len(layer) > MAX_SCANNED:
                break
            keys = layer.keys()
            if keys is None:
                break
            waiting.append((frame, keys))
            frame = parent
            found = frame.answers.get(self)
        if found is None:
            found = self._among(frame.keys_below(self._namespace))
            frame.keep(self, found)
        for frame, keys in reversed(waiting):
            found |= self._among(keys)
            frame.keep(self, found)
        return found

    def _among(self, keys: Iterable[str]) -> frozenset[str]:
        prefix = f"{self._namespace}."
        found = _NOTHING
        for key in keys:
            if key.startswith(prefix):
                name, dot, _ = key[len(prefix) :].partition(".")
                if dot and name in self._names:
                    found |= {name}
        return found


def read_below(argument: Argument, frame: Frame) -> Any:
    """The value of a parameter that has keys below its own.

    Raises:
        ConversionError: if nothing takes them.
    """
    keys = [key for key in frame.keys_below(argument.key) if key != argument.key]
    base = argument.read(frame) if frame.stored(argument.key) is not MISSING else argument.default
    model = model_of(argument, base)
    if model is not None:
        return built(argument, model, base, frame, keys)
    unread = next((key for key in keys if not _bound.covers(argument.key, key)), None)
    if unread is None:
        return argument.read(frame)
    raise ConversionError(_message(argument, unread), key=argument.key)


def _message(argument: Argument, below: str) -> str:
    key, name = argument.key, argument.name
    if _is_one(argument, Mapping):
        return (
            f'cannot read {key} as a mapping: it is not a value, but "{below}" is set below it; '
            f"pass {name} as an argument"
        )
    if _is_one(argument, Sequence):
        return (
            f'cannot read {key}: "{below}" is set below it, but elements of a list are no '
            f"parameters; set {key} as a whole"
        )
    return (
        f'cannot read {key}: "{below}" is set below it, but {name} takes nothing from there; '
        f"set {key}, or give {name} a dataclass or another model as its type"
    )


def _is_one(argument: Argument, base: type) -> bool:
    """Whether its default or its annotation is a ``base``."""
    kinds = [type(argument.default)]
    kinds += [get_origin(member) or member for member in members_of(argument.annotation())]
    return any(
        isinstance(kind, type) and issubclass(kind, base) and kind not in (str, bytes)
        for kind in kinds
    )
