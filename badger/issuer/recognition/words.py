"""What a person and her peers say in their own words. Only ever added to."""

from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import FeedbackRow, ReflectionRow, SessionParticipantRow
from badger.issuer.errors import IssuerError

MAX_WORDS_CHARACTERS = 4000


class NotObserved(IssuerError):
    """The person does not take part in the session, or prefers not to be watched."""

    code = "observation.not_observed"


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
class Feedback:
    """A word of a peer about how a person did, for one achievement version.

    About a session, or an experience that she told: the other is None.
    """

    session_id: str | None
    person_id: str
    version_id: str
    relation: str
    note: str
    experience_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reflection:
    """The person's own words on a session."""

    session_id: str
    person_id: str
    what_happened: str
    what_i_did: str
    what_i_learned: str


def record_feedback(
    db: Session, feedback: Feedback, *, author_id: str | None, now: datetime
) -> FeedbackRow:
    """Add a word about a person; it counts once she approved it.

    author_id: None for somebody without an account.
    Raises: FeedbackOnOneself, NotObserved, NoteTooLong.
    """
    if author_id == feedback.person_id:
        raise FeedbackOnOneself
    check_words(feedback.note, feedback.relation, limit=MAX_WORDS_CHARACTERS)
    if feedback.session_id is not None:
        _check_participant(db, feedback.session_id, feedback.person_id)
    row = FeedbackRow(
        session_id=feedback.session_id,
        experience_id=feedback.experience_id,
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


def decline_feedback(db: Session, feedback_id: str, *, person_id: str) -> None:
    """Erase a word that the person does not want to keep; nobody else reads it.

    Raises: FeedbackUnknown, also where the word is about somebody else, or kept already.
    """
    row = db.get(FeedbackRow, feedback_id)
    if row is None or row.person_id != person_id or row.approved_at is not None:
        raise FeedbackUnknown(feedback=feedback_id)
    db.delete(row)
    db.flush()


def record_reflection(
    db: Session, reflection: Reflection, *, now: datetime, dictated_to: str | None = None
) -> ReflectionRow:
    """Add the person's own words; dictated_to names who typed them for her.

    Raises: NotObserved where she takes no part in the session, NoteTooLong.
    """
    said = (reflection.what_happened, reflection.what_i_did, reflection.what_i_learned)
    check_words(*said, limit=MAX_WORDS_CHARACTERS)
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


def _check_participant(db: Session, session_id: str, person_id: str) -> None:
    if db.get(SessionParticipantRow, (session_id, person_id)) is None:
        raise NotObserved(session=session_id)


def check_words(*texts: str, limit: int) -> None:
    """Refuse texts of more than `limit` characters. Raises: NoteTooLong."""
    for text in texts:
        if len(text) > limit:
            raise NoteTooLong(seen=len(text), limit=limit)
