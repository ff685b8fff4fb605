"""Every SELECT about doors, by name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from badger.db.base import Session
from badger.db.rows import AchievementRow, DoorKeyRow, DoorRow
from badger.possibilities.reach import Door

# A door that nobody confirmed for so long leaves the public map (domain F10 AC6).
CONFIRMED_FOR = timedelta(days=90)


def door_with_code(db: Session, code: str) -> DoorRow | None:
    """Return a door by its code ("D9")."""
    return db.scalars(select(DoorRow).where(DoorRow.code == code)).first()


def achievements_among(db: Session, achievement_ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are achievements."""
    asked = select(AchievementRow.id).where(AchievementRow.id.in_(set(achievement_ids)))
    return set(db.scalars(asked))


def public_doors(db: Session, today: date) -> Sequence[DoorRow]:
    """Return the doors of the public map, by code."""
    return db.scalars(
        select(DoorRow).where(DoorRow.confirmed_on >= today - CONFIRMED_FOR).order_by(DoorRow.code)
    ).all()


def doors_with_keys(db: Session, doors: Sequence[DoorRow]) -> list[Door]:
    """Return doors with the achievement ids of their ways, as `reach` needs them."""
    ways: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = db.scalars(select(DoorKeyRow).where(DoorKeyRow.door_id.in_({row.id for row in doors})))
    for row in rows:
        ways[row.door_id][row.way].add(row.achievement_id)
    return [
        Door(row.code, row.goal, tuple(frozenset(way) for _, way in sorted(ways[row.id].items())))
        for row in doors
    ]


def badges_without_door(db: Session) -> Sequence[AchievementRow]:
    """Return the achievements that open nothing yet (domain F1 AC5).

    What opens a door in one language opens it in all.
    """
    keys = (
        select(func.coalesce(AchievementRow.translates_id, AchievementRow.id))
        .join(DoorKeyRow, DoorKeyRow.achievement_id == AchievementRow.id)
        .distinct()
    )
    return db.scalars(
        select(AchievementRow)
        .where(func.coalesce(AchievementRow.translates_id, AchievementRow.id).not_in(keys))
        .order_by(AchievementRow.code)
    ).all()
