"""Doors: what badges open."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class DoorRow(Base):
    """A possibility that a partner offers; without required badges it is open to all."""

    __tablename__ = "doors"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    title: Mapped[str]
    goal: Mapped[str]
    place: Mapped[str]
    contact: Mapped[str]
    next_on: Mapped[date | None]
    places: Mapped[int | None]
    confirmed_on: Mapped[date]
    created_at: Mapped[datetime]


class DoorKeyRow(Base):
    """A required badge; the badges of one `way` are needed together, any way will do."""

    __tablename__ = "door_keys"

    door_id: Mapped[str] = mapped_column(ForeignKey("doors.id"), primary_key=True)
    way: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    achievement_id: Mapped[str] = mapped_column(
        ForeignKey("achievements.id"), primary_key=True, index=True
    )
