"""Every SELECT about achievements, their versions and criteria, by name."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from badger.db.base import Session
from badger.db.rows import (
    AchievementAuthorRow,
    AchievementRow,
    AchievementVersionRow,
    CriterionRow,
    PartnerRow,
)


def achievement_with_code(db: Session, code: str) -> AchievementRow | None:
    """Return an achievement by its code ("B03")."""
    return db.scalars(select(AchievementRow).where(AchievementRow.code == code)).first()


def achievement_by_id(db: Session, achievement_id: str) -> AchievementRow | None:
    """Return an achievement."""
    return db.get(AchievementRow, achievement_id)


def achievements(db: Session) -> Sequence[AchievementRow]:
    """Return all achievements, by code."""
    return db.scalars(select(AchievementRow).order_by(AchievementRow.code)).all()


def versions_of(db: Session, achievement_id: str) -> Sequence[AchievementVersionRow]:
    """Return the versions of an achievement, oldest first, drafts included."""
    return db.scalars(
        select(AchievementVersionRow)
        .where(AchievementVersionRow.achievement_id == achievement_id)
        .order_by(AchievementVersionRow.number)
    ).all()


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
    newest = (
        select(
            AchievementVersionRow.achievement_id,
            func.max(AchievementVersionRow.number).label("number"),
        )
        .where(AchievementVersionRow.state == "published")
        .group_by(AchievementVersionRow.achievement_id)
        .subquery()
    )
    rows = db.execute(
        select(AchievementVersionRow, AchievementRow)
        .join(AchievementRow, AchievementRow.id == AchievementVersionRow.achievement_id)
        .join(
            newest,
            (newest.c.achievement_id == AchievementVersionRow.achievement_id)
            & (newest.c.number == AchievementVersionRow.number),
        )
        .order_by(AchievementRow.code)
    )
    return [(version, achievement) for version, achievement in rows]


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
