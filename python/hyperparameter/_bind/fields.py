"""Arguments with keys set below their own, which set fields of a model or are an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_origin

from hyperparameter._bind import bound as _bound
from hyperparameter._bind.annotations import members_of
from hyperparameter._bind.argument import Argument, report_missing
from hyperparameter._bind.models import attribute_of, is_model, made_default, replaced
from hyperparameter._bind.signatures import can_be_bound, signature_of
from hyperparameter._kernel.frame import MAX_WAITING, Frame
from hyperparameter._kernel.required import required
from hyperparameter.exceptions import ConversionError

if TYPE_CHECKING:
    from hyperparameter._kernel.kinds import Parameter


#: Frames with more overrides than this are searched by the C library instead.
MAX_SCANNED = 64


class KeysBelow:
    """Finds the arguments below a namespace that have keys set below their own key.

    A frame caches the result, with this object as the cache key.
    """

    __slots__ = ("_names", "_prefix")

    def __init__(self, arguments: Iterable[Argument]) -> None:
        names = {argument.name: argument.key for argument in arguments}
        #: The namespace with its dot; without arguments ".", which is a prefix of no key.
        self._prefix = next((key[: -len(name)] for name, key in names.items()), ".")
        self._names = frozenset(names)

    def found_in(self, frame: Frame, passed: int = 0) -> frozenset[str]:
        """The names of these arguments in ``frame``, after a search that passed other frames."""
        found: frozenset[str] | None = frame.answers.get(self)
        if found is None:
            found = self._searched(frame, passed)
            frame.keep(self, found)
        return found

    def _searched(self, frame: Frame, passed: int) -> frozenset[str]:
        layer, parent = frame.layer, frame.parent
        if parent is not None and passed < MAX_WAITING and len(layer) <= MAX_SCANNED:
            keys = layer.keys()
            if keys is not None:
                return self.found_in(parent, passed + 1) | self._among(keys)
        return self._among(frame.keys_below(self._prefix[:-1]))

    def _among(self, keys: Iterable[str]) -> frozenset[str]:
        start = len(self._prefix)
        parts = [key[start:].partition(".") for key in keys if key.startswith(self._prefix)]
        return self._names.intersection([name for name, dot, _ in parts if dot])


def read_below(argument: Argument, frame: Frame) -> Any:
    """The value of an argument with keys set below its own; `required` if it has none.

    Raises:
        ConversionError: if nothing reads these keys.
    """
    keys = [key for key in frame.keys_below(argument.key) if key != argument.key]
    value = argument.read(frame)
    base = argument.default if value is required else value
    model = _model_of(argument, base)
    if model is not None:
        return _built(argument, model, base, frame, keys)
    unread = next((key for key in keys if not _bound.covers(argument.key, key)), None)
    if unread is None:
        return value
    raise ConversionError(_message(argument, unread), key=argument.key)


def _message(argument: Argument, below: str) -> str:
    key, name = argument.key, argument.name
    if _is_one(argument, Mapping):
        return (
            f'cannot read {key} as a mapping: that would ignore "{below}", which is set; '
            f"pass {name} as an argument"
        )
    if _is_one(argument, Sequence):
        return (
            f'cannot read {key}: "{below}" is set, but elements of a list cannot be set one by '
            f"one; set {key} as a whole"
        )
    return (
        f'cannot read {key}: "{below}" is set, but the argument {name} has no fields; '
        f'set "{key}" instead, or annotate {name} with a dataclass or another model class'
    )


def _is_one(argument: Argument, base: type) -> bool:
    """Whether its default or its annotation is of type ``base``."""
    kinds = [type(argument.default)]
    kinds += [get_origin(member) or member for member in members_of(argument.annotation())[0]]
    return any(
        isinstance(kind, type) and issubclass(kind, base) and kind not in (str, bytes)
        for kind in kinds
    )


def _model_of(argument: Argument, base: Any) -> type | None:
    """The model type of an argument: that of its value, else that of its annotation."""
    if is_model(type(base)):
        return type(base)
    return next(filter(is_model, members_of(argument.annotation())[0]), None)


def _built(argument: Argument, model: type, base: Any, frame: Frame, keys: list[str]) -> Any:
    """``base``, or a new ``model``, with the fields that ``keys`` set."""
    if not isinstance(base, model):
        base = made_default(argument, model)
    if base is None and frame.is_set(argument.key):
        raise ConversionError(
            f"cannot read {argument.key} as {model.__name__}: both it and "
            f'"{keys[0]}" are set; unset one of them',
            key=argument.key,
        )
    fields = _fields(argument.key, model, base)
    start = len(argument.key) + 1
    changes = {}
    for name in dict.fromkeys(key[start:].partition(".")[0] for key in keys):
        field = fields.get(name)
        if field is None:
            raise ConversionError(
                _unknown(argument.key, name, model, fields), key=f"{argument.key}.{name}"
            )
        deep = any(key.startswith(f"{field.key}.") for key in keys)
        value = read_below(field, frame) if deep else field.read(frame)
        if value is not required:
            changes[name] = value
    if base is not None:
        return replaced(argument.key, base, changes)
    missing = [field for name, field in fields.items() if field.required and name not in changes]
    if missing:
        report_missing(model, missing)
    return model(**changes)


def fields_in(parameter: Parameter, model: type, values: dict[str, Any]) -> dict[str, Any]:
    """The converted values of the fields that a mapping inside a list sets."""
    fields = _fields("", model, None)
    made = {}
    for name, value in values.items():
        if name not in fields:
            raise parameter.refuse(model.__name__, f"{model.__name__} has no field {name!r}")
        made[name] = fields[name].kind()(parameter.part(f".{name}", value))
    missing = [name for name, field in fields.items() if field.required and name not in values]
    if missing:
        raise parameter.refuse(model.__name__, f"it lacks {', '.join(map(repr, missing))}")
    return made


def _fields(path: str, model: type, base: Any) -> dict[str, Argument]:
    fields = {}
    for parameter in signature_of(model).parameters.values():
        if can_be_bound(parameter):
            if base is not None:
                current = getattr(base, attribute_of(model, parameter.name), parameter.default)
                parameter = parameter.replace(default=current)
            fields[parameter.name] = Argument(parameter, path, model)
    return fields


def _unknown(path: str, name: str, model: type, fields: dict[str, Any]) -> str:
    import difflib

    near = difflib.get_close_matches(name, fields, 1)
    hint = f'did you mean "{path}.{near[0]}"?' if near else f"its fields are {', '.join(fields)}"
    return f'cannot set "{path}.{name}": {model.__name__} has no field {name}; {hint}'
