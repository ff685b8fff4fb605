"""Every SELECT about the badges that larger badges are made of, by name.

A badge stands here for all its languages: by its first edition.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from badger.db.base import Session
from badger.db.one_of import one_of
from badger.db.rows import AchievementRow, AchievementVersionRow, CredentialRow, ProposalRow
from badger.issuer.achievement_queries import published_rules
from badger.issuer.recognition.rules import AwardRule, Pieces


@dataclass(frozen=True, slots=True)
class HeldBadge:
    """A badge that a person holds and that stands: issued, not revoked, not suspended.

    achievement_id: of its first edition; received_at: when she accepted it.
    """

    person_id: str
    achievement_id: str
    credential_id: str
    received_at: datetime


def compositions(db: Session) -> dict[str, Pieces]:
    """Return what each larger badge is made of, by the achievement id of its first edition.

    The newest published versions count; badges that ask for no other are left out.
    """
    rows = sorted(published_rules(db), key=lambda row: row[1] is not None)
    found: dict[str, Pieces] = {}
    for achievement_id, translates_id, rule in rows:
        found.setdefault(translates_id or achievement_id, AwardRule.from_json(rule).pieces)
    return {root_id: pieces for root_id, pieces in found.items() if pieces.all}


def names_of_badges(db: Session, achievement_ids: Collection[str]) -> Mapping[str, str]:
    """Return the newest published names of first editions, by their achievement id."""
    asked = (
        select(AchievementVersionRow.achievement_id, AchievementVersionRow.name)
        .where(
            AchievementVersionRow.achievement_id.in_(achievement_ids),
            AchievementVersionRow.state == "published",
        )
        .order_by(AchievementVersionRow.number)
    )
    return {achievement_id: name for achievement_id, name in db.execute(asked)}  # noqa: C416


def first_editions_among(db: Session, achievement_ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are achievements and say no other again."""
    asked = select(AchievementRow.id).where(
        AchievementRow.id.in_(set(achievement_ids)), AchievementRow.translates_id.is_(None)
    )
    return set(db.scalars(asked))


def held_badges(
    db: Session, person_ids: Collection[str], achievement_ids: Collection[str]
) -> Sequence[HeldBadge]:
    """Return which of these badges people hold, in any language, the first received first.

    None of ours ends by itself: what was issued stands until it is revoked or suspended.
    """
    received_at = func.coalesce(ProposalRow.answered_at, CredentialRow.issued_at)
    asked = (
        select(
            CredentialRow.person_id, AchievementRow.first_edition_id, CredentialRow.id, received_at
        )
        .join(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        .join(AchievementRow, AchievementRow.id == AchievementVersionRow.achievement_id)
        .outerjoin(ProposalRow, ProposalRow.id == CredentialRow.proposal_id)
        .where(
            one_of(db, CredentialRow.person_id, set(person_ids)),
            AchievementRow.first_edition_id.in_(achievement_ids),
            CredentialRow.stands,
        )
        .order_by(received_at, CredentialRow.id)
    )
    return [HeldBadge(*row) for row in db.execute(asked)]


def holders_among(db: Session, person_ids: Collection[str], *, code: str) -> frozenset[str]:
    """Return who of these people holds a badge, by the code of any of its languages."""
    named = db.scalars(
        select(AchievementRow.first_edition_id).where(AchievementRow.code == code)
    ).all()
    return frozenset(held.person_id for held in held_badges(db, person_ids, named))
