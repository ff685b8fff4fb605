"""Feedback from somebody without an account: a link, used once, for thirty days (domain F4 AC3)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import ExperienceRow, FeedbackRequestRow, FeedbackRow
from badger.issuer.errors import IssuerError
from badger.issuer.feedback_request_queries import (
    forget_expired_requests,
    open_requests,
    request_by_digest,
    request_by_id,
    use_up_request,
)
from badger.issuer.page_queries import criteria_versions, participation
from badger.issuer.recognition.days import require_begun
from badger.issuer.recognition.experience_queries import experience_badge
from badger.issuer.recognition.queries import session_criteria
from badger.issuer.recognition.words import (
    Feedback,
    FeedbackOnOneself,
    NotObserved,
    check_words,
    record_feedback,
)
from badger.privacy.guardian_queries import locked_person

VALID_FOR: Final = timedelta(days=30)
MAX_OPEN: Final = 10
MAX_NOTE_CHARACTERS: Final = 280
RELATIONS: Final = ("collègue", "voisin·e", "coach", "employeur", "pair", "autre")
# Whoever holds a link is nobody that we know.
ACTOR: Final = "feedback link"


class FeedbackRequestUnknown(IssuerError):
    """The link opens nothing: unknown, used, withdrawn or too old; nobody is told which."""

    code = "feedback_request.unknown"


class FeedbackRequestInvalid(IssuerError):
    """The badge is not looked at in the session, or an answer is not complete."""

    code = "feedback_request.invalid"


class TooManyFeedbackRequests(IssuerError):
    """So many links about one person wait already."""

    code = "feedback_request.too_many"


@dataclass(frozen=True, slots=True)
class FeedbackWanted:
    """About whom a word is wanted, on which badge, of a session or of an experience."""

    session_id: str | None
    person_id: str
    version_id: str
    experience_id: str | None = None


def ask_feedback(
    db: Session, wanted: FeedbackWanted, *, asked_by: str, now: datetime
) -> tuple[FeedbackRequestRow, str]:
    """Make a link; return its row and its code of 128 random bits, told once and kept nowhere.

    Raises: NotObserved, SessionNotBegun, SessionCancelled, FeedbackRequestInvalid,
            TooManyFeedbackRequests.
    """
    session_id = wanted.session_id or ""
    require_begun(db, session_id, now=now)
    if participation(db, session_id, person_id=wanted.person_id) is None:
        raise NotObserved(session=session_id)
    criteria = session_criteria(db, session_id)
    if wanted.version_id not in criteria_versions(db, [row.id for row in criteria]):
        raise FeedbackRequestInvalid(member="version")
    return _new_request(db, wanted, asked_by=asked_by, now=now)


def ask_feedback_on_experience(
    db: Session, experience: ExperienceRow, *, version_id: str, now: datetime
) -> tuple[FeedbackRequestRow, str]:
    """Make a link for a word about what the person told, without any session (domain W6).

    version_id: a badge that she found in it. Returns: as ask_feedback.
    Raises: FeedbackRequestInvalid, TooManyFeedbackRequests.
    """
    if experience_badge(db, experience.id, version_id=version_id) is None:
        raise FeedbackRequestInvalid(member="version")
    wanted = FeedbackWanted(None, experience.person_id, version_id, experience.id)
    return _new_request(db, wanted, asked_by=experience.person_id, now=now)


def _new_request(
    db: Session, wanted: FeedbackWanted, *, asked_by: str, now: datetime
) -> tuple[FeedbackRequestRow, str]:
    # Links asked for at once are counted one after the other.
    locked_person(db, wanted.person_id)
    forget_expired_requests(db, now=now)
    if len(open_requests(db, wanted.person_id, now=now)) >= MAX_OPEN:
        raise TooManyFeedbackRequests(limit=MAX_OPEN)
    code = new_id()
    row = FeedbackRequestRow(
        code_digest=digest_of(code),
        session_id=wanted.session_id,
        experience_id=wanted.experience_id,
        person_id=wanted.person_id,
        version_id=wanted.version_id,
        asked_by=asked_by,
        asked_at=now,
        expires_at=now + VALID_FOR,
    )
    db.add(row)
    db.flush()
    append_event(db, kind="feedback.asked", actor=asked_by, subject=row.id, facts={}, now=now)
    return row, code


def request_of(db: Session, code: str, *, now: datetime) -> FeedbackRequestRow:
    """Return the request that a code opens now. Raises: FeedbackRequestUnknown."""
    row = request_by_digest(db, digest_of(code), now=now)
    if row is None:
        raise FeedbackRequestUnknown
    return row


def answer_request(
    db: Session, code: str, *, relation: str, note: str, author_id: str | None, now: datetime
) -> FeedbackRow:
    """Keep the word of whoever holds the link; of two at once one wins.

    relation:  one of RELATIONS; author_id: None for somebody without an account.
    Raises:    FeedbackRequestUnknown, FeedbackRequestInvalid, NoteTooLong, FeedbackOnOneself,
               NotObserved where she has left the session; the link then still serves.
    """
    row = request_of(db, code, now=now)
    if author_id == row.person_id:
        raise FeedbackOnOneself
    for member, given in {"relation": relation in RELATIONS, "note": bool(note.strip())}.items():
        if not given:
            raise FeedbackRequestInvalid(member=member)
    check_words(note, limit=MAX_NOTE_CHARACTERS)
    if not use_up_request(db, row.id, now=now):
        raise FeedbackRequestUnknown
    feedback = Feedback(
        row.session_id,
        row.person_id,
        row.version_id,
        relation,
        note.strip(),
        row.experience_id,
    )
    word = record_feedback(db, feedback, author_id=author_id, now=now)
    append_event(db, kind="feedback.answered", actor=ACTOR, subject=row.id, facts={}, now=now)
    return word


def withdraw_request(db: Session, request_id: str, *, by: str, now: datetime) -> None:
    """Let a link open nothing any more, for the person or whoever made it; twice is once.

    Raises: FeedbackRequestUnknown, also where it is somebody else's or was answered.
    """
    row = request_by_id(db, request_id)
    if row is None or by not in (row.person_id, row.asked_by) or row.used_at is not None:
        raise FeedbackRequestUnknown
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        db.flush()
        append_event(db, kind="feedback.withdrawn", actor=by, subject=row.id, facts={}, now=now)


def digest_of(code: str) -> str:
    """Return what is kept of a code: of 128 random bits a plain SHA-256 tells nothing."""
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
