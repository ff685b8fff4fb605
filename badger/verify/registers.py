"""Registers of issuance: which signatures of a stolen key were made before it was stolen.

Whoever has the key writes `created` as they like, so the badge itself cannot tell. Its issuer's
document may name a register that somebody else has signed (docs/adr/0029); it is believed for
the keys that the same document has revoked, and for nothing else.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from badger.credentials.datetimes import format_timestamp, parse_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.keys import Signer
from badger.credentials.proof import add_proof
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue
from badger.verify.case import Case, issuer_id, list_of
from badger.verify.errors import Undetermined
from badger.verify.resolve import LIST_LIMITS
from badger.verify.signed_lists import require_signature

REGISTER_TYPE = "IssuanceRegister"
DIGEST_BYTES = 16
# The number of seals is rounded up with random ones: how much an issuer has issued stays unsaid.
LEAST_SEALS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The seals that one key had made before it fell into other hands.

    key:    address of the key in its issuer's document.
    before: seals of that instant and later are not in it.
    seals:  as `seal_digest` gives them.
    """

    issuer: str
    key: str
    before: datetime
    seals: frozenset[bytes]


def seal_digest(proof_value: str) -> bytes:
    """Name a signature by the beginning of the SHA-256 of its text."""
    return hashlib.sha256(proof_value.encode()).digest()[:DIGEST_BYTES]


def signed_register(
    register: Register, *, address: str, signed_by: str, signer: Signer, now: datetime
) -> JsonObject:
    """Write and sign a register.

    signed_by: DID whose key signs: not the issuer, whose keys are in question.
    """
    unsigned: JsonObject = {
        "id": address,
        "type": REGISTER_TYPE,
        "issuer": signed_by,
        "about": register.issuer,
        "key": register.key,
        "before": format_timestamp(register.before),
        "issued": format_timestamp(now),
        "seals": _packed(register.seals),
    }
    return add_proof(
        unsigned,
        signer=signer,
        verification_method=f"{signed_by}#{signer.public.to_multikey()}",
        created=now,
        cryptosuite="eddsa-jcs-2022",
    )


def service_entry(*, issuer: str, key: str, address: str, signed_by: str) -> JsonObject:
    """Write what an issuer's document says of the register of one of its keys."""
    return {
        "id": f"{issuer}#register-{key.rpartition('#')[2]}",
        "type": REGISTER_TYPE,
        "serviceEndpoint": {"key": key, "register": address, "signedBy": signed_by},
    }


def is_registered(case: Case, key: str) -> bool | None:
    """Tell whether the seal of a case stands in the register of its key.

    Returns: None where the issuer names no register for that key.
    Raises:  Undetermined, where it cannot be had or believed now.
    """
    issuer = issuer_id(case.document)
    own = case.resolver.controller_document(issuer, budget=case.budget)
    named = _named_in(own, key)
    if named is None:
        return None
    address, signed_by = named
    if signed_by == issuer:
        raise Undetermined("register.refused", address=address, cause="signedBy")
    register = _read(case, address, signed_by=signed_by)
    if (register.issuer, register.key) != (issuer, key):
        raise Undetermined("register.refused", address=address, cause="key")
    proof = case.document.get("proof")
    value = proof.get("proofValue") if isinstance(proof, dict) else None
    return isinstance(value, str) and seal_digest(value) in register.seals


def _named_in(document: JsonObject, key: str) -> tuple[str, str] | None:
    """Find the register of a key: its address, and who must have signed it."""
    for entry in list_of(document.get("service")):
        if not isinstance(entry, dict) or entry.get("type") != REGISTER_TYPE:
            continue
        end = entry.get("serviceEndpoint")
        if not isinstance(end, dict) or end.get("key") != key:
            continue
        address, signed_by = end.get("register"), end.get("signedBy")
        if isinstance(address, str) and isinstance(signed_by, str):
            return address, signed_by
    return None


def _read(case: Case, address: str, *, signed_by: str) -> Register:
    document = case.resolver.published(address, budget=case.budget, limits=LIST_LIMITS)
    if (document.get("id"), document.get("type")) != (address, REGISTER_TYPE):
        raise Undetermined("register.refused", address=address, cause="id")
    if document.get("issuer") != signed_by:
        raise Undetermined("register.refused", address=address, cause="issuer")
    try:
        require_signature(document, signed_by=signed_by, resolver=case.resolver, budget=case.budget)
        return Register(
            issuer=str(document.get("about")),
            key=str(document.get("key")),
            before=parse_timestamp(str(document.get("before"))),
            seals=_unpacked(document.get("seals")),
        )
    except Undetermined:
        raise
    except (BadgerError, CredentialError) as error:
        raise Undetermined("register.refused", address=address, cause=error.reason) from error


def _packed(seals: Iterable[bytes]) -> str:
    """Write seals in the order of their bytes, with random ones up to a power of two."""
    padded = set(seals)
    target = max(LEAST_SEALS, 1 << max(len(padded) - 1, 0).bit_length())
    while len(padded) < target:
        padded.add(secrets.token_bytes(DIGEST_BYTES))
    return "u" + base64.urlsafe_b64encode(b"".join(sorted(padded))).decode().rstrip("=")


def _unpacked(text: JsonValue) -> frozenset[bytes]:
    """Read seals. Raises: Undetermined."""
    try:
        letters = str(text).removeprefix("u").encode("ascii")
        data = base64.b64decode(letters + b"=" * (-len(letters) % 4), b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Undetermined("register.refused", cause="seals") from error
    if len(data) % DIGEST_BYTES:
        raise Undetermined("register.refused", cause="seals")
    ends = range(0, len(data), DIGEST_BYTES)
    return frozenset(data[start : start + DIGEST_BYTES] for start in ends)
