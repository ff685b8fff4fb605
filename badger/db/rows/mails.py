"""Mails that were asked for: what they say is kept until they are sent or given up, no longer."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class MailRow(Base):
    """One mail to one address, asked for in the transaction of the change that it is about.

    recipient, text: None as soon as the mail is at its end, whichever that is.
    useless_after:   it is not sent later than that (a link that has expired).
    next_try_at:     None when there is nothing more to do.
    claimed_at:      somebody is sending it since then.
    """

    __tablename__ = "mails"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    recipient: Mapped[str | None]
    subject: Mapped[str]
    text: Mapped[str | None]
    asked_at: Mapped[datetime]
    useless_after: Mapped[datetime | None]
    attempts: Mapped[int]
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    last_code: Mapped[str | None]
