"""Who is in a group, and the code by which people come into it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base


class GroupMemberRow(Base):
    """Somebody of a group: asked by its partner, or come by its code.

    asked_by:        who asked her, None where she came by the code.
    joined_at:       when she said yes; None while she has not answered.
    consent_version: of the text that she read then.
    """

    __tablename__ = "group_members"

    group_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    consent_version: Mapped[str | None]
    joined_at: Mapped[datetime | None]


class GroupPartingRow(Base):
    """That somebody said no to a group or went out of it, or that its partner took her out.

    ended_by: who took her out for the partner; None where she parted by herself.
    """

    __tablename__ = "group_partings"

    group_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    parted_at: Mapped[datetime]
    ended_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))


class GroupCodeRow(Base):
    """The code of a group, until a day; a new one takes its place."""

    __tablename__ = "group_codes"

    group_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    until: Mapped[datetime]
