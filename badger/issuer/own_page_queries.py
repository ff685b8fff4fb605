"""What a person's first page asks: the little that it shows, and nothing of anybody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    EndorsementRow,
    FeedbackRow,
    ObservationSessionRow,
    ProposalRow,
    SelfAssessmentRow,
    SessionCriterionRow,
    SessionObserverRow,
    SessionParticipantRow,
)

# Sessions that she is asked about: the last ones, not years of them.
ASKED_ABOUT = 3


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A badge on its way: "proposed" waits for the person, "accepted" for its signature."""

    id: str
    state: str
    name: str


def open_proposals(db: Session, person_id: str) -> list[OpenProposal]:
    """Return the badges on their way to a person, newest first."""
    rows = db.execute(
        select(ProposalRow.id, ProposalRow.state, AchievementVersionRow.name)
        .join(AchievementVersionRow, AchievementVersionRow.id == ProposalRow.version_id)
        .where(ProposalRow.person_id == person_id, ProposalRow.state.in_(("proposed", "accepted")))
        .order_by(ProposalRow.proposed_at.desc(), ProposalRow.id)
    )
    return [OpenProposal(*row) for row in rows]


def supports_waiting(db: Session, person_id: str) -> Sequence[EndorsementRow]:
    """Return what partners wrote about a person's badges and waits for her yes, oldest first.

    Of a badge that was taken back nothing waits: there is no yes to give.
    """
    return db.scalars(
        select(EndorsementRow)
        .join(CredentialRow, CredentialRow.id == EndorsementRow.credential_id)
        .where(
            CredentialRow.person_id == person_id,
            CredentialRow.state == "issued",
            CredentialRow.revoked_at.is_(None),
            EndorsementRow.state == "waiting",
        )
        .order_by(EndorsementRow.written_at, EndorsementRow.id)
    ).all()


def badge_names(db: Session, credential_ids: Iterable[str | None]) -> dict[str, str]:
    """Return the names of badges of here by the credential's id."""
    rows = db.execute(
        select(CredentialRow.id, AchievementVersionRow.name)
        .join(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        .where(CredentialRow.id.in_(set(credential_ids)))
    )
    return {row.id: row.name for row in rows}


def count_words_waiting(db: Session, person_id: str) -> int:
    """Count the words of peers that a person has not yet made hers."""
    counted = select(func.count()).select_from(FeedbackRow)
    waiting = FeedbackRow.person_id == person_id, FeedbackRow.approved_at.is_(None)
    return db.scalar(counted.where(*waiting)) or 0


def session_to_place(db: Session, person_id: str, *, day: date) -> ObservationSessionRow | None:
    """Return the newest of her last sessions of which she has placed herself nowhere yet.

    day: nobody is asked how it went before it has begun.
    """
    begun = (
        _attended(person_id)
        .where(ObservationSessionRow.cancelled_at.is_(None), ObservationSessionRow.starts_on <= day)
        .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
        .limit(ASKED_ABOUT)
    )
    last = db.scalars(begun).all()
    placed = set(
        db.scalars(
            select(SessionCriterionRow.session_id)
            .join(
                SelfAssessmentRow,
                SelfAssessmentRow.criterion_id == SessionCriterionRow.criterion_id,
            )
            .where(
                SelfAssessmentRow.person_id == person_id,
                SessionCriterionRow.session_id.in_([row.id for row in last]),
            )
        )
    )
    return next((row for row in last if row.id not in placed), None)


def next_session(db: Session, person_id: str, *, day: date) -> ObservationSessionRow | None:
    """Return the session that a person takes part in next, after `day`."""
    return db.scalars(
        _attended(person_id)
        .where(ObservationSessionRow.cancelled_at.is_(None), ObservationSessionRow.starts_on > day)
        .order_by(ObservationSessionRow.starts_on, ObservationSessionRow.id)
        .limit(1)
    ).first()


def sessions_observed_on(
    db: Session, person_id: str, *, day: date
) -> Sequence[ObservationSessionRow]:
    """Return the sessions that a person observes on a day."""
    return db.scalars(
        select(ObservationSessionRow)
        .join(SessionObserverRow, SessionObserverRow.session_id == ObservationSessionRow.id)
        .where(
            SessionObserverRow.person_id == person_id,
            ObservationSessionRow.cancelled_at.is_(None),
            ObservationSessionRow.starts_on <= day,
            ObservationSessionRow.ends_on >= day,
        )
        .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    ).all()


def _attended(person_id: str) -> Select[ObservationSessionRow]:
    return (
        select(ObservationSessionRow)
        .join(SessionParticipantRow, SessionParticipantRow.session_id == ObservationSessionRow.id)
        .where(SessionParticipantRow.person_id == person_id)
    )
