"""Every SELECT about invitations, and the one UPDATE that uses one up, by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from badger.db.base import Session
from badger.db.rows import InvitationRow


def invitation_by_digest(db: Session, digest: str) -> InvitationRow | None:
    """Return the invitation of a code's digest, used or not."""
    return db.scalars(select(InvitationRow).where(InvitationRow.code_digest == digest)).first()


def invitation_by_id(db: Session, invitation_id: str) -> InvitationRow | None:
    """Return an invitation."""
    return db.get(InvitationRow, invitation_id)


def open_invitations(
    db: Session, partner_id: str | None, *, now: datetime
) -> Sequence[InvitationRow]:
    """Return a partner's invitations (None: the territory's) that still wait, newest first."""
    return db.scalars(
        select(InvitationRow)
        .where(
            InvitationRow.partner_id == partner_id,
            InvitationRow.used_at.is_(None),
            InvitationRow.withdrawn_at.is_(None),
            InvitationRow.expires_at > now,
        )
        .order_by(InvitationRow.invited_at.desc(), InvitationRow.id)
    ).all()


def used_invitations(db: Session, person_id: str) -> Sequence[InvitationRow]:
    """Return the invitations that a person accepted, oldest first."""
    asked = select(InvitationRow).where(InvitationRow.used_by == person_id)
    return db.scalars(asked.order_by(InvitationRow.used_at, InvitationRow.id)).all()


def use_up(db: Session, invitation_id: str, *, person_id: str, now: datetime) -> bool:
    """Mark an invitation as used; False where somebody else was first (hardening A10)."""
    used = db.execute(
        update(InvitationRow)
        .where(
            InvitationRow.id == invitation_id,
            InvitationRow.used_at.is_(None),
            InvitationRow.withdrawn_at.is_(None),
            InvitationRow.expires_at > now,
        )
        .values(used_at=now, used_by=person_id)
        .returning(InvitationRow.id)
    )
    return used.first() is not None
