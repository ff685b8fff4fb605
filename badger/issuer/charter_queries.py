"""Every SELECT about the charter and its signatures, by name."""

from collections.abc import Sequence

from sqlalchemy import func, select

from badger.db.base import Session
from badger.db.rows import CharterRow, CharterSignatureRow


def current_charter(db: Session) -> CharterRow | None:
    """Return the version in force, None before the first."""
    return db.scalars(select(CharterRow).order_by(CharterRow.number.desc()).limit(1)).first()


def charters(db: Session) -> Sequence[CharterRow]:
    """Return all versions, newest first."""
    return db.scalars(select(CharterRow).order_by(CharterRow.number.desc())).all()


def signatures_of(db: Session, number: int) -> Sequence[CharterSignatureRow]:
    """Return who signed a version, oldest first."""
    return db.scalars(
        select(CharterSignatureRow)
        .where(CharterSignatureRow.number == number)
        .order_by(CharterSignatureRow.signed_at, CharterSignatureRow.partner_id)
    ).all()


def signature_of(db: Session, number: int, *, partner_id: str) -> CharterSignatureRow | None:
    """Return a partner's signature under one version."""
    return db.get(CharterSignatureRow, (number, partner_id))


def sharing_partners(db: Session) -> frozenset[str]:
    """Return the partners that signed the version in force: none before there is one."""
    newest = select(func.max(CharterRow.number)).scalar_subquery()
    asked = select(CharterSignatureRow.partner_id).where(CharterSignatureRow.number == newest)
    return frozenset(db.scalars(asked))
