"""Every SELECT about frameworks and their skills, and the one DELETE, by name."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, or_, select

from badger.db.base import Session
from badger.db.rows import FrameworkRow, SkillMoveRow, SkillRow

ESCAPE = "\\"


def framework_named(db: Session, name: str, *, partner_id: str | None) -> FrameworkRow | None:
    """Return a framework of the territory (partner_id None) or of a partner by its name."""
    return db.scalars(
        select(FrameworkRow).where(FrameworkRow.name == name, FrameworkRow.partner_id == partner_id)
    ).first()


def frameworks_with_sizes(db: Session) -> Sequence[tuple[FrameworkRow, int]]:
    """Return all frameworks with how many skills each has, by name."""
    asked = (
        select(FrameworkRow, func.count(SkillRow.id))
        .outerjoin(SkillRow, SkillRow.framework_id == FrameworkRow.id)
        .group_by(FrameworkRow.id)
        .order_by(FrameworkRow.name, FrameworkRow.id)
    )
    return [(framework, count) for framework, count in db.execute(asked)]


def skills_like(
    db: Session, words: Sequence[str], *, partner_ids: Collection[str], limit: int
) -> Sequence[tuple[SkillRow, FrameworkRow]]:
    """Return skills that hold every word, shortest name first.

    words:       plain small letters, as `searched` gives them.
    partner_ids: whose own frameworks are looked at beside those of the territory.
    """
    asked = (
        select(SkillRow, FrameworkRow)
        .join(FrameworkRow, FrameworkRow.id == SkillRow.framework_id)
        .where(
            or_(FrameworkRow.partner_id.is_(None), FrameworkRow.partner_id.in_(partner_ids)),
            *(SkillRow.searched.like(f"%{_literally(word)}%", escape=ESCAPE) for word in words),
        )
        .order_by(func.length(SkillRow.name), SkillRow.name, SkillRow.id)
        .limit(limit)
    )
    return [(skill, framework) for skill, framework in db.execute(asked)]


def skills_by_ids(
    db: Session, skill_ids: Collection[str], *, partner_ids: Collection[str]
) -> Sequence[tuple[SkillRow, FrameworkRow]]:
    """Return skills of the territory's frameworks, or the partners' own, in no order."""
    asked = (
        select(SkillRow, FrameworkRow)
        .join(FrameworkRow, FrameworkRow.id == SkillRow.framework_id)
        .where(
            SkillRow.id.in_(set(skill_ids)),
            or_(FrameworkRow.partner_id.is_(None), FrameworkRow.partner_id.in_(partner_ids)),
        )
    )
    return [(skill, framework) for skill, framework in db.execute(asked)]


def remove_skills(db: Session, framework_id: str) -> None:
    """Remove the skills of a framework that is imported anew, and the moves between its trades."""
    db.execute(delete(SkillMoveRow).where(SkillMoveRow.framework_id == framework_id))
    db.execute(delete(SkillRow).where(SkillRow.framework_id == framework_id))


def _literally(word: str) -> str:
    for sign in (ESCAPE, "%", "_"):
        word = word.replace(sign, ESCAPE + sign)
    return word
