"""What a person reads on the page of her words: told, received, asked for."""

from collections.abc import Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import CriterionRow, FeedbackRow, ReflectionRow, SessionCriterionRow


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


def reflections_on(db: Session, person_id: str, *, version_id: str) -> Sequence[ReflectionRow]:
    """Return what a person told of the sessions that looked at a badge's criteria, oldest first."""
    looked_at = (
        select(SessionCriterionRow.session_id)
        .join(CriterionRow, CriterionRow.id == SessionCriterionRow.criterion_id)
        .where(CriterionRow.version_id == version_id)
    )
    return db.scalars(
        select(ReflectionRow)
        .where(ReflectionRow.person_id == person_id, ReflectionRow.session_id.in_(looked_at))
        .order_by(ReflectionRow.entered_at, ReflectionRow.id)
    ).all()
