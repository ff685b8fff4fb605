"""Dataclasses to JSON and back, by their own annotations: nothing that is read can run code.

What a verifying process answers was written by a process that read hostile bytes. It is read
here as plain JSON whose every value must have the type that the class declares; only classes
reached from the annotations of the asked-for one are ever made. A list stands for an object,
its values in the order of the fields.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar

from badger.json_value import JsonObject, JsonValue

_Value = TypeVar("_Value")
_PLAIN: Final = (str, int, bool, float)
# These aliases stand as text in annotations; a module may know one without the other.
_ALIASES: Final[dict[str, Any]] = {"JsonValue": Any, "JsonObject": dict[str, Any]}


class WrongType(Exception):
    """A value does not have the type that its field declares."""


class Untranslatable(TypeError):
    """A field has a type that this module has no JSON for: a defect of ours."""


# Any: a coder works on the values of every type; what goes in and out is checked by it.
@dataclass(frozen=True, slots=True)
class _Coder:
    write: Callable[[Any], JsonValue]
    read: Callable[[Any], Any]


def to_plain(value: object, kind: type, *, omit: frozenset[str] = frozenset()) -> JsonValue:
    """Write an instance of the dataclass `kind` as JSON values.

    omit: fields of `kind` itself that stay here; they have a default.
    """
    return _coder_of_class(kind, omit).write(value)


def from_plain(
    value: JsonValue, kind: type[_Value], *, omit: frozenset[str] = frozenset()
) -> _Value:
    """Make an instance of the dataclass `kind`.

    Raises: WrongType.
    """
    asked: Any = kind  # A class is hashable, which the checker does not know of `type[…]`.
    found: _Value = _coder_of_class(asked, omit).read(value)
    return found


@cache
def _coder(hint: Any) -> _Coder:
    if hint is datetime:
        return _Coder(datetime.isoformat, _read_instant)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _coder_of_class(hint, frozenset())
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _Coder(lambda value: value.value, lambda value: _read_member(hint, value))
    if hint is Any:
        return _Coder(_same, _same)
    if hint in _PLAIN:
        return _Coder(_same, lambda value: _checked(value, hint))
    return _coder_of_generic(hint)


def _coder_of_generic(hint: Any) -> _Coder:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _coder_of_union(hint, inside)
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        return _coder_of_many(_coder(inside[0]), tuple)
    if origin is frozenset:
        return _coder_of_many(_coder(inside[0]), frozenset)
    if origin in (dict, Mapping) and inside[0] is str:
        return _Coder(_same, lambda value: _checked(value, dict))
    if origin is list:
        return _Coder(_same, lambda value: _checked(value, list))
    raise Untranslatable(str(hint))


def _coder_of_union(hint: Any, members: tuple[Any, ...]) -> _Coder:
    others = [member for member in members if member is not types.NoneType]
    if len(others) > 1 and set(others) >= set(_PLAIN):
        return _Coder(_same, _same)  # JsonValue: whatever JSON holds.
    if len(others) != 1:
        raise Untranslatable(str(hint))
    one = _coder(others[0])
    return _Coder(
        lambda value: None if value is None else one.write(value),
        lambda value: None if value is None else one.read(value),
    )


def _coder_of_many(one: _Coder, kind: Callable[[Any], Any]) -> _Coder:
    return _Coder(
        lambda values: [one.write(value) for value in values],
        lambda values: kind([one.read(value) for value in _checked(values, list)]),
    )


@cache
def _coder_of_class(kind: Any, omit: frozenset[str]) -> _Coder:
    hints = typing.get_type_hints(kind, localns=_ALIASES)
    names = tuple(field.name for field in dataclasses.fields(kind) if field.name not in omit)
    coders = tuple(_coder(hints[name]) for name in names)
    writers = tuple((name, coder.write) for name, coder in zip(names, coders, strict=True))
    readers = tuple(coder.read for coder in coders)

    def write(value: Any) -> JsonValue:
        return [writer(getattr(value, name)) for name, writer in writers]

    def read(value: Any) -> Any:
        if type(value) is not list or len(value) != len(readers):
            raise WrongType(kind.__name__)
        found = [reader(one) for reader, one in zip(readers, value, strict=True)]
        return kind(**dict(zip(names, found, strict=True)))

    return _Coder(write, read)


def _same(value: Any) -> Any:
    return value


def _checked(value: Any, kind: type) -> Any:
    # Exactly: True is no number here.
    if type(value) is not kind:
        raise WrongType(kind.__name__)
    return value


def _read_instant(value: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(_checked(value, str))
    except ValueError as error:
        raise WrongType("datetime") from error
    if instant.tzinfo is None:
        raise WrongType("datetime")
    return instant


def _read_member(kind: type[Enum], value: Any) -> Enum:
    try:
        return kind(value)
    except ValueError as error:
        raise WrongType(kind.__name__) from error


def object_of(value: JsonValue) -> JsonObject:
    """Return a JSON object.

    Raises: WrongType.
    """
    found: JsonObject = _checked(value, dict)
    return found
