"""Contexts written inside documents: refused, but in the mode that the W3C's suites drive.

Whoever writes a context can give every word a meaning of their own (hardening L05). The suites do
so in nearly every document; their mode says at its start that this process may read them.
"""

import hashlib
import json

from badger.json_value import JsonObject
from badger.schemas.errors import ContextUnknown
from badger.schemas.files import define_contexts, forget_contexts, known_contexts

PREFIX = "urn:badger:inline:"
MAX_INLINE = 256
_ALLOWED: set[str] = set()


def allow_inline_contexts() -> None:
    """Let this process read contexts that are written inside documents, from here on."""
    _ALLOWED.add(PREFIX)


def forbid_inline_contexts() -> None:
    """End what `allow_inline_contexts` began."""
    _ALLOWED.clear()
    forget_contexts(PREFIX)


def inline_context(context: JsonObject) -> str:
    """Give the address under which a context of a document is read, the same for equal ones.

    Raises: ContextUnknown where such contexts are not allowed, as nearly everywhere.
    """
    if not _ALLOWED:
        raise ContextUnknown(url="inline")
    text = json.dumps(context, ensure_ascii=False)
    url = PREFIX + hashlib.sha256(text.encode()).hexdigest()
    if url not in known_contexts():
        _make_room()
        define_contexts({url: {"@context": json.loads(text)}})
    return url


def _make_room() -> None:
    if sum(url.startswith(PREFIX) for url in known_contexts()) >= MAX_INLINE:
        forget_contexts(PREFIX)
