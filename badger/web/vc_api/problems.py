"""Problems as the W3C's standards name them, and our own codes beside them.

Source: RFC 9457; VC Data Model 2.0, section 7.2 "Problem Details"; Data Integrity 1.0, section
4.7 "Processing Errors"; Bitstring Status List 1.0, section 3.5 "Processing Errors".
"""

from collections.abc import Mapping

from badger.errors import BadgerError
from badger.json_value import JsonObject
from badger.sentences import sentence

DATA_MODEL = "https://www.w3.org/TR/vc-data-model#"
SECURITY = "https://w3id.org/security#"
STATUS_LIST = "https://www.w3.org/ns/credentials/status-list#"
MALFORMED = f"{DATA_MODEL}MALFORMED_VALUE_ERROR"
# By our code, or else by its subject.
_TYPES = {
    "json": f"{DATA_MODEL}PARSING_ERROR",
    "jwt": f"{DATA_MODEL}CRYPTOGRAPHIC_SECURITY_ERROR",
    "proof": f"{SECURITY}PROOF_VERIFICATION_ERROR",
    "proof.challenge": f"{SECURITY}INVALID_CHALLENGE_ERROR",
    "proof.data_loss": f"{SECURITY}DATA_LOSS_DETECTION_ERROR",
    "proof.domain": f"{SECURITY}INVALID_DOMAIN_ERROR",
    "did": f"{SECURITY}INVALID_VERIFICATION_METHOD",
    "key": f"{SECURITY}INVALID_VERIFICATION_METHOD",
    "issuer": f"{SECURITY}INVALID_VERIFICATION_METHOD",
    "presentation.key": f"{SECURITY}INVALID_VERIFICATION_METHOD",
    "presentation.not_for_authentication": (
        f"{SECURITY}INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"
    ),
    "presentation.not_signed": f"{SECURITY}PROOF_VERIFICATION_ERROR",
    "presentation.purpose": f"{SECURITY}PROOF_VERIFICATION_ERROR",
    "validity": f"{DATA_MODEL}RANGE_ERROR",
    "vc_api.base_proof": f"{SECURITY}PROOF_VERIFICATION_ERROR",
    # A status that is set is no error of anybody: the credential is only not to be relied on.
    "status.revoked": "about:blank",
    "status.suspended": "about:blank",
}
# What makes a proof fail to be made.
_UNMADE = frozenset(("derive", "proof", "key"))
_OF_DATA_MODEL = frozenset(("MALFORMED_VALUE_ERROR", "RANGE_ERROR"))


def problem(code: str, facts: Mapping[str, object]) -> JsonObject:
    """Name what a verification found."""
    return _document(code, facts, kind=_type_of(code, facts))


def refusal(error: BadgerError) -> JsonObject:
    """Name why something was not signed or derived, or why a request cannot be read."""
    cause = str(error.facts.get("cause", error.reason))
    code = cause if error.reason == "vc_api.not_issued" else error.reason
    kind = _type_of(code, error.facts)
    if code.partition(".")[0] in _UNMADE and code not in _TYPES:
        kind = f"{SECURITY}PROOF_GENERATION_ERROR"
    return _document(code, error.facts, kind=kind)


def _document(code: str, facts: Mapping[str, object], *, kind: str) -> JsonObject:
    return {"type": kind, "title": code, "detail": sentence(code, dict(facts)), "code": code}


def _type_of(code: str, facts: Mapping[str, object]) -> str:
    name = facts.get("error")
    if isinstance(name, str):
        return (DATA_MODEL if name in _OF_DATA_MODEL else STATUS_LIST) + name
    return _TYPES.get(code) or _TYPES.get(code.partition(".")[0], MALFORMED)
