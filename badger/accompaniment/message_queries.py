"""Every statement about messages, by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select, update

from badger.db.base import Session
from badger.db.rows import ClosedLetterBoxRow, MessageRow


def messages_of(db: Session, person_id: str) -> Sequence[MessageRow]:
    """Return the messages to a person, newest first."""
    asked = select(MessageRow).where(MessageRow.person_id == person_id)
    return db.scalars(asked.order_by(MessageRow.sent_at.desc(), MessageRow.id)).all()


def message_by_id(db: Session, message_id: str) -> MessageRow | None:
    """Return a message, locked: it is answered once."""
    return db.get(MessageRow, message_id, with_for_update=True, populate_existing=True)


def messages_since(db: Session, person_id: str, *, since: datetime) -> Sequence[MessageRow]:
    """Return the messages to a person since an instant."""
    asked = select(MessageRow).where(MessageRow.person_id == person_id, MessageRow.sent_at > since)
    return db.scalars(asked.order_by(MessageRow.sent_at, MessageRow.id)).all()


def waiting_messages(person_id: str) -> Select[int]:
    """Ask how many messages a person has done nothing with yet."""
    asked = select(func.count()).where(
        MessageRow.person_id == person_id,
        MessageRow.answered_at.is_(None),
        MessageRow.handed_at.is_(None),
        MessageRow.put_aside_at.is_(None),
    )
    return asked.select_from(MessageRow)


def give_back_messages(db: Session, person_id: str) -> None:
    """Let messages that a person handed over and nobody answered wait for her again."""
    db.execute(
        update(MessageRow)
        .where(
            MessageRow.person_id == person_id,
            MessageRow.handed_at.is_not(None),
            MessageRow.answered_at.is_(None),
        )
        .values(handed_at=None)
    )


def closed_letter_box(db: Session, person_id: str) -> ClosedLetterBoxRow | None:
    """Return that a person wants no messages, None where she gets them."""
    return db.get(ClosedLetterBoxRow, person_id)
