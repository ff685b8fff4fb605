"""Contexts of the W3C's test suites, which exist in this mode alone.

Each of them gives every word a meaning, so that nothing would be undefined any more: a verifier
that knew them outside of tests could be made to read anything (standards 3.4).
"""

from collections.abc import Mapping
from types import MappingProxyType

from badger.json_value import JsonObject
from badger.schemas import (
    allow_inline_contexts,
    define_contexts,
    forbid_inline_contexts,
    forget_contexts,
)

_CREDENTIALS = "https://www.w3.org/ns/credentials/"
TEST_CONTEXTS: Mapping[str, JsonObject] = MappingProxyType(
    {
        f"{_CREDENTIALS}examples/v2": {
            "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
        },
        f"{_CREDENTIALS}undefined-terms/v2": {
            "@context": {"@vocab": "https://www.w3.org/ns/credentials/undefined-term#"}
        },
    }
)


def allow_test_contexts() -> None:
    """Let this process read the contexts of the suites, and those in documents, from here on."""
    define_contexts(TEST_CONTEXTS)
    allow_inline_contexts()


def forbid_test_contexts() -> None:
    """Undo `allow_test_contexts`: what the mode allowed ends with it."""
    forbid_inline_contexts()
    for url in TEST_CONTEXTS:
        forget_contexts(url)
