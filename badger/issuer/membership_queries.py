"""The SELECTs about who is in a group, by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    GroupCodeRow,
    GroupMemberRow,
    ObservationSessionRow,
    PersonRow,
    SessionParticipantRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGroup:
    """A group as somebody who was asked or is in it sees it.

    joined: False while she has not answered; badges: (id, name) of those that stand, newest
            first, none before she is in it.
    """

    id: str
    name: str
    joined: bool
    badges: tuple[tuple[str, str], ...]


def locked_group(db: Session, group_id: str) -> PersonRow | None:
    """Return a group whose members nobody else changes until the end of the transaction."""
    asked = select(PersonRow).where(PersonRow.id == group_id, PersonRow.kind == "group")
    return db.scalars(asked.with_for_update()).first()


def group_with_code(db: Session, code: str, *, now: datetime) -> PersonRow | None:
    """Return the group that a code leads into now."""
    return db.scalars(
        select(PersonRow)
        .join(GroupCodeRow, GroupCodeRow.group_id == PersonRow.id)
        .where(GroupCodeRow.code == code, GroupCodeRow.until > now)
    ).first()


def code_is_taken(db: Session, code: str) -> bool:
    """Tell whether a group has a code, over or not."""
    return db.scalar(select(GroupCodeRow.group_id).where(GroupCodeRow.code == code)) is not None


def members_of(db: Session, group_id: str) -> Sequence[tuple[PersonRow, datetime | None]]:
    """Return who is in a group or was asked, by name, with when she joined."""
    rows = db.execute(
        select(PersonRow, GroupMemberRow.joined_at)
        .join(GroupMemberRow, GroupMemberRow.person_id == PersonRow.id)
        .where(GroupMemberRow.group_id == group_id)
        .order_by(PersonRow.display_name, PersonRow.id)
    )
    return [(person, joined_at) for person, joined_at in rows]


def people_beside_group(
    db: Session, group_id: str, *, partner_ids: Collection[str]
) -> Sequence[PersonRow]:
    """Return who takes part in sessions of these partners beside a group and is not in it."""
    sessions = (
        select(SessionParticipantRow.session_id)
        .join(ObservationSessionRow, ObservationSessionRow.id == SessionParticipantRow.session_id)
        .where(
            SessionParticipantRow.person_id == group_id,
            ObservationSessionRow.partner_id.in_(partner_ids),
        )
    )
    there = select(SessionParticipantRow.person_id).where(
        SessionParticipantRow.session_id.in_(sessions)
    )
    known = select(GroupMemberRow.person_id).where(GroupMemberRow.group_id == group_id)
    return db.scalars(
        select(PersonRow)
        .where(PersonRow.kind == "person", PersonRow.id.in_(there), PersonRow.id.not_in(known))
        .order_by(PersonRow.display_name, PersonRow.id)
    ).all()


def groups_of(db: Session, person_id: str) -> list[OwnGroup]:
    """Return the groups that somebody is in or was asked to, by name, with their badges."""
    standing = and_(
        CredentialRow.person_id == GroupMemberRow.group_id,
        GroupMemberRow.joined_at.is_not(None),
        CredentialRow.stands,
    )
    rows = db.execute(
        select(
            PersonRow.id,
            PersonRow.display_name,
            GroupMemberRow.joined_at,
            CredentialRow.id,
            AchievementVersionRow.name,
        )
        .join(GroupMemberRow, GroupMemberRow.group_id == PersonRow.id)
        .outerjoin(CredentialRow, standing)
        .outerjoin(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        .where(GroupMemberRow.person_id == person_id)
        .order_by(PersonRow.display_name, PersonRow.id, CredentialRow.issued_at.desc())
    )
    found: dict[str, tuple[str, bool, list[tuple[str, str]]]] = {}
    for group_id, name, joined_at, badge_id, badge in rows:
        _, _, badges = found.setdefault(group_id, (name, joined_at is not None, []))
        if badge_id is not None:
            badges.append((badge_id, badge))
    return [
        OwnGroup(id=group_id, name=name, joined=joined, badges=tuple(badges))
        for group_id, (name, joined, badges) in found.items()
    ]
