"""The SELECTs of journeys and their steps, by name."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import JourneyRow, JourneyStepRow


def journey_row(db: Session, person_id: str, *, to_change: bool = False) -> JourneyRow | None:
    """Return where a person is heading; to_change: others wait who would change it."""
    return db.get(JourneyRow, person_id, with_for_update=to_change or None)


def journeys_of(db: Session, person_ids: Collection[str]) -> dict[str, JourneyRow]:
    """Return journeys by person."""
    rows = db.scalars(select(JourneyRow).where(JourneyRow.person_id.in_(set(person_ids))))
    return {row.person_id: row for row in rows}


def steps_of(db: Session, person_ids: Collection[str]) -> Sequence[JourneyStepRow]:
    """Return the steps of people, oldest first."""
    asked = select(JourneyStepRow).where(JourneyStepRow.person_id.in_(set(person_ids)))
    return db.scalars(asked.order_by(JourneyStepRow.added_at, JourneyStepRow.id)).all()


def step_by_id(db: Session, step_id: str) -> JourneyStepRow | None:
    """Return a step."""
    return db.get(JourneyStepRow, step_id)
