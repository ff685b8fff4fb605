"""Suspend a badge for a while, and lift the suspension: the second list says so, signed."""

import hashlib
from datetime import datetime

from badger.credentials.strict_json import parse_object
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import CredentialRow, PartnerRow
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import locked_credential, locked_list, mark_suspended
from badger.issuer.errors import IssuerError
from badger.issuer.keyring import Keyring
from badger.issuer.revocation import CredentialUnknown
from badger.issuer.status import publish_suspensions
from badger.json_value import JsonObject


class SuspensionReasonMissing(IssuerError):
    """A badge is not suspended without a reason, which the partner keeps to itself."""

    code = "suspension.reason_missing"


class SuspendedAfterRevocation(IssuerError):
    """What was taken back for good is not suspended."""

    code = "suspension.revoked"


class SuspensionNotForeseen(IssuerError):
    """The badge was signed without a place where a suspension is read."""

    code = "suspension.not_foreseen"


def suspend_credential(
    db: Session,
    credential_id: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
) -> CredentialRow:
    """Suspend a credential until the suspension is lifted; twice is once.

    reason: for the partner alone; the public reads the date, the audit log its digest.
    Raises: CredentialUnknown, SuspensionReasonMissing, SuspendedAfterRevocation,
            SuspensionNotForeseen, KeyringLocked.
    """
    if not reason.strip():
        raise SuspensionReasonMissing
    row = _locked(db, credential_id)
    if row.revoked_at is not None:
        raise SuspendedAfterRevocation(credential=credential_id)
    if not is_foreseen(row):
        raise SuspensionNotForeseen(credential=credential_id)
    if row.suspended_at is not None:
        return row
    row.suspended_at, row.suspended_by, row.suspension_reason = now, actor, reason.strip()
    _publish(db, row, since=now, keyring=keyring, now=now, addresses=addresses)
    digest = hashlib.sha256(reason.strip().encode()).hexdigest()
    facts: JsonObject = {
        "list": row.list_id,
        "index": row.list_index,
        "reason_sha256": digest,
    }
    kind = "credential.suspended"
    append_event(db, kind=kind, actor=actor, subject=row.id, facts=facts, now=now)
    return row


def lift_suspension(
    db: Session,
    credential_id: str,
    *,
    actor: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
) -> CredentialRow:
    """Let a suspended credential stand again; its reason is forgotten. Twice is once.

    Raises: CredentialUnknown, KeyringLocked.
    """
    row = _locked(db, credential_id)
    if row.suspended_at is None:
        return row
    row.suspended_at = row.suspended_by = row.suspension_reason = None
    _publish(db, row, since=None, keyring=keyring, now=now, addresses=addresses)
    facts: JsonObject = {"list": row.list_id, "index": row.list_index}
    kind = "credential.reinstated"
    append_event(db, kind=kind, actor=actor, subject=row.id, facts=facts, now=now)
    return row


def is_foreseen(row: CredentialRow) -> bool:
    """Tell whether a badge names a place where its suspension is read."""
    status = parse_object(row.signed or b"").get("credentialStatus")
    return isinstance(status, dict) and "statusReference" in status


def _locked(db: Session, credential_id: str) -> CredentialRow:
    row = locked_credential(db, credential_id)
    if row is None or row.state != "issued":
        raise CredentialUnknown(credential=credential_id)
    return row


def _publish(
    db: Session,
    row: CredentialRow,
    *,
    since: datetime | None,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> None:
    """Set or clear the bit under the list's lock, so that no other change is lost (I05)."""
    db.flush()
    signer = keyring.signer(db, row.issuer_id)
    status_list = locked_list(db, row.list_id)
    partner = db.get_one(PartnerRow, row.issuer_id)
    mark_suspended(db, row.list_id, index=row.list_index, since=since)
    publish_suspensions(
        db, status_list, partner=partner, signer=signer, addresses=addresses, now=now
    )
