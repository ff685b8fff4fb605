"""What was seen, by whom, and what the person says herself. Only ever added to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session, new_id
from badger.db.rows import (
    AgreementRow,
    ObservationRow,
    SelfAssessmentRow,
    SessionObserverRow,
)
from badger.db.writing import insert_absent
from badger.issuer.errors import IssuerError
from badger.issuer.recognition.days import require_begun
from badger.issuer.recognition.queries import (
    agreement_on,
    known_criteria,
    observations_with_keys,
    observed_participants,
    session_criteria,
)
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.words import (
    Feedback,
    FeedbackOnOneself,
    FeedbackUnknown,
    NoteTooLong,
    NotObserved,
    Reflection,
    approve_feedback,
    check_words,
    decline_feedback,
    record_feedback,
    record_reflection,
)

__all__ = [
    "Agreement",
    "CriterionNotInSession",
    "Feedback",
    "FeedbackOnOneself",
    "FeedbackUnknown",
    "Mark",
    "NotAnObserver",
    "NotObserved",
    "NoteTooLong",
    "Reflection",
    "approve_feedback",
    "decline_feedback",
    "record_agreement",
    "record_feedback",
    "record_marks",
    "record_observation",
    "record_reflection",
    "record_self_assessment",
]

MAX_NOTE_CHARACTERS = 280


class NotAnObserver(IssuerError):
    """Only an observer of the session may mark, and nobody marks herself."""

    code = "observation.not_an_observer"


class CriterionNotInSession(IssuerError):
    """The criterion was not chosen for the session, or does not exist."""

    code = "observation.criterion_not_in_session"


@dataclass(frozen=True, slots=True)
class Mark:
    """One person, one criterion, one level; the note says what was seen."""

    session_id: str
    person_id: str
    criterion_id: str
    level: Level
    note: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The word that observers agreed on for one criterion seen very differently."""

    session_id: str
    person_id: str
    criterion_id: str
    note: str


def record_observation(
    db: Session, mark: Mark, *, observer_id: str, idempotency_key: str, now: datetime
) -> ObservationRow:
    """Add what an observer saw; the same key twice gives the same row.

    The key counts for one observer, session, person and criterion.
    Raises: NotAnObserver, NotObserved, CriterionNotInSession, NoteTooLong, SessionNotBegun.
    Source: domain F3 AC2 to AC5.
    """
    return _record(db, {_key(mark, idempotency_key): mark}, observer_id=observer_id, now=now)[0]


def record_marks(
    db: Session, marks: Sequence[Mark], *, observer_id: str, idempotency_key: str, now: datetime
) -> list[ObservationRow]:
    """Add the marks of one submitted page, all or none; the page sent twice counts once.

    Of two marks on one person and criterion in a page, the last one is kept.
    Raises: as record_observation.
    """
    keyed = {_key(mark, idempotency_key): mark for mark in marks}
    return _record(db, keyed, observer_id=observer_id, now=now)


def record_self_assessment(
    db: Session, *, person_id: str, levels: Mapping[str, Level], now: datetime
) -> list[SelfAssessmentRow]:
    """Add how a person places herself.

    levels: level by criterion id, on the same grid as the observers'.
    Raises: CriterionNotInSession for an id that is no criterion.
    """
    for unknown in set(levels) - known_criteria(db, levels):
        raise CriterionNotInSession(criterion=unknown)
    rows = [
        SelfAssessmentRow(
            person_id=person_id, criterion_id=criterion_id, level=int(level), entered_at=now
        )
        for criterion_id, level in levels.items()
    ]
    db.add_all(rows)
    db.flush()
    return rows


def record_agreement(
    db: Session, agreement: Agreement, *, observer_id: str, now: datetime
) -> AgreementRow:
    """Add the observers' word of agreement, which a wide difference of levels asks for.

    The first word written stays.
    Raises: NotAnObserver, NotObserved, CriterionNotInSession, NoteTooLong, SessionNotBegun.
    """
    _role_of(db, agreement.session_id, observer_id)
    require_begun(db, agreement.session_id, now=now)
    _check_marks(db, agreement.session_id, [agreement], observer_id=observer_id)
    values = {
        "id": new_id(),
        "session_id": agreement.session_id,
        "person_id": agreement.person_id,
        "criterion_id": agreement.criterion_id,
        "written_by": observer_id,
        "note": agreement.note,
        "written_at": now,
    }
    insert_absent(db, AgreementRow, [values])
    return agreement_on(
        db,
        agreement.session_id,
        person_id=agreement.person_id,
        criterion_id=agreement.criterion_id,
    )


def _record(
    db: Session, marks: Mapping[str, Mark], *, observer_id: str, now: datetime
) -> list[ObservationRow]:
    roles = {
        session_id: _role_of(db, session_id, observer_id)
        for session_id in {mark.session_id for mark in marks.values()}
    }
    for session_id in roles:
        require_begun(db, session_id, now=now)
        of_session = [mark for mark in marks.values() if mark.session_id == session_id]
        _check_marks(db, session_id, of_session, observer_id=observer_id)
    values = [
        {
            "id": new_id(),
            "session_id": mark.session_id,
            "person_id": mark.person_id,
            "criterion_id": mark.criterion_id,
            "observer_id": observer_id,
            "observer_role": roles[mark.session_id],
            "level": int(mark.level),
            "note": mark.note.strip(),
            "idempotency_key": key,
            "entered_at": now,
        }
        for key, mark in marks.items()
    ]
    insert_absent(db, ObservationRow, values)
    stored = {row.idempotency_key: row for row in observations_with_keys(db, observer_id, marks)}
    return [stored[key] for key in marks]


def _key(mark: Mark, idempotency_key: str) -> str:
    # Scoped: the same key for another session, person or criterion is another mark.
    return f"{mark.session_id}/{mark.person_id}/{mark.criterion_id}/{idempotency_key}"


def _check_marks(
    db: Session, session_id: str, marks: Iterable[Mark | Agreement], *, observer_id: str
) -> None:
    observed = set(observed_participants(db, session_id))
    criteria = {criterion.id for criterion in session_criteria(db, session_id)}
    for mark in marks:
        check_words(mark.note, limit=MAX_NOTE_CHARACTERS)
        if mark.person_id == observer_id:
            raise NotAnObserver(session=session_id)
        if mark.person_id not in observed:
            raise NotObserved(session=session_id)
        if mark.criterion_id not in criteria:
            raise CriterionNotInSession(criterion=mark.criterion_id)


def _role_of(db: Session, session_id: str, observer_id: str) -> str:
    row = db.get(SessionObserverRow, (session_id, observer_id))
    if row is None:
        raise NotAnObserver(session=session_id)
    return row.role
