"""What was seen, by whom, and what the person says herself. Only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import (
    AgreementRow,
    FeedbackRow,
    ObservationRow,
    ReflectionRow,
    SelfAssessmentRow,
)
from badger.issuer.recognition.rules import Level

MAX_NOTE_CHARACTERS = 280


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
    """
    raise NotImplementedError


def record_marks(
    db: Session, marks: Sequence[Mark], *, observer_id: str, idempotency_key: str, now: datetime
) -> list[ObservationRow]:
    """Add the marks of one submitted page, all or none; the page sent twice counts once."""
    raise NotImplementedError


def record_self_assessment(
    db: Session, *, person_id: str, levels: Mapping[str, Level], now: datetime
) -> list[SelfAssessmentRow]:
    """Add how a person places herself.

    levels: level by criterion id, on the same grid as the observers'.
    """
    raise NotImplementedError


def record_feedback(
    db: Session, feedback: Feedback, *, author_id: str, now: datetime
) -> FeedbackRow:
    """Add a peer's word; it counts once the person approved it. Raises: FeedbackOnOneself."""
    raise NotImplementedError


def approve_feedback(
    db: Session, feedback_id: str, *, person_id: str, now: datetime
) -> FeedbackRow:
    """Let the person make a peer's word part of her evidence."""
    raise NotImplementedError


def record_reflection(
    db: Session, reflection: Reflection, *, now: datetime, dictated_to: str | None = None
) -> ReflectionRow:
    """Add the person's own words; dictated_to names who typed them for her."""
    raise NotImplementedError


def record_agreement(
    db: Session, agreement: Agreement, *, observer_id: str, now: datetime
) -> AgreementRow:
    """Add the observers' word of agreement, which a wide difference of levels asks for."""
    raise NotImplementedError
