"""What partners look for, renewed every fifteen days; a need becomes a door in one click (S2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import DoorRow, NeedBadgeRow, NeedRow
from badger.errors import BadgerError
from badger.here import here_on
from badger.possibilities.doors import DoorDraft, declare_door
from badger.possibilities.need_queries import badges_of_need, locked_need
from badger.possibilities.queries import achievements_among

MAX_BADGES: Final = 3
MOST_PEOPLE: Final = 99
# Partners are invited to say it again after so long; a need lapses after STANDS_FOR.
RENEWED_EVERY: Final = timedelta(days=15)


class NeedInvalid(BadgerError):
    """A need lacks something, or names more badges than one person can bring."""

    code = "need.invalid"


class NeedUnknown(BadgerError):
    """There is no such need."""

    code = "need.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDraft:
    """What a partner looks for.

    people:          how many; achievement_ids: one to three badges that it looks for together.
    commune, contact: where, and who answers; both go to the door when it becomes one.
    """

    partner_id: str
    words: str
    people: int
    commune: str
    contact: str
    achievement_ids: tuple[str, ...]


def state_need(db: Session, draft: NeedDraft, *, actor: str, now: datetime) -> NeedRow:
    """Store a need. Raises: NeedInvalid (the fact `member` names what is missing)."""
    _check(db, draft)
    need = NeedRow(
        partner_id=draft.partner_id,
        words=draft.words.strip(),
        people=draft.people,
        commune=draft.commune.strip(),
        contact=draft.contact.strip(),
        stated_on=here_on(now),
        created_at=now,
    )
    db.add(need)
    db.flush()
    db.add_all(NeedBadgeRow(need_id=need.id, achievement_id=one) for one in draft.achievement_ids)
    db.flush()
    append_event(db, kind="need.stated", actor=actor, subject=need.id, facts={}, now=now)
    return need


def renew_need(db: Session, need_id: str, *, now: datetime) -> None:
    """Say that a need still stands today. Raises: NeedUnknown."""
    need = _need(db, need_id)
    need.stated_on, need.withdrawn_at = here_on(now), None
    db.flush()


def withdraw_need(db: Session, need_id: str, *, now: datetime) -> None:
    """Look for it no more. Raises: NeedUnknown."""
    _need(db, need_id).withdrawn_at = now
    db.flush()


def open_door_for(db: Session, need_id: str, *, actor: str, now: datetime) -> DoorRow:
    """Make a need a door of the map: its badges are the keys. The same need makes one door only.

    Raises: NeedUnknown.
    """
    need = _need(db, need_id)
    if need.door_id is not None:
        return db.get_one(DoorRow, need.door_id)
    draft = DoorDraft(
        code=new_id()[:8].upper(),
        partner_id=need.partner_id,
        title=need.words,
        goal="emploi",
        place=need.commune,
        contact=need.contact,
        confirmed_on=here_on(now),
        ways=(tuple(badges_of_need(db, need_id)),),
        places=need.people,
    )
    door = declare_door(db, draft, actor=actor, now=now)
    need.door_id = door.id
    db.flush()
    return door


def _need(db: Session, need_id: str) -> NeedRow:
    need = locked_need(db, need_id)
    if need is None:
        raise NeedUnknown(need=need_id)
    return need


def _check(db: Session, draft: NeedDraft) -> None:
    badges = set(draft.achievement_ids)
    complete = {
        "words": bool(draft.words.strip()),
        "people": 1 <= draft.people <= MOST_PEOPLE,
        "commune": bool(draft.commune.strip()),
        "contact": bool(draft.contact.strip()),
        "badges": 1 <= len(badges) == len(draft.achievement_ids) <= MAX_BADGES
        and achievements_among(db, badges) == badges,
    }
    for member, given in complete.items():
        if not given:
            raise NeedInvalid(member=member)
