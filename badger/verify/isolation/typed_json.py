"""Dataclasses to JSON and back, by their own annotations: nothing that is read can run code.

What a verifying process answers was written by a process that read hostile bytes. It is read
here as JSON whose every value must have the type that the class declares; only classes reached
from the annotations of the asked-for one are ever made.
"""

import json
from functools import cache
from typing import Any, Final, TypeVar

import msgspec

_Value = TypeVar("_Value")
_WRITER: Final = msgspec.json.Encoder()


class WrongType(Exception):
    """What was read is no JSON, or a value does not have the type that its field declares."""


def write_typed(value: object) -> bytes:
    """Write a dataclass, and what its fields hold, as JSON.

    Half a surrogate pair, which no UTF-8 can hold, is written as a question mark.
    """
    try:
        return _WRITER.encode(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


def read_typed(text: bytes, kind: type[_Value]) -> _Value:
    """Make an instance of the dataclass `kind`; fields that are left out have their default.

    Raises: WrongType.
    """
    asked: Any = kind  # A class is hashable, which the checker does not know of `type[…]`.
    try:
        found: _Value = _reader(asked).decode(text)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise WrongType(kind.__name__) from error
    return found


@cache
def _reader(kind: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind)
