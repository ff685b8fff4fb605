"""A partner's key in other hands: revoked, replaced, and what it had signed before published."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from badger.credentials.strict_json import parse_object
from badger.db.base import Session
from badger.db.rows import PartnerRow, SigningKeyRow
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import locked_list, status_lists_of
from badger.issuer.compromise_queries import endorsed_with, entries_of_issue, signed_with
from badger.issuer.errors import IssuerError
from badger.issuer.key_sealing import KeyUnknown
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import active_key, key_of_partner, lock_keys
from badger.issuer.status import publish_status_list, publish_suspensions, to_bytes
from badger.verify.registers import Register, seal_digest, signed_register


class CompromisedLater(IssuerError):
    """A key is declared compromised since an instant that is still to come."""

    code = "keys.compromised_later"


def declare_key_compromised(
    db: Session,
    partner: PartnerRow,
    *,
    since: datetime,
    actor: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
    multikey: str = "",
) -> SigningKeyRow:
    """Revoke a key of a partner as of `since`, and publish what it had signed until then.

    The register of issuance decides (domain F6 AC5): what the audit log has from before stays
    valid, by a document that the territory signs; the status lists are signed by the next key.
    multikey: public half of the key; the one that signs now where it is empty.
    Twice is once. Raises: KeyringLocked, KeyUnknown, CompromisedLater.
    """
    if since > now:
        raise CompromisedLater
    lock_keys(db, partner.id, to_change=True)
    row = (
        key_of_partner(db, partner.id, multikey=multikey)
        if multikey
        else active_key(db, partner.id)
    )
    if row is None:
        raise KeyUnknown(partner=partner.slug)
    row = keyring.declare_compromised(db, row.id, actor=actor, now=now, since=since)
    if row.register is None:
        row.register = _register(
            db, row, partner=partner, keyring=keyring, addresses=addresses, now=now
        )
        _sign_lists_anew(db, partner, keyring=keyring, addresses=addresses, now=now)
    return row


def _register(
    db: Session,
    row: SigningKeyRow,
    *,
    partner: PartnerRow,
    keyring: Keyring,
    addresses: Addresses,
    now: datetime,
) -> bytes:
    before = row.compromised_at or now
    did = addresses.issuer_did(partner.slug)
    register = Register(
        issuer=did,
        key=f"{did}#{row.public_multikey}",
        before=before,
        seals=frozenset(seal_digest(one) for one in _seals(db, row.id, before=before)),
    )
    document = signed_register(
        register,
        address=addresses.register(row.public_multikey),
        signed_by=addresses.territory_did,
        signer=keyring.territory_signer(db, now=now),
        now=now,
    )
    return to_bytes(document)


def _seals(db: Session, key_id: str, *, before: datetime) -> Sequence[str]:
    """Gather the seals of what has the very bytes that the audit log has entered."""
    entered = entries_of_issue(db, before=before)
    signed = {row.id: row.signed or b"" for row in signed_with(db, key_id, before=before)}
    signed |= {row.id: row.signed or b"" for row in endorsed_with(db, key_id, before=before)}
    seals = []
    for name, data in signed.items():
        facts = json.loads(entered.get(name, "{}"))
        if facts.get("sha256") == hashlib.sha256(data).hexdigest():
            proof = parse_object(data)["proof"]
            seals.append(str(proof["proofValue"]) if isinstance(proof, dict) else "")
    return seals


def _sign_lists_anew(
    db: Session, partner: PartnerRow, *, keyring: Keyring, addresses: Addresses, now: datetime
) -> None:
    """Sign every status list of a partner with the key that took the place of the stolen one."""
    signer = keyring.signer(db, partner.id)
    for one in status_lists_of(db, partner.id):
        row = locked_list(db, one.id)
        publish_status_list(db, row, partner=partner, signer=signer, addresses=addresses, now=now)
        if row.suspensions is not None:
            publish_suspensions(
                db, row, partner=partner, signer=signer, addresses=addresses, now=now
            )
