"""eddsa-rdfc-2022: RDFC-1.0, SHA-256, Ed25519 (Data Integrity EdDSA 1.0, section 3.2)."""

from badger.credentials.canonical import canonical_nquads
from badger.credentials.cryptosuites.suite import Bound, Cryptosuite
from badger.credentials.proof_errors import ProofContextDiffers
from badger.json_value import JsonObject


def _canonicalize(document: JsonObject) -> bytes:
    return canonical_nquads(document).encode("utf-8")


def _new_options(_document: JsonObject, options: JsonObject) -> JsonObject:
    return options


def bind_to_document(document: JsonObject, options: JsonObject) -> Bound:
    """Give the proof configuration the document's own context (3.2.5, step 4).

    Raises: ProofContextDiffers when the proof shows another context than the document's.
    """
    context = document.get("@context")
    if options.get("@context", context) != context:
        raise ProofContextDiffers()
    return document, {**options, "@context": context}


EDDSA_RDFC_2022 = Cryptosuite(
    name="eddsa-rdfc-2022",
    canonicalize=_canonicalize,
    new_options=_new_options,
    bind=bind_to_document,
)
