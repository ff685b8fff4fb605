"""Every statement about experiences, by name."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CriterionRow,
    ExperienceBadgeRow,
    ExperienceRow,
    FeedbackRequestRow,
    FeedbackRow,
    ObservationSessionRow,
    PartnerRow,
    SessionCriterionRow,
)

NEXT_SESSIONS = 3


def experiences_of(db: Session, person_id: str) -> Sequence[ExperienceRow]:
    """Return what a person told, newest first."""
    return db.scalars(
        select(ExperienceRow)
        .where(ExperienceRow.person_id == person_id)
        .order_by(ExperienceRow.told_at.desc(), ExperienceRow.id)
    ).all()


def told_in(db: Session, request: FeedbackRequestRow) -> str | None:
    """Return what the person told of what a word is asked about; None for a session."""
    row = db.get(ExperienceRow, request.experience_id) if request.experience_id else None
    return row.what if row else None


def experience_badge(
    db: Session, experience_id: str, *, version_id: str
) -> ExperienceBadgeRow | None:
    """Return a badge that was found in an experience."""
    return db.get(ExperienceBadgeRow, (experience_id, version_id))


def badges_of_experience(db: Session, experience_id: str) -> Sequence[AchievementVersionRow]:
    """Return the badges that a person found in an experience, in the order of finding."""
    return db.scalars(
        select(AchievementVersionRow)
        .join(ExperienceBadgeRow, ExperienceBadgeRow.version_id == AchievementVersionRow.id)
        .where(ExperienceBadgeRow.experience_id == experience_id)
        .order_by(ExperienceBadgeRow.chosen_at, AchievementVersionRow.id)
    ).all()


def words_on_experience(
    db: Session, experience_id: str, *, version_id: str
) -> Sequence[FeedbackRow]:
    """Return the words about an experience and a badge that the person kept, oldest first."""
    return db.scalars(
        select(FeedbackRow)
        .where(
            FeedbackRow.experience_id == experience_id,
            FeedbackRow.version_id == version_id,
            FeedbackRow.approved_at.is_not(None),
        )
        .order_by(FeedbackRow.entered_at, FeedbackRow.id)
    ).all()


def next_sessions(
    db: Session, version_id: str, *, today: date
) -> Sequence[tuple[ObservationSessionRow, PartnerRow]]:
    """Return the next sessions that look at a badge, with their hosts; three at most."""
    looking = (
        select(SessionCriterionRow.session_id)
        .join(CriterionRow, CriterionRow.id == SessionCriterionRow.criterion_id)
        .where(CriterionRow.version_id == version_id)
    )
    asked = (
        select(ObservationSessionRow, PartnerRow)
        .join(PartnerRow, PartnerRow.id == ObservationSessionRow.partner_id)
        .where(
            ObservationSessionRow.id.in_(looking),
            ObservationSessionRow.ends_on >= today,
            ObservationSessionRow.cancelled_at.is_(None),
        )
        .order_by(ObservationSessionRow.starts_on, ObservationSessionRow.id)
        .limit(NEXT_SESSIONS)
    )
    return [(session, partner) for session, partner in db.execute(asked)]


def forget_words_on(db: Session, experience_id: str) -> None:
    """Delete all that points at an experience: badges found in it, links, words."""
    for row in (FeedbackRequestRow, FeedbackRow, ExperienceBadgeRow):
        db.execute(delete(row).where(row.experience_id == experience_id))
