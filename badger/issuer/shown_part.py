"""A part of an award, as its holder shows it: a badge that verifies on its own (docs/adr/0047).

It is derived from a badge that is signed for this moment alone (ecdsa-sd-2023). The whole one,
from which anybody could derive all the rest, is given to nobody and kept nowhere.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from badger.credentials.keys import Signer
from badger.credentials.selective_proof import (
    add_base_proof,
    always_shown,
    derive_proof,
    that_lead,
)
from badger.credentials.strict_json import parse_object
from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.issuer.addresses import Addresses
from badger.issuer.errors import IssuerError
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import partners_by_ids
from badger.issuer.signing import verification_method
from badger.issuer.status import to_bytes
from badger.json_value import JsonObject, JsonValue
from badger.verify import Resolver, Verdict, VerificationPolicy, read_presented, verify

# Whatever is not named here is left out, also what badges will say one day.
BADGE: Final = ("/awardedDate", "/credentialSubject/achievement", "/credentialSubject/result")
EVIDENCE: Final = (
    "/evidence",
    "/credentialSubject/activityStartDate",
    "/credentialSubject/activityEndDate",
    "/credentialSubject/source",
)


class PartNotGiven(IssuerError):
    """No part of this badge is signed now: it was taken back, or its issuer has left, or our own
    verifier does not accept it."""

    code = "part.not_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSigner:
    """Whoever signs a part: the key that the issuer publishes for this, and the issuer's DID."""

    signer: Signer
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """What of an award is shown.

    evidence: whether where, when and by whom it was seen is shown.
    seed:     secret text that names this showing: the ids in the part are made of it, so that it
              is the same badge each time, and no other showing of the award has them.
    """

    evidence: bool
    seed: str


def may_be_shown_in_part(db: Session, row: CredentialRow) -> bool:
    """Tell whether a part of an award may be signed: it stands, and its issuer has not left."""
    return row.stands and partners_by_ids(db, [row.issuer_id])[row.issuer_id].archived_at is None


def part_signer(
    db: Session, row: CredentialRow, *, keyring: Keyring, now: datetime, addresses: Addresses
) -> PartSigner:
    """Open the key that signs parts of an award; the first call for an issuer makes it.

    Raises: PartNotGiven, KeyringLocked, WrongKeyEncryptionKey, KeyDamaged.
    """
    if not may_be_shown_in_part(db, row):
        raise PartNotGiven
    slug = partners_by_ids(db, [row.issuer_id])[row.issuer_id].slug
    signer = keyring.selective_signer(db, row.issuer_id, now=now)
    return PartSigner(signer=signer, issuer=addresses.issuer_did(slug))


def sign_part(
    signed: bytes, shown: ShownPart, *, by: PartSigner, resolver: Resolver, now: datetime
) -> bytes:
    """Write the part of an award that is shown, with a proof of its own.

    signed:   the award as it was signed. Our own verifier must accept it: what somebody has
              slipped into the database gets no fresh signature.
    resolver: finds our own documents.
    Raises: PartNotGiven; the canonicalizer's errors.
    """
    _require_verified(signed, resolver=resolver, now=now)
    document = _renamed(parse_object(signed), shown.seed)
    whole = add_base_proof(
        document,
        signer=by.signer,
        verification_method=verification_method(by.issuer, by.signer),
        created=now,
        mandatory_pointers=(*always_shown(document), *that_lead(document, BADGE)),
    )
    chosen = that_lead(document, EVIDENCE) if shown.evidence else ()
    part = to_bytes(derive_proof(whole, chosen))
    _require_verified(part, resolver=resolver, now=now)
    return part


def _renamed(document: JsonObject, seed: str) -> JsonObject:
    """Put ids that lead nowhere in the place of those that lead to all of the badge."""
    subject = document["credentialSubject"]
    about = subject if isinstance(subject, dict) else {}
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    evidence = document.get("evidence")
    if isinstance(evidence, list):
        # Of a badge made of badges it leads to the pages of those.
        unsigned["evidence"] = [_without_id(one) for one in evidence]
    return {
        **unsigned,
        "id": _number(seed, "badge"),
        "credentialSubject": {**about, "id": _number(seed, "holder")},
    }


def _without_id(item: JsonValue) -> JsonValue:
    if not isinstance(item, dict):
        return item
    return {name: value for name, value in item.items() if name != "id"}


def _number(seed: str, what: str) -> str:
    digest = hmac.digest(seed.encode(), what.encode(), "sha256")
    return f"urn:uuid:{UUID(bytes=digest[:16], version=4)}"


def _require_verified(data: bytes, *, resolver: Resolver, now: datetime) -> None:
    report = verify(read_presented(data), VerificationPolicy(), resolver, now)
    if report.verdict is not Verdict.VERIFIED:
        raise PartNotGiven
