"""Every SELECT about achievements, their versions and criteria, by name."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from badger.db.base import Session
from badger.db.rows import (
    AchievementAuthorRow,
    AchievementRow,
    AchievementVersionRow,
    CriterionRow,
    PartnerRow,
)

STATES = ("draft", "published")


def achievement_with_code(db: Session, code: str) -> AchievementRow | None:
    """Return an achievement by its code ("B03")."""
    return db.scalars(select(AchievementRow).where(AchievementRow.code == code)).first()


def achievement_by_id(db: Session, achievement_id: str) -> AchievementRow | None:
    """Return an achievement."""
    return db.get(AchievementRow, achievement_id)


def achievements(db: Session) -> Sequence[AchievementRow]:
    """Return all achievements, by code."""
    return db.scalars(select(AchievementRow).order_by(AchievementRow.code)).all()


def highest_version_number(db: Session, achievement_id: str) -> int:
    """Return the number of the newest version, 0 where there is none."""
    numbers = select(func.max(AchievementVersionRow.number)).where(
        AchievementVersionRow.achievement_id == achievement_id
    )
    return db.scalar(numbers) or 0


def newest_published_version(db: Session, achievement_id: str) -> AchievementVersionRow | None:
    """Return the newest version that is published."""
    return db.scalars(
        select(AchievementVersionRow)
        .where(
            AchievementVersionRow.achievement_id == achievement_id,
            AchievementVersionRow.state == "published",
        )
        .order_by(AchievementVersionRow.number.desc())
        .limit(1)
    ).first()


def previous_published_version(
    db: Session, version: AchievementVersionRow
) -> AchievementVersionRow | None:
    """Return the published version before this one, of the same achievement."""
    return db.scalars(
        select(AchievementVersionRow)
        .where(
            AchievementVersionRow.achievement_id == version.achievement_id,
            AchievementVersionRow.state == "published",
            AchievementVersionRow.number < version.number,
        )
        .order_by(AchievementVersionRow.number.desc())
        .limit(1)
    ).first()


def newest_versions_beside(
    db: Session, root_id: str, *, but: str, published: bool = False
) -> Sequence[AchievementVersionRow]:
    """Return the newest version of an achievement and of those that say it again, by language.

    but:       the achievement that is left out; published: drafts are.
    """
    rows = db.scalars(
        select(AchievementVersionRow)
        .join(AchievementRow, AchievementRow.id == AchievementVersionRow.achievement_id)
        .where(
            (AchievementRow.id == root_id) | (AchievementRow.translates_id == root_id),
            AchievementRow.id != but,
            AchievementVersionRow.state.in_(("published",) if published else STATES),
        )
        .order_by(AchievementVersionRow.number)
    )
    newest = {row.achievement_id: row for row in rows}
    return sorted(newest.values(), key=lambda row: (row.language, row.achievement_id))


def other_languages(db: Session, version: AchievementVersionRow) -> Sequence[AchievementVersionRow]:
    """Return the newest published version of the same badge in each other language."""
    achievement = db.get_one(AchievementRow, version.achievement_id)
    root_id = achievement.first_edition_id
    return newest_versions_beside(db, root_id, but=achievement.id, published=True)


def version_by_id(db: Session, version_id: str) -> AchievementVersionRow | None:
    """Return a version, draft or published."""
    return db.get(AchievementVersionRow, version_id)


def versions_by_ids(db: Session, version_ids: Iterable[str]) -> Sequence[AchievementVersionRow]:
    """Return versions, in no order."""
    return db.scalars(
        select(AchievementVersionRow).where(AchievementVersionRow.id.in_(set(version_ids)))
    ).all()


def issuers_of_versions(db: Session, version_ids: Iterable[str]) -> Sequence[str]:
    """Return the partners that issue badges of these versions."""
    return db.scalars(
        select(AchievementRow.issuer_id)
        .join(AchievementVersionRow, AchievementVersionRow.achievement_id == AchievementRow.id)
        .where(AchievementVersionRow.id.in_(set(version_ids)))
        .distinct()
    ).all()


def version_with_number(
    db: Session, achievement_id: str, *, number: int
) -> AchievementVersionRow | None:
    """Return a version by its achievement and number."""
    return db.scalars(
        select(AchievementVersionRow).where(
            AchievementVersionRow.achievement_id == achievement_id,
            AchievementVersionRow.number == number,
        )
    ).first()


def published_versions(db: Session) -> Sequence[tuple[AchievementVersionRow, AchievementRow]]:
    """Return the newest published version of each achievement, by code."""
    rows = db.execute(_newest_published(AchievementVersionRow, AchievementRow))
    return [(version, achievement) for version, achievement in rows]


def published_rules(db: Session) -> Sequence[tuple[str, str | None, dict[str, Any]]]:
    """Return of the same the achievement, what it translates, and the rule: no pictures are read.

    Any: JSON, read by `AwardRule.from_json`.
    """
    asked = _newest_published(
        AchievementRow.id, AchievementRow.translates_id, AchievementVersionRow.rule
    )
    return [(found_id, translates_id, rule) for found_id, translates_id, rule in db.execute(asked)]


def _newest_published(*what: Any) -> Select[Any]:
    # Any: rows or columns, as `select` takes them.
    newest = (
        select(
            AchievementVersionRow.achievement_id,
            func.max(AchievementVersionRow.number).label("number"),
        )
        .where(AchievementVersionRow.state == "published")
        .group_by(AchievementVersionRow.achievement_id)
        .subquery()
    )
    return (
        select(*what)
        .select_from(AchievementVersionRow)
        .join(AchievementRow, AchievementRow.id == AchievementVersionRow.achievement_id)
        .join(
            newest,
            (newest.c.achievement_id == AchievementVersionRow.achievement_id)
            & (newest.c.number == AchievementVersionRow.number),
        )
        .order_by(AchievementRow.code)
    )


def criteria_of(db: Session, version_id: str) -> Sequence[CriterionRow]:
    """Return the criteria of a version, in order."""
    return db.scalars(
        select(CriterionRow)
        .where(CriterionRow.version_id == version_id)
        .order_by(CriterionRow.position)
    ).all()


def published_criteria(db: Session, criterion_ids: Iterable[str]) -> Sequence[CriterionRow]:
    """Return those of the criteria that belong to a published version."""
    return db.scalars(
        select(CriterionRow)
        .join(AchievementVersionRow, AchievementVersionRow.id == CriterionRow.version_id)
        .where(CriterionRow.id.in_(set(criterion_ids)), AchievementVersionRow.state == "published")
    ).all()


def authors_of(db: Session, version_id: str) -> Sequence[PartnerRow]:
    """Return the partners that wrote a version: the issuer first, then the co-authors."""
    return db.scalars(
        select(PartnerRow)
        .join(AchievementAuthorRow, AchievementAuthorRow.partner_id == PartnerRow.id)
        .where(AchievementAuthorRow.version_id == version_id)
        .order_by(AchievementAuthorRow.position)
    ).all()
