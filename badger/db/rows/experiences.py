"""What a person did outside any session, as she tells it herself (DIA#LOG)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id
from badger.db.sealed import SealedBytes, SealedText


class ExperienceRow(Base):
    """Something that a person did: what; then where and when; a picture if she likes.

    place, happened_on: None until she has told them.
    """

    __tablename__ = "experiences"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    what: Mapped[str] = mapped_column(SealedText)
    place: Mapped[str | None] = mapped_column(SealedText)
    happened_on: Mapped[date | None]
    jpeg: Mapped[bytes | None] = mapped_column(SealedBytes)
    told_at: Mapped[datetime]


class ExperienceBadgeRow(Base):
    """A badge whose grid the person finds in what she did."""

    __tablename__ = "experience_badges"

    experience_id: Mapped[str] = mapped_column(ForeignKey("experiences.id"), primary_key=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("achievement_versions.id"), primary_key=True)
    chosen_at: Mapped[datetime]
