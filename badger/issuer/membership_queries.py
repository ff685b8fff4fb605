"""The SELECTs about who is in a group, by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, cast, null, select, union_all

from badger.db.base import Session, UtcDateTime
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    GroupCodeRow,
    GroupMemberRow,
    GroupPartingRow,
    ObservationSessionRow,
    PersonRow,
    SessionParticipantRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGroup:
    """A group as somebody who was asked, is in it or was taken out of it sees it.

    joined:   she is in it; ended_at: when its partner took her out, which she has not read.
    badges:   (id, name) of those that stand, newest first, none while she is not in it.
    """

    id: str
    name: str
    joined: bool
    ended_at: datetime | None
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


def said_no_to(
    db: Session, group_id: str, *, since: datetime
) -> Sequence[tuple[PersonRow, datetime]]:
    """Return who said no to a group, or went out of it, after an instant: by name, with when."""
    rows = db.execute(
        select(PersonRow, GroupPartingRow.parted_at)
        .join(GroupPartingRow, GroupPartingRow.person_id == PersonRow.id)
        .where(*_no_to(group_id, since=since))
        .order_by(PersonRow.display_name, PersonRow.id)
    )
    return [(person, parted_at) for person, parted_at in rows]


def _no_to(group_id: str, *, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        GroupPartingRow.group_id == group_id,
        GroupPartingRow.ended_by.is_(None),
        GroupPartingRow.parted_at > since,
    )


def people_beside_group(
    db: Session, group_id: str, *, partner_ids: Collection[str], no_since: datetime
) -> Sequence[PersonRow]:
    """Return who takes part in sessions of these partners beside a group and may be asked.

    no_since: whoever said no to it after this instant is left out, as whoever is in it.
    """
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
    refused = select(GroupPartingRow.person_id).where(*_no_to(group_id, since=no_since))
    return db.scalars(
        select(PersonRow)
        .where(
            PersonRow.kind == "person",
            PersonRow.id.in_(there),
            PersonRow.id.not_in(known),
            PersonRow.id.not_in(refused),
        )
        .order_by(PersonRow.display_name, PersonRow.id)
    ).all()


def groups_of(db: Session, person_id: str) -> list[OwnGroup]:
    """Return the groups that are somebody's to read about, by name, with their badges.

    She is in them, was asked, or was taken out and has not read it.
    """
    ties = _ties_of(person_id)
    standing = and_(
        CredentialRow.person_id == ties.c.group_id,
        ties.c.joined_at.is_not(None),
        CredentialRow.state == "issued",
        CredentialRow.revoked_at.is_(None),
        CredentialRow.suspended_at.is_(None),
    )
    rows = db.execute(
        select(
            PersonRow.id,
            PersonRow.display_name,
            ties.c.joined_at,
            ties.c.ended_at,
            CredentialRow.id,
            AchievementVersionRow.name,
        )
        .join(ties, ties.c.group_id == PersonRow.id)
        .outerjoin(CredentialRow, standing)
        .outerjoin(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        .order_by(PersonRow.display_name, PersonRow.id, CredentialRow.issued_at.desc())
    )
    found: dict[tuple[str, str, bool, datetime | None], list[tuple[str, str]]] = {}
    for group_id, name, joined_at, ended_at, badge_id, badge in rows:
        badges = found.setdefault((group_id, name, joined_at is not None, ended_at), [])
        if badge_id is not None:
            badges.append((badge_id, badge))
    return [
        OwnGroup(id=group_id, name=name, joined=joined, ended_at=ended_at, badges=tuple(badges))
        for (group_id, name, joined, ended_at), badges in found.items()
    ]


def _ties_of(person_id: str) -> Subquery:
    """Select what ties somebody to groups: memberships and questions, then endings."""
    never = cast(null(), UtcDateTime())
    members = select(
        GroupMemberRow.group_id, GroupMemberRow.joined_at, never.label("ended_at")
    ).where(GroupMemberRow.person_id == person_id)
    ended = select(GroupPartingRow.group_id, never, GroupPartingRow.parted_at).where(
        GroupPartingRow.person_id == person_id, GroupPartingRow.ended_by.is_not(None)
    )
    return union_all(members, ended).subquery()
