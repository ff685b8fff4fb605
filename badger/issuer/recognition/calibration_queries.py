"""The SELECT for an observer's agreement with others, over the sessions of several observers."""

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import ObservationRow
from badger.issuer.recognition.calibration import PlacedMark
from badger.issuer.recognition.rules import Level


def marks_beside(db: Session, observer_id: str) -> list[PlacedMark]:
    """Return all standing marks of the sessions in which an observer marked something."""
    own = select(ObservationRow.session_id).where(
        ObservationRow.observer_id == observer_id, ObservationRow.withdrawn_at.is_(None)
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
