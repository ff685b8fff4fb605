"""What may still change in a session: it is cancelled, taken up again, somebody is taken out."""

from datetime import datetime
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import ObservationSessionRow, SessionParticipantRow
from badger.issuer.errors import IssuerError
from badger.issuer.people import create_person
from badger.issuer.recognition.pictures import refuse_pictures
from badger.issuer.recognition.queries import count_words, locked_session
from badger.issuer.recognition.sessions import (
    SessionInvalid,
    SessionUnknown,
    add_participant,
)

MAX_WORD_CHARACTERS: Final = 280


class SessionObserved(IssuerError):
    """Something was seen in the session: it took place."""

    code = "session.observed"


class ParticipantObserved(IssuerError):
    """Something was seen of the person, or said by her: she stays in the session."""

    code = "session.participant_observed"


def cancel_session(
    db: Session, session_id: str, *, word: str, actor: str, now: datetime
) -> ObservationSessionRow:
    """Say that a session does not take place; it is kept, and its participants read so.

    word:   what participants read beside it, 280 characters at most, may be empty.
    Raises: SessionUnknown, SessionObserved, SessionInvalid.
    """
    session = _locked(db, session_id)
    if len(word) > MAX_WORD_CHARACTERS:
        raise SessionInvalid(member="word")
    if count_words(db, session_id):
        raise SessionObserved(session=session_id)
    if session.cancelled_at is None:
        session.cancelled_at, session.joining_until = now, None
        _note(db, "session.cancelled", session_id, actor=actor, now=now)
    session.cancelled_word = word.strip() or None
    db.flush()
    return session


def take_up_session(db: Session, session_id: str, *, actor: str, now: datetime) -> None:
    """Let a cancelled session take place after all. Raises: SessionUnknown."""
    session = _locked(db, session_id)
    if session.cancelled_at is not None:
        session.cancelled_at = session.cancelled_word = None
        _note(db, "session.taken_up", session_id, actor=actor, now=now)


def remove_participant(
    db: Session, session_id: str, *, person_id: str, actor: str, now: datetime
) -> bool:
    """Take someone out of a session in which nothing was seen of her; False where she is not in it.

    Pictures that she allowed there are erased.
    Raises: SessionUnknown, ParticipantObserved.
    """
    _locked(db, session_id)
    row = db.get(SessionParticipantRow, (session_id, person_id))
    if row is None:
        return False
    if count_words(db, session_id, person_id=person_id):
        raise ParticipantObserved(session=session_id)
    refuse_pictures(db, session_id, person_id=person_id, now=now)
    db.delete(row)
    _note(db, "session.participant_removed", session_id, actor=actor, now=now, person=person_id)
    return True


def add_group(
    db: Session, session_id: str, *, name: str, actor: str, now: datetime
) -> SessionParticipantRow:
    """Register a group by its name and let it take part as one (domain S12).

    Raises: SessionUnknown, PersonInvalid.
    """
    partner_id = _locked(db, session_id).partner_id
    group = create_person(
        db, display_name=name, actor=actor, now=now, kind="group", registered_by=partner_id
    )
    return add_participant(db, session_id, person_id=group.id, now=now)


def _locked(db: Session, session_id: str) -> ObservationSessionRow:
    """Return a session that nobody else changes or marks until the end of the transaction."""
    session = locked_session(db, session_id)
    if session is None:
        raise SessionUnknown(session=session_id)
    return session


def _note(
    db: Session, kind: str, session_id: str, *, actor: str, now: datetime, **facts: str
) -> None:
    db.flush()
    append_event(db, kind=kind, actor=actor, subject=session_id, facts={**facts}, now=now)
