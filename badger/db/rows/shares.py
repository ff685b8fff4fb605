"""What a person shows to others by a link."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class ShareRow(Base):
    """A link with which anybody sees the badges that a person chose; kept as a digest only.

    shown_name: how she is named there, one of `sharing.NAMES`: never the name itself, so that
                the share follows it when it is changed or erased.
    """

    __tablename__ = "shares"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    code_digest: Mapped[str] = mapped_column(unique=True)
    shown_name: Mapped[str]
    with_doors: Mapped[bool]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SharedBadgeRow(Base):
    """A badge of a share, and what of it is shown; it goes with the badge or the share."""

    __tablename__ = "shared_badges"

    share_id: Mapped[str] = mapped_column(
        ForeignKey("shares.id", ondelete="CASCADE"), primary_key=True
    )
    holding_id: Mapped[str] = mapped_column(
        ForeignKey("holdings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]
    with_reflection: Mapped[bool]
    with_evidence: Mapped[bool]
    with_endorsements: Mapped[bool]


class ShareOpeningRow(Base):
    """How often a share was opened on a day. By whom is not kept: no address, no device."""

    __tablename__ = "share_openings"

    share_id: Mapped[str] = mapped_column(
        ForeignKey("shares.id", ondelete="CASCADE"), primary_key=True
    )
    opened_on: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int]
