"""JSON pointers (RFC 6901): which part of a document somebody means."""

import re
from collections.abc import Sequence

from badger.credentials.selective.errors import BadPointer, TooManyPointers

MAX_POINTERS = 1024
MAX_POINTER_LETTERS = 1024
MAX_STEPS = 32
_ESCAPES = re.compile("~([01])")
_WRONG_ESCAPE = re.compile("~(?![01])")

Steps = tuple[str, ...]


def read_pointers(pointers: Sequence[str]) -> tuple[Steps, ...]:
    """Read pointers into the steps that lead from the top of a document to a part.

    Raises: BadPointer, TooManyPointers.
    """
    if len(pointers) > MAX_POINTERS:
        raise TooManyPointers(count=len(pointers), limit=MAX_POINTERS)
    return tuple(map(read_pointer, pointers))


def read_pointer(pointer: str) -> Steps:
    """Read one pointer; an index of an array stays a text until the array is there.

    The whole document ("") is no part of it. Steps that a text cannot be split into by "/"
    are written with ~1 for "/" and ~0 for "~".
    Raises: BadPointer.
    Source: Data Integrity ECDSA 1.0, 3.4.10 jsonPointerToPaths.
    """
    wrong = not pointer.startswith("/") or len(pointer) > MAX_POINTER_LETTERS
    if wrong or _WRONG_ESCAPE.search(pointer) or pointer.count("/") > MAX_STEPS:
        raise BadPointer(pointer=pointer[:100])
    return tuple(_ESCAPES.sub(_unescaped, step) for step in pointer[1:].split("/"))


def _unescaped(escape: re.Match[str]) -> str:
    return "/" if escape[1] == "1" else "~"
