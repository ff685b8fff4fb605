"""An observer takes back her own wrong tap, as long as no badge rests on it."""

from collections.abc import Collection
from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import CriterionRow, SessionObserverRow
from badger.issuer.errors import IssuerError
from badger.issuer.proposal_queries import (
    credentials_of_proposals,
    locked_proposals,
    proposals_for,
)
from badger.issuer.recognition.observations import CriterionNotInSession, NotAnObserver
from badger.issuer.recognition.queries import standing_marks


class BadgeIssued(IssuerError):
    """A badge was issued on what was seen: it does not change any more."""

    code = "observation.badge_issued"


def withdraw_observation(
    db: Session,
    session_id: str,
    *,
    person_id: str,
    criterion_id: str,
    observer_id: str,
    now: datetime,
    sparing: Collection[str] = (),
) -> int:
    """Take back what the observer marked of one criterion; return how many marks.

    The rows stay, and count no more; taken back twice is once.
    sparing: ids of marks made after the one that is taken back, though they arrived before.
    Raises: NotAnObserver, CriterionNotInSession, BadgeIssued.
    """
    if db.get(SessionObserverRow, (session_id, observer_id)) is None:
        raise NotAnObserver(session=session_id)
    criterion = db.get(CriterionRow, criterion_id)
    if criterion is None:
        raise CriterionNotInSession(criterion=criterion_id)
    _refuse_issued(db, person_id, criterion.version_id)
    standing = standing_marks(
        db,
        session_id,
        person_id=person_id,
        criterion_id=criterion_id,
        observer_id=observer_id,
    )
    rows = [row for row in standing if row.id not in sparing]
    for row in rows:
        row.withdrawn_at = now
    db.flush()
    if rows:
        append_event(
            db,
            kind="observation.withdrawn",
            actor=observer_id,
            subject=rows[0].id,
            facts={"session": session_id, "criterion": criterion_id, "marks": len(rows)},
            now=now,
        )
    return len(rows)


def _refuse_issued(db: Session, person_id: str, version_id: str) -> None:
    """Raise BadgeIssued; the locks make whoever issues at the same time wait."""
    pair = (person_id, version_id)
    ids = [row.id for row in proposals_for(db, [pair]).get(pair, [])]
    locked = locked_proposals(db, ids)
    issued = any(row.state == "issued" for row in locked.values())
    if issued or credentials_of_proposals(db, ids):
        raise BadgeIssued(version=version_id)
