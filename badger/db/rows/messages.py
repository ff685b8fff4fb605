"""Messages from people without an account to the holder of a badge."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id
from badger.db.sealed import SealedText


class MessageRow(Base):
    """One message. The sender's address serves one answer and is shown to nobody.

    credential_id: the badge on whose page it was written, None from the directory.
    put_aside_at:  she has read it and does not answer.
    handed_at:     she asked her référent to answer.
    """

    __tablename__ = "messages"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    credential_id: Mapped[str | None] = mapped_column(ForeignKey("credentials.id"))
    sender_name: Mapped[str] = mapped_column(SealedText)
    sender_organisation: Mapped[str] = mapped_column(SealedText)
    sender_email: Mapped[str] = mapped_column(SealedText)
    text: Mapped[str] = mapped_column(SealedText)
    sent_at: Mapped[datetime]
    put_aside_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(SealedText)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]


class ClosedLetterBoxRow(Base):
    """A person who wants no messages; without a row she gets them."""

    __tablename__ = "closed_letter_boxes"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    closed_at: Mapped[datetime]
