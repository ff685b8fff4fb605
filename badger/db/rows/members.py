"""Invitations to a partner's team, and the trainings that some roles ask for."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class InvitationRow(Base):
    """An invitation, used once; its code is kept as a digest only.

    meant_for: the first name or the address that tells the inviting person whom she meant.
    """

    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    code_digest: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[str | None] = mapped_column(ForeignKey("partners.id"), index=True)
    # Any: names of roles, as `badger.issuer.people.ROLES` has them.
    roles: Mapped[list[Any]] = mapped_column(JSON)
    meant_for: Mapped[str]
    invited_by: Mapped[str]
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]


class TrainingRow(Base):
    """A training that a person followed for a role; the badge of it is signed apart."""

    __tablename__ = "trainings"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    trained_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
