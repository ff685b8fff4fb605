"""Pictures of what was done, only of people who allow them; they never enter a credential."""

from datetime import datetime
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import (
    PersonRow,
    PictureConsentRow,
    PictureRow,
    SessionObserverRow,
    SessionParticipantRow,
)
from badger.db.writing import insert_absent
from badger.issuer.errors import IssuerError
from badger.issuer.recognition.days import require_begun
from badger.issuer.recognition.observations import NotAnObserver, NotObserved
from badger.issuer.recognition.picture_queries import pictures_of

MAX_PICTURES: Final = 12


class PictureNotAllowed(IssuerError):
    """The person did not allow pictures in this session, or is a minor."""

    code = "picture.no_consent"


class TooManyPictures(IssuerError):
    """There are as many pictures of this person in this session as are kept."""

    code = "picture.too_many"


def allow_pictures(db: Session, session_id: str, *, person_id: str, now: datetime) -> None:
    """Record that a person allows pictures of herself in a session; twice is once.

    Raises: NotObserved where she takes no part or prefers not to be watched; PictureNotAllowed
            for a minor: a guardian's yes is for badges that are shown, not for pictures.
    """
    person = db.get(PersonRow, person_id)
    part = db.get(SessionParticipantRow, (session_id, person_id))
    if person is None or part is None or not part.observed:
        raise NotObserved(session=session_id)
    if person.minor:
        raise PictureNotAllowed(session=session_id)
    if db.get(PictureConsentRow, (session_id, person_id)) is not None:
        return
    values = {"session_id": session_id, "person_id": person_id, "allowed_at": now}
    insert_absent(db, PictureConsentRow, [values])
    _note_choice(db, session_id, kind="picture.allowed", person_id=person_id, now=now)


def refuse_pictures(db: Session, session_id: str, *, person_id: str, now: datetime) -> int:
    """Take the consent back, and erase the pictures that rested on it; return how many."""
    rows = pictures_of(db, session_id, person_id=person_id)
    for row in rows:
        db.delete(row)
    consent = db.get(PictureConsentRow, (session_id, person_id))
    if consent is not None:
        db.delete(consent)
    db.flush()
    if consent is not None:
        _note_choice(db, session_id, kind="picture.refused", person_id=person_id, now=now)
    return len(rows)


def require_allowed(db: Session, session_id: str, *, person_id: str, observer_id: str) -> None:
    """Refuse a picture before it is even read.

    Raises: NotAnObserver, PictureNotAllowed.
    """
    if person_id == observer_id or db.get(SessionObserverRow, (session_id, observer_id)) is None:
        raise NotAnObserver(session=session_id)
    part = db.get(SessionParticipantRow, (session_id, person_id))
    allowed = db.get(PictureConsentRow, (session_id, person_id)) is not None
    if part is None or not part.observed or not allowed:
        raise PictureNotAllowed(session=session_id)


def record_picture(
    db: Session,
    picture_id: str,
    *,
    session_id: str,
    person_id: str,
    observer_id: str,
    jpeg: bytes,
    now: datetime,
) -> None:
    """Keep a picture; the same id twice keeps one.

    jpeg: as it was drawn anew, without anything but its pixels.
    Raises: as require_allowed; TooManyPictures, SessionNotBegun.
    """
    require_allowed(db, session_id, person_id=person_id, observer_id=observer_id)
    require_begun(db, session_id, now=now)
    if db.get(PictureRow, picture_id) is not None:
        return
    if len(pictures_of(db, session_id, person_id=person_id)) >= MAX_PICTURES:
        raise TooManyPictures(limit=MAX_PICTURES)
    values = {
        "id": picture_id,
        "session_id": session_id,
        "person_id": person_id,
        "taken_by": observer_id,
        "jpeg": jpeg,
        "received_at": now,
    }
    insert_absent(db, PictureRow, [values])


def _note_choice(db: Session, session_id: str, *, kind: str, person_id: str, now: datetime) -> None:
    append_event(db, kind=kind, actor=person_id, subject=session_id, facts={}, now=now)
