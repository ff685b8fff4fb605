"""What a person reads on the page of her words: told, received, asked for."""

from collections.abc import Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import FeedbackRow, ReflectionRow


def reflections_of_person(db: Session, person_id: str) -> Sequence[ReflectionRow]:
    """Return what a person told of her sessions, newest first."""
    return db.scalars(
        select(ReflectionRow)
        .where(ReflectionRow.person_id == person_id)
        .order_by(ReflectionRow.entered_at.desc(), ReflectionRow.id)
    ).all()


def feedback_kept(db: Session, person_id: str) -> Sequence[FeedbackRow]:
    """Return the words of others that a person keeps, newest first."""
    return db.scalars(
        select(FeedbackRow)
        .where(FeedbackRow.person_id == person_id, FeedbackRow.approved_at.is_not(None))
        .order_by(FeedbackRow.approved_at.desc(), FeedbackRow.id)
    ).all()
