"""The SELECTs of a static export: everything that is public, by name."""

from collections.abc import Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    EndorsementRow,
    SigningKeyRow,
    StatusListRow,
)


def every_credential(db: Session) -> Sequence[CredentialRow]:
    """Return every badge that was issued, revoked ones included, oldest first."""
    return db.scalars(
        select(CredentialRow)
        .where(CredentialRow.state == "issued")
        .order_by(CredentialRow.issued_at, CredentialRow.id)
    ).all()


def every_published_version(db: Session) -> Sequence[AchievementVersionRow]:
    """Return every published version of every badge, by name."""
    return db.scalars(
        select(AchievementVersionRow)
        .where(AchievementVersionRow.state == "published")
        .order_by(AchievementVersionRow.name, AchievementVersionRow.number)
    ).all()


def every_list(db: Session) -> Sequence[StatusListRow]:
    """Return every status list that is published."""
    return db.scalars(
        select(StatusListRow).where(StatusListRow.published.is_not(None)).order_by(StatusListRow.id)
    ).all()


def every_register(db: Session) -> Sequence[SigningKeyRow]:
    """Return the compromised keys that have a register."""
    return db.scalars(
        select(SigningKeyRow)
        .where(SigningKeyRow.register.is_not(None))
        .order_by(SigningKeyRow.public_multikey)
    ).all()


def every_endorsement(db: Session) -> Sequence[EndorsementRow]:
    """Return every endorsement that was signed, withdrawn ones included."""
    return db.scalars(
        select(EndorsementRow).where(EndorsementRow.signed.is_not(None)).order_by(EndorsementRow.id)
    ).all()
