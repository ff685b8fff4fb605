"""RFC 8785 canonical JSON: the door to the rfc8785 package, and a short way beside it.

jsonschema-rs writes the same bytes in Rust, thirty times as fast, for documents in which the two
cannot differ: no fractions (their digits differ), no character beyond U+FFFF (whose UTF-16 order
differs), integers within the safe range. Every other document takes the long way.
"""

from typing import Any

import rfc8785
from jsonschema_rs.canonical.json import to_string

from badger.credentials.errors import CredentialError
from badger.json_value import JsonValue

_MAX_SAFE = 2**53 - 1
# More than any document has; a value that holds itself ends here.
_MAX_NODES = 100_000
_ALIKE = frozenset((str, bool, type(None)))


class NotCanonical(CredentialError):
    """Say that a document has no RFC 8785 form: a number or a string that JSON cannot carry."""

    code = "proof.no_canonical_form"


def canonical_json(value: JsonValue) -> bytes:
    """Write a document, or any JSON value, in its only RFC 8785 form.

    Raises: NotCanonical; never after strict_json, whose limits are tighter.
    """
    try:
        return _short_way(value) or rfc8785.dumps(value)
    except (ValueError, RecursionError):
        raise NotCanonical() from None


def _short_way(value: JsonValue) -> bytes | None:
    """Write a value in Rust, None when the long way could write other bytes."""
    if not _is_plain(value):
        return None
    text = to_string(value)
    has_wide_characters = len(text.encode("utf-16-le")) != 2 * len(text)
    return None if has_wide_characters else text.encode("utf-8")


def _is_plain(value: JsonValue) -> bool:
    """Tell whether only texts, safe integers, booleans and null stand in a value.

    One loop over all that holds others, since it is half of the short way.
    """
    nodes: list[Any] = [[value]]
    for node in nodes:
        if len(nodes) > _MAX_NODES:
            return False
        for item in node.values() if type(node) is dict else node:
            kind = type(item)
            if kind is dict or kind is list:
                nodes.append(item)
            elif kind not in _ALIKE and not _is_safe(item):
                return False
    return True


def _is_safe(value: object) -> bool:
    return type(value) is int and -_MAX_SAFE <= value <= _MAX_SAFE
