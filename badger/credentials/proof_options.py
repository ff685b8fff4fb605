"""Reading the proofs of an untrusted document: shapes, names, times, one proof value."""

import re
from datetime import datetime

from badger.credentials.cryptosuites import OLD_TYPES, suite_named
from badger.credentials.cryptosuites.options import PROOF_TYPE, ProofOptions
from badger.credentials.cryptosuites.suite import Cryptosuite
from badger.credentials.datetimes import MalformedTime, TimeOutOfRange, parse_timestamp
from badger.credentials.proof_errors import (
    BadPreviousProof,
    BadProofValue,
    BadVerificationMethod,
    MalformedProof,
    NotSigned,
    TooManyProofs,
    UnsupportedSuite,
    WrongPurpose,
)
from badger.json_value import JsonObject, JsonValue

MAX_PROOFS = 8
MAX_URL_LETTERS = 2048
PURPOSE = "assertionMethod"
_ABSOLUTE_URL = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+", re.ASCII)


def proofs_of(document: JsonObject) -> list[JsonObject]:
    """List the proofs of a document, in its order.

    Raises: NotSigned, TooManyProofs, MalformedProof when an item is not an object.
    """
    proofs = document.get("proof")
    if isinstance(proofs, dict):
        return [proofs]
    if not isinstance(proofs, list) or not proofs:
        raise NotSigned()
    if len(proofs) > MAX_PROOFS:
        raise TooManyProofs(count=len(proofs), limit=MAX_PROOFS)
    return [_as_object(proof) for proof in proofs]


def read_proof(proof: JsonObject, *, purpose: str = PURPOSE) -> ProofOptions:
    """Read one proof strictly.

    purpose: what it must have been made for.

    Recipes that are not in the table come first, so that a proof of another kind is called
    unsupported and not malformed.
    Raises: ProofError.
    Source: Data Integrity 1.0, section 2.1; Data Integrity EdDSA 1.0, section 2.3.1.
    """
    kind = _read_type(proof)
    suite = _read_suite(proof, kind)
    return ProofOptions(
        type=kind,
        cryptosuite=suite.name,
        proof_purpose=_read_purpose(proof, purpose),
        verification_method=checked_method(proof.get("verificationMethod")),
        created=_read_time(proof, "created"),
        expires=_read_time(proof, "expires"),
        proof_value=_read_value(proof, suite),
        id=_read_id(proof),
        previous=read_previous(proof),
        raw=proof,
    )


def _as_object(proof: JsonValue) -> JsonObject:
    if not isinstance(proof, dict):
        raise MalformedProof(member="proof")
    return proof


def _read_type(proof: JsonObject) -> str:
    kind = proof.get("type")
    if isinstance(kind, list) and len(kind) == 1:
        kind = kind[0]
    if not isinstance(kind, str):
        raise MalformedProof(member="type")
    if kind != PROOF_TYPE and kind not in OLD_TYPES:
        raise UnsupportedSuite(cryptosuite=kind[:64])
    return kind


def _read_suite(proof: JsonObject, kind: str) -> Cryptosuite:
    # Proofs of the old types have no such member, all others must.
    if ("cryptosuite" in proof) is (kind in OLD_TYPES):
        raise MalformedProof(member="cryptosuite")
    return OLD_TYPES.get(kind) or suite_named(proof["cryptosuite"])


def _read_purpose(proof: JsonObject, purpose: str) -> str:
    if proof.get("proofPurpose") != purpose:
        raise WrongPurpose(expected=purpose)
    return purpose


def checked_method(method: JsonValue) -> str:
    """Give back a `verificationMethod` that is one absolute URL.

    Raises: BadVerificationMethod for an object, an array, a relative URL, two fragments.
    """
    if not isinstance(method, str) or len(method) > MAX_URL_LETTERS:
        raise BadVerificationMethod()
    if not _ABSOLUTE_URL.fullmatch(method) or method.count("#") > 1:
        raise BadVerificationMethod()
    return method


def _read_time(proof: JsonObject, member: str) -> datetime | None:
    if member not in proof:
        return None
    text = proof[member]
    if not isinstance(text, str):
        raise MalformedProof(member=member)
    try:
        return parse_timestamp(text)
    except (MalformedTime, TimeOutOfRange):
        raise MalformedProof(member=member) from None


def _read_value(proof: JsonObject, suite: Cryptosuite) -> bytes:
    text = proof.get("proofValue")
    if not isinstance(text, str):
        raise BadProofValue()
    return suite.read_value(text)


def _read_id(proof: JsonObject) -> str | None:
    identifier = proof.get("id")
    if "id" in proof and not isinstance(identifier, str):
        raise MalformedProof(member="id")
    return identifier if isinstance(identifier, str) else None


def read_previous(proof: JsonObject) -> tuple[str, ...]:
    """Name the proofs that a proof continues; none in most.

    Raises: BadPreviousProof for anything else than distinct strings.
    """
    if "previousProof" not in proof:
        return ()
    value = proof["previousProof"]
    names = value if isinstance(value, list) else [value]
    previous = tuple(name for name in names if isinstance(name, str))
    if not previous or len(previous) != len(names) or len(set(previous)) != len(previous):
        raise BadPreviousProof()
    return previous
