"""Who is in a group: each by her own yes, and out of it by one tap (domain S12, C8).

Its members see its badges on their own page. No badge names them and no public page does: that
somebody is of a group may say more of her than she wants to tell (domain C11).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import GroupCodeRow, GroupMemberRow, GroupPartingRow, PersonRow
from badger.issuer.errors import IssuerError
from badger.issuer.membership_queries import (
    code_is_taken,
    group_with_code,
    locked_group,
    people_beside_group,
)
from badger.issuer.people_queries import person_by_id
from badger.issuer.recognition.short_codes import new_grid_code, read_short_code

CODE_FOR: Final = timedelta(days=30)
# After a no, the same group asks her again no sooner (ADR 0054).
NOT_ASKED_FOR: Final = timedelta(days=90)
# The versions of what she reads before she says yes; never edited.
CONSENT_TEXTS: Final = {
    "2026-11": (
        "J'entre dans ce groupe. Le partenaire du groupe voit mon nom. "
        "Mes propres badges restent à moi. J'en sors quand je veux."
    ),
}
CONSENT_VERSION: Final = "2026-11"


class GroupUnknown(IssuerError):
    """There is no such group, or it did not ask her."""

    code = "group.not_found"


class GroupCodeUnknown(IssuerError):
    """No group is open to this code now."""

    code = "group.code_unknown"


class MemberNotAPerson(IssuerError):
    """A group or an organisation is in no group."""

    code = "group.member_not_a_person"


def draw_group_code(db: Session, group_id: str, *, actor: str, now: datetime) -> GroupCodeRow:
    """Give a group a new code for thirty days; the one before leads nowhere any more.

    Raises: GroupUnknown.
    """
    _locked(db, group_id)
    drawn = GroupCodeRow(group_id=group_id, code=_free_code(db), until=now + CODE_FOR)
    row = db.merge(drawn)
    db.flush()
    _note(db, "group.code_drawn", group_id, actor=actor, now=now)
    return row


def group_of_code(db: Session, text: str, *, now: datetime) -> PersonRow:
    """Return the group that a typed code leads into now. Raises: GroupCodeUnknown."""
    group = group_with_code(db, read_short_code(text), now=now)
    if group is None:
        raise GroupCodeUnknown
    return group


def join_group(db: Session, text: str, *, person_id: str, now: datetime) -> PersonRow:
    """Let a person, who read the newest text, come into a group by its code; twice is once.

    Raises: GroupCodeUnknown, MemberNotAPerson.
    """
    group = _locked(db, group_of_code(db, text, now=now).id)
    row = _member(db, group.id, person_id=person_id, now=now)
    _join(db, row, now=now)
    return group


def ask_members(
    db: Session,
    group_id: str,
    person_ids: Collection[str],
    *,
    partner_ids: Collection[str],
    actor: str,
    now: datetime,
) -> int:
    """Ask people who take part in sessions beside a group whether they are of it; return how many.

    Others are left out: no partner learns by asking who has a page here. So is whoever said no
    to this group within ninety days. Raises: GroupUnknown.
    """
    _locked(db, group_id)
    since = now - NOT_ASKED_FOR
    beside = people_beside_group(db, group_id, partner_ids=partner_ids, no_since=since)
    asked = [person.id for person in beside if person.id in person_ids]
    for person_id in asked:
        _member(db, group_id, person_id=person_id, now=now, asked_by=actor)
        _note(db, "group.member_asked", group_id, actor=actor, now=now, person=person_id)
    return len(asked)


def agree_to_group(db: Session, group_id: str, *, person_id: str, now: datetime) -> None:
    """Let a person, who read the newest text, say yes to a group that asked her; twice is once.

    Raises: GroupUnknown.
    """
    _locked(db, group_id)
    row = db.get(GroupMemberRow, (group_id, person_id))
    if row is None:
        raise GroupUnknown
    _join(db, row, now=now)


def leave_group(db: Session, group_id: str, *, person_id: str, now: datetime) -> None:
    """Take a person out of a group, or its question from her; nothing where she is not in it."""
    # Not while she says yes, or is asked, elsewhere.
    locked_group(db, group_id)
    row = db.get(GroupMemberRow, (group_id, person_id))
    if row is not None:
        db.delete(row)
        _part(db, group_id, person_id=person_id, now=now, ended_by=None)
        _note(db, "group.left", group_id, actor=person_id, now=now)


def end_membership(
    db: Session, group_id: str, *, person_id: str, actor: str, now: datetime
) -> bool:
    """Let a group's partner take somebody out of it, or its question back; twice is once.

    Returns: True where she was in it, and will read it on her page; a question that is taken
             back leaves nothing.
    Raises: GroupUnknown.
    """
    _locked(db, group_id)
    row = db.get(GroupMemberRow, (group_id, person_id))
    if row is None:
        return False
    was_in = row.joined_at is not None
    db.delete(row)
    if was_in:
        _part(db, group_id, person_id=person_id, now=now, ended_by=actor)
    _note(db, "group.member_ended", group_id, actor=actor, now=now, person=person_id)
    return was_in


def forget_ending(db: Session, group_id: str, *, person_id: str) -> None:
    """Forget that a partner took somebody out, once she has read it; twice is once."""
    row = db.get(GroupPartingRow, (group_id, person_id))
    if row is not None and row.ended_by is not None:
        db.delete(row)


def _part(
    db: Session, group_id: str, *, person_id: str, now: datetime, ended_by: str | None
) -> None:
    db.merge(
        GroupPartingRow(group_id=group_id, person_id=person_id, parted_at=now, ended_by=ended_by)
    )


def _member(
    db: Session, group_id: str, *, person_id: str, now: datetime, asked_by: str | None = None
) -> GroupMemberRow:
    """Return the row of somebody in a group, made where there is none."""
    person = person_by_id(db, person_id)
    if person is None or person.kind != "person":
        raise MemberNotAPerson
    row = db.get(GroupMemberRow, (group_id, person_id))
    if row is None:
        row = GroupMemberRow(
            group_id=group_id, person_id=person_id, asked_by=asked_by, asked_at=now
        )
        db.add(row)
        db.flush()
    return row


def _join(db: Session, row: GroupMemberRow, *, now: datetime) -> None:
    if row.joined_at is None:
        row.joined_at, row.consent_version = now, CONSENT_VERSION
        parted = db.get(GroupPartingRow, (row.group_id, row.person_id))
        if parted is not None:
            db.delete(parted)
        _note(db, "group.joined", row.group_id, actor=row.person_id, now=now)


def _free_code(db: Session) -> str:
    while code_is_taken(db, code := new_grid_code()):
        pass
    return code


def _locked(db: Session, group_id: str) -> PersonRow:
    group = locked_group(db, group_id)
    if group is None:
        raise GroupUnknown
    return group


def _note(
    db: Session, kind: str, group_id: str, *, actor: str, now: datetime, **facts: str
) -> None:
    db.flush()
    append_event(db, kind=kind, actor=actor, subject=group_id, facts={**facts}, now=now)
