"""Every SELECT about when something was done last."""

from datetime import datetime

from sqlalchemy import func, select

from badger.db.base import Session
from badger.db.rows import AuditEventRow, CredentialRow


def last_event_at(db: Session) -> datetime | None:
    """Return the instant of the newest entry of the audit log."""
    newest = select(AuditEventRow.at).order_by(AuditEventRow.seq.desc()).limit(1)
    return db.scalars(newest).first()


def last_signed_at(db: Session) -> datetime | None:
    """Return the latest instant at which a credential was signed here."""
    return db.scalar(select(func.max(CredentialRow.issued_at)))
