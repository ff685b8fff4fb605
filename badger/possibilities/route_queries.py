"""The SELECTs of the routes of the map: what badges are linked to, and moves between trades."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from badger.db.base import Session
from badger.db.rows import AchievementRow, AchievementVersionRow, SkillMoveRow, SkillRow


@dataclass(frozen=True, slots=True)
class Linked:
    """A skill or a trade that a badge names, by its address."""

    url: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Move:
    """From one trade people go to another, whose name and code a framework gives."""

    start: str
    end: Linked


def links_of_badges(db: Session) -> Mapping[str, tuple[Linked, ...]]:
    """Return what the newest published version of each first edition is linked to, by badge."""
    version = AchievementVersionRow
    newest = (
        select(version.achievement_id, func.max(version.number).label("top"))
        .where(version.state == "published")
        .group_by(version.achievement_id)
        .subquery()
    )
    rows = db.execute(
        select(AchievementRow.first_edition_id, version.alignments)
        .join(AchievementRow, AchievementRow.id == version.achievement_id)
        .join(
            newest,
            (newest.c.achievement_id == version.achievement_id) & (newest.c.top == version.number),
        )
        .where(AchievementRow.translates_id.is_(None))
    )
    return {
        badge: tuple(
            Linked(one["target_url"], one["target_name"], one["target_code"]) for one in alignments
        )
        for badge, alignments in rows
    }


def moves_from(db: Session, urls: Collection[str]) -> tuple[Move, ...]:
    """Return the moves from trades of these addresses, by name of where they lead."""
    if not urls:
        return ()
    rows = db.execute(
        select(SkillMoveRow.from_url, SkillRow.url, SkillRow.name, SkillRow.code)
        .join(
            SkillRow,
            (SkillRow.framework_id == SkillMoveRow.framework_id)
            & (SkillRow.url == SkillMoveRow.to_url),
        )
        .where(SkillMoveRow.from_url.in_(urls))
        .order_by(SkillRow.name, SkillRow.url, SkillMoveRow.from_url)
    )
    moves = (Move(start, Linked(url, name, code)) for start, url, name, code in rows)
    return tuple(dict.fromkeys(moves))
