"""The days of the territory: a session is seen on its day, never before (hardening T08)."""

from datetime import date, datetime

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow
from badger.here import here_on
from badger.issuer.errors import IssuerError


class SessionNotBegun(IssuerError):
    """Nobody has seen yet what happens on a day to come."""

    code = "observation.session_not_begun"


class SessionCancelled(IssuerError):
    """The session does not take place: there is nothing to see."""

    code = "session.cancelled"


def require_begun(db: Session, session_id: str, *, now: datetime) -> None:
    """Refuse what is said of a session before its first day, or of one that was cancelled.

    Raises: SessionNotBegun, SessionCancelled.
    """
    session = db.get(ObservationSessionRow, session_id)
    if session is None:
        return
    if here_on(now) < session.starts_on:
        raise SessionNotBegun(session=session_id, day=session.starts_on)
    if session.cancelled_at is not None:
        raise SessionCancelled(session=session_id)


def is_plausible(day: date) -> bool:
    """Tell whether a session may stand on that day: 2000 to 2100."""
    return 2000 <= day.year <= 2100
