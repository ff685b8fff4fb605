"""The charter of confidentiality, in versions, and who signed which for her partner."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base


class CharterRow(Base):
    """One version of the text; the highest number is the one in force."""

    __tablename__ = "charters"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    published_by: Mapped[str]
    published_at: Mapped[datetime]


class CharterSignatureRow(Base):
    """A partner's agreement to one version; `signatory` is the name and office as written."""

    __tablename__ = "charter_signatures"

    number: Mapped[int] = mapped_column(
        ForeignKey("charters.number"), primary_key=True, autoincrement=False
    )
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), primary_key=True)
    signatory: Mapped[str]
    signed_by: Mapped[str]
    signed_at: Mapped[datetime]
