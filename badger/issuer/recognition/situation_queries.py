"""Every SELECT about situations kept as models, by name."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CriterionRow,
    SituationCriterionRow,
    SituationRow,
)


def situation_by_id(db: Session, situation_id: str) -> SituationRow | None:
    """Return a situation, retired or not."""
    return db.get(SituationRow, situation_id)


def situations_of_partners(db: Session, partner_ids: Iterable[str]) -> Sequence[SituationRow]:
    """Return the situations that partners keep and have not retired, by name."""
    return db.scalars(
        select(SituationRow)
        .where(SituationRow.partner_id.in_(set(partner_ids)), SituationRow.retired_at.is_(None))
        .order_by(SituationRow.name, SituationRow.id)
    ).all()


def criteria_rows(db: Session, situation_id: str) -> Sequence[SituationCriterionRow]:
    """Return which criteria a situation has, in order."""
    return db.scalars(
        select(SituationCriterionRow)
        .where(SituationCriterionRow.situation_id == situation_id)
        .order_by(SituationCriterionRow.position)
    ).all()


def wording_of_criteria(db: Session, criterion_ids: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return (achievement, sentence) of criteria by their id: the same in every version."""
    rows = db.execute(
        select(CriterionRow.id, AchievementVersionRow.achievement_id, CriterionRow.sentence)
        .join(AchievementVersionRow, AchievementVersionRow.id == CriterionRow.version_id)
        .where(CriterionRow.id.in_(set(criterion_ids)))
    )
    return {criterion: (achievement, sentence) for criterion, achievement, sentence in rows}
