"""Data Integrity: adding proofs to documents and verifying them, one function per algorithm.

Pure: no clock, no network. Whose key it is and what time it is are questions of the verifier.
"""

from datetime import datetime

from badger.credentials.cryptosuites import signing_suite, suite_of
from badger.credentials.cryptosuites.options import PROOF_TYPE, ProofOptions
from badger.credentials.cryptosuites.suite import Cryptosuite, WholeDocumentSuite, hash_data
from badger.credentials.datetimes import format_timestamp
from badger.credentials.keys import PublicKey, Signer
from badger.credentials.multibase import encode_base58btc
from badger.credentials.proof_errors import BadPreviousProof, WrongKeyKind
from badger.credentials.proof_options import (
    MAX_PROOFS,
    PURPOSE,
    checked_method,
    proofs_of,
    read_previous,
    read_proof,
)
from badger.json_value import JsonObject, JsonValue

__all__ = [
    "DEFAULT_SUITE",
    "MAX_PROOFS",
    "ProofOptions",
    "add_proof",
    "new_options",
    "proofs_of",
    "read_proof",
    "sign_with",
    "verify_proof",
    "verify_with",
]

DEFAULT_SUITE = "eddsa-rdfc-2022"


def add_proof(
    document: JsonObject,
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
    cryptosuite: str = DEFAULT_SUITE,
) -> JsonObject:
    """Sign a document and give it back with one proof more, as its last member.

    document:            stays as it is; proofs that it has are kept beside the new one.
    verification_method: absolute URL under which the issuer's document publishes the key.
    created:             aware time; written to the second.
    Raises: UnsupportedSuite, BadVerificationMethod, WrongKeyKind; the canonicalizer's errors
            when the document cannot be signed whole.
    Source: Data Integrity 1.0, sections 4.2 and 4.3.
    """
    suite = signing_suite(cryptosuite)
    options = new_options(suite, verification_method=verification_method, created=created)
    return sign_with(suite, document, signer=signer, options=options)


def new_options(
    suite: WholeDocumentSuite, *, verification_method: str, created: datetime
) -> JsonObject:
    """Write the options of a new proof. Raises: BadVerificationMethod."""
    return {
        "type": PROOF_TYPE,
        "cryptosuite": suite.name,
        "created": format_timestamp(created),
        "verificationMethod": checked_method(verification_method),
        "proofPurpose": PURPOSE,
    }


def sign_with(
    suite: WholeDocumentSuite, document: JsonObject, *, signer: Signer, options: JsonObject
) -> JsonObject:
    """Sign a document under given proof options, `previousProof` among them if there is one.

    Raises: BadPreviousProof, WrongKeyKind; the errors of the suite.
    """
    _check_kind(suite, signer.public)
    unsecured = _without_proof(document)
    shown = suite.new_options(unsecured, options)
    covered = _covered_document(document, shown)
    hashed = hash_data(suite, covered, options=shown, kind=signer.public.kind)
    signature = signer.sign(hashed)
    proof: JsonObject = {**shown, "proofValue": "z" + encode_base58btc(signature)}
    earlier = proofs_of(document) if "proof" in document else []
    both: JsonValue = [*earlier, proof] if earlier else proof
    return {**unsecured, "proof": both}


def verify_proof(document: JsonObject, proof: JsonObject, *, key: PublicKey) -> None:
    """Verify one proof of a document under a key; the answer is silence.

    document: with its proofs; those that this proof continues must be among them, and it is
              for the caller to verify them too.
    key:      from the issuer's own document, never from the proof.
    Raises: ProofError, WrongSignature above all; the canonicalizer's errors.
    Source: Data Integrity 1.0, sections 4.4 and 4.5.
    """
    read = read_proof(proof)
    verify_with(suite_of(read), document, proof=read, key=key)


def verify_with(
    suite: Cryptosuite, document: JsonObject, *, proof: ProofOptions, key: PublicKey
) -> None:
    """Verify one proof of a document, already read, by a given suite.

    Raises: BadPreviousProof, WrongKeyKind, WrongSignature; the errors of the suite.
    """
    _check_kind(suite, key)
    suite.verify(_covered_document(document, proof.raw), proof=proof, key=key)


def _check_kind(suite: Cryptosuite, key: PublicKey) -> None:
    if key.kind not in suite.kinds:
        raise WrongKeyKind(kind=key.kind, cryptosuite=suite.name)


def _without_proof(document: JsonObject) -> JsonObject:
    return {name: value for name, value in document.items() if name != "proof"}


def _covered_document(document: JsonObject, options: JsonObject) -> JsonObject:
    """Give what a proof covers: the document, and in a chain the proofs that it continues."""
    unsecured = _without_proof(document)
    if "previousProof" not in options:
        return unsecured
    return {**unsecured, "proof": list(_continued(document, options))}


def _continued(document: JsonObject, options: JsonObject) -> list[JsonValue]:
    """Find the proofs that a proof continues (Data Integrity 1.0, section 4.5, step 3)."""
    by_name = _by_name(proofs_of(document))
    previous = read_previous(options)
    if not set(previous) <= by_name.keys() or options.get("id") in _ancestors(previous, by_name):
        raise BadPreviousProof()
    return [by_name[name] for name in previous]


def _by_name(proofs: list[JsonObject]) -> dict[str, JsonObject]:
    by_name: dict[str, JsonObject] = {}
    for proof in proofs:
        name = proof.get("id")
        if isinstance(name, str):
            if name in by_name:
                raise BadPreviousProof()
            by_name[name] = proof
    return by_name


def _ancestors(names: tuple[str, ...], by_name: dict[str, JsonObject]) -> set[str]:
    """Name every proof that is reached from `names`, themselves included."""
    reached: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name in by_name and name not in reached:
            reached.add(name)
            pending.extend(read_previous(by_name[name]))
    return reached
