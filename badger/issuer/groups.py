"""Groups and organisations hold badges as people do: registered by name, answering as one (S12).

Who is in a group: `badger.issuer.memberships`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    GroupCodeRow,
    ObservationSessionRow,
    PersonRow,
)
from badger.issuer.group_queries import (
    badges_given_to,
    names_waiting_for,
    sessions_with,
)
from badger.issuer.membership_queries import members_of, people_beside_group, said_no_to
from badger.issuer.memberships import NOT_ASKED_FOR
from badger.issuer.people import HolderKindUnknown, create_person
from badger.issuer.people_queries import person_by_id

GROUP_KINDS: Final = ("group", "organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTold:
    """What partners see of a group that is theirs: their own sessions and badges, no others'.

    badges:  newest first, each with its model; waiting: names of badges that it may answer on.
    code:    by which people come into it, None where none is open.
    members: who is in it, by name; asked: who was asked; beside: who may be.
    said_no: who said no or went out, with from when on she may be asked again.
    """

    group: PersonRow
    badges: tuple[tuple[CredentialRow, AchievementVersionRow], ...]
    waiting: tuple[str, ...]
    sessions: tuple[ObservationSessionRow, ...]
    code: GroupCodeRow | None
    members: tuple[PersonRow, ...]
    asked: tuple[PersonRow, ...]
    beside: tuple[PersonRow, ...]
    said_no: tuple[tuple[PersonRow, datetime], ...]


def register_group(
    db: Session, *, name: str, kind: str, partner_id: str, actor: str, now: datetime
) -> PersonRow:
    """Register a group or an organisation by its name.

    Raises: PersonInvalid, HolderKindUnknown.
    """
    if kind not in GROUP_KINDS:
        raise HolderKindUnknown(kind=kind)
    return create_person(
        db, display_name=name, actor=actor, now=now, kind=kind, registered_by=partner_id
    )


def group_of_partners(
    db: Session, group_id: str, *, partner_ids: Collection[str]
) -> PersonRow | None:
    """Return a group or an organisation of these partners; None for a person, and for others'."""
    group = person_by_id(db, group_id)
    if group is None or group.kind not in GROUP_KINDS or group.registered_by not in partner_ids:
        return None
    return group


def group_told(
    db: Session, group_id: str, *, partner_ids: Collection[str], now: datetime
) -> GroupTold | None:
    """Tell a group of these partners; None for a person, and for a group of others."""
    group = group_of_partners(db, group_id, partner_ids=partner_ids)
    if group is None:
        return None
    members, code = members_of(db, group_id), db.get(GroupCodeRow, group_id)
    since = now - NOT_ASKED_FOR
    return GroupTold(
        group=group,
        badges=tuple(badges_given_to(db, group_id, partner_ids=partner_ids)),
        waiting=tuple(names_waiting_for(db, group_id, partner_ids=partner_ids)),
        sessions=tuple(sessions_with(db, group_id, partner_ids=partner_ids)),
        code=code if code is not None and code.until > now else None,
        members=tuple(person for person, joined_at in members if joined_at),
        asked=tuple(person for person, joined_at in members if not joined_at),
        beside=tuple(people_beside_group(db, group_id, partner_ids=partner_ids, no_since=since)),
        said_no=tuple(
            (person, at + NOT_ASKED_FOR) for person, at in said_no_to(db, group_id, since=since)
        ),
    )
