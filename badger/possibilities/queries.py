"""Every SELECT about doors, by name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from badger.db.base import Session
from badger.db.rows import (
    AchievementRow,
    AchievementVersionRow,
    DoorKeyRow,
    DoorRow,
    EmailRow,
    PartnerRow,
    RoleGrantRow,
)
from badger.possibilities.reach import Door

# A door that nobody confirmed for so long leaves the public map (domain F10 AC6).
CONFIRMED_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A door as the public map shows it, with the name of whoever offers it."""

    id: str
    code: str
    goal: str
    title: str
    place: str
    contact: str
    step: str
    next_on: date | None
    places: int | None
    partner: str


def door_with_code(db: Session, code: str) -> DoorRow | None:
    """Return a door by its code ("D9")."""
    return db.scalars(select(DoorRow).where(DoorRow.code == code)).first()


def door_by_id(db: Session, door_id: str) -> DoorRow | None:
    """Return a door."""
    return db.get(DoorRow, door_id)


def achievements_among(db: Session, achievement_ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are achievements which were published."""
    asked = select(AchievementVersionRow.achievement_id).where(
        AchievementVersionRow.achievement_id.in_(set(achievement_ids)),
        AchievementVersionRow.state == "published",
    )
    return set(db.scalars(asked))


def on_public_map(today: date) -> tuple[ColumnElement[bool], ...]:
    """Tell which doors the public map shows: those that still stand and that somebody confirmed."""
    return DoorRow.confirmed_on >= today - CONFIRMED_FOR, DoorRow.withdrawn_at.is_(None)


def public_doors(db: Session, today: date) -> Sequence[DoorRow]:
    """Return the doors of the public map, by code."""
    return db.scalars(select(DoorRow).where(*on_public_map(today)).order_by(DoorRow.code)).all()


def offers_by_code(db: Session, today: date) -> Mapping[str, Offer]:
    """Return the doors of the public map, in the order of their codes."""
    door = DoorRow
    rows = db.execute(
        select(
            door.id,
            door.code,
            door.goal,
            door.title,
            door.place,
            door.contact,
            door.step,
            door.next_on,
            door.places,
            PartnerRow.name.label("partner"),
        )
        .join(PartnerRow, PartnerRow.id == door.partner_id)
        .where(*on_public_map(today))
        .order_by(door.code)
    )
    return {row.code: Offer(**row._mapping) for row in rows}


def doors_with_keys(db: Session, doors: Sequence[DoorRow | Offer]) -> list[Door]:
    """Return doors with the achievement ids of their ways, as `reach` needs them.

    What opens a door in one language opens it in all: a key is the first edition of a badge.
    """
    ways: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = db.execute(
        select(DoorKeyRow.door_id, DoorKeyRow.way, AchievementRow.first_edition_id.label("key"))
        .join(AchievementRow, AchievementRow.id == DoorKeyRow.achievement_id)
        .where(DoorKeyRow.door_id.in_({row.id for row in doors}))
    )
    for row in rows:
        ways[row.door_id][row.way].add(row.key)
    return [
        Door(row.code, row.goal, tuple(frozenset(way) for _, way in sorted(ways[row.id].items())))
        for row in doors
    ]


def badges_without_door(db: Session) -> Sequence[AchievementRow]:
    """Return the achievements that open nothing yet (domain F1 AC5).

    What opens a door in one language opens it in all.
    """
    keys = (
        select(AchievementRow.first_edition_id)
        .join(DoorKeyRow, DoorKeyRow.achievement_id == AchievementRow.id)
        .distinct()
    )
    return db.scalars(
        select(AchievementRow)
        .where(AchievementRow.first_edition_id.not_in(keys))
        .order_by(AchievementRow.code)
    ).all()


def key_rows_of(db: Session, door_id: str) -> Sequence[DoorKeyRow]:
    """Return what a door asks for, way by way."""
    return db.scalars(
        select(DoorKeyRow)
        .where(DoorKeyRow.door_id == door_id)
        .order_by(DoorKeyRow.way, DoorKeyRow.achievement_id)
    ).all()


def doors_of(db: Session, partner_ids: Collection[str] | None) -> Sequence[DoorRow]:
    """Return the doors of partners, those on offer first, by title. None: of the territory."""
    asked = select(DoorRow).order_by(DoorRow.withdrawn_at.is_not(None), DoorRow.title, DoorRow.id)
    return db.scalars(
        asked if partner_ids is None else asked.where(DoorRow.partner_id.in_(partner_ids))
    ).all()


def doors_to_ask_about(db: Session, today: date) -> Sequence[DoorRow]:
    """Return the doors that nobody confirmed for so long, and about which nobody was asked."""
    return db.scalars(
        select(DoorRow)
        .where(
            DoorRow.confirmed_on < today - CONFIRMED_FOR,
            DoorRow.withdrawn_at.is_(None),
            DoorRow.asked_on.is_(None),
        )
        .order_by(DoorRow.partner_id, DoorRow.code)
        .with_for_update()
    ).all()


def owners_addresses(db: Session, partner_id: str) -> Sequence[str]:
    """Return the verified addresses of those who keep a partner's doors."""
    keepers = select(RoleGrantRow.person_id).where(
        RoleGrantRow.partner_id == partner_id, RoleGrantRow.role.in_(("pedagogue", "issuer"))
    )
    return db.scalars(
        select(EmailRow.email)
        .where(EmailRow.person_id.in_(keepers), EmailRow.verified_at.is_not(None))
        .order_by(EmailRow.email)
    ).all()
