"""Doors that partners declare and confirm."""

from dataclasses import dataclass
from datetime import date, datetime

from badger.db.base import Session
from badger.db.rows import DoorRow

GOALS = ("emploi", "qualification", "creation", "experience")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorDraft:
    """A possibility to declare.

    ways: each a tuple of achievement ids needed together (at most 3); any way will do, none
          at all leaves the door open to everybody.
    """

    code: str
    partner_id: str
    title: str
    goal: str
    place: str
    contact: str
    confirmed_on: date
    ways: tuple[tuple[str, ...], ...] = ()
    next_on: date | None = None
    places: int | None = None


def declare_door(db: Session, draft: DoorDraft, *, actor: str, now: datetime) -> DoorRow:
    """Store a door. Raises: DoorInvalid."""
    raise NotImplementedError


def confirm_door(db: Session, door_id: str, *, actor: str, now: datetime) -> DoorRow:
    """Record that the owner confirms the door today. Raises: DoorUnknown."""
    raise NotImplementedError
