"""Sessions that continue another, and what the three parties of a cycle agree with."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base


class ContinuedSessionRow(Base):
    """A session that continues another: the reflection on a production, the end of an immersion."""

    __tablename__ = "continued_sessions"

    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), primary_key=True)
    continues_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), unique=True)
    linked_by: Mapped[str]
    linked_at: Mapped[datetime]


class SignOffRow(Base):
    """One of three parties agrees with a cycle of a person, once.

    party: "person", "tutor" or "trainer".
    """

    __tablename__ = "sign_offs"

    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    party: Mapped[str] = mapped_column(primary_key=True)
    signed_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    signed_at: Mapped[datetime]
