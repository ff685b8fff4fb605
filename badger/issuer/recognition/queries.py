"""Every SELECT about sessions and what was seen in them, by name."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, func, select

from badger.db.base import Session
from badger.db.one_of import one_of
from badger.db.rows import (
    AgreementRow,
    CriterionRow,
    FeedbackRow,
    ObservationRow,
    ObservationSessionRow,
    PersonRow,
    ReflectionRow,
    SelfAssessmentRow,
    SessionCriterionRow,
    SessionObserverRow,
    SessionParticipantRow,
)


def session_by_id(db: Session, session_id: str) -> ObservationSessionRow | None:
    """Return a session."""
    return db.get(ObservationSessionRow, session_id)


def locked_session(db: Session, session_id: str) -> ObservationSessionRow | None:
    """Return a session that nobody else changes until the transaction ends."""
    return db.get(ObservationSessionRow, session_id, with_for_update=True)


def session_with_join_code(db: Session, code: str) -> ObservationSessionRow | None:
    """Return the session of a QR code."""
    return db.scalar(select(ObservationSessionRow).where(ObservationSessionRow.join_code == code))


def session_with_short_code(db: Session, code: str) -> ObservationSessionRow | None:
    """Return the session that has a short code, open or not."""
    return db.scalar(select(ObservationSessionRow).where(ObservationSessionRow.short_code == code))


def duty_with_grid_code(db: Session, code: str) -> SessionObserverRow | None:
    """Return whose paper grid bears a code."""
    return db.scalar(select(SessionObserverRow).where(SessionObserverRow.grid_code == code))


def count_words(db: Session, session_id: str, *, person_id: str | None = None) -> int:
    """Count what was seen or said in a session, of one person or (None) of everybody.

    Standing observations, words of peers and reflections.
    """
    standing = select(func.count()).where(
        ObservationRow.session_id == session_id, ObservationRow.withdrawn_at.is_(None)
    )
    peers = select(func.count()).where(FeedbackRow.session_id == session_id)
    own = select(func.count()).where(ReflectionRow.session_id == session_id)
    if person_id is not None:
        standing = standing.where(ObservationRow.person_id == person_id)
        peers = peers.where(FeedbackRow.person_id == person_id)
        own = own.where(ReflectionRow.person_id == person_id)
    return sum(db.scalar(asked) or 0 for asked in (standing, peers, own))


def sessions_by_ids(db: Session, session_ids: Iterable[str]) -> Sequence[ObservationSessionRow]:
    """Return sessions in the order of their days."""
    return db.scalars(
        select(ObservationSessionRow)
        .where(ObservationSessionRow.id.in_(set(session_ids)))
        .order_by(ObservationSessionRow.starts_on, ObservationSessionRow.id)
    ).all()


def session_criteria(db: Session, session_id: str) -> Sequence[CriterionRow]:
    """Return the criteria chosen for a session, in order."""
    return db.scalars(
        select(CriterionRow)
        .join(SessionCriterionRow, SessionCriterionRow.criterion_id == CriterionRow.id)
        .where(SessionCriterionRow.session_id == session_id)
        .order_by(SessionCriterionRow.position)
    ).all()


def observed_participants(db: Session, session_id: str) -> Sequence[str]:
    """Return the ids of those who take part and agreed to be watched, by their names."""
    return db.scalars(
        select(SessionParticipantRow.person_id)
        .join(PersonRow, PersonRow.id == SessionParticipantRow.person_id)
        .where(
            SessionParticipantRow.session_id == session_id, SessionParticipantRow.observed.is_(True)
        )
        .order_by(PersonRow.display_name, PersonRow.id)
    ).all()


def observations_with_keys(
    db: Session, observer_id: str, keys: Iterable[str]
) -> Sequence[ObservationRow]:
    """Return an observer's marks by their idempotency keys."""
    return db.scalars(
        select(ObservationRow).where(
            ObservationRow.observer_id == observer_id,
            ObservationRow.idempotency_key.in_(set(keys)),
        )
    ).all()


def standing_marks(
    db: Session, session_id: str, *, person_id: str, criterion_id: str, observer_id: str
) -> Sequence[ObservationRow]:
    """Return what one observer marked of one criterion and has not taken back."""
    return db.scalars(
        select(ObservationRow).where(
            ObservationRow.session_id == session_id,
            ObservationRow.person_id == person_id,
            ObservationRow.criterion_id == criterion_id,
            ObservationRow.observer_id == observer_id,
            ObservationRow.withdrawn_at.is_(None),
        )
    ).all()


def known_criteria(db: Session, criterion_ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are criteria."""
    asked = select(CriterionRow.id).where(CriterionRow.id.in_(set(criterion_ids)))
    return set(db.scalars(asked))


def grids_of(db: Session, version_ids: Iterable[str]) -> Sequence[Row[str, str]]:
    """Return (version, criterion) of the versions, in the order of each grid."""
    return db.execute(
        select(CriterionRow.version_id, CriterionRow.id)
        .where(CriterionRow.version_id.in_(set(version_ids)))
        .order_by(CriterionRow.version_id, CriterionRow.position)
    ).all()


def marks_of(
    db: Session, person_ids: Iterable[str], criterion_ids: Iterable[str]
) -> Sequence[Row[str, str, str, str, str, int]]:
    """Return (person, criterion, session, observer, role, level), in the order of the days.

    What an observer took back is left out.
    """
    return db.execute(
        select(
            ObservationRow.person_id,
            ObservationRow.criterion_id,
            ObservationRow.session_id,
            ObservationRow.observer_id,
            ObservationRow.observer_role,
            ObservationRow.level,
        )
        .join(ObservationSessionRow, ObservationSessionRow.id == ObservationRow.session_id)
        .where(
            one_of(db, ObservationRow.person_id, set(person_ids)),
            ObservationRow.criterion_id.in_(set(criterion_ids)),
            ObservationRow.withdrawn_at.is_(None),
        )
        .order_by(
            ObservationSessionRow.starts_on, ObservationSessionRow.id, ObservationRow.entered_at
        )
    ).all()


def last_marks(
    db: Session, person_ids: Iterable[str], version_ids: Iterable[str]
) -> Mapping[tuple[str, str], datetime]:
    """Return when a criterion of a version last got a standing mark, by (person, version)."""
    rows = db.execute(
        select(
            ObservationRow.person_id,
            CriterionRow.version_id,
            func.max(ObservationRow.entered_at),
        )
        .join(CriterionRow, CriterionRow.id == ObservationRow.criterion_id)
        .where(
            ObservationRow.person_id.in_(set(person_ids)),
            CriterionRow.version_id.in_(set(version_ids)),
            ObservationRow.withdrawn_at.is_(None),
        )
        .group_by(ObservationRow.person_id, CriterionRow.version_id)
    )
    return {(person, version): at for person, version, at in rows}


def self_assessed_criteria(
    db: Session, person_ids: Iterable[str], criterion_ids: Iterable[str]
) -> Sequence[Row[str, str]]:
    """Return (person, criterion) on which people placed themselves."""
    return db.execute(
        select(SelfAssessmentRow.person_id, SelfAssessmentRow.criterion_id)
        .where(
            one_of(db, SelfAssessmentRow.person_id, set(person_ids)),
            SelfAssessmentRow.criterion_id.in_(set(criterion_ids)),
        )
        .distinct()
    ).all()


def agreements_on(
    db: Session, person_ids: Iterable[str], criterion_ids: Iterable[str]
) -> Sequence[Row[str, str, str]]:
    """Return (person, session, criterion) on which observers wrote a word of agreement."""
    return db.execute(
        select(AgreementRow.person_id, AgreementRow.session_id, AgreementRow.criterion_id).where(
            one_of(db, AgreementRow.person_id, set(person_ids)),
            AgreementRow.criterion_id.in_(set(criterion_ids)),
        )
    ).all()


def agreement_on(
    db: Session, session_id: str, *, person_id: str, criterion_id: str
) -> AgreementRow:
    """Return the word written on one criterion; it must be there."""
    return db.scalars(
        select(AgreementRow).where(
            AgreementRow.session_id == session_id,
            AgreementRow.person_id == person_id,
            AgreementRow.criterion_id == criterion_id,
        )
    ).one()


def approved_feedback(
    db: Session, person_ids: Iterable[str], version_ids: Iterable[str]
) -> Sequence[Row[str, str, int]]:
    """Return (person, version, number) of the peers' words that the person approved."""
    return db.execute(
        select(FeedbackRow.person_id, FeedbackRow.version_id, func.count())
        .where(
            one_of(db, FeedbackRow.person_id, set(person_ids)),
            FeedbackRow.version_id.in_(set(version_ids)),
            FeedbackRow.approved_at.is_not(None),
        )
        .group_by(FeedbackRow.person_id, FeedbackRow.version_id)
    ).all()


def reflections_on(
    db: Session, person_ids: Iterable[str], version_ids: Iterable[str]
) -> Sequence[Row[str, str, int]]:
    """Return (person, version, number) of reflections on sessions that had its criteria."""
    return db.execute(
        select(ReflectionRow.person_id, CriterionRow.version_id, func.count())
        .join(SessionCriterionRow, SessionCriterionRow.session_id == ReflectionRow.session_id)
        .join(CriterionRow, CriterionRow.id == SessionCriterionRow.criterion_id)
        .where(
            one_of(db, ReflectionRow.person_id, set(person_ids)),
            CriterionRow.version_id.in_(set(version_ids)),
        )
        .group_by(ReflectionRow.person_id, CriterionRow.version_id)
    ).all()
