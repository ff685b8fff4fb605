"""Pictures as evidence: only where the person allowed them, and gone when she no longer does."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base
from badger.db.sealed import SealedBytes


class PictureConsentRow(Base):
    """A person allows pictures of herself in one session; without a row she does not."""

    __tablename__ = "picture_consents"

    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    allowed_at: Mapped[datetime]


class PictureRow(Base):
    """One picture, drawn anew by us from what was sent: nothing else of the file is kept."""

    __tablename__ = "pictures"

    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    taken_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    jpeg: Mapped[bytes] = mapped_column(SealedBytes)
    received_at: Mapped[datetime]
