"""Doors: what badges open."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class DoorRow(Base):
    """A possibility that a partner offers; without required badges it is open to all.

    step:         something to do that leads there, in a few words, "" where the dates say enough.
    asked_on:     when its owner was last asked whether it still stands.
    withdrawn_at: since when it is offered no more.
    """

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
    step: Mapped[str] = mapped_column(default="", server_default="")
    confirmed_on: Mapped[date]
    asked_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class DoorKeyRow(Base):
    """A required badge; the badges of one `way` are needed together, any way will do."""

    __tablename__ = "door_keys"

    door_id: Mapped[str] = mapped_column(ForeignKey("doors.id"), primary_key=True)
    way: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    achievement_id: Mapped[str] = mapped_column(
        ForeignKey("achievements.id"), primary_key=True, index=True
    )


class NeedRow(Base):
    """What a partner looks for; it lapses unless it is said again.

    people:  how many; stated_on: when it was last said; door_id: the door it became.
    """

    __tablename__ = "needs"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    words: Mapped[str]
    people: Mapped[int]
    commune: Mapped[str]
    contact: Mapped[str]
    stated_on: Mapped[date]
    door_id: Mapped[str | None] = mapped_column(ForeignKey("doors.id"))
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class NeedBadgeRow(Base):
    """A badge that a need looks for."""

    __tablename__ = "need_badges"

    need_id: Mapped[str] = mapped_column(ForeignKey("needs.id"), primary_key=True)
    achievement_id: Mapped[str] = mapped_column(ForeignKey("achievements.id"), primary_key=True)


class PersonGoalRow(Base):
    """What a person looks at first on her map; it changes the order, and hides nothing."""

    __tablename__ = "person_goals"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    goal: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]


class WishedDoorRow(Base):
    """A door that a person likes: it comes first among those of its goal, for her alone."""

    __tablename__ = "wished_doors"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    door_id: Mapped[str] = mapped_column(ForeignKey("doors.id"), primary_key=True)
    wished_at: Mapped[datetime]
