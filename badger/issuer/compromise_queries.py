"""The SELECTs about what a key has signed, by name."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import AuditEventRow, CredentialRow, EndorsementRow, SigningKeyRow


def signed_with(db: Session, key_id: str, *, before: datetime) -> Sequence[CredentialRow]:
    """Return what a key signed before an instant, by our own date, revoked ones included."""
    return db.scalars(
        select(CredentialRow)
        .where(
            CredentialRow.key_id == key_id,
            CredentialRow.state == "issued",
            CredentialRow.issued_at < before,
        )
        .order_by(CredentialRow.issued_at, CredentialRow.id)
    ).all()


def endorsed_with(db: Session, key_id: str, *, before: datetime) -> Sequence[EndorsementRow]:
    """Return the endorsements that a key signed before an instant, withdrawn ones included."""
    return db.scalars(
        select(EndorsementRow).where(
            EndorsementRow.key_id == key_id, EndorsementRow.issued_at < before
        )
    ).all()


def entries_of_issue(db: Session, *, before: datetime) -> Mapping[str, str]:
    """Return the facts of the audit log about what was issued before an instant, by credential."""
    rows = db.execute(
        select(AuditEventRow.subject, AuditEventRow.facts).where(
            AuditEventRow.kind.in_(("credential.issued", "endorsement.issued")),
            AuditEventRow.at < before,
        )
    )
    return {subject: facts for subject, facts in rows}  # noqa: C416 - Row is no pair


def standing_with_compromised_keys(db: Session, partner_id: str) -> Sequence[str]:
    """Return the badges that stand under a compromised key of a partner, oldest first."""
    return db.scalars(
        select(CredentialRow.id)
        .join(SigningKeyRow, SigningKeyRow.id == CredentialRow.key_id)
        .where(
            CredentialRow.issuer_id == partner_id,
            CredentialRow.stands,
            SigningKeyRow.compromised_at.is_not(None),
        )
        .order_by(CredentialRow.issued_at, CredentialRow.id)
    ).all()
