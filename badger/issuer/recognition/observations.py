"""What was seen, by whom, and what the person says herself. Only ever added to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session, new_id
from badger.db.rows import (
    AgreementRow,
    FeedbackRow,
    ObservationRow,
    ReflectionRow,
    SelfAssessmentRow,
    SessionObserverRow,
    SessionParticipantRow,
)
from badger.db.writing import insert_absent
from badger.issuer.errors import IssuerError
from badger.issuer.recognition.queries import (
    agreement_on,
    known_criteria,
    observations_with_keys,
    observed_participants,
    session_criteria,
)
from badger.issuer.recognition.rules import Level

MAX_NOTE_CHARACTERS = 280
MAX_WORDS_CHARACTERS = 4000


class NotAnObserver(IssuerError):
    """Only an observer of the session may mark, and nobody marks herself."""

    code = "observation.not_an_observer"


class NotObserved(IssuerError):
    """The person does not take part in the session, or prefers not to be watched."""

    code = "observation.not_observed"


class CriterionNotInSession(IssuerError):
    """The criterion was not chosen for the session, or does not exist."""

    code = "observation.criterion_not_in_session"


class NoteTooLong(IssuerError):
    """A note or a person's words are longer than what is kept."""

    code = "observation.note_too_long"


class FeedbackUnknown(IssuerError):
    """There is no such word of a peer about this person."""

    code = "feedback.unknown"


class FeedbackOnOneself(IssuerError):
    """A word about oneself is a self-assessment."""

    code = "feedback.on_oneself"


@dataclass(frozen=True, slots=True)
class Mark:
    """One person, one criterion, one level; the note says what was seen."""

    session_id: str
    person_id: str
    criterion_id: str
    level: Level
    note: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A word of a peer about how a person did, for one achievement version."""

    session_id: str
    person_id: str
    version_id: str
    relation: str
    note: str


@dataclass(frozen=True, slots=True)
class Reflection:
    """The person's own words on a session."""

    session_id: str
    person_id: str
    what_happened: str
    what_i_did: str
    what_i_learned: str


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

    Raises: NotAnObserver, NotObserved, CriterionNotInSession, NoteTooLong.
    Source: domain F3 AC2 to AC5.
    """
    key = f"{idempotency_key}/{mark.person_id}/{mark.criterion_id}"
    return _record(db, {key: mark}, observer_id=observer_id, now=now)[0]


def record_marks(
    db: Session, marks: Sequence[Mark], *, observer_id: str, idempotency_key: str, now: datetime
) -> list[ObservationRow]:
    """Add the marks of one submitted page, all or none; the page sent twice counts once.

    Of two marks on one person and criterion in a page, the last one is kept.
    Raises: as record_observation.
    """
    keyed = {f"{idempotency_key}/{mark.person_id}/{mark.criterion_id}": mark for mark in marks}
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


def record_feedback(
    db: Session, feedback: Feedback, *, author_id: str, now: datetime
) -> FeedbackRow:
    """Add a peer's word; it counts once the person approved it.

    Raises: FeedbackOnOneself, NotObserved, NoteTooLong.
    """
    if author_id == feedback.person_id:
        raise FeedbackOnOneself
    _check_words(feedback.note, feedback.relation, limit=MAX_WORDS_CHARACTERS)
    _check_participant(db, feedback.session_id, feedback.person_id)
    row = FeedbackRow(
        session_id=feedback.session_id,
        person_id=feedback.person_id,
        version_id=feedback.version_id,
        author_id=author_id,
        relation=feedback.relation,
        note=feedback.note,
        entered_at=now,
    )
    db.add(row)
    db.flush()
    return row


def approve_feedback(
    db: Session, feedback_id: str, *, person_id: str, now: datetime
) -> FeedbackRow:
    """Let the person make a peer's word part of her evidence; twice is once.

    Raises: FeedbackUnknown, also where the word is about somebody else.
    """
    row = db.get(FeedbackRow, feedback_id)
    if row is None or row.person_id != person_id:
        raise FeedbackUnknown(feedback=feedback_id)
    row.approved_at = row.approved_at or now
    db.flush()
    return row


def record_reflection(
    db: Session, reflection: Reflection, *, now: datetime, dictated_to: str | None = None
) -> ReflectionRow:
    """Add the person's own words; dictated_to names who typed them for her.

    Raises: NotObserved where she takes no part in the session, NoteTooLong.
    """
    said = (reflection.what_happened, reflection.what_i_did, reflection.what_i_learned)
    _check_words(*said, limit=MAX_WORDS_CHARACTERS)
    _check_participant(db, reflection.session_id, reflection.person_id)
    row = ReflectionRow(
        session_id=reflection.session_id,
        person_id=reflection.person_id,
        what_happened=reflection.what_happened,
        what_i_did=reflection.what_i_did,
        what_i_learned=reflection.what_i_learned,
        dictated_to=dictated_to,
        entered_at=now,
    )
    db.add(row)
    db.flush()
    return row


def record_agreement(
    db: Session, agreement: Agreement, *, observer_id: str, now: datetime
) -> AgreementRow:
    """Add the observers' word of agreement, which a wide difference of levels asks for.

    The first word written stays. Raises: NotAnObserver, NoteTooLong.
    """
    place = (agreement.session_id, agreement.person_id, agreement.criterion_id)
    _check_words(agreement.note, limit=MAX_NOTE_CHARACTERS)
    _role_of(db, agreement.session_id, observer_id)
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
    return agreement_on(db, *place)


def _record(
    db: Session, marks: Mapping[str, Mark], *, observer_id: str, now: datetime
) -> list[ObservationRow]:
    for session_id in {mark.session_id for mark in marks.values()}:
        of_session = [mark for mark in marks.values() if mark.session_id == session_id]
        _check_marks(db, session_id, of_session, observer_id=observer_id)
    values = [
        {
            "id": new_id(),
            "session_id": mark.session_id,
            "person_id": mark.person_id,
            "criterion_id": mark.criterion_id,
            "observer_id": observer_id,
            "observer_role": _role_of(db, mark.session_id, observer_id),
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


def _check_marks(db: Session, session_id: str, marks: Iterable[Mark], *, observer_id: str) -> None:
    observed = set(observed_participants(db, session_id))
    criteria = {criterion.id for criterion in session_criteria(db, session_id)}
    _role_of(db, session_id, observer_id)
    for mark in marks:
        _check_words(mark.note, limit=MAX_NOTE_CHARACTERS)
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


def _check_participant(db: Session, session_id: str, person_id: str) -> None:
    if db.get(SessionParticipantRow, (session_id, person_id)) is None:
        raise NotObserved(session=session_id)


def _check_words(*texts: str, limit: int) -> None:
    for text in texts:
        if len(text) > limit:
            raise NoteTooLong(seen=len(text), limit=limit)
