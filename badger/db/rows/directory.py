"""Who asked to be found by people looking for what they can do; and cards that invite."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class DirectoryEntryRow(Base):
    """What one person chose to show, until a day; without a row she is not in the directory.

    id:             stands in the entry's address; it leads to nothing else of hers.
    credential_ids: badges that she ticked.
    """

    __tablename__ = "directory_entries"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    id: Mapped[str] = mapped_column(unique=True, default=new_id)
    shown_name: Mapped[str]
    sector: Mapped[str]
    commune: Mapped[str]
    words: Mapped[str]
    # Any: ids of credentials.
    credential_ids: Mapped[list[Any]] = mapped_column(JSON)
    consent_version: Mapped[str]
    shown_at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)


class WelcomeCardRow(Base):
    """A card that invites: where to come, whom to call, and how often somebody said she comes.

    code: in the card's address and QR code. Who came is kept nowhere.
    """

    __tablename__ = "welcome_cards"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    made_by: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    place: Mapped[str]
    phone: Mapped[str]
    made_at: Mapped[datetime]
    used: Mapped[int]
