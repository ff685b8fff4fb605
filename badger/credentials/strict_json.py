"""The one strict JSON loader: every byte from outside passes here before anything looks at it.

The standard library's scanner does the work in C. What it lets pass is refused here:
duplicate members, NaN, numbers that change on the way, lone surrogates, NUL, other encodings
than UTF-8, and sizes beyond the limits.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn, cast

from badger.credentials.errors import CredentialError
from badger.json_value import JsonObject, JsonValue

# Escapes that can give a surrogate or NUL; without one of them no string needs a second look.
_RISKY_ESCAPE = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN_KEY_LENGTH = 64
_LONGEST_INTEGER = 20
_Hook = Callable[[list[tuple[str, object]]], dict[str, object]]
# The shortest member, and the comma before the next one: `"":1,`.
_BYTES_OF_A_MEMBER = 5


class UnreadableJson(CredentialError):
    """Say that bytes are not JSON that badger reads."""

    code = "json.syntax"


class DuplicateKey(UnreadableJson):
    """Say that an object names the same member twice."""

    code = "json.duplicate_key"


class TooDeep(UnreadableJson):
    """Say that objects and arrays are nested too deeply."""

    code = "json.too_deep"


class TooLarge(UnreadableJson):
    """Say that the text has too many bytes."""

    code = "json.too_large"


class TooManyKeys(UnreadableJson):
    """Say that all objects together have too many members."""

    code = "json.too_many_keys"


class TooManyItems(UnreadableJson):
    """The arrays of the text hold more items than the limit, all together."""

    code = "json.too_many_items"


class KeyTooLong(UnreadableJson):
    """Say that the name of a member is too long."""

    code = "json.key_too_long"


class StringTooLong(UnreadableJson):
    """Say that a string is too long."""

    code = "json.string_too_long"


class NumberOutOfRange(UnreadableJson):
    """Say that a number would change its value on the way, or is none."""

    code = "json.number_out_of_range"


class BadEncoding(UnreadableJson):
    """Say that the bytes are not UTF-8 without a byte order mark."""

    code = "json.encoding"


class LoneSurrogate(UnreadableJson):
    """Say that a string holds half of a character."""

    code = "json.lone_surrogate"


class NulCharacter(UnreadableJson):
    """Say that a string holds the character NUL."""

    code = "json.nul_character"


class NotAnObject(UnreadableJson):
    """Say that the JSON is a value other than an object."""

    code = "json.not_an_object"


@dataclass(frozen=True, slots=True)
class JsonLimits:
    """What one JSON text may hold.

    max_bytes:        bytes of the text.
    max_depth:        objects and arrays inside one another.
    max_string_bytes: UTF-8 bytes of one string or member name.
    max_keys:         members of all objects together.
    max_items:        items of all arrays together.
    max_number:       greatest magnitude of an integer.
    """

    max_bytes: int = 262_144
    max_depth: int = 32
    max_string_bytes: int = 65_536
    max_keys: int = 5_000
    max_items: int = 10_000
    max_number: int = 2**53 - 1


DEFAULT_LIMITS = JsonLimits()


def parse_json(data: bytes, *, limits: JsonLimits = DEFAULT_LIMITS) -> JsonValue:
    """Read one JSON text strictly.

    data:   UTF-8 bytes without a byte order mark.
    Raises: UnreadableJson, and no other error whatever the bytes.
    Source: RFC 8259; I-JSON (RFC 7493) for duplicate members, surrogates and numbers.
    """
    text = _decode(data, limits)
    try:
        value = _decoder(data, limits).decode(text)
    except RecursionError:
        raise TooDeep(limit=limits.max_depth) from None
    except json.JSONDecodeError as error:
        raise UnreadableJson(line=error.lineno, column=error.colno) from None
    if _may_pass_limits(data, limits):
        _refuse_size(value, limits)
    if _may_hold_a_long_string(data, limits) or (b"\\" in data and _RISKY_ESCAPE.search(text)):
        _check_strings(value, limits)
    return cast(JsonValue, value)


def _may_pass_limits(data: bytes, limits: JsonLimits) -> bool:
    """Tell whether depth or items may pass their limits, by counting brackets, without a walk.

    What is nested too deeply has as many opening brackets before its deepest place as closing
    ones after it, and that place stands in one of two halves. A bracket in a string only counts
    too much. Two items of an array take three bytes.
    """
    half = len(data) // 2
    opening = data.count(b"{", 0, half) + data.count(b"[", 0, half)
    closing = data.count(b"}", half) + data.count(b"]", half)
    return half > limits.max_items or max(opening, closing) > limits.max_depth


def _may_hold_a_long_string(data: bytes, limits: JsonLimits) -> bool:
    """Tell whether a string may pass its limit, without looking at each.

    A string takes at most the bytes between its two quotation marks; only one that holds an
    escaped quotation mark is cut by this, and then all are looked at.
    """
    if len(data) <= limits.max_string_bytes:
        return False
    return b'\\"' in data or max(map(len, data.split(b'"'))) > limits.max_string_bytes


def parse_object(data: bytes, *, limits: JsonLimits = DEFAULT_LIMITS) -> JsonObject:
    """Read one JSON text that must be an object.

    Raises: UnreadableJson; NotAnObject for an array, a string, a number, a boolean or null.
    """
    value = parse_json(data, limits=limits)
    if not isinstance(value, dict):
        raise NotAnObject()
    return value


def _decode(data: bytes, limits: JsonLimits) -> str:
    if len(data) > limits.max_bytes:
        raise TooLarge(size=len(data), limit=limits.max_bytes)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadEncoding() from None
    if text.startswith("\ufeff"):
        raise BadEncoding()
    return text


def _decoder(data: bytes, limits: JsonLimits) -> json.JSONDecoder:
    # Members are counted where a text is long enough for too many.
    if len(data) // _BYTES_OF_A_MEMBER <= limits.max_keys:
        return _short_texts_decoder(limits.max_number)
    return _new_decoder(_counting(limits.max_keys), limits.max_number)


@lru_cache(maxsize=8)  # It keeps nothing of what it read: all threads may use it.
def _short_texts_decoder(max_number: int) -> json.JSONDecoder:
    return _new_decoder(_members, max_number)


def _new_decoder(members: _Hook, max_number: int) -> json.JSONDecoder:
    def integer(text: str) -> int:
        # A long text is refused before int(), whose cost grows with the square of its length.
        if len(text) > _LONGEST_INTEGER or abs(int(text)) > max_number:
            raise NumberOutOfRange(number=text[:_SHOWN_KEY_LENGTH])
        return int(text)

    hooks: Any = {"parse_int": integer, "parse_float": _real, "parse_constant": _constant}
    return json.JSONDecoder(object_pairs_hook=members, **hooks)


def _counting(max_keys: int) -> _Hook:
    keys = 0

    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal keys
        keys += len(pairs)
        if keys > max_keys:
            raise TooManyKeys(limit=max_keys)
        return _members(pairs)

    return members


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DuplicateKey(key=_a_duplicate(pairs))
    return members


def _real(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NumberOutOfRange(number=text[:_SHOWN_KEY_LENGTH])
    return number


def _constant(text: str) -> NoReturn:
    raise NumberOutOfRange(number=text)


def _a_duplicate(pairs: list[tuple[str, object]]) -> str:
    counts = Counter(name for name, _ in pairs)
    duplicate = counts.most_common(1)[0][0]
    return ascii(duplicate[:_SHOWN_KEY_LENGTH])[1:-1]


def _refuse_size(value: object, limits: JsonLimits) -> None:
    """Refuse nesting and arrays beyond the limits, level by level, without recursion."""
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    items = 0
    for _ in range(limits.max_depth):
        items += sum([len(node) for node in level if type(node) is list])
        if items > limits.max_items:
            raise TooManyItems(limit=limits.max_items)
        # Written flat: this line sees every value of every document.
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) is not str and (type(child) is dict or type(child) is list)
        ]
        if not level:
            return
    raise TooDeep(limit=limits.max_depth)


def _check_strings(value: object, limits: JsonLimits) -> None:
    for text, is_key in _strings_of(value):
        if _SURROGATE.search(text):
            raise LoneSurrogate()
        if "\0" in text:
            raise NulCharacter()
        if len(text.encode()) > limits.max_string_bytes:
            too_long = KeyTooLong if is_key else StringTooLong
            raise too_long(limit=limits.max_string_bytes)


def _strings_of(value: object) -> Iterator[tuple[str, bool]]:
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            yield node, False
        elif isinstance(node, dict):
            yield from ((name, True) for name in node)
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
