"""The SELECTs for proposing larger badges, by name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from badger.db.base import Session
from badger.db.one_of import one_of
from badger.db.rows import AchievementRow, AchievementVersionRow, CredentialRow, ProposalRow


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposal of some edition of a badge, by the achievement id of the first edition."""

    person_id: str
    achievement_id: str
    state: str
    answered_at: datetime | None


def newest_published_versions(
    db: Session, achievement_ids: Collection[str]
) -> Mapping[str, AchievementVersionRow]:
    """Return the newest published version of each, by achievement."""
    rows = db.scalars(
        select(AchievementVersionRow)
        .where(
            AchievementVersionRow.achievement_id.in_(achievement_ids),
            AchievementVersionRow.state == "published",
        )
        .order_by(AchievementVersionRow.number)
    )
    return {row.achievement_id: row for row in rows}


def holders_of(db: Session, achievement_ids: Collection[str]) -> Sequence[str]:
    """Return who was issued one of these badges, in any version or language; stands or not."""
    asked = (
        select(CredentialRow.person_id)
        .join(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        .join(AchievementRow, AchievementRow.id == AchievementVersionRow.achievement_id)
        .where(
            CredentialRow.state == "issued", AchievementRow.first_edition_id.in_(achievement_ids)
        )
        .distinct()
        .order_by(CredentialRow.person_id)
    )
    return db.scalars(asked).all()


def answers_on_editions(
    db: Session, person_ids: Collection[str], achievement_ids: Collection[str]
) -> Sequence[Answer]:
    """Return what was proposed to people of these first editions, in any version or language."""
    asked = (
        select(
            ProposalRow.person_id,
            AchievementRow.first_edition_id,
            ProposalRow.state,
            ProposalRow.answered_at,
        )
        .join(AchievementVersionRow, AchievementVersionRow.id == ProposalRow.version_id)
        .join(AchievementRow, AchievementRow.id == AchievementVersionRow.achievement_id)
        .where(
            one_of(db, ProposalRow.person_id, set(person_ids)),
            AchievementRow.first_edition_id.in_(achievement_ids),
        )
    )
    return [Answer(*row) for row in db.execute(asked)]


def sessions_of_proposals(db: Session, proposal_ids: Collection[str]) -> Mapping[str, str | None]:
    """Return the session after which each was proposed."""
    asked = select(ProposalRow.id, ProposalRow.session_id).where(
        one_of(db, ProposalRow.id, set(proposal_ids))
    )
    return {proposal_id: session_id for proposal_id, session_id in db.execute(asked)}  # noqa: C416
