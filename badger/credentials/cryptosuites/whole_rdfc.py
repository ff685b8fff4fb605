"""What the suites that sign canonical N-Quads (RDFC-1.0) have in common."""

from badger.credentials.canonical import canonical_nquads
from badger.credentials.cryptosuites.suite import Bound
from badger.credentials.proof_errors import ProofContextDiffers
from badger.json_value import JsonObject


def canonicalize(document: JsonObject, hash_name: str) -> bytes:
    """Give the canonical N-Quads of a document as bytes."""
    return canonical_nquads(document, hash_name=hash_name).encode("utf-8")


def new_options(_document: JsonObject, options: JsonObject) -> JsonObject:
    """Show in the proof what was asked for and nothing else."""
    return options


def bind_to_document(document: JsonObject, options: JsonObject) -> Bound:
    """Give the proof configuration the document's own context (EdDSA 1.0, 3.2.5, step 4).

    Raises: ProofContextDiffers when the proof shows another context than the document's.
    """
    context = document.get("@context")
    if options.get("@context", context) != context:
        raise ProofContextDiffers()
    return document, {**options, "@context": context}
