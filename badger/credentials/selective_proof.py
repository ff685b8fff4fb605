"""Badges of which a holder may show a part: signing them, and deriving what is shown.

Verifying is `proof.py`'s, as for every other proof. See docs/adr/0013.
"""

from collections.abc import Sequence
from datetime import datetime

from badger.credentials.cryptosuites.ecdsa_sd_2023 import selective_form
from badger.credentials.cryptosuites.ecdsa_sd_2023.base_proof import (
    ProofSecrets,
    base_options,
    sign_base,
)
from badger.credentials.cryptosuites.ecdsa_sd_2023.derived_proof import disclose
from badger.credentials.cryptosuites.ecdsa_sd_2023.errors import AlreadyDerived, NotABaseProof
from badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values import read_base, write_derived
from badger.credentials.cryptosuites.options import ProofOptions
from badger.credentials.keys import Signer
from badger.credentials.proof_errors import UnsupportedSuite
from badger.credentials.proof_options import checked_method, proofs_of, read_proof
from badger.credentials.selective.errors import NothingThere
from badger.credentials.selective.pointers import read_pointers
from badger.credentials.selective.selection import select
from badger.json_value import JsonObject
from badger.schemas import context

# What Open Badges 3.0 requires of a badge (section B.1), and what limits it: a holder who could
# leave out the end or the status would show a badge that is not revoked.
_ALWAYS_SHOWN = (
    "/issuer",
    "/name",
    "/validFrom",
    "/validUntil",
    "/credentialStatus",
    "/credentialSchema",
    "/refreshService",
    "/termsOfUse",
    "/credentialSubject/endorsementComment",
    "/credentialSubject/achievement/criteria",
    "/credentialSubject/achievement/description",
    "/credentialSubject/achievement/name",
)


def always_shown(document: JsonObject) -> tuple[str, ...]:
    """Point to what a badge or an endorsement needs in order to be read as one, and to its
    limits.

    Ids and types of what is shown are shown with it. A subject without id keeps its
    identifiers: somebody must be meant.
    """
    subject = document.get("credentialSubject")
    named = not isinstance(subject, dict) or "id" in subject
    wanted = _ALWAYS_SHOWN if named else (*_ALWAYS_SHOWN, "/credentialSubject/identifier")
    return that_lead(document, wanted)


def that_lead(document: JsonObject, pointers: Sequence[str]) -> tuple[str, ...]:
    """Return those of the pointers that lead to something in a document."""
    return tuple(pointer for pointer in pointers if _leads_somewhere(document, pointer))


def add_base_proof(
    document: JsonObject,
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
    mandatory_pointers: Sequence[str] | None = None,
    proof_secrets: ProofSecrets | None = None,
) -> JsonObject:
    """Sign a document for a holder who may show parts of it (ecdsa-sd-2023).

    document:           without proof; it stays as it is.
    signer:             of a P-256 key.
    mandatory_pointers: to what every part must contain; `always_shown` when not given.
    Raises: BadVerificationMethod, WrongKeyKind, SelectionError; the canonicalizer's errors.
    Source: Data Integrity ECDSA 1.0, section 3.6.1.
    """
    return sign_base(
        {name: value for name, value in document.items() if name != "proof"},
        base_options(verification_method=checked_method(verification_method), created=created),
        signer=signer,
        pointers=always_shown(document) if mandatory_pointers is None else mandatory_pointers,
        proof_secrets=proof_secrets,
    )


def derive_proof(document: JsonObject, pointers: Sequence[str]) -> JsonObject:
    """Show a part of a badge: what its issuer always wants shown, and what pointers lead to.

    document: with its base proof; other proofs are left out, since they cover the whole.
    pointers: JSON pointers, as "/credentialSubject/result/0".
    Returns:  the part with a derived proof, which verifies like a whole badge.
    Raises:   NotABaseProof, AlreadyDerived, SelectionError, BadDisclosure and WrongSignature
              (the statements were not signed like this); the canonicalizer's errors.
    Source:   Data Integrity ECDSA 1.0, section 3.6.6.
    """
    proof = _base_proof(document)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    found = disclose(unsecured, read_base(proof.proof_value), pointers=pointers, load=context)
    return {**found.document, "proof": {**proof.raw, "proofValue": write_derived(found.value)}}


def _base_proof(document: JsonObject) -> ProofOptions:
    forms = set()
    for proof in map(_readable, proofs_of(document)):
        form = None if proof is None else selective_form(proof)
        if proof is not None and form == "base":
            return proof
        forms.add(form)
    if "derived" in forms:
        raise AlreadyDerived()
    raise NotABaseProof()


def _readable(proof: JsonObject) -> ProofOptions | None:
    try:
        return read_proof(proof)
    except UnsupportedSuite:
        return None


def _leads_somewhere(document: JsonObject, pointer: str) -> bool:
    try:
        select(document, read_pointers([pointer]))
    except NothingThere:
        return False
    return True
