"""What the suites that sign canonical JSON (RFC 8785) have in common."""

from badger.credentials.cryptosuites.suite import Bound
from badger.credentials.jcs import canonical_json
from badger.credentials.proof_errors import ProofContextDiffers
from badger.json_value import JsonObject, JsonValue


def canonicalize(document: JsonObject, _hash_name: str) -> bytes:
    """Give the canonical JSON of a document; no hash has a part in it."""
    return canonical_json(document)


def new_options(document: JsonObject, options: JsonObject) -> JsonObject:
    """Show the document's context in the proof as well (EdDSA 1.0, 3.3.1, step 2)."""
    if "@context" not in document:
        return options
    return {**options, "@context": document["@context"]}


def bind_to_proof(document: JsonObject, options: JsonObject) -> Bound:
    """Give the document the context that was signed (EdDSA 1.0, 3.3.2, step 4).

    Contexts that others appended later are left out; the document must start with the rest.
    Raises: ProofContextDiffers.
    """
    if "@context" not in options:
        return document, options
    signed = _as_list(options["@context"])
    if _as_list(document.get("@context"))[: len(signed)] != signed:
        raise ProofContextDiffers()
    return {**document, "@context": options["@context"]}, options


def _as_list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]
