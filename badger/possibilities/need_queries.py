"""Every SELECT about what partners look for, by name."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select, true

from badger.db.base import Session
from badger.db.rows import AchievementRow, NeedBadgeRow, NeedRow
from badger.possibilities.map_queries import keys_by_id

# A need that nobody said again for so long has lapsed (domain S2).
STANDS_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LookedFor:
    """How many people with a badge are looked for in a commune, by all partners together."""

    commune: str
    badge: str
    people: int


def need_by_id(db: Session, need_id: str) -> NeedRow | None:
    """Return a need."""
    return db.get(NeedRow, need_id)


def locked_need(db: Session, need_id: str) -> NeedRow | None:
    """Return a need as it is now; others wait who would change it."""
    return db.get(NeedRow, need_id, with_for_update=True, populate_existing=True)


def badges_of_need(db: Session, need_id: str) -> Sequence[str]:
    """Return the achievement ids of a need."""
    return db.scalars(
        select(NeedBadgeRow.achievement_id)
        .where(NeedBadgeRow.need_id == need_id)
        .order_by(NeedBadgeRow.achievement_id)
    ).all()


def needs_of(db: Session, partner_ids: Collection[str] | None) -> Sequence[NeedRow]:
    """Return the needs of partners (None: of all) that were not withdrawn, said last first."""
    whose = true() if partner_ids is None else NeedRow.partner_id.in_(partner_ids)
    return db.scalars(
        select(NeedRow)
        .where(whose, NeedRow.withdrawn_at.is_(None))
        .order_by(NeedRow.stated_on.desc(), NeedRow.created_at.desc(), NeedRow.id)
    ).all()


def badge_names_of(db: Session, need_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the badges of needs, by need."""
    rows = db.execute(
        select(NeedBadgeRow.need_id, AchievementRow.first_edition_id.label("key"))
        .join(AchievementRow, AchievementRow.id == NeedBadgeRow.achievement_id)
        .where(NeedBadgeRow.need_id.in_(need_ids))
    ).all()
    keys = keys_by_id(db, {row.key for row in rows})
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.key in keys:
            found[row.need_id].append(keys[row.key].name)
    return {need: tuple(sorted(names)) for need, names in found.items()}


def looked_for(db: Session, today: date) -> Sequence[LookedFor]:
    """Return what is looked for, by commune and badge: who looks for it is left out."""
    rows = db.execute(
        select(
            NeedRow.commune,
            AchievementRow.first_edition_id.label("key"),
            func.sum(NeedRow.people).label("sum"),
        )
        .join(NeedBadgeRow, NeedBadgeRow.need_id == NeedRow.id)
        .join(AchievementRow, AchievementRow.id == NeedBadgeRow.achievement_id)
        .where(NeedRow.stated_on >= today - STANDS_FOR, NeedRow.withdrawn_at.is_(None))
        .group_by(NeedRow.commune, AchievementRow.first_edition_id)
    ).all()
    keys = keys_by_id(db, {row.key for row in rows})
    found = [
        LookedFor(row.commune, keys[row.key].name, int(row.sum)) for row in rows if row.key in keys
    ]
    return sorted(found, key=lambda one: (one.commune, one.badge))
