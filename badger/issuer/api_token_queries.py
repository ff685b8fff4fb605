"""Every SELECT about the tokens of partners' programs, by name."""

from collections.abc import Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import ApiTokenRow


def token_with_digest(db: Session, digest: str) -> ApiTokenRow | None:
    """Return a token, whether it still opens anything or not."""
    return db.scalars(select(ApiTokenRow).where(ApiTokenRow.token_digest == digest)).first()


def token_by_id(db: Session, token_id: str) -> ApiTokenRow | None:
    """Return a token."""
    return db.get(ApiTokenRow, token_id)


def tokens_of_partner(db: Session, partner_id: str) -> Sequence[ApiTokenRow]:
    """Return all tokens of a partner, newest first, revoked ones included."""
    return db.scalars(
        select(ApiTokenRow)
        .where(ApiTokenRow.partner_id == partner_id)
        .order_by(ApiTokenRow.made_at.desc(), ApiTokenRow.id)
    ).all()
