"""What a cryptosuite of the EdDSA family is, and the hash that each of them signs."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from badger.json_value import JsonObject

Bound = tuple[JsonObject, JsonObject]


@dataclass(frozen=True, slots=True)
class Cryptosuite:
    """One named signing recipe of the standard, as values and pure functions.

    name:         value of `cryptosuite`.
    canonicalize: the bytes of a document, the same for equal documents.
    new_options:  (unsecured document, options) -> the options that the proof will show.
    bind:         (unsecured document, options) -> the document and the proof configuration
                  that are hashed; refuses a proof whose context is not the document's.
    """

    name: str
    canonicalize: Callable[[JsonObject], bytes]
    new_options: Callable[[JsonObject, JsonObject], JsonObject]
    bind: Callable[[JsonObject, JsonObject], Bound]


def hash_data(suite: Cryptosuite, document: JsonObject, *, options: JsonObject) -> bytes:
    """Give the 64 bytes that are signed: hash of the configuration, then hash of the document.

    document: without its own proof.
    options:  the proof without `proofValue`.
    Source:   Data Integrity EdDSA 1.0, 3.2.4 and 3.3.4 (hashing), 3.2.5 and 3.3.5.
    """
    bound_document, configuration = suite.bind(document, options)
    return b"".join(
        hashlib.sha256(suite.canonicalize(value)).digest()
        for value in (configuration, bound_document)
    )
