"""How people come into a session by themselves: a QR code, or a short code for a while.

The QR code holds 128 bits and serves until the last day. The short code is easy to say and
easy to guess, so it opens only while the leader says so, and tries are counted by the pages.
Said after the last day, it lets nobody join any more, but a passeur record answers.
"""

from datetime import datetime, timedelta
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import ObservationSessionRow
from badger.here import here_on
from badger.issuer.errors import IssuerError
from badger.issuer.opening_queries import end_openings_of_session
from badger.issuer.page_queries import observation_duty, participation
from badger.issuer.recognition.days import SessionCancelled
from badger.issuer.recognition.queries import (
    locked_session,
    session_with_join_code,
    session_with_short_code,
)
from badger.issuer.recognition.sessions import SessionUnknown, add_participant
from badger.issuer.recognition.short_codes import new_session_code, read_short_code

OPEN_FOR: Final = timedelta(hours=2)


class JoiningOver(IssuerError):
    """The session is over: nobody joins it any more."""

    code = "joining.over"


class ObserverCannotJoin(IssuerError):
    """Who observes a session does not take part in it."""

    code = "joining.observer"


class CodeUnknown(IssuerError):
    """No session is open to this code now."""

    code = "joining.code_unknown"


def open_joining(
    db: Session, session_id: str, *, actor: str, now: datetime
) -> ObservationSessionRow:
    """Open a session to a new short code for two hours.

    Raises: SessionUnknown, SessionCancelled.
    """
    session = _locked(db, session_id)
    if session.cancelled_at is not None:
        raise SessionCancelled(session=session_id)
    session.short_code, session.joining_until = _free_code(db), now + OPEN_FOR
    db.flush()
    append_event(db, kind="joining.opened", actor=actor, subject=session_id, facts={}, now=now)
    return session


def close_joining(db: Session, session_id: str, *, actor: str, now: datetime) -> None:
    """Let nobody in by the short code any more. Raises: SessionUnknown."""
    session = _locked(db, session_id)
    session.short_code = session.joining_until = None
    db.flush()
    append_event(db, kind="joining.closed", actor=actor, subject=session_id, facts={}, now=now)


def close_openings(db: Session, session_id: str, *, actor: str, now: datetime) -> None:
    """Close a session to all who opened it by its short code, and end that code.

    A new code opens it again. Raises: SessionUnknown.
    """
    session = _locked(db, session_id)
    session.short_code = session.joining_until = None
    session.opening_number += 1
    db.flush()
    end_openings_of_session(db, session_id, now=now)
    append_event(db, kind="openings.closed", actor=actor, subject=session_id, facts={}, now=now)


def renew_join_code(db: Session, session_id: str, *, actor: str, now: datetime) -> str:
    """Give a session a new QR code; sheets that show the one before lead nowhere.

    Raises: SessionUnknown.
    """
    session = _locked(db, session_id)
    code = session.join_code = new_id()
    db.flush()
    append_event(db, kind="joining.renewed", actor=actor, subject=session_id, facts={}, now=now)
    return code


def session_of_join_code(db: Session, code: str) -> ObservationSessionRow:
    """Return the session of a QR code, over or not. Raises: CodeUnknown."""
    session = session_with_join_code(db, code)
    if session is None:
        raise CodeUnknown
    return session


def session_of_short_code(db: Session, text: str, *, now: datetime) -> ObservationSessionRow:
    """Return the session that is open to a short code now. Raises: CodeUnknown."""
    session = session_with_short_code(db, read_short_code(text))
    if session is None or session.joining_until is None or session.joining_until <= now:
        raise CodeUnknown
    return session


def join_session(
    db: Session, session_id: str, *, person_id: str, observed: bool, now: datetime
) -> None:
    """Let a person come into a session by herself; whoever is in it keeps her choice.

    Raises: SessionUnknown, SessionCancelled, JoiningOver, ObserverCannotJoin.
    """
    session = _locked(db, session_id)
    require_joinable(session, now=now)
    if observation_duty(db, session_id, person_id=person_id) is not None:
        raise ObserverCannotJoin(session=session_id)
    if participation(db, session_id, person_id=person_id) is not None:
        return
    add_participant(db, session_id, person_id=person_id, observed=observed, now=now)
    append_event(db, kind="session.joined", actor=person_id, subject=session_id, facts={}, now=now)


def require_joinable(session: ObservationSessionRow, *, now: datetime) -> None:
    """Refuse a session that nobody joins. Raises: SessionCancelled, JoiningOver."""
    if session.cancelled_at is not None:
        raise SessionCancelled(session=session.id)
    if here_on(now) > session.ends_on:
        raise JoiningOver(session=session.id)


def _free_code(db: Session) -> str:
    """Return a short code that no other session has, open or not."""
    while session_with_short_code(db, code := new_session_code()) is not None:
        pass
    return code


def _locked(db: Session, session_id: str) -> ObservationSessionRow:
    session = locked_session(db, session_id)
    if session is None:
        raise SessionUnknown(session=session_id)
    return session
