"""Every statement about feedback requests, by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.sql import ColumnElement

from badger.db.base import Session
from badger.db.rows import FeedbackRequestRow


def request_by_digest(db: Session, digest: str, *, now: datetime) -> FeedbackRequestRow | None:
    """Return the open request of a code's digest."""
    asked = select(FeedbackRequestRow).where(FeedbackRequestRow.code_digest == digest, *_open(now))
    return db.scalars(asked).first()


def request_by_id(db: Session, request_id: str) -> FeedbackRequestRow | None:
    """Return a request, open or not."""
    return db.get(FeedbackRequestRow, request_id)


def open_requests(
    db: Session, person_id: str, *, now: datetime, asked_by: str | None = None
) -> Sequence[FeedbackRequestRow]:
    """Return the requests about a person that still wait, oldest first.

    asked_by: only those that this person made.
    """
    asked = select(FeedbackRequestRow).where(FeedbackRequestRow.person_id == person_id, *_open(now))
    if asked_by is not None:
        asked = asked.where(FeedbackRequestRow.asked_by == asked_by)
    return db.scalars(asked.order_by(FeedbackRequestRow.asked_at, FeedbackRequestRow.id)).all()


def use_up_request(db: Session, request_id: str, *, now: datetime) -> bool:
    """Mark a request as answered; False where somebody else was first (hardening A10)."""
    used = db.execute(
        update(FeedbackRequestRow)
        .where(FeedbackRequestRow.id == request_id, *_open(now))
        .values(used_at=now)
        .returning(FeedbackRequestRow.id)
    )
    return used.first() is not None


def forget_expired_requests(db: Session, *, now: datetime) -> None:
    """Delete the requests whose time is over, used or not (domain F11 AC6)."""
    db.execute(delete(FeedbackRequestRow).where(FeedbackRequestRow.expires_at <= now))


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        FeedbackRequestRow.used_at.is_(None),
        FeedbackRequestRow.withdrawn_at.is_(None),
        FeedbackRequestRow.expires_at > now,
    )
