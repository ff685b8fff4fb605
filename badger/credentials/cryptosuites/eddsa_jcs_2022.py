"""eddsa-jcs-2022: RFC 8785, SHA-256, Ed25519 (Data Integrity EdDSA 1.0, section 3.3)."""

from badger.credentials.cryptosuites.suite import Bound, Cryptosuite
from badger.credentials.jcs import canonical_json
from badger.credentials.proof_errors import ProofContextDiffers
from badger.json_value import JsonObject, JsonValue


def _new_options(document: JsonObject, options: JsonObject) -> JsonObject:
    """Show the document's context in the proof as well (3.3.1, step 2)."""
    if "@context" not in document:
        return options
    return {**options, "@context": document["@context"]}


def bind_to_proof(document: JsonObject, options: JsonObject) -> Bound:
    """Give the document the context that was signed (3.3.2, step 4).

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


EDDSA_JCS_2022 = Cryptosuite(
    name="eddsa-jcs-2022",
    canonicalize=canonical_json,
    new_options=_new_options,
    bind=bind_to_proof,
)
