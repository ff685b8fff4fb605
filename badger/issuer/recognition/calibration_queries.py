"""The SELECTs for the agreement of observers, over the sessions that several observed."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from badger.db.base import Session
from badger.db.rows import ObservationRow, ObservationSessionRow
from badger.issuer.recognition.calibration import PlacedMark
from badger.issuer.recognition.rules import Level

AT_MOST = 100


def double_sessions(
    db: Session, partner_ids: Sequence[str] | None
) -> Sequence[ObservationSessionRow]:
    """Return the sessions in which two observers or more marked something, newest first.

    partner_ids: the hosts, None for the whole territory; a hundred sessions at most.
    """
    double = (
        select(ObservationRow.session_id)
        .where(ObservationRow.withdrawn_at.is_(None))
        .group_by(ObservationRow.session_id)
        .having(func.count(ObservationRow.observer_id.distinct()) > 1)
    )
    asked = select(ObservationSessionRow).where(ObservationSessionRow.id.in_(double))
    if partner_ids is not None:
        asked = asked.where(ObservationSessionRow.partner_id.in_(partner_ids))
    newest = asked.order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    return db.scalars(newest.limit(AT_MOST)).all()


def marks_beside(db: Session, observer_ids: Collection[str]) -> list[PlacedMark]:
    """Return all standing marks of the sessions in which one of the observers marked something."""
    own = select(ObservationRow.session_id).where(
        ObservationRow.observer_id.in_(observer_ids), ObservationRow.withdrawn_at.is_(None)
    )
    rows = db.scalars(
        select(ObservationRow).where(
            ObservationRow.session_id.in_(own), ObservationRow.withdrawn_at.is_(None)
        )
    )
    return [
        PlacedMark(
            session_id=row.session_id,
            person_id=row.person_id,
            criterion_id=row.criterion_id,
            observer_id=row.observer_id,
            level=Level(row.level),
        )
        for row in rows
    ]
