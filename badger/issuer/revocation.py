"""Take a badge back: the bit is set and the signed list published in one transaction."""

import hashlib
from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import CredentialRow, PartnerRow
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import locked_credential, locked_list, mark_revoked
from badger.issuer.errors import IssuerError
from badger.issuer.keyring import Keyring
from badger.issuer.status import publish_status_list
from badger.json_value import JsonObject


class CredentialUnknown(IssuerError):
    """There is no such issued credential."""

    code = "credential.unknown"


class ReasonMissing(IssuerError):
    """A badge is not taken back without a reason, which the partner keeps to itself."""

    code = "revocation.reason_missing"


def revoke_credential(
    db: Session,
    credential_id: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
) -> CredentialRow:
    """Revoke a credential for good; twice is once.

    reason: for the partner alone; the public reads the date, the audit log its digest.
    Raises: CredentialUnknown, ReasonMissing, KeyringLocked.
    """
    if not reason.strip():
        raise ReasonMissing
    row = locked_credential(db, credential_id)
    if row is None or row.state != "issued":
        raise CredentialUnknown(credential=credential_id)
    if row.revoked_at is not None:
        return row
    row.revoked_at, row.revoked_by, row.revocation_reason = now, actor, reason.strip()
    db.flush()
    _publish_bit(db, row, keyring=keyring, now=now, addresses=addresses)
    append_event(
        db, kind="credential.revoked", actor=actor, subject=row.id, facts=_facts(row), now=now
    )
    return row


def _facts(row: CredentialRow) -> JsonObject:
    """Enter the reason by its digest: the words stay in the row, where they can be erased."""
    digest = hashlib.sha256((row.revocation_reason or "").encode()).hexdigest()
    return {"list": row.list_id, "index": row.list_index, "reason_sha256": digest}


def _publish_bit(
    db: Session, row: CredentialRow, *, keyring: Keyring, now: datetime, addresses: Addresses
) -> None:
    signer = keyring.signer(db, row.issuer_id)
    status_list = locked_list(db, row.list_id)
    partner = db.get_one(PartnerRow, row.issuer_id)
    mark_revoked(db, row.list_id, index=row.list_index, now=now)
    publish_status_list(
        db, status_list, partner=partner, signer=signer, addresses=addresses, now=now
    )
