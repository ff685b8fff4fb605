"""What a person keeps."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class HoldingRow(Base):
    """One badge kept, byte for byte; the other columns are only an index."""

    __tablename__ = "holdings"
    __table_args__ = (UniqueConstraint("person_id", "issuer", "credential_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    issuer: Mapped[str]
    credential_id: Mapped[str]
    achievement_id: Mapped[str]
    name: Mapped[str]
    valid_from: Mapped[datetime]
    document: Mapped[bytes]
    received_at: Mapped[datetime]
