"""When somebody came in last, so that pages that nobody uses any more go (hardening G05)."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base


class LastSeenRow(Base):
    """The month in which a person last came in, or in which something of hers last happened.

    seen_on:   its first day, no closer.
    warned_on: the day on which her page was said to go soon; None once she came back.
    """

    __tablename__ = "last_seen"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    seen_on: Mapped[date]
    warned_on: Mapped[date | None]
