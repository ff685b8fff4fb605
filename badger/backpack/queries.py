"""Every SELECT about what people keep, by name."""

from collections.abc import Sequence
from urllib.parse import unquote

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import HoldingRow
from badger.verify import VerifiedCredential


def plain(identifier: str) -> str:
    """Write an identifier as badges are compared by it: without escapes, trimmed.

    Source: Open Badges 3.0, section "Credential equality and comparison".
    """
    return unquote(identifier).strip()


def locked_holding(
    db: Session, person_id: str, credential: VerifiedCredential
) -> HoldingRow | None:
    """Return a person's copy of a badge, and make whoever else would replace it wait."""
    return db.scalars(
        select(HoldingRow)
        .where(
            HoldingRow.person_id == person_id,
            HoldingRow.issuer == plain(credential.issuer.id),
            HoldingRow.credential_id == plain(credential.id),
        )
        .with_for_update()
    ).first()


def holdings_of(db: Session, person_id: str) -> Sequence[HoldingRow]:
    """Return what a person keeps, newest first."""
    return db.scalars(
        select(HoldingRow)
        .where(HoldingRow.person_id == person_id)
        .order_by(HoldingRow.received_at.desc(), HoldingRow.id)
    ).all()
