"""Invitations to a team: by mail or on paper, used once, by whoever holds the code."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import InvitationRow
from badger.issuer.errors import IssuerError
from badger.issuer.invitation_queries import (
    invitation_by_digest,
    invitation_by_id,
    use_up,
    used_invitations,
)
from badger.issuer.login_codes import draw_groups, plain_letters
from badger.issuer.people import grant_role
from badger.issuer.people_queries import training_of
from badger.issuer.trainings import TRAINED_ROLES

# Given for a partner; the others concern the whole territory.
PARTNER_ROLES = ("issuer", "pedagogue", "observer")
TERRITORY_ROLES = ("passeur", "referent", "cartographe")
VALID_FOR = timedelta(days=30)
# 100 random bits.
CODE_GROUPS = 5
MAX_MEANT_FOR = 120


class InvitationInvalid(IssuerError):
    """An invitation needs somebody and a role that fits."""

    code = "invitation.invalid"


class InvitationUnknown(IssuerError):
    """The code opens nothing: unknown, used, withdrawn or too old; nobody is told which."""

    code = "invitation.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDraft:
    """Whom to invite, to what.

    partner_id: None for a role in the whole territory.
    meant_for:  first name or address, for the list of those who were invited.
    """

    partner_id: str | None
    roles: tuple[str, ...]
    meant_for: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an invitation gave.

    waiting: roles that come with a training that is not recorded yet.
    """

    partner_id: str | None
    given: tuple[str, ...]
    waiting: tuple[str, ...]


def invite(
    db: Session, draft: InvitationDraft, *, actor: str, now: datetime
) -> tuple[InvitationRow, str]:
    """Invite somebody; return the row and the code, which is told once and kept nowhere.

    Raises: InvitationInvalid.
    """
    offered = TERRITORY_ROLES if draft.partner_id is None else PARTNER_ROLES
    meant_for = " ".join(draft.meant_for.split())
    if not draft.roles or not set(draft.roles) <= set(offered):
        raise InvitationInvalid(member="roles")
    if not 0 < len(meant_for) <= MAX_MEANT_FOR:
        raise InvitationInvalid(member="meant_for")
    code = "-".join(draw_groups(CODE_GROUPS))
    row = InvitationRow(
        code_digest=digest_of(code),
        partner_id=draft.partner_id,
        roles=list(dict.fromkeys(draft.roles)),
        meant_for=meant_for,
        invited_by=actor,
        invited_at=now,
        expires_at=now + VALID_FOR,
    )
    db.add(row)
    db.flush()
    append_event(db, kind="invitation.made", actor=actor, subject=row.id, facts={}, now=now)
    return row, code


def invitation_of(db: Session, code: str, *, now: datetime) -> InvitationRow:
    """Return the invitation that a code opens now. Raises: InvitationUnknown."""
    row = invitation_by_digest(db, digest_of(code))
    if row is None or not is_open(row, now=now):
        raise InvitationUnknown
    return row


def is_open(row: InvitationRow, *, now: datetime) -> bool:
    """Tell whether an invitation may still be used."""
    return row.used_at is None and row.withdrawn_at is None and now < row.expires_at


def accept_invitation(db: Session, code: str, *, person_id: str, now: datetime) -> Accepted:
    """Give a person the roles of an invitation; of two at once one wins.

    A role that asks for a training is given when the training is recorded.
    Raises: InvitationUnknown.
    """
    row = invitation_of(db, code, now=now)
    if not use_up(db, row.id, person_id=person_id, now=now):
        raise InvitationUnknown
    waiting = tuple(role for role in row.roles if _awaits_training(db, person_id, role=role))
    given = tuple(role for role in row.roles if role not in waiting)
    for role in given:
        grant_role(
            db,
            person_id=person_id,
            role=role,
            partner_id=row.partner_id,
            actor=row.invited_by,
            now=now,
        )
    append_event(db, kind="invitation.accepted", actor=person_id, subject=row.id, facts={}, now=now)
    return Accepted(row.partner_id, given, waiting)


def give_waiting_roles(
    db: Session, *, person_id: str, role: str, actor: str, now: datetime
) -> tuple[str | None, ...]:
    """Give a role that was waiting for a training; return the partners that it is held for."""
    waiting = [row.partner_id for row in used_invitations(db, person_id) if role in row.roles]
    for partner_id in waiting:
        grant_role(db, person_id=person_id, role=role, partner_id=partner_id, actor=actor, now=now)
    return tuple(waiting)


def withdraw_invitation(db: Session, invitation_id: str, *, actor: str, now: datetime) -> None:
    """Let an invitation open nothing any more; twice is once. Raises: InvitationUnknown."""
    row = invitation_by_id(db, invitation_id)
    if row is None or row.used_at is not None:
        raise InvitationUnknown
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        db.flush()
        append_event(
            db, kind="invitation.withdrawn", actor=actor, subject=row.id, facts={}, now=now
        )


def digest_of(code: str) -> str:
    """Return what is kept of a code: of 100 random bits a plain SHA-256 tells nothing."""
    return hashlib.sha256(plain_letters(code).encode("ascii")).hexdigest()


def _awaits_training(db: Session, person_id: str, *, role: str) -> bool:
    return role in TRAINED_ROLES and training_of(db, person_id, role=role) is None
