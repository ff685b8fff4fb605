"""Doors that partners declare, change, confirm and withdraw."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import DoorKeyRow, DoorRow
from badger.errors import BadgerError
from badger.here import here_on
from badger.possibilities.queries import (
    achievements_among,
    door_by_id,
    door_with_code,
    key_rows_of,
)

GOALS: Final = ("emploi", "qualification", "creation", "experience")
# Above the first, few people open a door: its owner is asked whether it is meant.
ADVISED_KEYS: Final = 3
MOST_KEYS: Final = 6
MAX_PLACES: Final = 999


class DoorInvalid(BadgerError):
    """A door lacks something, or asks for more badges than a person can bring."""

    code = "door.invalid"


class ManyKeys(BadgerError):
    """A way asks for more badges than most people bring; its owner may mean it all the same."""

    code = "door.many_keys"


class DoorUnknown(BadgerError):
    """There is no such door."""

    code = "door.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorDraft:
    """A possibility to declare.

    ways: each a tuple of achievement ids needed together (at most MOST_KEYS); any way will do,
          none at all leaves the door open to everybody.
    many_keys_meant: True where the owner read the warning about more than ADVISED_KEYS.
    next_on: not before confirmed_on, the day on which this is said.
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
    many_keys_meant: bool = False


def declare_door(db: Session, draft: DoorDraft, *, actor: str, now: datetime) -> DoorRow:
    """Store a door.

    Raises: DoorInvalid (the fact `member` names what is missing), ManyKeys (domain F10 AC1).
    """
    _check_draft(db, draft, taken=door_with_code(db, draft.code) is not None)
    door = DoorRow(code=draft.code, created_at=now)
    _write(db, door, draft)
    append_event(db, kind="door.declared", actor=actor, subject=door.id, facts={}, now=now)
    return door


def change_door(
    db: Session, door_id: str, draft: DoorDraft, *, actor: str, now: datetime
) -> DoorRow:
    """Say a door anew, which confirms it; one withdrawn is offered again. Its code stays.

    Raises: DoorUnknown, DoorInvalid, ManyKeys.
    """
    door = _door(db, door_id)
    _check_draft(db, draft, taken=False)
    for row in key_rows_of(db, door_id):
        db.delete(row)
    db.flush()
    _write(db, door, draft)
    append_event(db, kind="door.changed", actor=actor, subject=door_id, facts={}, now=now)
    return door


def confirm_door(db: Session, door_id: str, *, actor: str, now: datetime) -> DoorRow:
    """Record that the owner confirms the door today; one withdrawn is offered again.

    Raises: DoorUnknown.
    """
    door = _door(db, door_id)
    door.confirmed_on, door.asked_on, door.withdrawn_at = here_on(now), None, None
    db.flush()
    append_event(db, kind="door.confirmed", actor=actor, subject=door_id, facts={}, now=now)
    return door


def withdraw_door(db: Session, door_id: str, *, actor: str, now: datetime) -> DoorRow:
    """Offer a door no more, until it is confirmed again. Raises: DoorUnknown."""
    door = _door(db, door_id)
    door.withdrawn_at = now
    db.flush()
    append_event(db, kind="door.withdrawn", actor=actor, subject=door_id, facts={}, now=now)
    return door


def _door(db: Session, door_id: str) -> DoorRow:
    door = door_by_id(db, door_id)
    if door is None:
        raise DoorUnknown(door=door_id)
    return door


def _write(db: Session, door: DoorRow, draft: DoorDraft) -> None:
    door.partner_id, door.title, door.goal = draft.partner_id, draft.title.strip(), draft.goal
    door.place, door.contact = draft.place.strip(), draft.contact.strip()
    door.next_on, door.places, door.step = draft.next_on, draft.places, draft.step.strip()
    door.confirmed_on, door.asked_on, door.withdrawn_at = draft.confirmed_on, None, None
    db.add(door)
    db.flush()
    db.add_all(
        DoorKeyRow(door_id=door.id, way=number, achievement_id=achievement_id)
        for number, way in enumerate(_real_ways(draft), start=1)
        for achievement_id in way
    )
    db.flush()


def _real_ways(draft: DoorDraft) -> tuple[tuple[str, ...], ...]:
    """Leave out every way where one asks for nothing: the door is open to all."""
    return draft.ways if all(draft.ways) else ()


def _check_draft(db: Session, draft: DoorDraft, *, taken: bool) -> None:
    keys = {key for way in draft.ways for key in way}
    complete = {
        "code": bool(draft.code) and not taken,
        "title": bool(draft.title.strip()),
        "goal": draft.goal in GOALS,
        "place": bool(draft.place.strip()),
        "contact": bool(draft.contact.strip()),
        "places": draft.places is None or 0 <= draft.places <= MAX_PLACES,
        "keys": all(len(set(way)) == len(way) <= MOST_KEYS for way in draft.ways),
        "badges": achievements_among(db, keys) == keys,
    }
    if draft.next_on is not None and draft.next_on < draft.confirmed_on:
        raise DoorInvalid("door.day_past", member="next_on")
    for member, given in complete.items():
        if not given and member == "keys":
            raise DoorInvalid("door.too_many_keys", member=member, limit=MOST_KEYS)
        if not given:
            raise DoorInvalid(member=member)
    if not draft.many_keys_meant and any(len(way) > ADVISED_KEYS for way in draft.ways):
        raise ManyKeys(advised=ADVISED_KEYS)
