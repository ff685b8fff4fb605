"""A paper grid typed in afterwards: what was changed on the page, and nothing else.

The session keeps its date, each mark the instant at which it was typed (domain F3 AC3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.issuer.recognition.observations import Mark, record_marks
from badger.issuer.recognition.queries import standing_marks
from badger.issuer.recognition.rules import Level
from badger.issuer.withdrawal import withdraw_observation


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCell:
    """One person and one criterion as typed; level None takes back what was typed before."""

    person_id: str
    criterion_id: str
    level: Level | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TypedGrid:
    """What came of a grid: marks that were added, criteria that are blank again."""

    added: int
    blanked: int


def type_grid(
    db: Session,
    session_id: str,
    cells: Sequence[TypedCell],
    *,
    observer_id: str,
    idempotency_key: str,
    now: datetime,
) -> TypedGrid:
    """Store the cells that an observer changed, all or none; sent twice, they count once.

    A lower level than before corrects what was typed: the best level would count otherwise.
    Raises: as record_marks and withdraw_observation.
    """
    blanked = 0
    for cell in cells:
        if _corrects(db, session_id, cell, observer_id=observer_id):
            taken_back = withdraw_observation(
                db,
                session_id,
                person_id=cell.person_id,
                criterion_id=cell.criterion_id,
                observer_id=observer_id,
                now=now,
            )
            blanked += 1 if taken_back and cell.level is None else 0
    marks = [
        Mark(session_id, cell.person_id, cell.criterion_id, cell.level, cell.note)
        for cell in cells
        if cell.level is not None
    ]
    stored = record_marks(
        db, marks, observer_id=observer_id, idempotency_key=idempotency_key, now=now
    )
    return TypedGrid(added=sum(row.entered_at == now for row in stored), blanked=blanked)


def _corrects(db: Session, session_id: str, cell: TypedCell, *, observer_id: str) -> bool:
    """Tell whether something stands that is more than what was typed now."""
    standing = standing_marks(
        db,
        session_id,
        person_id=cell.person_id,
        criterion_id=cell.criterion_id,
        observer_id=observer_id,
    )
    return any(cell.level is None or row.level > cell.level for row in standing)
