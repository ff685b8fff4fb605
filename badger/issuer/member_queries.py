"""The SELECTs of the territory's own team, by name."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from badger.db.base import Session
from badger.db.rows import InvitationRow, PersonRow, RoleGrantRow, TrainingRow


def people_to_train(db: Session, role: str) -> Sequence[PersonRow]:
    """Return professionals who were not trained for a role, by name."""
    trained = select(TrainingRow.person_id).where(TrainingRow.role == role)
    professionals = select(RoleGrantRow.person_id)
    invited = select(InvitationRow.used_by).where(InvitationRow.used_by.is_not(None))
    asked = select(PersonRow).where(
        PersonRow.id.not_in(trained),
        or_(PersonRow.id.in_(professionals), PersonRow.id.in_(invited)),
    )
    return db.scalars(asked.order_by(PersonRow.display_name, PersonRow.id)).all()


def trained_people(db: Session, role: str) -> Sequence[tuple[PersonRow, TrainingRow]]:
    """Return who was trained for a role, and when, by name."""
    asked = (
        select(PersonRow, TrainingRow)
        .join(TrainingRow, TrainingRow.person_id == PersonRow.id)
        .where(TrainingRow.role == role)
        .order_by(PersonRow.display_name, PersonRow.id)
    )
    return [(person, training) for person, training in db.execute(asked)]
