"""Trainings: who observes has learnt to look, and a record says so (domain S4)."""

from datetime import date, datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import TrainingRow
from badger.db.writing import inserted_keys
from badger.here import here_on
from badger.issuer.errors import IssuerError
from badger.issuer.people_queries import person_by_id, training_of
from badger.issuer.recognition.days import is_plausible

# Roles that nobody is given without a training.
TRAINED_ROLES = ("observer",)


class TrainingInvalid(IssuerError):
    """A training is of somebody, for a role that asks for one, on a day that has been."""

    code = "training.invalid"


class TrainingMissing(IssuerError):
    """A role asks for a training that nobody has recorded yet."""

    code = "training.missing"


def record_training(
    db: Session, *, person_id: str, role: str, trained_on: date, actor: str, now: datetime
) -> TrainingRow:
    """Record that a person was trained for a role; twice is once, and the first day stays.

    Raises: TrainingInvalid.
    """
    if role not in TRAINED_ROLES or person_by_id(db, person_id) is None:
        raise TrainingInvalid(member="person")
    if not is_plausible(trained_on) or trained_on > here_on(now):
        raise TrainingInvalid(member="trained_on")
    values = {
        "person_id": person_id,
        "role": role,
        "trained_on": trained_on,
        "recorded_by": actor,
        "recorded_at": now,
    }
    if inserted_keys(db, TrainingRow, [values]):
        append_event(
            db,
            kind="person.trained",
            actor=actor,
            subject=person_id,
            facts={"role": role},
            now=now,
        )
    row = training_of(db, person_id, role=role)
    if row is None:
        raise TrainingInvalid(member="person")
    return row


def require_training(db: Session, person_id: str, *, role: str) -> None:
    """Refuse a role to whoever was not trained for it. Raises: TrainingMissing."""
    if role in TRAINED_ROLES and training_of(db, person_id, role=role) is None:
        raise TrainingMissing(role=role)
