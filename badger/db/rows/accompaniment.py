"""Who may look at a person's page beside her, and where she is heading."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id
from badger.db.sealed import SealedText


class AccompanimentRow(Base):
    """A person lets one named companion see some subjects; what has ended is kept as a trace.

    role:        "passeur" or "referent".
    subjects:    what she ticked, as `badger.accompaniment.consents.SUBJECTS` names them.
    agreed_at:   None as long as a relay waits for her answer: nothing is open before.
    beside:      she agreed in the companion's presence, with her code on paper.
    until:       when a substitute stops by itself; None: when somebody ends it.
    replaces_id: the accompaniment that a relay takes over or stands in for.
    looked_at:   when the companion last looked, to the day.
    """

    __tablename__ = "accompaniments"
    __table_args__ = (
        # One at a time between two people in one role: the second replaces the first.
        Index(
            "uq_accompaniments_open",
            "person_id",
            "companion_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    companion_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    # Any: names of subjects.
    subjects: Mapped[list[Any]] = mapped_column(JSON)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    consent_version: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    beside: Mapped[bool]
    until: Mapped[datetime | None]
    replaces_id: Mapped[str | None] = mapped_column(ForeignKey("accompaniments.id"), index=True)
    looked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]


class JourneyRow(Base):
    """Where a person is heading, in her words; a pause keeps everything as it is.

    commitments: what she ticked, as `badger.accompaniment.journeys.COMMITMENTS` names them.
    """

    __tablename__ = "journeys"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    goal: Mapped[str] = mapped_column(SealedText)
    # Any: names of commitments.
    commitments: Mapped[list[Any]] = mapped_column(JSON)
    paused_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class JourneyStepRow(Base):
    """One step; area: "perso", "co" or "pro"."""

    __tablename__ = "journey_steps"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    area: Mapped[str]
    text: Mapped[str] = mapped_column(SealedText)
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    done_at: Mapped[datetime | None]
