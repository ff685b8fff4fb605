"""Groups and organisations hold badges as people do: registered by name, answering as one (S12)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    ObservationSessionRow,
    PersonRow,
)
from badger.issuer.group_queries import (
    badges_given_to,
    names_waiting_for,
    sessions_with,
)
from badger.issuer.people import HolderKindUnknown, create_person
from badger.issuer.people_queries import person_by_id

GROUP_KINDS: Final = ("group", "organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTold:
    """What partners see of a group that is theirs: their own sessions and badges, no others'.

    badges:  newest first, each with its model; waiting: names of badges that it may answer on.
    """

    group: PersonRow
    badges: tuple[tuple[CredentialRow, AchievementVersionRow], ...]
    waiting: tuple[str, ...]
    sessions: tuple[ObservationSessionRow, ...]


def register_group(
    db: Session, *, name: str, kind: str, partner_id: str, actor: str, now: datetime
) -> PersonRow:
    """Register a group or an organisation by its name; who is in it is not kept.

    Raises: PersonInvalid, HolderKindUnknown.
    """
    if kind not in GROUP_KINDS:
        raise HolderKindUnknown(kind=kind)
    return create_person(
        db, display_name=name, actor=actor, now=now, kind=kind, registered_by=partner_id
    )


def group_told(db: Session, group_id: str, *, partner_ids: Collection[str]) -> GroupTold | None:
    """Tell a group of these partners; None for a person, and for a group of others."""
    group = person_by_id(db, group_id)
    if group is None or group.kind not in GROUP_KINDS or group.registered_by not in partner_ids:
        return None
    return GroupTold(
        group=group,
        badges=tuple(badges_given_to(db, group_id, partner_ids=partner_ids)),
        waiting=tuple(names_waiting_for(db, group_id, partner_ids=partner_ids)),
        sessions=tuple(sessions_with(db, group_id, partner_ids=partner_ids)),
    )
