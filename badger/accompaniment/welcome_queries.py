"""Every statement about cards that invite, by name."""

from collections.abc import Sequence

from sqlalchemy import select, update

from badger.db.base import Session
from badger.db.rows import WelcomeCardRow


def cards_of(db: Session, made_by: str) -> Sequence[WelcomeCardRow]:
    """Return the cards of a person, newest first."""
    asked = select(WelcomeCardRow).where(WelcomeCardRow.made_by == made_by)
    return db.scalars(asked.order_by(WelcomeCardRow.made_at.desc(), WelcomeCardRow.id)).all()


def card_by_id(db: Session, card_id: str) -> WelcomeCardRow | None:
    """Return a card."""
    return db.get(WelcomeCardRow, card_id)


def card_by_code(db: Session, code: str) -> WelcomeCardRow | None:
    """Return the card of a code."""
    return db.scalars(select(WelcomeCardRow).where(WelcomeCardRow.code == code)).first()


def count_use(db: Session, card_id: str) -> None:
    """Count one more; two at once are two."""
    db.execute(
        update(WelcomeCardRow)
        .where(WelcomeCardRow.id == card_id)
        .values(used=WelcomeCardRow.used + 1)
    )
