"""Doors that partners declare and confirm."""

from dataclasses import dataclass
from datetime import date, datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import DoorKeyRow, DoorRow
from badger.errors import BadgerError
from badger.possibilities.queries import achievements_among, door_with_code

GOALS = ("emploi", "qualification", "creation", "experience")
MAX_KEYS = 3


class DoorInvalid(BadgerError):
    """A door lacks something, or asks for more badges than a person can bring."""

    code = "door.invalid"


class DoorUnknown(BadgerError):
    """There is no such door."""

    code = "door.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorDraft:
    """A possibility to declare.

    ways: each a tuple of achievement ids needed together (at most 3); any way will do, none
          at all leaves the door open to everybody.
    step: something to do that leads there, where no session says enough.
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
    step: str = ""


def declare_door(db: Session, draft: DoorDraft, *, actor: str, now: datetime) -> DoorRow:
    """Store a door. Raises: DoorInvalid (the fact `member` names what is missing)."""
    _check_draft(db, draft)
    door = DoorRow(
        code=draft.code,
        partner_id=draft.partner_id,
        title=draft.title.strip(),
        goal=draft.goal,
        place=draft.place.strip(),
        contact=draft.contact.strip(),
        next_on=draft.next_on,
        places=draft.places,
        step=draft.step.strip(),
        confirmed_on=draft.confirmed_on,
        created_at=now,
    )
    db.add(door)
    db.flush()
    db.add_all(
        DoorKeyRow(door_id=door.id, way=number, achievement_id=achievement_id)
        for number, way in enumerate(_real_ways(draft), start=1)
        for achievement_id in way
    )
    db.flush()
    append_event(db, kind="door.declared", actor=actor, subject=door.id, facts={}, now=now)
    return door


def confirm_door(db: Session, door_id: str, *, actor: str, now: datetime) -> DoorRow:
    """Record that the owner confirms the door today. Raises: DoorUnknown."""
    door = db.get(DoorRow, door_id)
    if door is None:
        raise DoorUnknown(door=door_id)
    door.confirmed_on = now.date()
    db.flush()
    append_event(db, kind="door.confirmed", actor=actor, subject=door_id, facts={}, now=now)
    return door


def _real_ways(draft: DoorDraft) -> tuple[tuple[str, ...], ...]:
    """Leave out every way where one asks for nothing: the door is open to all."""
    return draft.ways if all(draft.ways) else ()


def _check_draft(db: Session, draft: DoorDraft) -> None:
    keys = {key for way in draft.ways for key in way}
    complete = {
        "code": bool(draft.code) and door_with_code(db, draft.code) is None,
        "title": bool(draft.title.strip()),
        "goal": draft.goal in GOALS,
        "place": bool(draft.place.strip()),
        "contact": bool(draft.contact.strip()),
        "keys": all(len(set(way)) == len(way) <= MAX_KEYS for way in draft.ways),
        "badges": achievements_among(db, keys) == keys,
    }
    for member, given in complete.items():
        if not given:
            raise DoorInvalid(member=member)
